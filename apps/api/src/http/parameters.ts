import { Instant, LocalDate } from '#contract';
import { z } from 'zod';

/** Parameters of paths and queries, which arrive as text. */
export const Code = z.string().min(1).max(120);
export const RevisionNumber = z.coerce.number().int().positive().max(2 ** 31 - 1);
export const Limit = z.coerce.number().int().min(1).max(200).default(50);
export const Uuid = z.uuid();
export const OptionalUuid = Uuid.optional();
export const OptionalText = z.string().min(1).max(200).optional();
export const Flag = z.stringbool().optional();
export const RequiredInstant = z.union([Instant, LocalDate]);
export const OptionalInstant = RequiredInstant.optional();

/** An instant, or the beginning of a date in Asia/Ho_Chi_Minh. */
export function instantOf(value: string): Date;
export function instantOf(value: string | undefined): Date | undefined;
export function instantOf(value: string | undefined): Date | undefined {
  if (value === undefined) return undefined;
  return new Date(value.length === 10 ? `${value}T00:00:00+07:00` : value);
}
