import { Chance } from '#kernel';
import type { Thing } from './course.js';
import { ObservedDraws, triangular, valuesOf } from './draws.js';
import { nothingObserved } from './observe.js';
import { spreadOf } from './figures.js';

const HOUR = 3_600_000;
const DESK = { agency: 'thue', role: 'r' };

const thing = (more: Partial<Thing> = {}): Thing => ({
  key: 'tinh:1', element: 'tinh', drawn: 'tinh', kind: 'user', form: null, relation: 'tax', dueIn: null, guards: false, stop: null, message: null,
  step: { element: 'tinh', name: { vi: 'Tính', en: 'Count' }, agency: 'tax', role: 'r', budget: { amount: 1, unit: 'working_day' }, opinion: false, signature: false, papersIn: [], papersOut: [], form: null, ladder: null },
  ...more,
});
const drawsOf = (more: Partial<ConstructorParameters<typeof ObservedDraws>[0]> = {}): ObservedDraws =>
  new ObservedDraws({ observed: nothingObserved(), matters: () => true, hands: () => 1, whatIf: null, kindOf: (agency) => (agency === 'thue' ? 'tax' : null), ...more });

const meanOf = (draw: (chance: Chance) => number): number => {
  const chance = new Chance(5);
  return Array.from({ length: 4000 }, () => draw(chance)).reduce((sum, one) => sum + one, 0) / 4000;
};

describe('the time of a step', () => {
  const seen = nothingObserved();
  seen.work.set('tinh thue', [2 * HOUR, 4 * HOUR]).set('tinh', [2 * HOUR, 4 * HOUR, 30 * HOUR]);

  it('is one that was seen at this agency', () => {
    const draws = drawsOf({ observed: seen });
    expect(meanOf((chance) => draws.work(thing(), DESK, chance).total) / HOUR).toBeCloseTo(3, 1);
  });

  it('elsewhere one that was seen anywhere, and else lies about the budget', () => {
    expect(meanOf((chance) => drawsOf({ observed: seen }).work(thing(), { ...DESK, agency: 'khac' }, chance).total) / HOUR).toBeCloseTo(12, 0);
    expect(meanOf((chance) => drawsOf().work(thing(), DESK, chance).total) / HOUR).toBeCloseTo((8 * 2.6) / 3, 1);
  });

  it.each([{ agency: 'tax' }, { agency: 'thue' }, { element: 'tinh' }])('takes the amount that is asked about on average (%j)', (which) => {
    const draws = drawsOf({ observed: seen, whatIf: { durations: [{ ...which, amount: 5, unit: 'working_day' }] } });
    expect(meanOf((chance) => draws.work(thing(), DESK, chance).total) / HOUR).toBeCloseTo(40, 0);
    expect(draws.work(thing({ element: 'khac', drawn: 'khac' }), { ...DESK, agency: 'xa' }, new Chance(1)).total).toBeLessThan(12 * HOUR);
  });
});

describe('what is waited for', () => {
  it('of messages that exclude each other, the one that never came does not come', () => {
    const observed = nothingObserved();
    observed.messages.set('da-nop', [72 * HOUR]);
    const [paid, gone] = [thing({ kind: 'message', message: 'da-nop' }), thing({ kind: 'message', message: 'rut' })];
    expect(drawsOf({ observed }).arrival(paid, [paid, gone], new Chance(1))).toBe(72 * HOUR);
    expect(drawsOf({ observed }).arrival(gone, [paid, gone], new Chance(1))).toBeNull();
    expect(drawsOf().arrival(gone, [paid, gone], new Chance(1))).toBeGreaterThan(0);
  });
});

it('forms give their defaults, and each choice as often as the other where there is none', () => {
  const form = { properties: { dat: { type: 'boolean', default: false }, loai: { enum: ['a', 'b'] }, ghiChu: { type: 'string' } } };
  const chance = new Chance(3);
  const drawn = Array.from({ length: 1000 }, () => valuesOf(form, (field) => field !== 'ghiChu', chance));
  expect(new Set(drawn.map(({ dat }) => dat))).toEqual(new Set([false]));
  expect(drawn.filter(({ loai }) => loai === 'a').length / 1000).toBeCloseTo(0.5, 1);
  expect(Object.keys(drawn[0]!)).toEqual(['dat', 'loai']);
});

it('a triangle stays in its bounds and has its mean', () => {
  const chance = new Chance(9);
  const drawn = Array.from({ length: 5000 }, () => triangular([1, 3, 9], chance));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(9);
  expect(drawn.reduce((sum, one) => sum + one, 0) / 5000).toBeCloseTo(13 / 3, 1);
});

it('the interval over the runs is that of Student', () => {
  expect(spreadOf([0.1, 0.2, 0.3])).toEqual({ mean: 0.2, low: 0, high: 0.4484 });
  expect(spreadOf([0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
});
