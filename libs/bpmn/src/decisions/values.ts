import { evaluate } from 'feelin';
import type { ValueType } from './decision.js';

/** How FEEL reads the text of a value of the type, which is how JSON carries it. */
const FROM_TEXT: Partial<Record<ValueType, string>> = {
  date: 'date(value)', time: 'time(value)', dateTime: 'date and time(value)', dayTimeDuration: 'duration(value)', yearMonthDuration: 'duration(value)',
};

/** Gives the value as the type has it; `undefined` where it is none. A missing value (null) is one of every type. */
export function typed(value: unknown, type: ValueType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'any') return value;
  const read = FROM_TEXT[type];
  if (read === undefined) return typeof value === type && !Number.isNaN(value) ? value : undefined;
  if (typeof value !== 'string') return typeof value === 'object' ? value : undefined;
  return evaluate(read, { value }).value ?? undefined;
}

/** As JSON keeps it: dates, times and durations of FEEL become their ISO 8601 text. */
export const plain = (value: unknown): unknown => (value === undefined ? null : (JSON.parse(JSON.stringify(value) ?? 'null') as unknown));

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** Shown in a message: short, as JSON. */
export function told(value: unknown): string {
  const shown = JSON.stringify(plain(value));
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
}
