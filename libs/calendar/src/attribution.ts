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

/** What a decision on a contest takes from one agency: to another, or to none with the document that says why. */
export interface Transfer {
  from: string;
  to: string | null;
  minutes: number;
  document: string | null;
}

/** A share after the decisions; what no agency answers for stands under its document. */
export interface DecidedShare extends Omit<Share, 'agency'> {
  agency: string | null;
  document: string | null;
}

/** Ten-thousandths: the grain of a share. */
const GRAIN = 10_000;
const MINUTE = 60_000;

/**
 * Shares the dossier's overrun out over the agencies by the overrun of their legs, in whole minutes (what is less than a minute goes with the
 * largest share). Where no leg overran (each kept its budget and yet the whole came late: gaps between the legs, or budgets beyond the limit) the
 * agency holding the dossier at its due instant answers for all of it. For late dossiers only; the overrun may be 0 where the time beyond due was
 * outside opening hours. Largest share first.
 */
export function shareOut(overrunMs: number, legs: readonly LegOverrun[], holderAtDue: string): Share[] {
  const byAgency = new Map<string, number>();
  for (const leg of legs) if (leg.overrunMs > 0) byAgency.set(leg.agency, (byAgency.get(leg.agency) ?? 0) + leg.overrunMs);
  if (byAgency.size === 0) byAgency.set(holderAtDue, 1);
  const entries = [...byAgency].sort(([a, x], [b, y]) => y - x || compare(a, b));
  const weights = entries.map(([, weight]) => weight);
  const minutes = apportion(minutesOf(overrunMs), weights);
  const grains = apportion(GRAIN, weights);
  return entries.map(([agency], i) => ({ agency, overrunMs: minutes[i]! * MINUTE + (i === 0 ? overrunMs % MINUTE : 0), share: grains[i]! / GRAIN }));
}

/** Whole minutes of an overrun. */
export const minutesOf = (overrunMs: number): number => Math.floor(overrunMs / MINUTE);

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

/**
 * The shares after the decisions, in the order in which they were taken; the sum stays the overrun. A transfer takes at most what is charged then:
 * of a dossier that is still open the computed shares may have changed since. Agencies first, the largest share first.
 */
export function decide(shares: readonly Share[], transfers: readonly Transfer[]): DecidedShare[] {
  const rows = rowsOf(shares);
  for (const transfer of transfers) carry(rows, transfer);
  return inOrder(rows);
}

/**
 * The same for a lateness that is a part of the one that was decided on (net of force majeure): of each share the fraction goes that went of the
 * share in the whole.
 */
export function decideAlike(shares: readonly Share[], whole: readonly Share[], transfers: readonly Transfer[]): DecidedShare[] {
  const [rows, wholeRows] = [rowsOf(shares), rowsOf(whole)];
  for (const transfer of transfers) {
    const key = keyOf(transfer.from, null);
    const [part, source] = [minutesOf(rows.get(key)?.overrunMs ?? 0), minutesOf(wholeRows.get(key)?.overrunMs ?? 0)];
    const all = transfer.minutes >= source;
    const minutes = all ? part : Math.round((part * transfer.minutes) / source);
    if (wholeRows.has(key) && (all || minutes > 0)) carry(rows, { ...transfer, minutes });
    carry(wholeRows, transfer);
  }
  return inOrder(rows);
}

type Rows = Map<string, DecidedShare>;

const rowsOf = (shares: readonly Share[]): Rows => new Map(shares.map((one) => [keyOf(one.agency, null), { ...one, document: null }]));

function inOrder(rows: Rows): DecidedShare[] {
  const decided = [...rows.values()].sort((a, b) => Number(a.agency === null) - Number(b.agency === null) || b.overrunMs - a.overrunMs || compare(a.agency ?? a.document ?? '', b.agency ?? b.document ?? ''));
  const weights = decided.map(({ overrunMs }) => overrunMs);
  if (weights.every((ms) => ms === 0)) return decided;
  const grains = apportion(GRAIN, weights);
  return decided.map((row, i) => ({ ...row, share: grains[i]! / GRAIN }));
}

function carry(rows: Rows, { from, to, minutes, document }: Transfer): void {
  const source = rows.get(keyOf(from, null));
  if (!source) return;
  const whole = minutes >= minutesOf(source.overrunMs);
  const ms = whole ? source.overrunMs : minutes * MINUTE;
  const share = whole ? source.share : 0;
  const key = keyOf(to, document);
  if (whole) rows.delete(keyOf(from, null));
  else rows.set(keyOf(from, null), { ...source, overrunMs: source.overrunMs - ms });
  const target = rows.get(key) ?? { agency: to, document: to === null ? document : null, overrunMs: 0, share: 0 };
  rows.set(key, { ...target, overrunMs: target.overrunMs + ms, share: target.share + share });
}

const keyOf = (agency: string | null, document: string | null): string => (agency === null ? ` ${document ?? ''}` : agency);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The agency that held the dossier at that instant: the latest to enter of those that had not left; else the last to leave before. */
export function holderAt(legs: readonly { agency: string; enteredAt: Date; leftAt: Date | null }[], at: Date, otherwise: string): string {
  const begun = legs.filter((leg) => leg.enteredAt <= at).sort((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime());
  const holding = begun.findLast((leg) => leg.leftAt === null || leg.leftAt > at);
  const lastLeft = begun.sort((a, b) => (a.leftAt?.getTime() ?? 0) - (b.leftAt?.getTime() ?? 0)).at(-1);
  return (holding ?? lastLeft)?.agency ?? otherwise;
}
