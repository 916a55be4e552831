import { HOURS_PER_WORKING_DAY } from '#kernel';
import type { ClosedStop, WorkingCalendar } from '#calendar';
import type { DeadlineSubject, RungSpec } from '#contract';
import { type DeadlineClock, type Terms } from './clock.js';

/** The rungs of one version. */
export type Ladder = readonly RungSpec[];

export interface RungPoint {
  spec: RungSpec;
  at: Date;
}

/**
 * The instants of the rungs that apply, in order of the ladder. A rung before the due instant that would come no later than the
 * start (one day before the due instant of a half-day step) is left out.
 */
export function rungsOf(calendar: WorkingCalendar, ladder: Ladder, subject: DeadlineSubject, clock: DeadlineClock, stops: readonly ClosedStop[]): RungPoint[] {
  return ladder
    .filter((spec) => spec.subjects.includes(subject))
    .map((spec) => ({ spec, at: instantOf(calendar, spec, clock, stops) }))
    .filter(({ spec, at }) => !comesBeforeDue(spec) || at > clock.startedAt);
}

/**
 * Which of the rungs not fired yet are to wait or to fire. Of those already past only the latest fires, at once, and only when it
 * comes after the last that did fire: a deadline armed late says where it stands and does not repeat what it would have said.
 */
export function toArm(rungs: readonly RungPoint[], now: Date, lastFired: Date | null): RungPoint[] {
  const past = rungs.filter((rung) => rung.at <= now && (lastFired === null || rung.at > lastFired));
  const latest = past.reduce<RungPoint | null>((last, rung) => (last && last.at > rung.at ? last : rung), null);
  return rungs.filter((rung) => rung.at > now || rung === latest);
}

/** Those that come first, at one instant: the others are armed when these have fired. */
export function soonest<T extends { at: Date }>(rungs: readonly T[]): T[] {
  const first = Math.min(...rungs.map(({ at }) => at.getTime()));
  return rungs.filter(({ at }) => at.getTime() === first);
}

const comesBeforeDue = ({ at }: RungSpec): boolean => 'share' in at || hoursOf(at) < 0;

const hoursOf = (at: { days: number } | { hours: number }): number => ('days' in at ? at.days * HOURS_PER_WORKING_DAY : at.hours);

/** Shares are counted in working time net of stops, time after due as well; time before due is read back from the due instant. */
function instantOf(calendar: WorkingCalendar, spec: RungSpec, clock: DeadlineClock, stops: readonly ClosedStop[]): Date {
  if ('share' in spec.at) return shareInstant(calendar, spec.at.share, clock, stops);
  const hours = hoursOf(spec.at);
  if (hours === 0) return clock.dueAt;
  if (hours < 0) return calendar.addWorkingMs(clock.dueAt, hours * 3_600_000);
  return calendar.due(clock.dueAt, { amount: hours, unit: 'working_hour' }, stops);
}

function shareInstant(calendar: WorkingCalendar, share: number, terms: Terms & { dueAt: Date }, stops: readonly ClosedStop[]): Date {
  const budgetMs = calendar.measureNet(terms.startedAt, terms.dueAt, stops);
  return calendar.due(terms.startedAt, { amount: (budgetMs * share) / 3_600_000, unit: 'working_hour' }, stops);
}
