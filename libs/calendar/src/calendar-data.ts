import type { Text } from '#kernel';
import { CalendarDataError } from './errors.js';
import { DAY_MS, parseDate, parseTimeOfDay, toLocal } from './local-day.js';

/** Plain tables of one agency's calendar, as stored: national days, the agency's opening hours, its own stops. */
export interface CalendarData {
  openingHours: readonly OpeningHours[];
  days: readonly NationalDay[];
  closures: readonly Closure[];
}

/** One session on one weekday; a usual weekday has two rows, morning and afternoon. */
export interface OpeningHours {
  /** ISO weekday: Monday is 1, Sunday 7. */
  weekday: number;
  /** `HH:MM`, local. */
  opens: string;
  closes: string;
  /** First and last date on which the row applies, both included; `null`: until further notice. */
  validFrom: string;
  validTo: string | null;
}

/**
 * A day off for the whole country, or a make-up day worked in exchange for one. A make-up day takes the hours the agency keeps
 * on a Monday (on the first weekday from Monday to Friday that it opens at all). An unconfirmed day counts like a confirmed one;
 * the mark is there for people, because such days are announced late and must be looked at again.
 */
export interface NationalDay {
  date: string;
  kind: 'off' | 'make_up';
  confirmed: boolean;
  name: Text;
}

/** The agency is shut from one instant to another (storm, flood, removal); no working time passes. */
export interface Closure {
  from: string;
  to: string;
  reason: string;
}

/** A session of a day, as milliseconds after local midnight: [opens, closes). */
export type Session = readonly [opens: number, closes: number];

/** The tables made ready for counting: dates as day numbers, times as milliseconds. */
export interface ParsedCalendar {
  hours: { weekday: number; session: Session; fromDay: number; toDay: number }[];
  days: Map<number, NationalDay['kind']>;
  closures: { from: number; to: number }[];
}

/** Fails with {@link CalendarDataError} naming the first wrong row. */
export function parseCalendar(data: CalendarData): ParsedCalendar {
  return { hours: data.openingHours.map(parseHours), days: parseDays(data.days), closures: data.closures.map(parseClosure) };
}

/** What is open on that day before closures, merged and in order. */
export function sessionsOn(calendar: ParsedCalendar, day: number, weekday: number): Session[] {
  const kind = calendar.days.get(day);
  if (kind === 'off') return [];
  if (kind === undefined) return sessionsOfWeekday(calendar, day, weekday);
  for (let usual = 1; usual <= 5; usual++) {
    const sessions = sessionsOfWeekday(calendar, day, usual);
    if (sessions.length > 0) return sessions;
  }
  return [];
}

/** Sessions less the closures that touch the day. */
export function subtractClosures(calendar: ParsedCalendar, day: number, sessions: Session[]): Session[] {
  const start = day * DAY_MS;
  let left = sessions;
  for (const closure of calendar.closures) {
    const from = closure.from - start;
    const to = closure.to - start;
    if (to <= 0 || from >= DAY_MS) continue;
    left = left.flatMap(([opens, closes]) => nonEmpty([[opens, Math.min(closes, from)], [Math.max(opens, to), closes]]));
  }
  return left;
}

function sessionsOfWeekday(calendar: ParsedCalendar, day: number, weekday: number): Session[] {
  const rows = calendar.hours.filter((row) => row.weekday === weekday && row.fromDay <= day && day <= row.toDay);
  const merged: [number, number][] = [];
  for (const [opens, closes] of rows.map((row) => row.session).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes);
    else merged.push([opens, closes]);
  }
  return merged;
}

function parseHours(row: OpeningHours, index: number): ParsedCalendar['hours'][number] {
  const path = `openingHours.${index}`;
  const session: Session = [parseTimeOfDay(row.opens, path), parseTimeOfDay(row.closes, path)];
  if (session[0] >= session[1]) throw new CalendarDataError(path, `opens at ${row.opens} and closes at ${row.closes}`);
  if (!Number.isInteger(row.weekday) || row.weekday < 1 || row.weekday > 7) throw new CalendarDataError(path, `weekday ${row.weekday}`);
  const toDay = row.validTo === null ? Infinity : parseDate(row.validTo, path);
  return { weekday: row.weekday, session, fromDay: parseDate(row.validFrom, path), toDay };
}

function parseDays(rows: readonly NationalDay[]): ParsedCalendar['days'] {
  const days: ParsedCalendar['days'] = new Map();
  rows.forEach((row, index) => {
    const day = parseDate(row.date, `days.${index}`);
    if (days.has(day)) throw new CalendarDataError(`days.${index}`, `${row.date} is listed twice`);
    days.set(day, row.kind);
  });
  return days;
}

/** Closures are kept in local milliseconds, the scale in which days begin at multiples of a day. */
function parseClosure(row: Closure, index: number): { from: number; to: number } {
  const path = `closures.${index}`;
  const [from, to] = [row.from, row.to].map((iso) => toLocal(Date.parse(iso))) as [number, number];
  if (!(from < to)) throw new CalendarDataError(path, `from ${row.from} to ${row.to}`);
  return { from, to };
}

const nonEmpty = (sessions: Session[]): Session[] => sessions.filter(([opens, closes]) => opens < closes);
