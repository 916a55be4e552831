import { toExecutable } from '#bpmn';
import { Agencies } from '#access';
import { type Clock, type Result, SYSTEM, ok, reject, text, toIso } from '#kernel';
import { Ledger, procedureChain } from '#ledger';
import { CLOCK, LOG, type Log, type WakeUp, WakeUps, inTransaction } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { compile } from '../engine/engine.js';
import { body, feel, plain } from '../engine/feel.js';
import { type Due, isTimerValue, nextDue } from '../engine/timer-due.js';
import { type Revision, RevisionsRepository } from '../revisions.repository.js';
import { Openings } from './openings.js';
import { type StartId, StartsRepository, type TimerRow } from './starts.repository.js';
import { dueFrom, passed } from './timer-course.js';

/** Of a timer start that is armed; ref: `<procedure>/<revision>/<ordinal>/<element>`. */
export const START_TIMER = 'runtime.start-timer';

/** A cycle that opens dossiers more often than this is a slip of the pen. */
const SHORTEST_CYCLE_MS = 3_600_000;

/**
 * The starts of published revisions. A timer start of one is armed with a wake-up for its next instant, counted from the effective date.
 * When that fires, dossiers are queued at the agencies that the diagram names and the next instant is armed, in one transaction: once
 * for each instant, whatever dies. Instants that passed while the product stood are made up for from the last backwards, as many as
 * `catchUp` says; what passed while another revision was in force is that one's.
 */
@Injectable()
export class TimerStarts implements OnModuleInit {
  constructor(
    @Inject(StartsRepository) private readonly starts: StartsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(Openings) private readonly openings: Openings,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.wakeUps.register(START_TIMER, (tx, wakeUp) => this.#fire(tx, wakeUp));
    await this.#listOld();
  }

  /** At publication: lists the starts of the revision, and arms its timers from the effective date on. */
  async publish(tx: EntityManager, revision: Revision, from: Date): Promise<Result<void>> {
    await this.#list(tx, revision.procedure, revision.number);
    if (revision.model.kind !== 'procedure') return ok(undefined);
    for (const timer of await this.starts.timersOf(tx, revision.procedure)) {
      if (timer.revision !== revision.number || !revision.model.starts?.[timer.element]) continue;
      const armed = await this.#armFirst(tx, timer, from);
      if (!armed.ok) return armed;
    }
    return ok(undefined);
  }

  /** Nothing of the revision will fire any more. */
  async disarm(tx: EntityManager, { procedure, number }: Pick<Revision, 'procedure' | 'number'>): Promise<void> {
    const armed = (await this.starts.timersOf(tx, procedure)).filter(({ revision, nextDue: due }) => revision === number && due !== null);
    for (const timer of armed) await this.#arm(tx, timer, null);
  }

  async #armFirst(tx: EntityManager, timer: TimerRow, from: Date): Promise<Result<void>> {
    const value = valueAt(timer.value, timer, from);
    const due = value === null ? 'wrong' : dueFrom(timer.timer, value, from);
    if (value === null || due === 'wrong') return refuse(timer, `giá trị thời gian "${timer.value}" không dùng được`, `the time "${timer.value}" cannot be used`);
    const after = due?.repeat === undefined ? null : nextDue(value, due.at, due.repeat);
    if (due && after && after.at.getTime() - due.at.getTime() < SHORTEST_CYCLE_MS) return refuse(timer, 'chu kỳ mở hồ sơ phải từ một giờ trở lên', 'dossiers may be opened once an hour at most');
    await this.#arm(tx, timer, due);
    return ok(undefined);
  }

