import type { DomainEvents, StopKind } from '#contract';
import type { Ids } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { Breaches } from './breaches.js';
import { closedBy, resumeClockAfter, stopClockAt } from './clock.js';
import { type Deadline, liveDeadlines, updateClocks } from './deadlines.repository.js';
import { excludedOf } from './force-majeure/excluded.repository.js';
import { netOf } from './force-majeure/net.js';
import { Offices } from './offices.js';
import { type Doing, clockResumed, clockStopped, deadlineMoved } from './records.js';
import { type DossierStop, type StopSource, endStop, insertStop, stopsOf } from './stops.repository.js';

export interface NewStop {
  kind: StopKind;
  reason: string;
  evidence: unknown;
  source: StopSource;
}

/**
 * The clock of a dossier: one for all its deadlines. It stands while any stop is open. When it stops, every running deadline stops
 * and its wake-ups are cleared; when it runs again, every due instant is computed anew from its start, its budget and all stops,
 * the old and the new one are recorded, and what has not fired is set anew.
 */
@Injectable()
export class DossierClock {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Breaches) private readonly breaches: Breaches,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Opens a stop. The caller knows that none of its source is open. */
  async stop(tx: EntityManager, doing: Doing, { kind, reason, evidence, source }: NewStop): Promise<void> {
    const { dossier: head, at, actor } = doing;
    const stop: DossierStop = { id: this.ids.uuid(), dossier: head.code, kind, reason, evidence, source, from: at, startedBy: actor.username, to: null };
    await insertStop(tx, stop);
    await this.ledger.append(tx, head.code, [clockStopped(doing, stop)]);
    await this.#standStill(tx, doing);
    await this.events.publish(tx, 'clock.stopped', { dossier: head, at, actor, kind, reason, evidence });
  }

  /** Closes stops and tells; the clock runs again when they were the last. */
  async resume(tx: EntityManager, doing: Doing, stops: readonly DossierStop[], evidence: unknown): Promise<void> {
    const { dossier, at, actor } = doing;
    await this.close(tx, doing, stops, evidence);
    for (const { kind } of stops) await this.events.publish(tx, 'clock.resumed', { dossier, at, actor, kind, evidence: evidence ?? null });
  }

  /** The same without telling that the dossier goes on: at settlement it does not. */
  async close(tx: EntityManager, doing: Doing, stops: readonly DossierStop[], evidence: unknown): Promise<void> {
    const { dossier: head, at, actor } = doing;
    for (const stop of stops) await endStop(tx, stop.id, at, actor.username, evidence);
    await this.ledger.append(tx, head.code, stops.map((stop) => clockResumed(doing, stop, evidence)));
    const last = stops.at(-1);
    if (last) await this.#runAgain(tx, doing, last);
  }

  async #standStill(tx: EntityManager, doing: Doing): Promise<void> {
    const live = await liveDeadlines(tx, doing.dossier.code);
    const after = live.map((deadline) => ({ ...deadline, ...stopClockAt(deadline, doing.at) }));
    const changed = after.filter((deadline, i) => deadline.state !== live[i]!.state);
    await updateClocks(tx, changed);
    await this.alarms.disarm(tx, doing.dossier.code, live);
    await this.breaches.tell(tx, doing, changed.filter(({ state }) => state === 'missed'));
  }

  async #runAgain(tx: EntityManager, doing: Doing, last: DossierStop): Promise<void> {
    const { dossier: head, at, actor } = doing;
    const stops = await stopsOf(tx, [head.code]);
    if (stops.some(({ to }) => to === null)) return;
    const before = await liveDeadlines(tx, head.code);
    const after = await this.#resumed(before, stops, at);
    await updateClocks(tx, after);
    await this.alarms.rearm(tx, [{ head, deadlines: after, stops }], at);
    const excluded = await excludedOf(tx, [head.code]);
    const calendar = await this.offices.calendarOf(head.agency);
    const net = (deadline: Deadline): Date | null => (excluded.length === 0 || deadline.subjectKind !== 'dossier' ? null : netOf(calendar, deadline, stops, excluded, at).dueAt);
    const moves = after.flatMap((deadline, i): LedgerDraft[] => {
      const was = before[i]!;
      return was.dueAt.getTime() === deadline.dueAt.getTime() ? [] : [deadlineMoved(doing, was, deadline, last.kind, net(deadline))];
    });
    await this.ledger.append(tx, head.code, moves);
    const own = after.findIndex(({ subjectKind }) => subjectKind === 'dossier');
    if (own < 0 || before[own]!.dueAt.getTime() === after[own]!.dueAt.getTime()) return;
    await this.events.publish(tx, 'deadline.moved', { dossier: head, at, actor, from: before[own]!.dueAt, to: after[own]!.dueAt, reason: last.kind });
  }

  async #resumed(before: readonly Deadline[], stops: readonly DossierStop[], at: Date): Promise<Deadline[]> {
    const calendars = await this.offices.calendarsOf(before.map(({ agency }) => agency));
    return before.map((deadline) => ({ ...deadline, ...resumeClockAfter(calendars.get(deadline.agency)!, deadline, closedBy(stops, at)) }));
  }
}
