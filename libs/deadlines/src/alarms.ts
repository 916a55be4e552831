import type { DossierHead } from '#contract';
import { type Together, type WakeUpRequest, WakeUps } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { closedBy } from './clock.js';
import { type Deadline, type Rung, planRungs, rungsOfDeadlines } from './deadlines.repository.js';
import { type RungPoint, rungsOf, soonest, toArm } from './ladder.js';
import { Ladders } from './ladders/ladders.js';
import { Offices } from './offices.js';
import type { DossierStop } from './stops.repository.js';

/** Wake-up kinds of this room; the ref of a rung is `<deadline>:<rung>`, that of a due instant the deadline. */
export const RUNG = 'deadline.rung';
export const DUE = 'deadline.due';

/** At the due instant itself work is still in time, so a breach is looked for one millisecond later. */
const AFTER_DUE_MS = 1;

/** Deadlines of one dossier that are to be armed. */
export interface Armed {
  head: DossierHead;
  deadlines: readonly Deadline[];
  stops: readonly DossierStop[];
}

/**
 * Sets and clears the wake-ups of deadlines. The rows of rungs tell what was planned and what fired; wake-ups only make it happen. Of the rungs
 * only the next one is armed, which arms the one after it when it fires: work that is done in time costs no more than that.
 */
@Injectable()
export class Alarms {
  constructor(
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Offices) private readonly offices: Offices,
    @Inject(Ladders) private readonly ladders: Ladders,
  ) {}

  /** Plans the rungs that have not fired and wakes for the next of them and for the due instant. For deadlines that run or are missed and not done. */
  async arm(tx: EntityManager, head: DossierHead, deadlines: readonly Deadline[], stops: readonly DossierStop[], now: Date, { joins }: Together = {}): Promise<void> {
    await this.#arm(tx, [{ head, deadlines, stops }], now, [], { joins });
  }

  /** The same for deadlines that were armed before, of any number of dossiers. */
  async rearm(tx: EntityManager, armed: readonly Armed[], now: Date): Promise<void> {
    await this.#arm(tx, armed, now, await rungsOfDeadlines(tx, armed.flatMap(({ deadlines }) => deadlines.map(({ id }) => id))), {});
  }

  async #arm(tx: EntityManager, armed: readonly Armed[], now: Date, known: readonly Rung[], together: Together): Promise<void> {
    const fired = Map.groupBy(known, ({ deadline }) => deadline);
    const plans = await Promise.all(armed.flatMap(({ head, deadlines, stops }) => deadlines.map((deadline) => this.#plan(head, deadline, stops, fired.get(deadline.id) ?? [], now))));
    await planRungs(tx, plans.flatMap(({ planned }) => planned), together);
    await this.wakeUps.scheduleMany(tx, plans.flatMap(({ wakeUps }) => wakeUps), together);
  }

  async disarm(tx: EntityManager, dossier: string, deadlines: readonly Deadline[], { joins }: Together = {}): Promise<void> {
    if (deadlines.length === 0) return;
    const refs = (await Promise.all(deadlines.map(async (deadline) => [deadline.id, ...(await this.ladders.of(deadline)).rungs.map(({ rung }) => `${deadline.id}:${rung}`)]))).flat();
    await this.wakeUps.disarm(tx, { dossier, refs }, { joins });
  }

  /** The rungs that come next after one that has fired, or that has been given up, whatever else is armed. */
  async armAfter(tx: EntityManager, dossier: string, planned: readonly Rung[], { at }: Pick<Rung, 'at'>): Promise<void> {
    const following = soonest(planned.filter((rung) => rung.firedAt === null && rung.at > at));
    await this.wakeUps.scheduleMany(tx, following.map((rung) => wakeUpFor(rung, dossier)));
  }

  /**
   * Of these rungs of one deadline those that their wake-ups would still come to, in their order: all from the first that is armed. Who asks fires
   * them itself, so they are disarmed.
   */
  async takeArmed(tx: EntityManager, rungs: readonly Rung[]): Promise<Rung[]> {
    if (rungs.length === 0) return [];
    const armed = new Set(await this.wakeUps.untried(tx, RUNG, rungs.map(refOf)));
    const first = rungs.find((rung) => armed.has(refOf(rung)));
    if (!first) return [];
    await this.wakeUps.disarm(tx, { kind: RUNG, refs: [...armed] });
    return rungs.filter(({ at }) => at >= first.at);
  }

  /** A rung whose instant has moved since it was armed. */
  async armAt(tx: EntityManager, dossier: string, rung: Rung): Promise<void> {
    await this.wakeUps.schedule(tx, wakeUpFor(rung, dossier));
  }

  async #plan(head: DossierHead, deadline: Deadline, stops: readonly DossierStop[], known: readonly Rung[], now: Date): Promise<{ planned: Rung[]; wakeUps: WakeUpRequest[] }> {
    const calendar = await this.offices.calendarOf(deadline.agency);
    const fired = known.filter((rung) => rung.firedAt !== null);
    const points = rungsOf(calendar, (await this.ladders.of(deadline)).rungs, deadline.subjectKind, deadline, closedBy(stops, now));
    const unfired = points.filter(({ spec }) => !fired.some(({ rung }) => rung === spec.rung));
    const lastFired = fired.reduce<Date | null>((last, { at }) => (last && last > at ? last : at), null);
    const next = new Set(soonest(toArm(unfired, now, lastFired)));
    const planned = await Promise.all(unfired.map(async (point) => ({ point, rung: await this.#rung(head, deadline, point) })));
    const rungs = planned.filter(({ point }) => next.has(point)).map(({ rung }) => wakeUpFor(rung, head.code));
    const due = deadline.state === 'running' ? [{ kind: DUE, ref: deadline.id, dossier: head.code, dueAt: new Date(deadline.dueAt.getTime() + AFTER_DUE_MS) }] : [];
    return { planned: planned.map(({ rung }) => rung), wakeUps: [...rungs, ...due] };
  }

  async #rung(head: DossierHead, deadline: Deadline, { spec, at }: RungPoint): Promise<Rung> {
    return { deadline: deadline.id, rung: spec.rung, at, firedAt: null, recipients: await this.offices.recipients(spec.to, deadline, head), action: spec.action };
  }
}

const refOf = ({ deadline, rung }: Rung): string => `${deadline}:${rung}`;

const wakeUpFor = (rung: Rung, dossier: string): WakeUpRequest => ({ kind: RUNG, ref: refOf(rung), dossier, dueAt: rung.at });
