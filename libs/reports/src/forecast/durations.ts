import type { Budget } from '#kernel';
import { budgetToWorkingMs } from '#calendar';

const HOUR = 3_600_000;

/** So many seen cases weigh as much as everything that is known more widely. */
const TRUST = 5;

/** Where nothing is known: shares of the budget, or working hours where there is none; told as an assumption wherever it is used. */
const ASSUMED = { low: 0.25, mode: 0.8, high: 2.5, unbudgetedHours: 4, points: 24 } as const;

/** How much longer the longest known case may still take, once it is outlasted: this share of it at the mean. */
const TAIL_SHARE = 0.25;

/**
 * How long something takes, in working milliseconds: weighted cases in order, and beyond the longest a tail without memory. Drawing is by inverse
 * of the distribution, so that for one and the same chance more time already spent never gives a smaller duration.
 */
export class Durations {
  readonly #values: Float64Array;
  /** Weight of everything up to and including the value. */
  readonly #upTo: Float64Array;

  constructor(cases: readonly { value: number; weight: number }[]) {
    const sorted = cases.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
    if (sorted.length === 0) throw new RangeError('durations of nothing');
    this.#values = Float64Array.from(sorted, ({ value }) => value);
    this.#upTo = new Float64Array(sorted.length);
    let sum = 0;
    for (const [i, { weight }] of sorted.entries()) this.#upTo[i] = sum += weight;
  }

  /** `chance` in [0, 1) of the cases that take longer than what has been spent already. */
  draw(chance: number, spent = -1): number {
    const all = this.#upTo.at(-1)!;
    const first = firstAbove(this.#values, spent);
    const gone = first === 0 ? 0 : this.#upTo[first - 1]!;
    if (first === this.#values.length) return spent + Math.max(HOUR / 4, TAIL_SHARE * this.#values.at(-1)!) * -Math.log(1 - chance);
    return this.#values[firstAbove(this.#upTo, gone + chance * (all - gone))] ?? this.#values.at(-1)!;
  }
}

/** Of the values in order, the first that is greater; their number where none is. */
function firstAbove(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** From the narrowest knowledge to the widest: each level weighs by its cases, what is left goes to the next, the rest to the assumption. */
export function shrunk(levels: readonly (readonly number[])[], budget: Budget | null): Durations {
  const cases: { value: number; weight: number }[] = [];
  let left = 1;
  for (const values of levels) {
    if (values.length === 0) continue;
    const share = left * (values.length / (values.length + TRUST));
    for (const value of values) cases.push({ value, weight: share / values.length });
    left -= share;
  }
  const points = assumed(budget);
  for (const value of points) cases.push({ value, weight: left / points.length });
  return new Durations(cases);
}

/** Quantiles of a triangle over the budget. */
function assumed(budget: Budget | null): number[] {
  const scale = budget ? budgetToWorkingMs(budget) : ASSUMED.unbudgetedHours * HOUR;
  const { low, mode, high, points } = ASSUMED;
  const turn = (mode - low) / (high - low);
  return Array.from({ length: points }, (_, i) => (i + 0.5) / points).map(
    (chance) => scale * (chance < turn ? low + Math.sqrt(chance * (high - low) * (mode - low)) : high - Math.sqrt((1 - chance) * (high - low) * (high - mode))),
  );
}
