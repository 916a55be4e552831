import { ACKNOWLEDGE_HOURS, type DomainEvents, countingOf } from '#contract';
import type { Ids } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { startClock } from './clock.js';
import { type Deadline, insertDeadlines } from './deadlines.repository.js';
import { type DossierLeg, saveLegs } from './legs.repository.js';
import { ORDER } from './event-order.js';
import { refusingExhausted } from './exhausted.js';
import { Ladders } from './ladders/ladders.js';
import { Offices } from './offices.js';
import { deadlineSet, legEntered } from './records.js';
import { NOTHING, keepTimes } from './step-times.js';

type Received = DomainEvents['dossier.received'];

/** The promise is made: the dossier's own deadline by the receiving agency's calendar, and its first leg there. */
@Injectable()
export class BeginDossier implements OnModuleInit {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.events.on('dossier.received', ORDER, refusingExhausted((tx, received) => this.#onReceived(tx, received)));
  }

  async #onReceived(tx: EntityManager, received: Received): Promise<void> {
    const { dossier: head, at, actor } = received;
    const leg = this.#firstLeg(received);
    await saveLegs(tx, [leg]);
    const deadline = await this.#deadline(received);
    await this.ledger.append(tx, head.code, [legEntered(received, leg), ...(deadline ? [deadlineSet(received, deadline)] : [])]);
    await insertDeadlines(tx, deadline ? [deadline] : []);
    keepTimes(tx, head.code, NOTHING, { legs: [leg], deadlines: deadline ? [deadline] : [] });
    if (!deadline) return;
    await this.alarms.arm(tx, head, [deadline], [], at);
    await this.events.publish(tx, 'deadline.moved', { dossier: head, at, actor, from: null, to: deadline.dueAt, reason: 'received' });
  }

  /** The receipt itself acknowledges the first leg. */
  #firstLeg({ dossier: head, actor }: Received): DossierLeg {
    return {
      id: this.ids.uuid(), dossier: head.code, agency: head.agency, handedBy: null, enteredAt: head.receivedAt, acknowledgedAt: head.receivedAt,
      acknowledgedBy: actor.username, leftAt: null, budgetMs: 0, usedMs: null, overrunMs: 0, acknowledgeMs: ACKNOWLEDGE_HOURS * 3_600_000,
    };
  }

  async #deadline({ dossier: head, budget, ladder, ...counting }: Received): Promise<Deadline | null> {
    if (!budget) return null;
    const calendar = await this.offices.calendarOf(head.agency);
    return {
      id: this.ids.uuid(), subjectKind: 'dossier', subjectRef: head.code, dossier: head.code, agency: head.agency, role: null, ...(await this.ladders.current(ladder, head.receivedAt)),
      ...startClock(calendar, { budget, ...countingOf(counting), startedAt: head.receivedAt }, []),
    };
  }
}
