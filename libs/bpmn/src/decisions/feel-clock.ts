import { ZONE_OFFSET_MS, toIso } from '#kernel';
import { parseDate, parseDateTime } from 'feelin';

/** `now()` and `today()` of FEEL at an instant, in the product's zone. */
export const feelClock = (now: Date): Record<string, unknown> => ({
  now: () => parseDateTime(toIso(now)),
  today: () => parseDate(new Date(now.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10)),
});
