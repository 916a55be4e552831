import type { ClosedStop, Stop, WorkingCalendar } from '#calendar';
import { type Convention, type DeadlineState, type FirstDay, countingOf } from '#contract';
import type { Budget } from '#kernel';

/** The terms of a promise: what was allowed, from when, and how the due instant is counted. */
export interface Terms {
  budget: Budget;
  convention: Convention;
  firstDay?: FirstDay;
  cutoff?: string;
  /** Added to the budget by a recorded event, once. */
  extension?: Budget;
  startedAt: Date;
}

/**
 * One deadline as a state machine. `running` and `stopped` alternate with the dossier's stops; a due instant that passes while
 * running makes it `missed` at once, and it stays missed (a later stop only holds the overrun still); it ends `met` or `missed`,
 * or `cancelled` when what it measured went away. Pure: the calendar is the one of the agency that answers for it.
 */
export interface DeadlineClock extends Terms {
  dueAt: Date;
  state: DeadlineState;
  /** The due instant that passed; null while nothing was missed. */
  breachedAt: Date | null;
  endedAt: Date | null;
  /** Working ms beyond the due instant, net of stops; final once ended, 0 before. */
  overrunMs: number;
}

/** Begins to run, or stands still from the beginning when the dossier's clock is stopped. */
export function startClock(calendar: WorkingCalendar, terms: Terms, stops: readonly Stop[]): DeadlineClock {
  const stopped = stops.some((stop) => stop.to === null);
  const dueAt = dueOf(calendar, terms, closedStops(stops));
  return { ...terms, dueAt, state: stopped ? 'stopped' : 'running', breachedAt: null, endedAt: null, overrunMs: 0 };
}

/** What runs stands still, unless its due instant has passed without anybody having looked: that is missed first. */
export function stopClockAt(clock: DeadlineClock, at: Date): DeadlineClock {
  const seen = breachClock(clock, at);
  return seen.state === 'running' ? { ...seen, state: 'stopped' } : seen;
}

/** Runs again: due later by exactly the working time stopped (calendar days: by the calendar time). All stops must be closed. */
export function resumeClockAfter(calendar: WorkingCalendar, clock: DeadlineClock, stops: readonly ClosedStop[]): DeadlineClock {
  if (clock.endedAt !== null) return clock;
  const dueAt = dueOf(calendar, clock, stops);
  return clock.state === 'stopped' ? { ...clock, dueAt, state: 'running' } : { ...clock, dueAt };
}

/** Missed as soon as the due instant has passed; at the due instant itself it is still on time. */
export function breachClock(clock: DeadlineClock, at: Date): DeadlineClock {
  return clock.state === 'running' && at > clock.dueAt ? { ...clock, state: 'missed', breachedAt: clock.dueAt } : clock;
}

/** The work is done: met or missed, with its overrun. Ending while stopped counts the stop until now. */
export function endClock(calendar: WorkingCalendar, clock: DeadlineClock, stops: readonly Stop[], at: Date): DeadlineClock {
  if (clock.endedAt !== null) return clock;
  const dueAt = dueBy(calendar, clock, stops, at);
  const missed = at > dueAt;
  const overrunMs = overrunBy(calendar, clock, stops, at);
  return { ...clock, dueAt, state: missed ? 'missed' : 'met', breachedAt: missed ? (clock.breachedAt ?? dueAt) : null, endedAt: at, overrunMs };
}

/** What the deadline measured went away; it is neither met nor missed. */
export function cancelClock(clock: DeadlineClock, at: Date): DeadlineClock {
  return clock.endedAt === null ? { ...clock, state: 'cancelled', endedAt: at } : clock;
}

/** The due instant if every open stop ended at `at`. */
export function dueBy(calendar: WorkingCalendar, terms: Terms, stops: readonly Stop[], at: Date): Date {
  return dueOf(calendar, terms, closedBy(stops, at));
}

/** Working ms beyond the due instant until `at`, net of stops. */
export function overrunBy(calendar: WorkingCalendar, terms: Terms, stops: readonly Stop[], at: Date): number {
  return calendar.measureNet(dueBy(calendar, terms, stops, at), at, closedBy(stops, at));
}

/** Working ms of the budget that are gone by `at`, net of stops. */
export function usedBy(calendar: WorkingCalendar, terms: Terms, stops: readonly Stop[], at: Date): number {
  return calendar.measureNet(terms.startedAt, at, closedBy(stops, at));
}

/** Working ms left until due at `at`; negative by the overrun. */
export function remainingBy(calendar: WorkingCalendar, terms: Terms, stops: readonly Stop[], at: Date): number {
  const dueAt = dueBy(calendar, terms, stops, at);
  return at > dueAt ? -overrunBy(calendar, terms, stops, at) : calendar.measure(at, dueAt);
}

/** Stops as they would be if the open ones ended at `at`; those that begin later are not there yet. */
export function closedBy(stops: readonly Stop[], at: Date): ClosedStop[] {
  return stops.filter((stop) => stop.from < at).map(({ from, to }) => ({ from, to: to === null || to > at ? at : to }));
}

const closedStops = (stops: readonly Stop[]): ClosedStop[] => stops.filter((stop): stop is ClosedStop => stop.to !== null);

/** An extension in the unit of the budget makes it longer; one in another is counted from where the budget ends. */
function dueOf(calendar: WorkingCalendar, terms: Terms, stops: readonly ClosedStop[]): Date {
  const { startedAt, budget, extension } = terms;
  const counting = countingOf(terms);
  if (extension?.unit === budget.unit) return calendar.due(startedAt, { ...budget, amount: budget.amount + extension.amount }, stops, counting);
  const due = calendar.due(startedAt, budget, stops, counting);
  return extension ? calendar.due(due, extension, stops, { convention: terms.convention }) : due;
}
