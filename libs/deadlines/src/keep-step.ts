import type { WorkingCalendar } from '#calendar';
import { ACKNOWLEDGE_HOURS, type DomainEvents, type ProcessModel } from '#contract';
import type { Ids } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS, TransactionEvents, ahead } from '#platform';
import { Procedures } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms } from './alarms.js';
import { ORDER } from './event-order.js';
import { refusingExhausted } from './exhausted.js';
import { cancelClock, endClock, startClock } from './clock.js';
import { type Deadline, insertDeadlines, updateClocks } from './deadlines.repository.js';
import { HandOvers } from './hand-overs.js';
import { Ladders } from './ladders/ladders.js';
import { useOf } from './leg-clock.js';
import { type DossierLeg, saveLegs, unusedBy } from './legs.repository.js';
import { Offices } from './offices.js';
import { deadlineEnded, deadlineSet, legAcknowledged, legEntered, legLeft } from './records.js';
import { keepTimes, stepTimes } from './step-times.js';
import type { DossierStop } from './stops.repository.js';

type Opened = DomainEvents['task.opened'];
type Ended = DomainEvents['task.ended'];
type Settled = DomainEvents['tasks.settled'];

interface Gathered {
  opened: Opened[];
  ended: Ended[];
}

/** What one step is measured by: read once, whatever the number of its tasks. */
interface Measure {
  step: Settled;
  stops: readonly DossierStop[];
  calendars: Map<string, WorkingCalendar>;
  settledAt: Date | null;
  /** Of the procedure, for steps that name none. */
  ladder: string | null;
  /** By agency: what is left of the time of its last stay, for work that is done again. */
  unused: Map<string, number>;
  /** How the procedure counts what is due the same day, and how long its hand-overs may wait. */
  model: Pick<ProcessModel, 'cutoff' | 'acknowledge'>;
  ledger: LedgerDraft[];
  /** Deadlines that were begun or ended. */
  changed: Deadline[];
  /** The first step that a transaction writes: no row of its deadlines and legs has been written by another one that it may go with. */
  joins: boolean;
}

const HOUR_MS = 3_600_000;

const cutoffOf = ({ cutoff }: Measure['model']): { cutoff?: string } => (cutoff === undefined ? {} : { cutoff });

/**
 * Follows the tasks of a step with their deadlines and legs. Openings and endings are gathered and written together when
 * `tasks.settled` closes the step, so that a step opening ten tasks costs as many statements as one opening one.
 */
@Injectable()
export class KeepStep implements OnModuleInit {
  readonly #gathered = new WeakMap<EntityManager, Gathered>();
  readonly #written = new WeakSet<EntityManager>();

  constructor(
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Ladders) private readonly ladders: Ladders,
    @Inject(HandOvers) private readonly handOvers: HandOvers,
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.events.on('task.opened', ORDER, async (tx, opened) => void this.#of(tx).opened.push(opened));
    this.events.on('task.ended', ORDER, async (tx, ended) => this.#gatherEnded(tx, ended));
    this.events.on('task.claimed', ORDER, (tx, claimed) => this.#onClaimed(tx, claimed));
    this.events.on('tasks.settled', ORDER, refusingExhausted((tx, settled) => this.#onSettled(tx, settled)));
  }

  /** Taking up the first task acknowledges the hand-over. */
  async #onClaimed(tx: EntityManager, claimed: DomainEvents['task.claimed']): Promise<void> {
    await this.handOvers.acknowledge(tx, claimed, [claimed.task.agency], claimed.assignee);
  }

  /** Asked for with the first ending, so that nobody waits for it when the step closes. */
  #gatherEnded(tx: EntityManager, ended: Ended): void {
    this.#of(tx).ended.push(ended);
    void ahead(stepTimes(tx, ended.dossier.code));
  }

  async #onSettled(tx: EntityManager, step: Settled): Promise<void> {
    const { opened, ended } = this.#of(tx);
    this.#gathered.delete(tx);
    const { code } = step.dossier;
    const times = await stepTimes(tx, code);
    const { legs, deadlines, stops } = times;
    const own = deadlines.find(({ subjectKind }) => subjectKind === 'dossier');
    const measure: Measure = {
      step,
      stops,
      calendars: await this.offices.calendarsOf([...deadlines, ...legs, ...opened.map(({ task }) => task)].map(({ agency }) => agency)),
      settledAt: own?.endedAt ?? null,
      ladder: own?.ladder ?? null,
      unused: await unusedBy(tx, code, opened.flatMap(({ task }) => (task.again && !legs.some(({ agency }) => agency === task.agency) ? [task.agency] : []))),
      model: opened.length > 0 ? await this.procedures.modelOf(step.dossier.procedure, step.dossier.revision) : {},
      ledger: [],
      changed: [],
      joins: !this.#written.has(tx),
    };
    this.#written.add(tx);
    await this.#endDeadlines(tx, measure, deadlines, ended);
    await this.#openDeadlines(tx, measure, opened);
    const moved = this.#moveLegs(measure, legs, opened, ended);
    await saveLegs(tx, moved, measure);
    await this.#keepHandOvers(tx, measure, deadlines, legs, moved, opened);
    keepTimes(tx, code, times, { legs: moved, deadlines: measure.changed });
    await this.ledger.append(tx, code, measure.ledger);
  }

  async #endDeadlines(tx: EntityManager, measure: Measure, deadlines: readonly Deadline[], ended: readonly Ended[]): Promise<void> {
    const { step, stops, calendars } = measure;
    const over = ended.flatMap(({ task, how }) => {
      const deadline = deadlines.find(({ subjectKind, subjectRef, endedAt }) => subjectKind === 'task' && subjectRef === task.id && endedAt === null);
      if (!deadline) return [];
      const clock = how === 'cancelled' ? cancelClock(deadline, step.at) : endClock(calendars.get(deadline.agency)!, deadline, stops, step.at);
      return [{ ...deadline, ...clock }];
    });
    await updateClocks(tx, over, measure);
    await this.alarms.disarm(tx, step.dossier.code, over, measure);
    measure.changed.push(...over);
    measure.ledger.push(...over.map((deadline) => deadlineEnded(step, deadline)));
  }

