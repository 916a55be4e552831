import { z } from 'zod';
import { DEADLINE_SUBJECTS } from './ladders.js';
import { Instant, LocalDate } from './budget.js';
import { PutNationalDay } from './directory.js';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'HH:MM');
const Why = z.string().trim().min(1).max(1000);
const AgencyCode = z.string().trim().min(1).max(120);

export const WeeklySession = z.strictObject({ weekday: z.number().int().min(1).max(7).describe('1 Monday to 7 Sunday'), opens: TimeOfDay, closes: TimeOfDay }).meta({ id: 'WeeklySession' });
export type WeeklySession = z.infer<typeof WeeklySession>;

/** One edit of the calendar tables. */
export const CalendarEdit = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('national_day'), date: LocalDate, day: PutNationalDay.nullable().describe('Null removes the day from the table') }),
    z.strictObject({
      kind: z.literal('opening_hours'), agency: AgencyCode, validFrom: LocalDate,
      validTo: LocalDate.nullable().default(null).describe('Last day of a season; afterwards the hours of before hold again'), week: z.array(WeeklySession).min(1).max(28),
    }),
    z.strictObject({ kind: z.literal('closure'), agency: AgencyCode.nullable().describe('Null: every agency'), from: Instant, to: Instant, reason: Why }),
    z.strictObject({ kind: z.literal('closure_removed'), id: z.uuid() }),
  ])
  .meta({ id: 'CalendarEdit' });
export type CalendarEdit = z.infer<typeof CalendarEdit>;

export const ChangeCalendar = z
  .strictObject({
    changes: z.array(CalendarEdit).min(1).max(100),
    document: Why.describe('Number and date of the document that orders the change'),
    dryRun: z.boolean().describe('True tells which deadlines would move, and changes nothing'),
  })
  .meta({ id: 'ChangeCalendar' });
export type ChangeCalendar = z.infer<typeof ChangeCalendar>;

/** A deadline that moves: what was promised and what the changed calendar gives. */
export const MovedDeadline = z
  .object({
    dossier: z.string(), subject: z.enum(DEADLINE_SUBJECTS), ref: z.string(), agency: z.string(), agencyName: z.string(), from: Instant, to: Instant,
  })
  .meta({ id: 'MovedDeadline' });
export type MovedDeadline = z.infer<typeof MovedDeadline>;

const Summary = {
  id: z.uuid().nullable().describe('Null for a dry run, of which nothing is kept'),
  document: z.string(),
  by: z.string(),
  at: Instant,
  counts: z.object({
    dossiers: z.number().int().describe('Dossiers with a deadline that can be concerned'),
    pending: z.number().int().describe('Of them those still to be counted anew'),
    later: z.number().int(),
    earlier: z.number().int(),
  }),
};

export const CalendarChangeView = z
  .object({ ...Summary, changes: z.array(CalendarEdit), moved: z.array(MovedDeadline).describe('The first 500, by due instant') })
  .meta({ id: 'CalendarChange' });
export type CalendarChangeView = z.infer<typeof CalendarChangeView>;

export const CalendarChangeList = z.object({ items: z.array(z.object({ ...Summary, changes: z.array(CalendarEdit) })) }).meta({ id: 'CalendarChangeList' });
export type CalendarChangeList = z.infer<typeof CalendarChangeList>;

export const ClosureView = z
  .object({ id: z.uuid(), agency: z.string().nullable(), from: Instant, to: Instant, reason: z.string(), document: z.string().nullable() })
  .meta({ id: 'Closure' });
export type ClosureView = z.infer<typeof ClosureView>;
