import { type DomainEvents, SETTLED_STATES } from '#contract';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { ORDER } from './event-order.js';
import { endClock } from './clock.js';
import { type Deadline, dossierDeadlines, updateClocks } from './deadlines.repository.js';
import { DossierClock } from './dossier-clock.js';
import { excludedOf } from './force-majeure/excluded.repository.js';
import { netOf } from './force-majeure/net.js';
import { Offices } from './offices.js';
import { type Settlement, deadlineEnded, deadlineMoved, dossierSettled } from './records.js';
import { openStops, stopsOf } from './stops.repository.js';

type Moved = DomainEvents['dossier.state'];

/**
 * Lateness is decided here: when the dossier first comes into a settled state (resolved, refused, withdrawn, stopped), its deadline
 * ends met or missed and the outcome is recorded, once for ever. Handing the result over later changes nothing.
 */
@Injectable()
export class SettleDossier implements OnModuleInit {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(DossierClock) private readonly clock: DossierClock,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  onModuleInit(): void {
    this.events.on('dossier.state', ORDER, (tx, moved) => this.#onState(tx, moved));
  }

  async #onState(tx: EntityManager, moved: Moved): Promise<void> {
    const { dossier: head, from, to } = moved;
    if (!SETTLED_STATES.includes(to) || SETTLED_STATES.includes(from)) return;
    if (await isSettledAlready(tx, head.code)) return;
    await this.clock.close(tx, moved, await openStops(tx, head.code), { settled: to });
    const before = (await dossierDeadlines(tx, [head.code]))[0] ?? null;
    const after = before && (await this.#end(tx, moved, before));
    const settlement = await this.#settlement(tx, moved, after);
    await this.ledger.append(tx, head.code, [...(after ? [deadlineEnded(moved, after)] : []), dossierSettled(moved, settlement)]);
    const { at, actor } = moved;
    await this.events.publish(tx, 'dossier.timed', { dossier: head, at, actor, outcome: settlement.outcome });
  }

  async #end(tx: EntityManager, moved: Moved, before: Deadline): Promise<Deadline> {
    const calendar = await this.offices.calendarOf(before.agency);
    const after = { ...before, ...endClock(calendar, before, await stopsOf(tx, [moved.dossier.code]), moved.at) };
    await updateClocks(tx, [after]);
    await this.alarms.disarm(tx, moved.dossier.code, [after]);
    // A change of the calendar that has not come to this dossier yet: the date that counts is on record all the same.
    if (after.dueAt.getTime() !== before.dueAt.getTime()) await this.ledger.append(tx, moved.dossier.code, [deadlineMoved(moved, before, after, 'calendar')]);
    return after;
  }

  async #net(tx: EntityManager, deadline: Deadline, at: Date): Promise<Settlement['net']> {
    const excluded = await excludedOf(tx, [deadline.dossier]);
    if (excluded.length === 0) return null;
    const calendar = await this.offices.calendarOf(deadline.agency);
    const { dueAt } = netOf(calendar, deadline, await stopsOf(tx, [deadline.dossier]), excluded, at);
    return { outcome: calendar.classify(at, dueAt, 'half_day'), dueAt };
  }

  async #settlement(tx: EntityManager, { dossier: head, at, to: state, result }: Moved, deadline: Deadline | null): Promise<Settlement> {
    const dueAt = deadline?.dueAt ?? null;
    const outcome = (await this.offices.calendarOf(head.agency)).classify(at, dueAt, 'half_day');
    const { field } = await this.procedures.modelOf(head.procedure, head.revision);
    return { state, result, outcome, dueAt, field, net: deadline && (await this.#net(tx, deadline, at)) };
  }
}

/** A diagram may lead a dossier out of a settled state and into it again; the first settlement stands. */
async function isSettledAlready(tx: EntityManager, code: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(`select 1 from ledger_entry where dossier = $1 and kind = 'dossier.settled' limit 1`, [code]);
  return rows.length > 0;
}
