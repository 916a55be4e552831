import { type Chance, text } from '#kernel';
import type { Course, Visit, Worked } from './course.js';

export const HOUR = 3_600_000;
export const NIGHT = new Date('2026-01-01T00:00:00+07:00');
export const after = (hours: number, from: Date = NIGHT): Date => new Date(from.getTime() + hours * HOUR);

/** An agency that never closes. */
export const always: Worked = (_, from, to, stops) =>
  Math.max(0, to.getTime() - from.getTime()) - stops.reduce((sum, stop) => sum + Math.max(0, Math.min(stop.to?.getTime() ?? Infinity, to.getTime()) - Math.max(stop.from.getTime(), from.getTime())), 0);

export const visit = (step: string, openedAt: Date, endedAt: Date | null, agency = 'xa'): Visit => ({ step, name: text(step, step), agency, budget: null, openedAt, endedAt });

export const course = (dossier: string, visits: readonly Visit[], more: Partial<Course> = {}): Course => ({
  dossier, procedure: 'p', revision: 1, receiving: 'xa', receivedAt: visits[0]?.openedAt ?? NIGHT, settledAt: visits.at(-1)?.endedAt ?? null, visits, stops: [], ...more,
});

/** Skewed to the right, as work is: mostly about `usual` hours, now and then several times as long. */
export const skewed = (chance: Chance, usual: number): number => usual * Math.exp(0.7 * Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next()));

/**
 * Receive, then two branches side by side (`survey`, `tax`), then `decide`, from where three in ten go back to the survey alone; then `sign`.
 * What is expected of it is told by `truth` alone.
 */
export function life(dossier: string, chance: Chance, receivedAt: Date): Course {
  const visits: Visit[] = [];
  const stay = (step: string, from: Date, usual: number, agency?: string): Date => {
    const end = after(skewed(chance, usual), from);
    visits.push(visit(step, from, end, agency));
    return end;
  };
  const received = stay('receive', receivedAt, 2);
  let ready = new Date(Math.max(stay('survey', received, 16, 'registry').getTime(), stay('tax', received, 10, 'tax').getTime()));
  for (;;) {
    const decided = stay('decide', ready, 4);
    if (!chance.happens(0.3)) {
      stay('sign', decided, 6);
      return course(dossier, visits);
    }
    ready = stay('survey', decided, 16, 'registry');
  }
}
