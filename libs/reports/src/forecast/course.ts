import type { Stop } from '#calendar';
import type { Budget, Text } from '#kernel';

/** One stay of a dossier at one step. */
export interface Visit {
  /** The element, with its procedure before it where that is a called one. */
  step: string;
  name: Text;
  agency: string;
  budget: Budget | null;
  openedAt: Date;
  /** Null while it is open. */
  endedAt: Date | null;
}

/** What is known of a dossier at an instant, or of a settled one altogether. */
export interface Course {
  dossier: string;
  procedure: string;
  revision: number;
  receiving: string;
  receivedAt: Date;
  settledAt: Date | null;
  visits: readonly Visit[];
  stops: readonly Stop[];
}

/** Working time of an agency from one instant to another, net of the stops. */
export type Worked = (agency: string, from: Date, to: Date, stops: readonly Stop[]) => number;

/** Longer ones are broken, or none of the kind that is foretold. */
export const LONGEST = 200;

/** Where a dossier stands before its first step. */
export const BEGINNING = '^';

/** Whether the instants of a course contradict each other; such a one teaches nothing. */
export function isBroken({ receivedAt, settledAt, visits }: Course): boolean {
  const wrong = (from: Date, to: Date | null): boolean => Number.isNaN(from.getTime()) || (to !== null && !(to >= from));
  return visits.length > LONGEST || wrong(receivedAt, settledAt) || visits.some(({ openedAt, endedAt }) => wrong(openedAt, endedAt) || openedAt < receivedAt);
}

/** The course as it was at an instant: nothing that came later is in it. */
export function asOf(course: Course, at: Date): Course {
  const until = (end: Date | null): Date | null => (end !== null && end <= at ? end : null);
  return {
    ...course,
    settledAt: until(course.settledAt),
    visits: course.visits.filter(({ openedAt }) => openedAt <= at).map((visit) => ({ ...visit, endedAt: until(visit.endedAt) })),
    stops: course.stops.filter(({ from }) => from <= at).map(({ from, to }) => ({ from, to: until(to) })),
  };
}
