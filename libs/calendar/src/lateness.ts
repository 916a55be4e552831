import { localDate } from '#kernel';

export type Lateness = 'early' | 'on_time' | 'late';

/**
 * When a result before its due instant counts as early: before the half-day session in which it is due (default), before the day
 * on which it is due, or before the very minute. After the due instant it is late under every policy.
 */
export type LatenessPolicy = 'half_day' | 'day' | 'exact';

/** `sessionBegins` gives the beginning of the session the due instant belongs to; asked only where the policy needs it. */
export function latenessBy(policy: LatenessPolicy, resolvedAt: Date, dueAt: Date, sessionBegins: () => Date): Lateness {
  if (resolvedAt > dueAt) return 'late';
  const early = {
    half_day: () => resolvedAt < sessionBegins(),
    day: () => localDate(resolvedAt) < localDate(dueAt),
    exact: () => minuteOf(resolvedAt) < minuteOf(dueAt),
  }[policy];
  return early() ? 'early' : 'on_time';
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);
