import { BUDGET_UNITS } from '#kernel';
import { z } from 'zod';

export const BudgetSchema = z
  .strictObject({ amount: z.number().positive().max(10_000), unit: z.enum(BUDGET_UNITS) })
  .meta({ id: 'Budget', description: 'Allowed working time: amount and unit. One working day is eight working hours.' });

/** An instant on the wire: ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true }).meta({ id: 'Instant' });

/** A calendar date in Asia/Ho_Chi_Minh. */
export const LocalDate = z.iso.date().meta({ id: 'LocalDate' });

/** A text in both languages, where the reader's language is not known yet (procedure definitions, editable tables). */
export const TextSchema = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }).meta({ id: 'Text' });

/** Working time as measured: working hours as a decimal number and a sentence for people ("1 ngày 2 giờ"). */
export const WorkedTime = z.object({ hours: z.number(), text: z.string() }).meta({ id: 'WorkedTime' });
export type WorkedTime = z.infer<typeof WorkedTime>;
