import { formatWorked, workedHours } from '#calendar';
import type { WorkedTime } from '#contract';
import type { Language } from '#kernel';

/** The smallest value that so great a share of all does not exceed. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export const worked = (ms: number | null, language: Language): WorkedTime | null => (ms === null ? null : { hours: workedHours(ms), text: formatWorked(ms)[language] });
