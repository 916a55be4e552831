import { regexFunctions } from '#bpmn';
import { ZONE_OFFSET_MS, toIso } from '#kernel';
import { evaluate, parseDate, parseDateTime } from 'feelin';

/** Evaluates FEEL with `now()` and `today()` of the given instant, in the product's zone. Throws when the expression cannot be parsed. */
export function feel(expression: string, variables: Record<string, unknown>, now: Date): unknown {
  const clock = { now: () => parseDateTime(toIso(now)), today: () => parseDate(localDay(now)) };
  return evaluate(body(expression), { ...regexFunctions, ...clock, ...variables }).value;
}

/** The expression without the leading `=` that editors of FEEL write. */
export const body = (expression: string): string => expression.trim().replace(/^=/, '');

export const isFeel = (text: string): boolean => text.trimStart().startsWith('=');

/** As JSON keeps it: dates, times and durations of FEEL become their ISO 8601 text. */
export const plain = (value: unknown): unknown => (value === undefined ? null : (JSON.parse(JSON.stringify(value) ?? 'null') as unknown));

const localDay = (now: Date): string => new Date(now.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10);
