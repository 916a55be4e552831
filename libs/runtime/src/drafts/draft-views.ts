import type { DraftList, DraftView, PresenceView } from '#contract';
import { type Clock, type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import { DraftDoor } from './draft-door.js';
import { type DraftHead, DraftsRepository, type SeenEditor } from './drafts.repository.js';

/** Who was not heard of for this long has left. */
const PRESENT_MS = 60_000;

/** Readings of working copies, and who else has one open. */
@Injectable()
export class DraftViews {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, limit: number, after?: string): Promise<Result<DraftList>> {
    const refused = await this.door.refuseStranger(principal);
    if (refused) return refused;
    const cursor = after === undefined ? null : cursorOf(after);
    if (cursor === undefined) return reject('invalid_input', WRONG_CURSOR, { errors: [{ path: 'after', message: WRONG_CURSOR }] });
    const rows = await this.drafts.list(cursor, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? `${last.updatedAt.getTime()}.${last.id}` : null;
    return ok({ items: await Promise.all(page.map((row) => this.#head(row))), next });
  }

  async get(principal: Principal, id: string): Promise<Result<DraftView>> {
    const entered = await this.door.enter(principal, id, (one) => this.drafts.find(one));
    if (!entered.ok) return entered;
    const { bpmn, forms, decisions, scenarios, readme, ...row } = entered.value;
    const { editors } = await this.#present(await this.drafts.editors(id, this.#since(), principal.username));
    return ok({ ...(await this.#head(row)), version: row.version, bpmn: bpmn.toString('utf8'), forms, decisions, scenarios, readme, editors });
  }

  /** The person has it open. Readers are told who works on it and are not in anybody's way. */
  async see(ctx: CommandContext, id: string): Promise<Result<PresenceView>> {
    const entered = await this.door.enter(ctx.principal, id, (one) => this.drafts.head(one));
    if (!entered.ok) return entered;
    const writes = await this.door.canWrite(ctx.principal);
    const seen = await this.commands.run(ctx, async (tx, at) => {
      if (writes) await this.drafts.see(tx, id, ctx.principal.username, at);
      const editors = await this.drafts.editors(id, this.#since(), ctx.principal.username, tx);
      return ok(editors.map((editor) => ({ ...editor, at: editor.at.toISOString() })));
    });
    return seen.ok ? ok(await this.#present(seen.value.map((editor) => ({ ...editor, at: new Date(editor.at) })))) : seen;
  }

  #since(): Date {
    return new Date(this.clock.now().getTime() - PRESENT_MS);
  }

  async #present(seen: readonly SeenEditor[]): Promise<PresenceView> {
    return { editors: await Promise.all(seen.map(async ({ username, at }) => ({ ...(await this.door.person(username)), at: toIso(at) }))) };
  }

  async #head({ id, code, name, baseProcedure, baseRevision, counts, updatedAt, updatedBy }: DraftHead): Promise<DraftList['items'][number]> {
    return { id, code, name, baseRevision: baseProcedure === code ? baseRevision : null, counts, updatedAt: toIso(updatedAt), updatedBy: await this.door.person(updatedBy) };
  }
}

const WRONG_CURSOR = text('Con trỏ trang không hợp lệ', 'The page cursor is not valid');

/** Undefined for a text that no page gave. */
function cursorOf(after: string): { at: Date; id: string } | undefined {
  const [, at, id] = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after) ?? [];
  return at !== undefined && id !== undefined ? { at: new Date(Number(at)), id } : undefined;
}
