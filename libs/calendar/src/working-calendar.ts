import { type Budget, HOURS_PER_WORKING_DAY } from '#kernel';
import { type CalendarData, type Session, parseCalendar } from './calendar-data.js';
import { DayTable } from './day-table.js';
import { CalendarExhaustedError } from './errors.js';
import { type Lateness, type LatenessPolicy, latenessBy } from './lateness.js';
import { DAY_MS, HOUR_MS, addMonths, dayOf, localOf, parseDate, parseTimeOfDay, toInstant } from './local-day.js';
import { type ClosedStop, type Stop, mergeStops } from './stops.js';

/**
 * How a due instant is counted. `exact` (default): to the minute, a working day being eight working hours of this agency, a
 * calendar day 24 hours. `end_of_day`: at closing time of the nth day. `half_day`: at the end of a session, a working day being two of
 * them. Hours are counted to the minute under all. `cutoff` concerns the unit `same_day` only.
 */
export interface CountingPolicy {
  convention?: 'exact' | 'end_of_day' | 'half_day';
  /**
   * Whether the day of receipt (by `half_day` its session) is the first that counts. Usual: counted by `exact`, not counted by the others
   * (Civil Code 2015 art. 147, to be confirmed). A working day that is not counted lets `exact` begin at the next opening day.
   */
  firstDay?: 'counted' | 'not_counted';
  /** `HH:MM`, 15:00 unless said otherwise. */
  cutoff?: string;
}

/** One half-day session as instants. */
export interface OpenSession {
  from: Date;
  to: Date;
}

const CUTOFF = '15:00';
const SESSIONS_PER_WORKING_DAY = 2;

/** `range` (dates `YYYY-MM-DD`) fills the day tables beforehand; they grow by themselves beyond it. Fails with `CalendarDataError`. */
export function buildCalendar(data: CalendarData, range?: { from: string; to: string }): WorkingCalendar {
  const calendar = new WorkingCalendar(data);
  if (range) calendar.isOpen(toInstant(parseDate(range.to, 'range.to') * DAY_MS));
  return calendar;
}

/**
 * The working time of one agency. Pure and immutable to its users: the same question has the same answer until another calendar
 * is built from changed tables. Instants are `Date`, durations milliseconds of working time; sessions are open at their
 * beginning and shut at their end. Whatever needs working time that will never come fails with {@link CalendarExhaustedError}.
 */
export class WorkingCalendar {
  readonly #table: DayTable;

  constructor(data: CalendarData) {
    this.#table = new DayTable(parseCalendar(data));
  }

  /** The due instant of a budget begun at `start`; see {@link CountingPolicy}, and `#landing` for days off. `same_day` ignores the amount. */
  add(start: Date, budget: Budget, policy: CountingPolicy = {}): Date {
    switch (budget.unit) {
      case 'working_hour':
        return this.addWorkingMs(start, budget.amount * HOUR_MS);
      case 'working_day':
        return this.#addWorkingDays(start, budget.amount, policy);
      case 'same_day':
        return this.#sameDay(start, policy.cutoff ?? CUTOFF);
      case 'calendar_day':
      case 'month':
        return this.#landing(nominalEnd(start, budget, policy), policy);
    }
  }

