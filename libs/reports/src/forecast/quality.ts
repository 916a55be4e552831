/** A forecast of the past with what became of it. */
export interface Trial {
  chance: number;
  late: boolean;
}

export interface Quality {
  /** Dossiers that were foretold and whose end is known. */
  count: number;
  late: number;
  /** Mean squared error: 0 is perfect. */
  brier: number | null;
  /** How much smaller that is than by saying the share of late ones for every dossier; 0 or less: of no use. Null where all ended alike. */
  skill: number | null;
  /** Chance that of a late and a punctual dossier the late one was given more. Null where all ended alike. */
  auc: number | null;
  /** Of the tenth that was given most: how many, and how many of them were late. */
  top: { count: number; late: number };
  /** By tens of per cent foretold. */
  bins: { from: number; count: number; foretold: number; late: number }[];
}

const BINS = 10;

export function qualityOf(trials: readonly Trial[]): Quality {
  const count = trials.length;
  const late = trials.filter((one) => one.late).length;
  const base = count === 0 ? 0 : late / count;
  const brier = count === 0 ? null : mean(trials.map(({ chance, late: was }) => (chance - Number(was)) ** 2));
  const alike = late === 0 || late === count;
  const tenth = trials.toSorted((a, b) => b.chance - a.chance).slice(0, Math.ceil(count / 10));
  return {
    count, late, brier, skill: brier === null || alike ? null : 1 - brier / (base * (1 - base)), auc: alike ? null : areaUnder(trials),
    top: { count: tenth.length, late: tenth.filter((one) => one.late).length }, bins: binsOf(trials),
  };
}

function binsOf(trials: readonly Trial[]): Quality['bins'] {
  const binOf = (chance: number): number => Math.min(BINS - 1, Math.floor(chance * BINS));
  const byBin = Map.groupBy(trials, ({ chance }) => binOf(chance));
  return Array.from({ length: BINS }, (_, bin) => {
    const own = byBin.get(bin) ?? [];
    return { from: bin / BINS, count: own.length, foretold: own.length === 0 ? 0 : mean(own.map(({ chance }) => chance)), late: own.filter((one) => one.late).length };
  });
}

/** By ranks; equal chances share theirs. */
function areaUnder(trials: readonly Trial[]): number {
  const sorted = trials.toSorted((a, b) => a.chance - b.chance);
  let [ranks, late] = [0, 0];
  for (let first = 0; first < sorted.length; ) {
    let end = first;
    while (end < sorted.length && sorted[end]!.chance === sorted[first]!.chance) end++;
    const own = sorted.slice(first, end).filter((one) => one.late).length;
    ranks += own * ((first + 1 + end) / 2);
    late += own;
    first = end;
  }
  return (ranks - (late * (late + 1)) / 2) / (late * (sorted.length - late));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
