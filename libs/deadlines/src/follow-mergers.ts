import type { DomainEvents } from '#contract';
import { type Ids } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { type Deadline, dossierDeadlines, handOverDeadlines, liveDeadlines, readdressDeadlines, updateClocks } from './deadlines.repository.js';
import { ORDER } from './event-order.js';
import { HandOvers } from './hand-overs.js';
import { useOf } from './leg-clock.js';
import { type DossierLeg, openLegs, saveLegs } from './legs.repository.js';
import { Offices } from './offices.js';
import { recounted } from './recount/recount.js';
import { deadlineEnded, deadlineMoved, legAcknowledged, legEntered, legLeft } from './records.js';
import { type DossierStop, stopsOf } from './stops.repository.js';

type Transferred = DomainEvents['dossier.transferred'];

/** Why a due instant moved. */
const REASON = 'merger';

/**
 * What is measured at an agency that ends is measured on at the one that takes over: deadlines by its calendar (a due instant that moves by that is
 * on record), stays as a new one with what was left of the budget, so that neither answers for the other's time.
 */
@Injectable()
export class FollowMergers implements OnModuleInit {
  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(HandOvers) private readonly handOvers: HandOvers,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.events.on('dossier.transferred', ORDER, (tx, transferred) => this.#onTransferred(tx, transferred));
  }

  async #onTransferred(tx: EntityManager, transferred: Transferred): Promise<void> {
    const { code } = transferred.dossier;
    const stops = await stopsOf(tx, [code]);
    await this.#passLegs(tx, transferred, stops);
    await this.#passDeadlines(tx, transferred, stops);
  }

  async #passDeadlines(tx: EntityManager, transferred: Transferred, stops: readonly DossierStop[]): Promise<void> {
    const { dossier, at, actor, from, to } = transferred;
    const passed = (await liveDeadlines(tx, dossier.code)).filter(({ agency, subjectKind }) => agency === from && subjectKind !== 'hand_over');
    await readdressDeadlines(tx, passed.map(({ id }) => id), to);
    const calendar = await this.offices.calendarOf(to);
    const all = passed.map((was): { was: Deadline; is: Deadline } => ({ was, is: { ...was, agency: to, dueAt: recounted(calendar, was, stops, at) } }));
    const pairs = all.filter(({ was, is }) => was.dueAt.getTime() !== is.dueAt.getTime());
    await updateClocks(tx, pairs.map(({ is }) => is));
    // All of them: reminders go to the posts of the other agency.
    await this.alarms.rearm(tx, [{ head: dossier, deadlines: all.map(({ is }) => is).filter(({ state }) => state !== 'stopped'), stops: [...stops] }], at);
    await this.ledger.append(tx, dossier.code, pairs.map(({ was, is }) => deadlineMoved(transferred, was, is, REASON)));
    const own = pairs.find(({ was }) => was.subjectKind === 'dossier');
    if (own) await this.events.publish(tx, 'deadline.moved', { dossier, at, actor, from: own.was.dueAt, to: own.is.dueAt, reason: REASON });
  }

  async #passLegs(tx: EntityManager, transferred: Transferred, stops: readonly DossierStop[]): Promise<void> {
    const { dossier, from, to } = transferred;
    const open = await openLegs(tx, dossier.code);
    const leaving = open.find(({ agency }) => agency === from);
    if (!leaving) return;
    const settledAt = (await dossierDeadlines(tx, [dossier.code]))[0]?.endedAt ?? null;
    const calendars = await this.offices.calendarsOf([from]);
    const left = { ...leaving, leftAt: transferred.at };
    const over = { ...left, ...useOf(calendars.get(from)!, left, [...stops], transferred.at, settledAt) };
    const rest = Math.max(0, over.budgetMs - (over.usedMs ?? 0));
    const there = open.find(({ agency }) => agency === to);
    const entered = there ? { ...there, budgetMs: there.budgetMs + rest } : this.#enter(transferred, { budgetMs: rest, acknowledgeMs: leaving.acknowledgeMs });
    const entries: LedgerDraft[] = [legLeft(transferred, over), ...(there ? [] : [legEntered(transferred, entered), legAcknowledged(transferred, to)])];
    await saveLegs(tx, [over, entered]);
    const waiting = await handOverDeadlines(tx, [over.id]);
    const ended = await this.handOvers.end(tx, transferred, waiting, [over], { stops, calendars });
    await this.ledger.append(tx, dossier.code, [...entries, ...ended.map((deadline) => deadlineEnded(transferred, deadline))]);
  }

  /** Taken over by order: nobody waits for an acknowledgement. */
  #enter({ dossier, at, actor, from, to }: Transferred, { budgetMs, acknowledgeMs }: Pick<DossierLeg, 'budgetMs' | 'acknowledgeMs'>): DossierLeg {
    return { id: this.ids.uuid(), dossier: dossier.code, agency: to, handedBy: from, enteredAt: at, acknowledgedAt: at, acknowledgedBy: actor.username, leftAt: null, budgetMs, usedMs: null, overrunMs: 0, acknowledgeMs };
  }
}
