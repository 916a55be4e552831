/** Part of a dossier's lateness that one agency answers for. */
export interface Share {
  agency: string;
  /** Working ms of the dossier's overrun charged to the agency; the parts add up to the whole exactly. */
  overrunMs: number;
  /** The same as a fraction of the whole, to four decimals; the fractions add up to exactly 1. */
  share: number;
}

export interface LegOverrun {
  agency: string;
  overrunMs: number;
}

/** Ten-thousandths: the grain of a share. */
const GRAIN = 10_000;

/**
 * Shares the dossier's overrun out over the agencies by the overrun of their legs. Where no leg overran (each kept its budget and
 * yet the whole came late: gaps between the legs, or budgets beyond the limit) the agency holding the dossier at its due instant
 * answers for all of it. For late dossiers only; the overrun may be 0 where the time beyond due was outside opening hours. Largest
 * share first.
 */
export function shareOut(overrunMs: number, legs: readonly LegOverrun[], holderAtDue: string): Share[] {
  const byAgency = new Map<string, number>();
  for (const leg of legs) if (leg.overrunMs > 0) byAgency.set(leg.agency, (byAgency.get(leg.agency) ?? 0) + leg.overrunMs);
  if (byAgency.size === 0) byAgency.set(holderAtDue, 1);
  const entries = [...byAgency].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const weights = entries.map(([, weight]) => weight);
  const overruns = apportion(overrunMs, weights);
  const grains = apportion(GRAIN, weights);
  return entries.map(([agency], i) => ({ agency, overrunMs: overruns[i]!, share: grains[i]! / GRAIN }));
}

/** Splits a whole number by weights into whole numbers that add up to it (largest remainder; ties go to the earlier). */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (whole * weight) / total);
  const parts = exact.map(Math.floor);
  const missing = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, missing)) parts[i]! += 1;
  return parts;
}

/** The agency that held the dossier at that instant: the latest to enter of those that had not left; else the last to leave before. */
export function holderAt(legs: readonly { agency: string; enteredAt: Date; leftAt: Date | null }[], at: Date, otherwise: string): string {
  const begun = legs.filter((leg) => leg.enteredAt <= at).sort((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime());
  const holding = begun.findLast((leg) => leg.leftAt === null || leg.leftAt > at);
  const lastLeft = begun.sort((a, b) => (a.leftAt?.getTime() ?? 0) - (b.leftAt?.getTime() ?? 0)).at(-1);
  return (holding ?? lastLeft)?.agency ?? otherwise;
}
