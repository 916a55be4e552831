import { isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';

const DAY_MS = 86_400_000;

/** First and last day of a part's period, by default the last thirty days; `next` is the day after, since the API's period ends before its `to`. */
export function usePeriod({ tu, den }: { tu?: string | undefined; den?: string | undefined }, days = 30): { from: string; to: string; next: string } {
  const now = useNow();
  const to = den ?? isoDay(now);
  return { from: tu ?? isoDay(new Date(now.getTime() - days * DAY_MS)), to, next: isoDay(new Date(Date.parse(`${to}T00:00:00+07:00`) + DAY_MS)) };
}
