import { canAdminister } from '#access';
import type { IncidentList, IncidentView, RetriedIncidents, RetryIncidents } from '#contract';
import { type Clock, type Ids, type Principal, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, IDS, Metrics, type WakeUp, WakeUps, afterCommit } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands, partOf } from '../commands.js';
import { Runtime, splitRef } from '../runtime.js';
import { OPENING, Openings } from '../starts/openings.js';
import { TIMER } from '../step.js';
import { type IncidentRow, type IncidentSearch, IncidentsRepository } from './incidents.repository.js';
import { JobBell } from './job-bell.js';
import { JobsRepository } from './jobs.repository.js';

/** Of one bulk retry at the same time: dossiers do not wait for each other, and the pool is for others, too. */
const LANES = 3;

/** As the contract has it, but for what is said in two languages. */
export type Incident = Omit<IncidentView, 'message'> & { message: Text };
export type Retried = Omit<RetriedIncidents, 'refused'> & { refused: { id: string; message: Text }[] };

/** What went wrong in a way that only a person can mend: read and retried by administrators. Everything else goes on meanwhile. */
@Injectable()
export class Incidents implements OnModuleInit {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(JobsRepository) private readonly jobs: JobsRepository,
    @Inject(JobBell) private readonly bell: JobBell,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Openings) private readonly openings: Openings,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.onGivenUp((tx, wakeUp) => this.#onGivenUp(tx, wakeUp));
    this.metrics.gauge('lienthong_incidents_open', 'Incidents that wait for an administrator', () => this.incidents.count());
  }

  async list(principal: Principal, filter: IncidentSearch, limit: number, after?: string): Promise<Result<{ items: Incident[]; next: IncidentList['next'] }>> {
    if (!canAdminister(principal)) return onlyAdministrators();
    const rows = await this.incidents.list(filter, limit + 1, after);
    const items = rows.slice(0, limit);
    return ok({ items: items.map(view), next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  async retry(ctx: CommandContext, id: string): Promise<Result<Incident>> {
    if (!canAdminister(ctx.principal)) return onlyAdministrators();
    const seen = await this.incidents.find(id);
    if (!seen) return reject('not_found', text(`Không có sự cố ${id}`, `No incident ${id}`));
    if (seen.dossier === null) return this.commands.run(ctx, (tx, at) => this.#retry(tx, ctx.principal, id, at));
    return this.commands.onDossier(ctx, seen.dossier, (tx, _head, at) => this.#retry(tx, ctx.principal, id, at));
  }

  /**
   * Each in a transaction of its own, oldest first; one that is refused stops none of the others. A key holds for the choice and for each of the
   * chosen, so that a request that comes again, even while the first is under way, retries nothing twice and tells the same.
   */
  async retryAll(ctx: CommandContext, choice: RetryIncidents): Promise<Result<Retried>> {
    if (!canAdminister(ctx.principal)) return onlyAdministrators();
    if (choice.topic === undefined && choice.procedure === undefined) return choiceMissing();
    const answered = await this.commands.answered<Retried>(ctx);
    if (answered) return answered;
    const chosen = await this.commands.run(partOf(ctx, 'chosen'), async (tx) => ok(await this.incidents.openIds(choice, tx)));
    return chosen.ok ? this.#retryChosen(ctx, choice, chosen.value) : chosen;
  }

  async #retryChosen(ctx: CommandContext, choice: RetryIncidents, chosen: readonly string[]): Promise<Result<Retried>> {
    const outcome: Retried = { retried: 0, refused: [], remaining: 0 };
    const ids = chosen.values();
    const lane = async (): Promise<void> => {
      for (const id of ids) {
        const retried = await this.retry(partOf(ctx, id), id);
        if (retried.ok) outcome.retried++;
        else outcome.refused.push({ id, message: retried.rejection.message });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const open = await this.incidents.count(choice);
    return this.commands.run(ctx, async () => ok({ ...outcome, remaining: Math.max(0, open - outcome.refused.length) }));
  }

  async #retry(tx: EntityManager, principal: Principal, id: string, at: Date): Promise<Result<Incident>> {
    const incident = await this.incidents.find(id, tx);
    if (!incident?.live) return reject('already_done', text('Sự cố đã được xử lý hoặc không còn', 'The incident has been dealt with or is gone'));
    await this.#again(tx, incident);
    await this.incidents.close(tx, id, principal.username, at);
    if (incident.dossier !== null) {
      const agency = principal.positions[0]?.agency ?? null;
      const { kind, topic, element } = incident;
      await this.ledger.append(tx, incident.dossier, [{ at, actor: principal.username, agency, kind: 'incident.retried', element, data: { incident: id, kind, topic } }]);
    }
    return ok(view({ ...incident, closedAt: at, closedBy: principal.username, live: false }));
  }

  /** An instance is loaded to see that it can be; that it still cannot is refused by {@link Commands}, like every command on its dossier. */
  async #again(tx: EntityManager, { kind, ref, dossier, topic }: IncidentRow): Promise<void> {
    if (kind === 'wakeup') await this.wakeUps.rearm(tx, ref);
    if (kind === 'instance' && dossier !== null) await this.runtime.load(tx, dossier);
    if (kind !== 'job') return;
    await this.jobs.reopen(tx, ref);
    if (topic !== null) afterCommit(tx, () => this.bell.ring([topic]));
  }

  async #onGivenUp(tx: EntityManager, { id: ref, kind: topic, ref: about, dossier, reason }: WakeUp & { reason: Text }): Promise<void> {
    const [instance, executionId] = splitRef(about);
    const opening = topic === OPENING ? await this.openings.placeOf(tx, about) : null;
    const place = opening ?? await this.incidents.placeOf(tx, dossier, topic === TIMER ? { instance, executionId } : null);
    await this.incidents.open(tx, { id: this.ids.uuid(), kind: 'wakeup', ref, dossier, ...place, topic, message: reason }, this.clock.now());
  }
}

const view = (row: IncidentRow): Incident => ({
  id: row.id, kind: row.kind, dossier: row.dossier, procedure: row.procedure, element: row.element, topic: row.topic, message: row.message, openedAt: toIso(row.openedAt),
  closedAt: row.closedAt && toIso(row.closedAt), closedBy: row.closedBy, outcome: row.closedAt ? 'retried' : row.live ? null : 'obsolete',
});

const onlyAdministrators = (): Result<never> => reject('not_allowed', text('Chỉ quản trị viên được xem và xử lý sự cố', 'Only an administrator may see and retry incidents'));

const choiceMissing = (): Result<never> => {
  const message = text('phải nêu chủ đề hoặc thủ tục', 'a topic or a procedure must be given');
  return reject('invalid_input', text('Dữ liệu gửi lên chưa đúng', 'The input is not valid'), { errors: ['topic', 'procedure'].map((path) => ({ path, message })) });
};
