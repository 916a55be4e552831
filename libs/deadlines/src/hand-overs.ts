import type { WorkingCalendar } from '#calendar';
import type { Ids } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, type Together } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { cancelClock, endClock, startClock } from './clock.js';
import { type Deadline, insertDeadlines, updateClocks } from './deadlines.repository.js';
import { Ladders } from './ladders/ladders.js';
import { type DossierLeg, saveLegs } from './legs.repository.js';
import { Offices } from './offices.js';
import { type Doing, deadlineEnded, legAcknowledged } from './records.js';
import { keepTimes, stepTimes } from './step-times.js';
import type { DossierStop } from './stops.repository.js';

/** By what the receiver is reminded; an installation without it falls back on the default ladder, which says nothing of hand-overs. */
const LADDER = 'giao-nhan';
const HOUR_MS = 3_600_000;

/** A leg that began, and the post that is to acknowledge it. */
export interface HandedOver {
  leg: DossierLeg;
  role: string;
}

/** By what hand-overs are measured, and how they are written. */
interface Measure extends Together {
  stops: readonly DossierStop[];
  calendars: ReadonlyMap<string, WorkingCalendar>;
}

/**
 * How long an agency may take to confirm that a dossier has come: a deadline of its own, with ladder, breach and stops like every other. It is
 * met by the acknowledgement, and goes away with a leg that nobody acknowledged.
 */
@Injectable()
export class HandOvers {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async begin(tx: EntityManager, doing: Doing, given: readonly HandedOver[], { stops, calendars, joins }: Measure): Promise<Deadline[]> {
    if (given.length === 0) return [];
    const ladder = await this.ladders.current(LADDER, doing.at);
    const begun = given.map(({ leg, role }): Deadline => {
      const budget = { amount: leg.acknowledgeMs / HOUR_MS, unit: 'working_hour' } as const;
      const clock = startClock(calendars.get(leg.agency)!, { budget, convention: 'exact', startedAt: leg.enteredAt }, stops);
      return { id: this.ids.uuid(), subjectKind: 'hand_over', subjectRef: leg.id, dossier: leg.dossier, agency: leg.agency, role, ...ladder, ...clock };
    });
    await insertDeadlines(tx, begun, { joins });
    await this.alarms.arm(tx, doing.dossier, begun.filter(({ state }) => state === 'running'), stops, doing.at, { joins });
    return begun;
  }

  /** Ends the deadlines of legs that were acknowledged, cancels those of legs that were left without. */
  async end(tx: EntityManager, doing: Doing, deadlines: readonly Deadline[], legs: readonly DossierLeg[], { stops, calendars, joins }: Measure): Promise<Deadline[]> {
    const over = deadlines.flatMap((deadline): Deadline[] => {
      const leg = legs.find(({ id }) => id === deadline.subjectRef);
      if (!leg || (leg.acknowledgedAt === null && leg.leftAt === null)) return [];
      const clock = leg.acknowledgedAt === null ? cancelClock(deadline, doing.at) : endClock(calendars.get(deadline.agency)!, deadline, stops, doing.at);
      return [{ ...deadline, ...clock }];
    });
    if (over.length === 0) return [];
    await updateClocks(tx, over, { joins });
    await this.alarms.disarm(tx, doing.dossier.code, over, { joins });
    return over;
  }

  /** Somebody says, in the name of agencies, that the dossier has come; answers for how many stays nobody had said so yet. */
  async acknowledge(tx: EntityManager, doing: Doing, agencies: readonly string[], by: string): Promise<number> {
    const { dossier, at } = doing;
    const times = await stepTimes(tx, dossier.code);
    const waiting = times.legs.filter(({ agency, acknowledgedAt }) => acknowledgedAt === null && agencies.includes(agency));
    if (waiting.length === 0) return 0;
    const legs = waiting.map((leg): DossierLeg => ({ ...leg, acknowledgedAt: at, acknowledgedBy: by })).toSorted((a, b) => (a.agency < b.agency ? -1 : 1));
    await saveLegs(tx, legs);
    const calendars = await this.offices.calendarsOf(legs.map(({ agency }) => agency));
    const deadlines = await this.end(tx, doing, times.deadlines.filter(({ subjectKind }) => subjectKind === 'hand_over'), legs, { stops: times.stops, calendars });
    await this.ledger.append(tx, dossier.code, [...legs.map(({ agency }) => legAcknowledged(doing, agency)), ...deadlines.map((deadline) => deadlineEnded(doing, deadline))]);
    keepTimes(tx, dossier.code, times, { legs, deadlines });
    return legs.length;
  }
}
