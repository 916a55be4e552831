import type { ProcedureContent } from '#bpmn';
import type { SaveDraft as Given } from '#contract';
import { type Rejection, type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import type { Examined } from '../procedures.js';
import { DraftDoor, unknownDraft } from './draft-door.js';
import { type DraftRow, DraftsRepository } from './drafts.repository.js';
import { Proofs, countsOf } from './proofs.js';

/**
 * Saves a working copy over exactly the version that its editor has seen, whatever the proof finds in it. What another saved meanwhile is
 * never overwritten. Saving the same content once more, after an answer that was lost, changes nothing.
 */
@Injectable()
export class SaveDraft {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(Proofs) private readonly proofs: Proofs,
  ) {}

  async save(ctx: CommandContext, id: string, given: Given): Promise<Result<{ version: number }>> {
    const entered = await this.door.enter(ctx.principal, id, (one) => this.drafts.find(one), { write: true });
    if (!entered.ok) return entered;
    const row = entered.value;
    if (ctx.ifMatch === undefined) return versionNeeded();
    const content = contentOf(row, given);
    if (isSame(row, content) && (row.version === ctx.ifMatch || isOwnEcho(ctx, row))) return ok({ version: row.version });
    const stale = await this.door.refuseStale(ctx, row);
    if (stale) return stale;
    const examined = await this.proofs.examine(content);
    return examined.ok ? this.#write(ctx, id, content, examined.value) : examined;
  }

  #write(ctx: CommandContext, id: string, content: ProcedureContent, { model, findings }: Examined): Promise<Result<{ version: number }>> {
    return this.commands.run(ctx, async (tx, at) => {
      const now = await this.drafts.lock(tx, id);
      if (!now) return unknownDraft(id);
      const overtaken = await this.door.refuseStale(ctx, now);
      if (overtaken) return overtaken;
      const { username } = ctx.principal;
      await this.drafts.update(tx, { id, code: model.code, name: model.name.vi, counts: countsOf(findings), updatedBy: username, updatedAt: at, ...content });
      await this.drafts.see(tx, id, username, at);
      return ok({ version: now.version + 1 });
    });
  }
}

function contentOf(row: DraftRow, { bpmn, ...given }: Given): ProcedureContent {
  const { forms, decisions, scenarios, templates, readme } = row;
  return { forms, decisions, scenarios, templates, readme, ...(given as Partial<ProcedureContent>), bpmn: Buffer.from(bpmn, 'utf8') };
}

const PARTS = ['forms', 'decisions', 'scenarios', 'readme'] as const;

/** Two orders of a form's fields are two contents. */
const isSame = (row: ProcedureContent, content: ProcedureContent): boolean =>
  row.bpmn.equals(content.bpmn) && PARTS.every((part) => JSON.stringify(row[part]) === JSON.stringify(content[part]));

/** The save before this one was this very content, by this person, over the version that they believe in. */
const isOwnEcho = ({ ifMatch, principal }: CommandContext, row: DraftRow): boolean => row.version - 1 === ifMatch && row.updatedBy === principal.username;

const versionNeeded = (): { ok: false; rejection: Rejection } =>
  reject('version_required', text('Phải cho biết bạn đang sửa từ phiên bản nào (If-Match)', 'Say which version you have changed (If-Match)'), {
    errors: [{ path: 'If-Match', message: text('bắt buộc phải có', 'is required') }],
  });
