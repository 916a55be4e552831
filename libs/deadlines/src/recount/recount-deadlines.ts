import { Agencies } from '#access';
import type { DomainEvents, DossierHead } from '#contract';
import { type Clock, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, TransactionEvents, type WakeUp, WakeUps } from '#platform';
import { lockHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms, type Armed } from '../alarms.js';
import { type Deadline, liveDeadlinesOf, updateClocks } from '../deadlines.repository.js';
import { Offices } from '../offices.js';
import { deadlineMoved } from '../records.js';
import { stopsOf } from '../stops.repository.js';
import { recounted } from './recount.js';
import { type ChangeRow, type Moved, RecountRepository } from './recount.repository.js';

/** Wake-up kind; the ref is `<change>:<lane>`, or `<change>:late` for what began by the old tables while the new ones came. */
export const RECOUNT = 'deadline.recount';

/** Dossiers whose locks one transaction takes together: some tenths of a second. */
const CHUNK = 50;
/** Wake-ups of one change that go on side by side. */
const LANES = 2;
const LATE = 'late';
/** By then every process counts by the new tables. */
const LATE_MS = 5_000;
/** A transaction that began by the old tables has ended by then. */
const LONGEST_STEP_MS = 60_000;

/** What a dossier's ledger says moved its dates. */
const REASON = 'calendar';

interface Pair {
  was: Deadline;
  is: Deadline;
}

/** Counts the dossiers of a calendar change anew, in chunks, until no item is left: each under its lock and once, whichever process dies. */
@Injectable()
export class RecountDeadlines implements OnModuleInit {
  constructor(
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(RecountRepository) private readonly changes: RecountRepository,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(RECOUNT, (tx, wakeUp) => this.#onWakeUp(tx, wakeUp));
  }

  async begin(tx: EntityManager, { id, at }: ChangeRow): Promise<void> {
    const lanes = Array.from({ length: LANES }, (_, lane) => ({ kind: RECOUNT, ref: `${id}:${lane}`, dueAt: at }));
    await this.wakeUps.scheduleMany(tx, [...lanes, { kind: RECOUNT, ref: `${id}:${LATE}`, dueAt: new Date(at.getTime() + LATE_MS) }]);
  }

  /** The next dossiers; asks to be woken again while there are more. */
  async #onWakeUp(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [id, lane] = ref.split(':') as [string, string];
    const change = await this.changes.row(id, tx);
    if (!change) throw new Error(`no change ${id} of calendars`);
    // The change may have been made by another process a moment ago.
    this.agencies.refresh();
    const at = this.clock.now();
    if (lane === LATE) await this.changes.addBegun(tx, id, new Date(change.at.getTime() - LONGEST_STEP_MS));
    const dossiers = await this.changes.take(tx, id, CHUNK);
    await this.changes.done(tx, id, await this.#recount(tx, change, dossiers, at), at);
    if (dossiers.length === CHUNK) await this.wakeUps.schedule(tx, { kind: RECOUNT, ref: `${id}:${lane === LATE ? `${LATE}-more` : lane}`, dueAt: at });
  }

  /** What moved, by dossier; those where nothing did are there too. */
  async #recount(tx: EntityManager, change: ChangeRow, dossiers: readonly string[], at: Date): Promise<Map<string, Moved[]>> {
    const heads = await Promise.all(dossiers.map((code) => lockHead(tx, code)));
    const [live, stops] = await Promise.all([liveDeadlinesOf(tx, dossiers), stopsOf(tx, dossiers)]);
    const [deadlinesOf, stopsAt] = [Map.groupBy(live, ({ dossier }) => dossier), Map.groupBy(stops, ({ dossier }) => dossier)];
    const calendars = await this.offices.calendarsOf(live.map(({ agency }) => agency));
    const found = dossiers.map((code, i) => {
      const head = heads[i];
      if (!head) throw new Error(`dossier ${code} of a calendar change is gone`);
      const own = stopsAt.get(code) ?? [];
      const pairs = (deadlinesOf.get(code) ?? []).map((was): Pair => ({ was, is: { ...was, dueAt: recounted(calendars.get(was.agency)!, was, own, at) } }));
      return { head, stops: own, pairs: pairs.filter(({ was, is }) => was.dueAt.getTime() !== is.dueAt.getTime()) };
    });
    const armed = found.map(({ head, pairs, stops: own }): Armed => ({ head, stops: own, deadlines: pairs.map(({ is }) => is).filter(({ state }) => state !== 'stopped') }));
    await updateClocks(tx, found.flatMap(({ pairs }) => pairs.map(({ is }) => is)));
    await this.alarms.rearm(tx, armed, at);
    for (const { head, pairs } of found) await this.#record(tx, change, head, pairs, at);
    return new Map(found.map(({ head, pairs }) => [head.code, pairs.flatMap(({ was, is }) => moveOf(was, is.dueAt) ?? [])]));
  }

  async #record(tx: EntityManager, change: ChangeRow, dossier: DossierHead, pairs: readonly Pair[], at: Date): Promise<void> {
    const actor = { username: change.by, agency: null };
    await this.ledger.append(tx, dossier.code, pairs.map(({ was, is }) => withOrder(deadlineMoved({ at, actor }, was, is, REASON), change)));
    const own = pairs.find(({ was }) => was.subjectKind === 'dossier');
    if (own) await this.events.publish(tx, 'deadline.moved', { dossier, at, actor, from: own.was.dueAt, to: own.is.dueAt, reason: REASON });
  }
}

export function moveOf({ subjectKind, subjectRef, agency, dueAt }: Deadline, to: Date): Moved | null {
  return dueAt.getTime() === to.getTime() ? null : { subject: subjectKind, ref: subjectRef, agency, from: toIso(dueAt), to: toIso(to) };
}

/** The entry with the order that moved the date. */
const withOrder = <E extends { data: Record<string, unknown> }>(entry: E, { id, document }: ChangeRow): E => ({ ...entry, data: { ...entry.data, calendarChange: id, document } });
