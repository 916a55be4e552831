import { BUDGET_UNITS } from '#kernel';
import { z } from 'zod';
import { told } from './told.js';

export const BudgetSchema = z
  .strictObject({ amount: z.number().positive().max(10_000), unit: z.enum(BUDGET_UNITS) })
  .meta({ id: 'Budget', description: 'Allowed working time: amount and unit. One working day is eight working hours.' });

/** The years that every part of the product can count in: databases know no year 0, and the day after the year 9999 has no place on the wire. */
const FIRST = Date.parse('1000-01-01T00:00:00+07:00');
const END = Date.parse('9999-01-01T00:00:00+07:00');
/** Of what is no instant at all, nothing is said here. */
const isCounted = (value: string): boolean => !(Date.parse(value) < FIRST || Date.parse(value) >= END);
const YEARS = told('phải từ năm 1000 đến năm 9998', 'must lie in the years 1000 to 9998');

/** An instant on the wire: ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true }).refine(isCounted, YEARS).meta({ id: 'Instant' });

/** A calendar date in Asia/Ho_Chi_Minh. */
export const LocalDate = z.iso.date().refine((date) => isCounted(`${date}T00:00:00+07:00`), YEARS).meta({ id: 'LocalDate' });

/** A text in both languages, where the reader's language is not known yet (procedure definitions, editable tables). */
export const TextSchema = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }).meta({ id: 'Text' });

/** Working time as measured: working hours as a decimal number and a sentence for people ("1 ngày 2 giờ"). */
export const WorkedTime = z.object({ hours: z.number(), text: z.string() }).meta({ id: 'WorkedTime' });
export type WorkedTime = z.infer<typeof WorkedTime>;
