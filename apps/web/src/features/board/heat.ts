import type { HeatmapView } from '#contract';

type Step = HeatmapView['elements'][number];

/** What an element may be coloured by, by its word in the address, with the values from which on it is hotter. */
export const MEASURES = {
  'thoi-gian': { name: 'Share', value: ({ share, median }: Step) => (median ? share : null), from: [0.15, 0.35] },
  'cho-nhan': { name: 'Acknowledge', value: ({ acknowledge }: Step) => acknowledge?.hours ?? null, from: [2, 8] },
  'qua-han': { name: 'Overrun', value: ({ overrun }: Step) => overrun, from: [0.1, 0.25] },
  'so-luot': { name: 'Done', value: ({ done }: Step, most: number) => (done > 0 ? done / most : null), from: [1 / 3, 2 / 3] },
} as const;
export type MeasureKey = keyof typeof MEASURES;

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

/** Beside the colour, so that nobody needs it. */
export const SIGNS: Record<Level, string> = { 1: '▪', 2: '▪▪', 3: '▪▪▪' };

export const measureKey = (word: string | undefined): MeasureKey => (word !== undefined && word in MEASURES ? (word as MeasureKey) : 'thoi-gian');

/** Null where there is nothing to measure. */
export function levelOf(step: Step, key: MeasureKey, all: readonly Step[]): Level | null {
  const { value, from: [hot, hottest] } = MEASURES[key];
  const measured = value(step, Math.max(1, ...all.map(({ done }) => done)));
  if (measured === null) return null;
  return measured >= hottest ? 3 : measured >= hot ? 2 : 1;
}
