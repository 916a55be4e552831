import { type Result, ok } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import { DraftDoor, unknownDraft } from './draft-door.js';
import { DraftsRepository } from './drafts.repository.js';

/** Throws a working copy away, with its remarks; revisions made of it stay. */
@Injectable()
export class DiscardDraft {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
  ) {}

  async discard(ctx: CommandContext, id: string): Promise<Result<{ id: string }>> {
    const entered = await this.door.enter(ctx.principal, id, (one) => this.drafts.head(one), { write: true });
    if (!entered.ok) return entered;
    return this.commands.run(ctx, async (tx) => {
      const row = await this.drafts.lock(tx, id);
      if (!row) return unknownDraft(id);
      const stale = await this.door.refuseStale(ctx, row);
      if (stale) return stale;
      await this.drafts.remove(tx, id);
      return ok({ id });
    });
  }
}
