import type { EntityManager } from 'typeorm';
import { type Deadline, countingDeadlines } from './deadlines.repository.js';
import { type DossierLeg, openLegs } from './legs.repository.js';
import { liveTimes, setTimes } from './live-times.js';
import { type DossierStop, stopsOf } from './stops.repository.js';

/** What the steps of a dossier are measured by. Nobody changes it in place: it is remembered. */
export interface StepTimes {
  /** Stays that are not over, in order of entry. */
  legs: readonly DossierLeg[];
  /** The dossier's own deadline, ended or not, and all others that have not ended, in the order of their ids. */
  deadlines: readonly Deadline[];
  stops: readonly DossierStop[];
}

/** Of a dossier that has just been made. */
export const NOTHING: StepTimes = { legs: [], deadlines: [], stops: [] };

/** Inside a step's transaction: asked for once, however many want it. Sent when this returns. */
export const stepTimes = (tx: EntityManager, dossier: string): Promise<StepTimes> =>
  liveTimes(tx, dossier, NOTHING, async () => {
    const [legs, deadlines, stops] = await Promise.all([openLegs(tx, dossier), countingDeadlines(tx, dossier), stopsOf(tx, [dossier])]);
    return { legs, deadlines, stops };
  });

/** As it was before the transaction wrote, with what is new or has changed: all that it has written. */
export function keepTimes(tx: EntityManager, dossier: string, before: StepTimes, changed: Partial<Pick<StepTimes, 'legs' | 'deadlines'>>): void {
  const legs = merged(before.legs, changed.legs).filter(({ leftAt }) => leftAt === null);
  const deadlines = merged(before.deadlines, changed.deadlines).filter(({ subjectKind, endedAt }) => endedAt === null || subjectKind === 'dossier');
  void setTimes(tx, dossier, {
    legs: legs.toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime() || byId(a, b)),
    deadlines: deadlines.toSorted(byId),
    stops: before.stops,
  });
}

const merged = <T extends { id: string }>(before: readonly T[], changed: readonly T[] = []): T[] => [...before.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
