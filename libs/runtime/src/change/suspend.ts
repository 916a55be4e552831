import { Agencies, canAdminister, canGovern, canSupervise } from '#access';
import type { Suspend as Request, SuspensionList, SuspensionSubject, SuspensionView } from '#contract';
import { type Ids, type Principal, ROLE, type Rejection, type Result, holds, ok, reject, text, toIso } from '#kernel';
import { DIRECTORY_CHAIN, Ledger, type LedgerDraft, procedureChain } from '#ledger';
import { IDS, WakeUps } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import { RevisionsRepository } from '../revisions.repository.js';
import { SIGNAL, SignalsRepository } from '../starts/signals.repository.js';
import { TIMER } from '../step.js';
import { refuseStranger } from './may-change.js';
import { type Held, type Standing, type SuspensionRow, SuspensionsRepository } from './suspensions.repository.js';

type Refusal = { ok: false; rejection: Rejection } | null;
type Subject = Pick<Request, 'subject' | 'ref'>;

/**
 * Holds dossiers where they stand: one, all of a procedure, or all that an agency received. Deadlines run on, so that no lateness
 * disappears; timers that fall due meanwhile fire when the last suspension of their dossier has ended.
 */
@Injectable()
export class Suspend {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SuspensionsRepository) private readonly suspensions: SuspensionsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(SignalsRepository) private readonly signals: SignalsRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(DataSource) private readonly database: DataSource,
  ) {}

  suspend(ctx: CommandContext, { subject, ref, reason }: Request): Promise<Result<SuspensionView>> {
    return this.#on(ctx, { subject, ref }, async (tx, at) => {
      const { username: by } = ctx.principal;
      const row = { id: this.ids.uuid(), subject, ref, reason, by, at, resumedBy: null, resumedAt: null, resumeReason: null };
      if (!(await this.suspensions.open(tx, row))) return reject('already_done', text(`"${ref}" đang tạm ngừng rồi`, `"${ref}" is suspended already`));
      await this.#record(tx, ctx.principal, row, at, 'suspended', reason);
      return ok(view(row));
    });
  }

  async resume(ctx: CommandContext, id: string, reason: string): Promise<Result<SuspensionView>> {
    const row = await this.suspensions.find(id);
    if (!row) return reject('not_found', text(`Không có lần tạm ngừng ${id}`, `No suspension ${id}`));
    return this.#on(ctx, row, async (tx, at) => {
      const { username: by } = ctx.principal;
      if (!(await this.suspensions.close(tx, id, by, at, reason))) return reject('already_done', text('Lần tạm ngừng này đã kết thúc', 'This suspension has ended already'));
      const asleep = await this.suspensions.sleepingTimers(tx, row.subject, row.ref);
      await this.wakeUps.scheduleMany(tx, asleep.map(({ dueAt, ...timer }) => ({ kind: TIMER, ...timer, dueAt: new Date(dueAt) })));
      const unheard = await this.signals.asleep(tx, row.subject, row.ref);
      await this.wakeUps.scheduleMany(tx, unheard.map((signal) => ({ kind: SIGNAL, ...signal, dueAt: at })));
      await this.#record(tx, ctx.principal, row, at, 'resumed', reason);
      return ok(view({ ...row, resumedBy: by, resumedAt: at, resumeReason: reason }));
    });
  }

  async list(principal: Principal): Promise<Result<SuspensionList>> {
    if (!canSupervise(principal, await this.agencies.kindsOf(principal))) return reject('not_allowed', text('Bạn không có quyền xem danh sách tạm ngừng', 'You may not see what is suspended'));
    return ok({ items: (await this.suspensions.listOpen()).map(view) });
  }

  /** The suspension that holds a dossier now, of itself, its procedure or its agency. */
  holding(dossier: Held): Promise<Standing | null> {
    return this.suspensions.standing(this.database.manager, dossier);
  }

  /** A dossier's own is decided under its lock. */
  async #on<T>(ctx: CommandContext, { subject, ref }: Subject, work: (tx: EntityManager, at: Date) => Promise<Result<T>>): Promise<Result<T>> {
    if (subject === 'dossier') {
      return this.commands.onDossier(ctx, ref, async (tx, head, at) => {
        if (head.ended) return refuseStranger(ctx.principal, head) ?? reject('invalid_state', text('Hồ sơ đã kết thúc', 'The dossier has ended'));
        return refuseStranger(ctx.principal, head) ?? work(tx, at);
      });
    }
    const refusal = subject === 'procedure' ? await this.#refuseProcedure(ctx.principal, ref) : await this.#refuseAgency(ctx.principal, ref);
    return refusal ?? this.commands.run(ctx, work);
  }

  async #refuseProcedure(principal: Principal, code: string): Promise<Refusal> {
    if ((await this.revisions.all(code)).length === 0) return reject('not_found', text(`Không có quy trình "${code}"`, `No procedure "${code}"`));
    return canGovern(principal, 'publish', await this.agencies.kindsOf(principal)) ? null : notAllowed();
  }

  async #refuseAgency(principal: Principal, code: string): Promise<Refusal> {
    if (!(await this.agencies.directory()).get(code)) return reject('not_found', text(`Không có cơ quan "${code}"`, `No agency "${code}"`));
    return canAdminister(principal) || holds(principal, code, ROLE.leader) ? null : notAllowed();
  }

  async #record(tx: EntityManager, principal: Principal, { id, subject, ref }: SuspensionRow, at: Date, what: 'suspended' | 'resumed', reason: string): Promise<void> {
    const [chain, kind] = CHAINS[subject](ref);
    const entry = { at, actor: principal.username, agency: principal.positions[0]?.agency ?? null, kind: `${kind}.${what}` as LedgerDraft['kind'], data: { suspension: id, ref, reason } };
    await this.ledger.append(tx, chain, [entry]);
  }
}

const CHAINS: Readonly<Record<SuspensionSubject, (ref: string) => [chain: string, kind: string]>> = {
  dossier: (ref) => [ref, 'instance'],
  procedure: (ref) => [procedureChain(ref), 'procedure'],
  agency: () => [DIRECTORY_CHAIN, 'agency'],
};

const view = ({ id, subject, ref, reason, by, at, resumedBy, resumedAt, resumeReason }: SuspensionRow): SuspensionView => ({
  id, subject, ref, reason, by, at: toIso(at), resumed: resumedBy && resumedAt ? { by: resumedBy, at: toIso(resumedAt), reason: resumeReason ?? '' } : null,
});

const notAllowed = (): { ok: false; rejection: Rejection } => reject('not_allowed', text('Bạn không có quyền tạm ngừng hay cho tiếp tục ở đây', 'You may not suspend or resume here'));