  async #arm(tx: EntityManager, timer: StartId, due: Due | null): Promise<void> {
    await this.starts.arm(tx, timer, due);
    if (due) await this.wakeUps.schedule(tx, { kind: START_TIMER, ref: refOf(timer), dueAt: due.at });
    else await this.wakeUps.cancel(tx, START_TIMER, refOf(timer));
  }

  /** The revision's lock keeps a publication from coming between. */
  async #fire(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const id = idOf(ref);
    const revision = await this.revisions.lock(tx, id.procedure, id.revision);
    const timer = await this.starts.lockTimer(tx, id);
    if (!revision?.effectiveFrom || !timer?.nextDue) return;
    const at = this.clock.now();
    const value = valueAt(timer.value, timer, revision.effectiveFrom) ?? timer.value;
    const { instants, next } = passed(value, { at: timer.nextDue, ...(timer.repeat === null ? {} : { repeat: timer.repeat }) }, at);
    await this.#openAt(tx, revision, timer, instants, at);
    await this.#arm(tx, timer, isOver(revision, next) ? null : next);
  }

  async #openAt(tx: EntityManager, revision: Revision, { element }: TimerRow, instants: readonly Date[], at: Date): Promise<void> {
    const spec = revision.model.starts?.[element];
    const own: Date[] = [];
    for (const instant of instants) if ((await this.revisions.inForce(revision.procedure, instant, tx))?.number === revision.number) own.push(instant);
    if (!spec || own.length === 0) return;
    const made = own.slice(-Math.max(1, spec.catchUp));
    const agencies = await this.#agenciesOf(spec.agencies, at);
    const places = agencies.map((agency) => ({ procedure: revision.procedure, revision: revision.number, element, agency }));
    for (const dueAt of made) await this.openings.queue(tx, places, { dueAt }, at);
    const data = { revision: revision.number, instants: made.map(toIso), skipped: own.length - made.length, agencies };
    await this.ledger.append(tx, procedureChain(revision.procedure), [{ at, actor: SYSTEM.username, agency: null, kind: 'procedure.started', element, data }]);
  }

  async #agenciesOf(relations: readonly string[], at: Date): Promise<string[]> {
    const directory = await this.agencies.directory(at);
    return [...new Set(relations.flatMap((relation) => directory.reachable(relation)))].sort();
  }

  async #list(tx: EntityManager, procedure: string, revision: number): Promise<void> {
    const xml = await this.revisions.bpmn(procedure, revision, tx);
    if (xml) await this.starts.list(tx, procedure, revision, compile(await toExecutable(xml.toString('utf8'))).starts);
  }

  /** Revisions published before starts were listed begin by messages and signals, too. */
  async #listOld(): Promise<void> {
    for (const { procedure, number } of await this.starts.unlisted()) {
      try {
        await inTransaction(this.database, async (tx) => ok(await this.#list(tx, procedure, number)));
      } catch (error) {
        this.log.warn({ err: error, procedure, revision: number }, 'the starts of a revision cannot be listed');
      }
    }
  }
}

/** A text that is itself a value stands for it; any other is FEEL, which here sees the clock of the effective date and no data. */
function valueAt(written: string, { timer }: Pick<TimerRow, 'timer'>, from: Date): string | null {
  if (isTimerValue(timer, written.trim())) return written.trim();
  const value = plain(feel(body(written), {}, from));
  return typeof value === 'string' ? value : null;
}

const isOver = ({ endedAt }: Revision, next: Due | null): boolean => next === null || (endedAt !== null && endedAt <= next.at);

const refOf = ({ procedure, revision, ordinal, element }: StartId): string => `${procedure}/${revision}/${ordinal}/${element}`;

function idOf(ref: string): StartId {
  const [procedure = '', revision, ordinal, ...element] = ref.split('/');
  return { procedure, revision: Number(revision), ordinal: Number(ordinal), element: element.join('/') };
}

const refuse = ({ element }: StartId, vi: string, en: string): Result<never> =>
  reject('blocking_findings', text(`Sự kiện bắt đầu "${element}": ${vi}`, `Start event "${element}": ${en}`), {
    details: { findings: [{ severity: 'error', rule: 'timer-value', element, message: text(vi, en) }] },
  });

