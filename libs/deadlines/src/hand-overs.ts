import type { WorkingCalendar } from '#calendar';
import type { Ids } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { cancelClock, endClock, startClock } from './clock.js';
import { type Deadline, handOverDeadlines, insertDeadlines, updateClocks } from './deadlines.repository.js';
import { Ladders } from './ladders/ladders.js';
import type { DossierLeg } from './legs.repository.js';
import { Offices } from './offices.js';
import { type Doing, deadlineEnded, deadlineSet } from './records.js';
import { type DossierStop, stopsInStep } from './stops.repository.js';

/** By what the receiver is reminded; an installation without it falls back on the default ladder, which says nothing of hand-overs. */
const LADDER = 'giao-nhan';
const HOUR_MS = 3_600_000;

/** A leg that began, and the post that is to acknowledge it. */
export interface HandedOver {
  leg: DossierLeg;
  role: string;
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

  async begin(tx: EntityManager, doing: Doing, given: readonly HandedOver[], stops: readonly DossierStop[], calendars: ReadonlyMap<string, WorkingCalendar>): Promise<LedgerDraft[]> {
    if (given.length === 0) return [];
    const ladder = await this.ladders.current(LADDER, doing.at);
    const begun = given.map(({ leg, role }): Deadline => {
      const budget = { amount: leg.acknowledgeMs / HOUR_MS, unit: 'working_hour' } as const;
      const clock = startClock(calendars.get(leg.agency)!, { budget, convention: 'exact', startedAt: leg.enteredAt }, stops);
      return { id: this.ids.uuid(), subjectKind: 'hand_over', subjectRef: leg.id, dossier: leg.dossier, agency: leg.agency, role, ...ladder, ...clock };
    });
    await insertDeadlines(tx, begun);
    await this.alarms.arm(tx, doing.dossier, begun.filter(({ state }) => state === 'running'), stops, doing.at);
    return begun.map((deadline) => deadlineSet(doing, deadline));
  }

  /** Ends the deadlines of legs that were acknowledged, cancels those of legs that were left without. */
  async end(tx: EntityManager, doing: Doing, deadlines: readonly Deadline[], legs: readonly Pick<DossierLeg, 'id' | 'acknowledgedAt' | 'leftAt'>[], stops: readonly DossierStop[], calendars: ReadonlyMap<string, WorkingCalendar>): Promise<LedgerDraft[]> {
    const over = deadlines.flatMap((deadline): Deadline[] => {
      const leg = legs.find(({ id }) => id === deadline.subjectRef);
      if (!leg || (leg.acknowledgedAt === null && leg.leftAt === null)) return [];
      const clock = leg.acknowledgedAt === null ? cancelClock(deadline, doing.at) : endClock(calendars.get(deadline.agency)!, deadline, stops, doing.at);
      return [{ ...deadline, ...clock }];
    });
    if (over.length === 0) return [];
    await updateClocks(tx, over);
    await this.alarms.disarm(tx, doing.dossier.code, over);
    return over.map((deadline) => deadlineEnded(doing, deadline));
  }

  /** The same where somebody says so, outside a step. */
  async acknowledged(tx: EntityManager, doing: Doing, legs: readonly { id: string; agency: string }[]): Promise<void> {
    if (legs.length === 0) return;
    const [deadlines, stops] = await Promise.all([handOverDeadlines(tx, legs.map(({ id }) => id)), stopsInStep(tx, doing.dossier.code)]);
    const calendars = await this.offices.calendarsOf(legs.map(({ agency }) => agency));
    const done = legs.map(({ id }) => ({ id, acknowledgedAt: doing.at, leftAt: null }));
    await this.ledger.append(tx, doing.dossier.code, await this.end(tx, doing, deadlines, done, stops, calendars));
  }
}
