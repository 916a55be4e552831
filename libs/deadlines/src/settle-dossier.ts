import { type DomainEvents, SETTLED_STATES } from '#contract';
import { Ledger } from '#ledger';
import { TransactionEvents, ask } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { ORDER } from './event-order.js';
import { endClock } from './clock.js';
import { type Deadline, updateClocks } from './deadlines.repository.js';
import { DossierClock } from './dossier-clock.js';
import { type ExcludedTime, excludedOf } from './force-majeure/excluded.repository.js';
import { netOf } from './force-majeure/net.js';
import { Offices } from './offices.js';
import { type Settlement, deadlineEnded, deadlineMoved, dossierSettled } from './records.js';
import { type StepTimes, keepTimes, stepTimes } from './step-times.js';

type Moved = DomainEvents['dossier.state'];

/** The dossier's own deadline when it is over, and what it was counted by. */
interface Ended extends Pick<StepTimes, 'stops'> {
  deadline: Deadline;
  excluded: readonly ExcludedTime[];
}

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
    const [isSettled, { stops }, excluded] = await Promise.all([isSettledAlready(tx, head.code), stepTimes(tx, head.code), excludedOf(tx, [head.code])]);
    if (isSettled) return;
    await this.clock.close(tx, moved, stops.filter((stop) => stop.to === null), { settled: to });
    const times = await stepTimes(tx, head.code);
    const before = times.deadlines.find(({ subjectKind }) => subjectKind === 'dossier');
    const after = before ? await this.#end(tx, moved, before, times) : null;
    const settlement = await this.#settlement(moved, after && { deadline: after, stops: times.stops, excluded });
    await this.ledger.append(tx, head.code, [...(after ? [deadlineEnded(moved, after)] : []), dossierSettled(moved, settlement)]);
    const { at, actor } = moved;
    await this.events.publish(tx, 'dossier.timed', { dossier: head, at, actor, outcome: settlement.outcome });
  }

  async #end(tx: EntityManager, moved: Moved, before: Deadline, times: StepTimes): Promise<Deadline> {
    const calendar = await this.offices.calendarOf(before.agency);
    const after = { ...before, ...endClock(calendar, before, times.stops, moved.at) };
    await updateClocks(tx, [after]);
    keepTimes(tx, moved.dossier.code, times, { deadlines: [after] });
    await this.alarms.disarm(tx, moved.dossier.code, [after]);
    // A change of the calendar that has not come to this dossier yet: the date that counts is on record all the same.
    if (after.dueAt.getTime() !== before.dueAt.getTime()) await this.ledger.append(tx, moved.dossier.code, [deadlineMoved(moved, before, after, 'calendar')]);
    return after;
  }

  async #net({ deadline, stops, excluded }: Ended, at: Date): Promise<Settlement['net']> {
    if (excluded.length === 0) return null;
    const calendar = await this.offices.calendarOf(deadline.agency);
    const { dueAt } = netOf(calendar, deadline, stops, excluded, at);
    return { outcome: calendar.classify(at, dueAt, 'half_day'), dueAt };
  }

  async #settlement({ dossier: head, at, to: state, result }: Moved, ended: Ended | null): Promise<Settlement> {
    const dueAt = ended?.deadline.dueAt ?? null;
    const outcome = (await this.offices.calendarOf(head.agency)).classify(at, dueAt, 'half_day');
    const { field } = await this.procedures.modelOf(head.procedure, head.revision);
    return { state, result, outcome, dueAt, field, net: ended && (await this.#net(ended, at)) };
  }
}

/** A diagram may lead a dossier out of a settled state and into it again; the first settlement stands. */
async function isSettledAlready(tx: EntityManager, code: string): Promise<boolean> {
  const rows = await ask(tx, `select 1 from ledger_entry where dossier = $1 and kind = 'dossier.settled' limit 1`, [code]);
  return rows.length > 0;
}
