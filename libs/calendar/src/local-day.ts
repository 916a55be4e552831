import { ZONE_OFFSET_MS } from '#kernel';
import { CalendarDataError } from './errors.js';

/*
 * Asia/Ho_Chi_Minh has kept +07:00 without a break since 13/06/1975, and the calendar counts nothing before 1976. So the local
 * time line is the epoch shifted by seven hours, every local day has exactly 24 hours, and integer arithmetic is exact: no time
 * zone library is needed where speed matters. "Local milliseconds" below are epoch milliseconds plus that shift.
 */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Working time is counted from 01/01/1976 to 31/12/2199. */
export const FIRST_DAY = Date.UTC(1976, 0, 1) / DAY_MS;
export const END_DAY = Date.UTC(2200, 0, 1) / DAY_MS;

export const toLocal = (instantMs: number): number => instantMs + ZONE_OFFSET_MS;
export const toInstant = (localMs: number): Date => new Date(localMs - ZONE_OFFSET_MS);

/** Local milliseconds of an instant; an invalid `Date` is a fault of the caller. */
export function localOf(at: Date): number {
  const ms = at.getTime();
  if (Number.isNaN(ms)) throw new RangeError('an invalid date has no place in a calendar');
  return toLocal(ms);
}

/** Days since 01/01/1970. */
export const dayOf = (localMs: number): number => Math.floor(localMs / DAY_MS);

/** ISO weekday, Monday 1 to Sunday 7; 01/01/1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The same date and time of day so many months on; the 31st becomes the last day of a shorter month. */
export function addMonths(localMs: number, months: number): number {
  const day = dayOf(localMs);
  const date = new Date(day * DAY_MS);
  const firstOfTarget = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastOfTarget = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0);
  return Math.min(firstOfTarget + (date.getUTCDate() - 1) * DAY_MS, lastOfTarget) + (localMs - day * DAY_MS);
}

export function parseDate(date: string, path: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(ms)) throw new CalendarDataError(path, `"${date}" is no date YYYY-MM-DD`);
  return ms / DAY_MS;
}

/** `HH:MM` or `HH:MM:SS` (24:00 closes a day) as milliseconds after midnight. */
export function parseTimeOfDay(time: string, path: string): number {
  const [, hours, minutes, seconds] = /^(\d{2}):([0-5]\d)(?::([0-5]\d))?$/.exec(time) ?? [];
  const ms = Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000;
  if (!(ms <= DAY_MS)) throw new CalendarDataError(path, `"${time}" is no time of day HH:MM`);
  return ms;
}
