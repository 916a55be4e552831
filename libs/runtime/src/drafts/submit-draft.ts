import { type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import { GovernRevision, type RevisionId } from '../govern-revision.js';
import { Comments } from './comments.js';
import { DraftDoor, unknownDraft } from './draft-door.js';
import { DraftsRepository } from './drafts.repository.js';

/**
 * Hands a working copy in as the next revision of its procedure, with its remarks. The copy stays and goes on from that revision.
 */
@Injectable()
export class SubmitDraft {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(GovernRevision) private readonly govern: GovernRevision,
    @Inject(Comments) private readonly comments: Comments,
  ) {}

  async submit(ctx: CommandContext, id: string, note: string | null): Promise<Result<RevisionId>> {
    const entered = await this.door.enter(ctx.principal, id, (one) => this.drafts.find(one), { write: true });
    if (!entered.ok) return entered;
    const { bpmn, forms, decisions, scenarios, templates, readme, ...head } = entered.value;
    const stale = await this.door.refuseStale(ctx, head);
    if (stale) return stale;
    const prepared = await this.govern.prepare(ctx.principal, { bpmn, forms, decisions, scenarios, templates, readme });
    if (!prepared.ok) return prepared;
    const base = head.baseProcedure === prepared.value.model.code ? head.baseRevision : null;
    return this.commands.run(ctx, async (tx, at) => {
      const now = await this.drafts.lock(tx, id);
      if (!now) return unknownDraft(id);
      if (now.version !== head.version) return reject('stale_version', text('Bản nháp vừa được lưu thêm, hãy xem lại rồi trình', 'The working copy was just saved again: look at it before handing it in'));
      const revision = await this.govern.store(tx, ctx.principal, prepared.value, at, { base, note });
      await this.comments.carryOver(tx, id, revision, at);
      await this.drafts.rebase(tx, id, revision.code, revision.number);
      return ok(revision);
    });
  }
}