  #addWorkingDays(start: Date, amount: number, { convention, firstDay }: CountingPolicy): Date {
    switch (convention) {
      case 'end_of_day':
        return this.#closingOfWorkingDay(firstDay === 'counted' && this.#closesAfter(start) ? dayOf(localOf(start)) - 1 : dayOf(localOf(start)), Math.ceil(amount), start);
      case 'half_day':
        return this.#endOfSession(start, Math.ceil(amount * SESSIONS_PER_WORKING_DAY), firstDay === 'counted');
      default:
        return this.addWorkingMs(firstDay === 'not_counted' ? toInstant((dayOf(localOf(start)) + 1) * DAY_MS) : start, amount * HOURS_PER_WORKING_DAY * HOUR_MS);
    }
  }

  /**
   * The first instant by which so much working time has passed since `start`; with a negative amount the last instant from
   * which so much is left until `start`. Nothing added gives `start` itself, open or not.
   */
  addWorkingMs(start: Date, amount: number): Date {
    const ms = Math.round(amount);
    if (ms === 0) return new Date(start);
    const target = this.#table.worked(localOf(start)) + ms;
    if (ms > 0) return this.#at(target, start, ms);
    if (target < 0) throw new CalendarExhaustedError(start, -target);
    return new Date(this.#at(target + 1, start, 1).getTime() - 1);
  }

  /** Working time from one instant to another; 0 when `to` does not come after `from`. */
  measure(from: Date, to: Date): number {
    return Math.max(0, this.#table.worked(localOf(to)) - this.#table.worked(localOf(from)));
  }

  /** As {@link measure}, less the working time of the stops; time stopped twice is taken off once, an open stop lasts until `to`. */
  measureNet(from: Date, to: Date, stops: readonly Stop[]): number {
    let net = this.measure(from, to);
    for (const [begin, end] of mergeStops(stops)) {
      const first = new Date(Math.max(begin, from.getTime()));
      net -= this.measure(first, new Date(Math.min(end, to.getTime())));
    }
    return net;
  }

  /**
   * The due instant of a budget whose clock was stopped: later by exactly the working time stopped, for calendar days and months
   * by the calendar time stopped. A stop that begins at or after the due instant moves nothing: what is late stays late.
   * `null` while a stop that matters is still open.
   */
  due(start: Date, budget: Budget, stops: readonly ClosedStop[], policy?: CountingPolicy): Date;
  due(start: Date, budget: Budget, stops: readonly Stop[], policy?: CountingPolicy): Date | null;
  due(start: Date, budget: Budget, stops: readonly Stop[], policy: CountingPolicy = {}): Date | null {
    const begun = stops.map(({ from, to }) => ({ from: new Date(Math.max(from.getTime(), start.getTime())), to }));
    const inCalendarTime = budget.unit === 'calendar_day' || budget.unit === 'month';
    let nominal = nominalEnd(start, budget, policy);
    let due = this.add(start, budget, policy);
    for (const [from, to] of mergeStops(begun)) {
      if (from >= due.getTime()) break;
      if (to === Infinity) return null;
      if (inCalendarTime) {
        nominal = new Date((from > nominal.getTime() ? due : nominal).getTime() + to - from);
        due = this.#landing(nominal, policy);
      } else {
        due = this.addWorkingMs(due, this.measure(new Date(from), new Date(to)));
      }
    }
    return due;
  }

  isOpen(at: Date): boolean {
    const local = localOf(at);
    return this.#sessionsOn(dayOf(local)).some(([opens, closes]) => opens <= local && local < closes);
  }

  /** Whether the agency will ever be open again. */
  hasTimeAfter(at: Date): boolean {
    return this.#table.earliest(this.#table.worked(localOf(at)) + 1) !== null;
  }

  /** `at` itself when open, else the next opening. */
  nextOpen(at: Date): Date {
    return new Date(this.#at(this.#table.worked(localOf(at)) + 1, at, 1).getTime() - 1);
  }

  /** The session an instant lies in, its end included (what is due at closing time is due in that session); `null` outside. */
  sessionOf(at: Date): OpenSession | null {
    const local = localOf(at);
    const session = this.#sessionsOn(dayOf(local)).find(([opens, closes]) => opens <= local && local <= closes);
    return session ? { from: toInstant(session[0]), to: toInstant(session[1]) } : null;
  }

  /** Early, on time or late by the policy; without a due instant nothing is late and all is early. */
  classify(resolvedAt: Date, dueAt: Date | null, policy: LatenessPolicy = 'half_day'): Lateness {
    if (dueAt === null) return 'early';
    return latenessBy(policy, resolvedAt, dueAt, () => this.#sessionBegunBy(dueAt));
  }

  /** Beginning of the last session begun by that instant; the instant itself when there was none. */
  #sessionBegunBy(at: Date): Date {
    const local = localOf(at);
    const begun = this.#sessionsOn(dayOf(local)).findLast(([opens]) => opens <= local);
    if (begun) return toInstant(begun[0]);
    const day = this.#table.openDayUntil(dayOf(local) - 1);
    return day === null ? at : toInstant(this.#sessionsOn(day).at(-1)![0]);
  }

  /**
   * Where a term in calendar time ends. On a day off: at closing time of the next working day (Civil Code 2015 art. 148, from
   * memory, to be confirmed before it is shown as law). On a working day: at its instant, or at closing time by `end_of_day`.
   */
  #landing(nominal: Date, policy: CountingPolicy): Date {
    const endOfDay = closesDays(policy);
    const day = dayOf(localOf(nominal) - (endOfDay ? 1 : 0));
    const open = this.#sessionsOn(day).length > 0;
    return open && !endOfDay ? nominal : this.#closing(day, nominal);
  }

  /** Until closing time when received by the cut-off on a day still open, else until closing time of the next working day. */
  #sameDay(start: Date, cutoff: string): Date {
    const local = localOf(start);
    const day = dayOf(local);
    const closes = this.#sessionsOn(day).at(-1)?.[1] ?? -Infinity;
    const inTime = local <= day * DAY_MS + parseTimeOfDay(cutoff, 'cutoff') && local < closes;
    return inTime ? toInstant(closes) : this.#closing(day + 1, start);
  }

  /** Whether the day of the instant still has working time to come. */
  #closesAfter(at: Date): boolean {
    return (this.#sessionsOn(dayOf(localOf(at))).at(-1)?.[1] ?? -Infinity) > localOf(at);
  }

  /** End of the nth session after the one the instant lies in; with `counted` that one is the first. */
  #endOfSession(start: Date, count: number, counted: boolean): Date {
    const local = localOf(start);
    let left = count;
    for (let day = dayOf(local); ; day = this.#openDayFrom(day + 1, start)) {
      for (const [opens, closes] of this.#sessionsOn(day)) {
        if (closes <= local || (opens <= local && !counted)) continue;
        if (--left <= 0) return toInstant(closes);
      }
    }
  }

  /** Closing time of the nth working day after `day`. */
  #closingOfWorkingDay(day: number, count: number, start: Date): Date {
    let last = day;
    for (let n = 0; n < count; n++) last = this.#openDayFrom(last + 1, start);
    return this.#closing(last, start);
  }

  /** Closing time of `day`, or of the next working day when it is off. */
  #closing(day: number, start: Date): Date {
    return toInstant(this.#sessionsOn(this.#openDayFrom(day, start)).at(-1)![1]);
  }

  #openDayFrom(day: number, start: Date): number {
    const open = this.#table.openDayFrom(day);
    if (open === null) throw new CalendarExhaustedError(start, 1);
    return open;
  }

  /** Sessions of a day in local milliseconds. */
  #sessionsOn(day: number): Session[] {
    return this.#table.sessions(day).map(([opens, closes]) => [day * DAY_MS + opens, day * DAY_MS + closes]);
  }

  #at(target: number, start: Date, wanted: number): Date {
    const at = this.#table.earliest(target);
    if (at === null) throw new CalendarExhaustedError(start, wanted);
    return toInstant(at);
  }
}

/**
 * End of a term in calendar time before days off are looked at: the same time of day, or midnight after the last day where days are
 * counted as wholes. A part of a month is that part of 30 days (Civil Code 2015 art. 146: half a month is 15 days; to be confirmed).
 */
function nominalEnd(start: Date, budget: Budget, policy: CountingPolicy): Date {
  const local = localOf(start);
  const months = budget.unit === 'month' ? Math.floor(budget.amount) : 0;
  const days = budget.unit === 'month' ? (budget.amount - months) * 30 : budget.amount;
  const end = addMonths(local, months) + Math.round(days * DAY_MS);
  if (!closesDays(policy)) return toInstant(end);
  const counted = policy.convention !== 'exact' && policy.firstDay === 'counted' ? 1 : 0;
  return toInstant((dayOf(end) + 1 - counted) * DAY_MS);
}

/** Calendar time ends with its last day wherever whole days are counted, or the first is not. */
const closesDays = ({ convention, firstDay }: CountingPolicy): boolean => (convention ?? 'exact') !== 'exact' || firstDay === 'not_counted';