  async #openDeadlines(tx: EntityManager, measure: Measure, opened: readonly Opened[]): Promise<void> {
    const { step, stops, calendars, model } = measure;
    const begun = (await Promise.all(opened.map(async ({ task, dossier }): Promise<Deadline[]> => {
      if (!task.budget) return [];
      const clock = startClock(calendars.get(task.agency)!, { budget: task.budget, convention: 'exact', ...cutoffOf(model), startedAt: task.openedAt }, stops);
      const { agency, role, ladder } = task;
      return [{ id: this.ids.uuid(), subjectKind: 'task', subjectRef: task.id, dossier: dossier.code, agency, role, ...(await this.ladders.current(ladder ?? measure.ladder, task.openedAt)), ...clock }];
    }))).flat();
    await insertDeadlines(tx, begun, measure);
    await this.alarms.arm(tx, step.dossier, begun.filter(({ state }) => state === 'running'), stops, step.at, measure);
    measure.changed.push(...begun);
    measure.ledger.push(...begun.map((deadline) => deadlineSet(step, deadline)));
  }

  async #keepHandOvers(tx: EntityManager, measure: Measure, deadlines: readonly Deadline[], before: readonly DossierLeg[], moved: readonly DossierLeg[], opened: readonly Opened[]): Promise<void> {
    const { step, ledger, changed } = measure;
    const known = new Set(before.map(({ id }) => id));
    const begun = moved.filter(({ id, acknowledgedAt, leftAt }) => !known.has(id) && acknowledgedAt === null && leftAt === null);
    const given = begun.map((leg) => ({ leg, role: opened.find(({ task }) => task.agency === leg.agency)!.task.role }));
    const waiting = deadlines.filter(({ subjectKind }) => subjectKind === 'hand_over');
    const over = await this.handOvers.end(tx, step, waiting, moved, measure);
    const set = await this.handOvers.begin(tx, step, given, measure);
    changed.push(...over, ...set);
    ledger.push(...over.map((deadline) => deadlineEnded(step, deadline)), ...set.map((deadline) => deadlineSet(step, deadline)));
  }

  /** Legs that began, were acknowledged by finished work, were given more budget, or are over: those to be written. */
  #moveLegs(measure: Measure, open: readonly DossierLeg[], opened: readonly Opened[], ended: readonly Ended[]): DossierLeg[] {
    const byAgency = new Map(open.map((leg) => [leg.agency, leg]));
    const changed = new Map<string, DossierLeg>();
    const change = (leg: DossierLeg): void => {
      byAgency.set(leg.agency, leg);
      changed.set(leg.agency, leg);
    };
    for (const { task, how, actor } of ended) {
      const leg = byAgency.get(task.agency);
      if (how === 'cancelled' || !leg || leg.acknowledgedAt !== null) continue;
      change({ ...leg, acknowledgedAt: measure.step.at, acknowledgedBy: actor.username });
      measure.ledger.push(legAcknowledged(measure.step, leg.agency));
    }
    for (const event of opened) change(this.#withWork(measure, byAgency.get(event.task.agency) ?? this.#enter(measure, event), event));
    for (const leg of byAgency.values()) if (!measure.step.holders.includes(leg.agency)) change(this.#leave(measure, leg));
    return [...changed.values()];
  }

  #enter(measure: Measure, { dossier, task, handedBy }: Opened): DossierLeg {
    const leg: DossierLeg = {
      id: this.ids.uuid(), dossier: dossier.code, agency: task.agency, handedBy, enteredAt: task.openedAt, acknowledgedAt: null, acknowledgedBy: null,
      leftAt: null, budgetMs: 0, usedMs: null, overrunMs: 0, acknowledgeMs: (measure.model.acknowledge ?? ACKNOWLEDGE_HOURS) * HOUR_MS,
    };
    measure.ledger.push(legEntered(measure.step, leg));
    return leg;
  }

  /**
   * A task's budget as working ms of its agency, so that it can be compared with the time used. Work that is done again has no new time: an agency
   * would get out of every delay by sending its work back to itself. What it had left over from before is its own.
   */
  #withWork({ calendars, unused, model }: Measure, leg: DossierLeg, { task }: Opened): DossierLeg {
    if (!task.budget) return leg;
    if (task.again) {
      const left = unused.get(task.agency) ?? 0;
      unused.delete(task.agency);
      return { ...leg, budgetMs: leg.budgetMs + left };
    }
    const calendar = calendars.get(task.agency)!;
    return { ...leg, budgetMs: leg.budgetMs + calendar.measure(task.openedAt, calendar.add(task.openedAt, task.budget, cutoffOf(model))) };
  }

  #leave(measure: Measure, leg: DossierLeg): DossierLeg {
    const { step, stops, calendars, settledAt } = measure;
    const left = { ...leg, leftAt: step.at };
    const over = { ...left, ...useOf(calendars.get(leg.agency)!, left, stops, step.at, settledAt) };
    measure.ledger.push(legLeft(step, over));
    return over;
  }

  #of(tx: EntityManager): Gathered {
    const known = this.#gathered.get(tx);
    if (known) return known;
    const gathered: Gathered = { opened: [], ended: [] };
    this.#gathered.set(tx, gathered);
    return gathered;
  }
}
