import { ZONE_OFFSET_MS, toIso } from '#kernel';
import { parseDate, parseDateTime } from 'feelin';
import { regexFunctions } from '../feel-functions.js';

/** `now()` and `today()` of FEEL at an instant, in the product's zone, and its functions of regular expressions. */
export const feelClock = (now: Date): Record<string, unknown> => ({
  ...regexFunctions,
  now: () => parseDateTime(toIso(now)),
  today: () => parseDate(new Date(now.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10)),
});
