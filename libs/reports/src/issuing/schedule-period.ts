import type { SchedulePeriod } from '#contract';
import { ZONE_OFFSET_MS } from '#kernel';

const DAY = 86_400_000;

/** The last instant at or before `at` at which a period of that kind begins, in local time; weeks begin on Monday. */
export function boundaryBefore(every: SchedulePeriod, at: Date): Date {
  const local = new Date(at.getTime() + ZONE_OFFSET_MS);
  const [year, month, midnight] = [local.getUTCFullYear(), local.getUTCMonth(), Math.floor(local.getTime() / DAY) * DAY];
  switch (every) {
    case 'day': return new Date(midnight - ZONE_OFFSET_MS);
    case 'week': return new Date(midnight - ((local.getUTCDay() + 6) % 7) * DAY - ZONE_OFFSET_MS);
    case 'month': return new Date(Date.UTC(year, month, 1) - ZONE_OFFSET_MS);
    case 'quarter': return new Date(Date.UTC(year, Math.floor(month / 3) * 3, 1) - ZONE_OFFSET_MS);
  }
}

/** The first one after `at`: every kind of period is shorter than 93 days, and longer than its half. */
export function boundaryAfter(every: SchedulePeriod, at: Date): Date {
  const longest = { day: 1, week: 7, month: 31, quarter: 92 }[every];
  return boundaryBefore(every, new Date(boundaryBefore(every, at).getTime() + longest * DAY));
}
