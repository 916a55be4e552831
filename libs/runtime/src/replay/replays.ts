import { Agencies } from '#access';
import type { AskReplay, ReplayView } from '#contract';
import { type Ids, type Language, type Principal, ROLE, type Result, holdsRole, ok, reject, text, toIso } from '#kernel';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../commands.js';
import { DraftDoor } from '../drafts/draft-door.js';
import { BringReplay } from './bring-replay.js';
import { ReplayRunner } from './replay-runner.js';
import { type ReplayRow, ReplaysRepository, type StoredResult } from './replays.repository.js';

/** Replays of past dossiers: asked for, looked at, cancelled. They are counted by {@link ReplayRunner}. */
@Injectable()
export class Replays {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(BringReplay) private readonly bring: BringReplay,
    @Inject(ReplayRunner) private readonly runner: ReplayRunner,
    @Inject(ReplaysRepository) private readonly replays: ReplaysRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Everything that can be refused is refused here; counting begins after the commit. */
  async ask(ctx: CommandContext, asked: AskReplay): Promise<Result<{ id: string }>> {
    const refused = (await this.door.refuseStranger(ctx.principal)) ?? this.runner.refuseBusy();
    if (refused) return refused;
    const brought = await this.bring.bring(asked);
    if (!brought.ok) return brought;
    const { draft: _, ...request } = asked;
    const id = this.ids.uuid();
    const procedure = brought.value.subjects[0]!.part.model.code;
    const kept = await this.commands.run(ctx, async (tx, at) => {
      await this.replays.insert(tx, { id, procedure, request, by: ctx.principal.username, at });
      return ok({ id });
    });
    if (kept.ok && kept.value.id === id) this.runner.add(id, brought.value);
    return kept;
  }

  async get(principal: Principal, id: string, language: Language): Promise<Result<ReplayView>> {
    const found = await this.#find(principal, id);
    return found.ok ? ok(await this.#view(found.value, language)) : found;
  }

  /** By whoever asked for it, or an administrator. */
  async cancel(ctx: CommandContext, id: string): Promise<Result<{ id: string }>> {
    const found = await this.#find(ctx.principal, id);
    if (!found.ok) return found;
    if (found.value.requestedBy !== ctx.principal.username && !holdsRole(ctx.principal, ROLE.administrator)) {
      return reject('not_allowed', text('Chỉ người yêu cầu được huỷ lần chạy lại này', 'Only who asked for this replay may cancel it'));
    }
    const ended = await this.commands.run(ctx, async (tx, at) => ok(await this.replays.end(tx, id, 'cancelled', at)));
    if (!ended.ok) return ended;
    if (!ended.value) return reject('already_done', text('Lần chạy lại này đã xong', 'This replay is over already'));
    this.runner.cancel(id);
    return ok({ id });
  }

  async #find(principal: Principal, id: string): Promise<Result<ReplayRow>> {
    const row = (await this.door.refuseStranger(principal)) ? null : await this.replays.find(id);
    return row ? ok(row) : reject('not_found', text(`Không có lần chạy lại ${id}`, `No replay ${id}`));
  }

  async #view({ id, procedure, state, done, total, requestedAt, requestedBy, failure, result }: ReplayRow, language: Language): Promise<ReplayView> {
    const name = await this.agencies.personName(requestedBy);
    return {
      id, procedure, state, done, total, requestedAt: toIso(requestedAt), requestedBy: name, failure: state === 'interrupted' ? INTERRUPTED[language] : (failure?.[language] ?? null), result: result && inLanguage(result, language),
    };
  }
}

const INTERRUPTED = text('Hệ thống đã khởi động lại giữa chừng; hãy chạy lại, cùng hạt giống sẽ cho cùng kết quả', 'The system was restarted in between; run it again: the same seed gives the same result');

const inLanguage = ({ assumptions, variants, ...head }: StoredResult, language: Language): NonNullable<ReplayView['result']> => ({
  ...head,
  assumptions: assumptions.map((one) => one[language]),
  variants: variants.map(({ waiting, elements, ...figures }) => ({
    ...figures, waiting: waiting.map((one) => ({ ...one, name: one.name[language] })), elements: elements.map((one) => ({ ...one, name: one.name[language] })),
  })),
});
