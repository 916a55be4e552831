import { type Ids, ZONE_OFFSET_MS } from '#kernel';
import type { CalendarEdit, WeeklySession } from '#contract';
import type { AgencyClosureRow, NationalDayRow, OpeningHoursRow } from './directory.entities.js';
import type { CalendarTables } from './directory.repository.js';

/*
 * What edits make of the calendar tables, as pure functions: the same are used to try a change out and to carry it out.
 */

/** Instants between which working time may be counted otherwise than before; `to` null: for good. */
export interface Span {
  from: Date;
  to: Date | null;
}

/** Whom an edit concerns and when. `agency` null: every agency. */
export interface Reach extends Span {
  agency: string | null;
}

const DAY_MS = 86_400_000;

const midnight = (date: string, days = 0): Date => new Date(Date.parse(`${date}T00:00:00Z`) - ZONE_OFFSET_MS + days * DAY_MS);
const shift = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Of edits that {@link editTables} takes. */
export function reachOf(edit: CalendarEdit, tables: CalendarTables): Reach {
  switch (edit.kind) {
    case 'national_day':
      return { agency: null, from: midnight(edit.date), to: midnight(edit.date, 1) };
    case 'opening_hours':
      return { agency: edit.agency, from: midnight(edit.validFrom), to: edit.validTo === null ? null : midnight(edit.validTo, 1) };
    case 'closure':
      return { agency: edit.agency, from: new Date(edit.from), to: new Date(edit.to) };
    case 'closure_removed': {
      const row = tables.closures.find(({ id }) => id === edit.id);
      if (!row) throw new Error(`closure ${edit.id} is not in the tables`);
      return { agency: row.agency, from: row.startsAt, to: row.endsAt };
    }
  }
}

/** The tables as they are after the edit. */
export function editTables(tables: CalendarTables, edit: CalendarEdit, ids: Ids, document: string): CalendarTables {
  switch (edit.kind) {
    case 'national_day':
      return { ...tables, days: withDay(tables.days, edit.date, edit.day) };
    case 'opening_hours':
      return { ...tables, openingHours: [...tables.openingHours.filter(({ agency }) => agency !== edit.agency), ...withWeek(tables.openingHours.filter(({ agency }) => agency === edit.agency), edit, ids)] };
    case 'closure': {
      const closure: AgencyClosureRow = { id: ids.uuid(), agency: edit.agency, startsAt: new Date(edit.from), endsAt: new Date(edit.to), reason: edit.reason, document };
      return { ...tables, closures: [...tables.closures, closure] };
    }
    case 'closure_removed':
      return { ...tables, closures: tables.closures.filter(({ id }) => id !== edit.id) };
  }
}

function withDay(days: readonly NationalDayRow[], date: string, day: Extract<CalendarEdit, { kind: 'national_day' }>['day']): NationalDayRow[] {
  const before = days.find((row) => row.date === date);
  const others = days.filter((row) => row.date !== date);
  return day === null ? others : [...others, { date, ...day, source: day.source ?? null, version: (before?.version ?? 0) + 1 }];
}

/** Sessions of a season or from a day on in place of what held; what held before the season holds again after it. */
function withWeek(rows: readonly OpeningHoursRow[], { agency, validFrom, validTo, week }: { agency: string; validFrom: string; validTo: string | null; week: readonly WeeklySession[] }, ids: Ids): OpeningHoursRow[] {
  const made = (row: Omit<OpeningHoursRow, 'id'>): OpeningHoursRow => ({ ...row, id: ids.uuid() });
  const kept = rows.flatMap((row) => {
    const until = row.validTo;
    const head = row.validFrom < validFrom ? [made({ ...row, validTo: until !== null && until < validFrom ? until : shift(validFrom, -1) })] : [];
    const tail = validTo !== null && (until === null || until > validTo) ? [made({ ...row, validFrom: row.validFrom > validTo ? row.validFrom : shift(validTo, 1) })] : [];
    return [...head, ...tail];
  });
  return [...kept, ...week.map((session) => made({ agency, ...session, validFrom, validTo }))];
}
