import { type ParsedCalendar, type Session, sessionsOn, subtractClosures } from './calendar-data.js';
import { DAY_MS, END_DAY, FIRST_DAY, dayOf, weekdayOf } from './local-day.js';

/** Days added at once when the table grows: a year, so that a year's deadlines grow it once. */
const GROWTH = 366;

const CLOSED: readonly Session[] = [];

/**
 * The working time of every day from the first opening hours on, with running totals, so that "how much has passed until t" is
 * two reads and "when has so much passed" is one binary search. Grows forward on demand and never forgets a day; days with equal
 * sessions share one list. Works on local milliseconds (see local-day.ts).
 */
export class DayTable {
  readonly #calendar: ParsedCalendar;
  readonly #first: number;
  /** First day that can never be open: after the last opening hours, or the end of the calendar's era. */
  readonly #end: number;
  #length = 0;
  /** `#before[i]`: working ms of all days before day `#first + i`; one longer than the days known. */
  #before = new Float64Array(1);
  #pattern = new Uint16Array(0);
  readonly #patterns: (readonly Session[])[] = [CLOSED];
  readonly #patternIds = new Map<string, number>([['', 0]]);

  constructor(calendar: ParsedCalendar) {
    this.#calendar = calendar;
    const { hours } = calendar;
    this.#first = Math.max(FIRST_DAY, Math.min(...hours.map((row) => row.fromDay), END_DAY));
    this.#end = Math.max(this.#first, Math.min(END_DAY, Math.max(...hours.map((row) => row.toDay + 1), FIRST_DAY)));
  }

  /** Working ms from the beginning of the calendar to that local instant. */
  worked(localMs: number): number {
    const day = dayOf(localMs);
    const index = this.#index(day);
    if (index < 0) return 0;
    if (index >= this.#length) return this.#before[this.#length]!;
    const within = localMs - day * DAY_MS;
    let total = this.#before[index]!;
    for (const [opens, closes] of this.#patterns[this.#pattern[index]!]!) {
      if (within <= opens) break;
      total += Math.min(within, closes) - opens;
    }
    return total;
  }

  /** The first local instant at which that much has been worked, or `null` when the calendar never gets there. */
  earliest(worked: number): number | null {
    while (this.#before[this.#length]! < worked) if (!this.#grow()) return null;
    const index = this.#search(worked);
    let left = worked - this.#before[index]!;
    for (const [opens, closes] of this.#patterns[this.#pattern[index]!]!) {
      if (left <= closes - opens) return (this.#first + index) * DAY_MS + opens + left;
      left -= closes - opens;
    }
    throw new Error(`the day table is inconsistent at day ${this.#first + index}`);
  }

  sessions(day: number): readonly Session[] {
    const index = this.#index(day);
    return index < 0 || index >= this.#length ? CLOSED : this.#patterns[this.#pattern[index]!]!;
  }

  /** The first open day from `day` on, or `null`. */
  openDayFrom(day: number): number | null {
    const at = this.earliest(this.worked(day * DAY_MS) + 1);
    return at === null ? null : dayOf(at);
  }

  /** The last open day up to and including `day`, or `null`. */
  openDayUntil(day: number): number | null {
    const worked = this.worked((day + 1) * DAY_MS);
    const at = worked > 0 ? this.earliest(worked) : null;
    return at === null ? null : dayOf(at);
  }

  /** Position of the day in the table, grown to hold it; beyond the end when no such day can be open. */
  #index(day: number): number {
    const index = day - this.#first;
    while (index >= this.#length && this.#grow());
    return index;
  }

  #grow(): boolean {
    const known = this.#length;
    const length = Math.min(known + GROWTH, this.#end - this.#first);
    if (length <= known) return false;
    this.#before = extended(this.#before, new Float64Array(length + 1));
    this.#pattern = extended(this.#pattern, new Uint16Array(length));
    for (let index = known; index < length; index++) this.#fill(index);
    this.#length = length;
    return true;
  }

  #fill(index: number): void {
    const day = this.#first + index;
    const sessions = subtractClosures(this.#calendar, day, sessionsOn(this.#calendar, day, weekdayOf(day)));
    this.#pattern[index] = this.#intern(sessions);
    this.#before[index + 1] = this.#before[index]! + sessions.reduce((sum, [opens, closes]) => sum + closes - opens, 0);
  }

  #intern(sessions: readonly Session[]): number {
    const key = sessions.join();
    const known = this.#patternIds.get(key);
    if (known !== undefined) return known;
    this.#patternIds.set(key, this.#patterns.length);
    return this.#patterns.push(sessions) - 1;
  }

  /** The day on which the total reaches `worked`: the last index whose total before it is less. */
  #search(worked: number): number {
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#before[middle]! < worked) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function extended<T extends Float64Array | Uint16Array>(old: T, longer: T): T {
  longer.set(old);
  return longer;
}
