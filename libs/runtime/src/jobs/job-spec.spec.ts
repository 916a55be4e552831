import type { ProcessModel } from '#contract';
import { jobSpecOf, retryPause } from './job-spec.js';

const model = (jobs?: ProcessModel['jobs']): ProcessModel => ({ jobs }) as ProcessModel;

describe('jobSpecOf', () => {
  it('is what the diagram says', () => {
    const job = { topic: 'thue', retries: 0, backoffMs: 5_000 };
    expect(jobSpecOf(model({ a: job }), 'a')).toEqual(job);
  });

  it('has the element for its topic where the diagram says nothing, also in a model stored before there were jobs', () => {
    const plain = { topic: 'b', retries: 3, backoffMs: 60_000 };
    expect(jobSpecOf(model({ a: { topic: 'thue', retries: 0, backoffMs: 5_000 } }), 'b')).toEqual(plain);
    expect(jobSpecOf(model(), 'b')).toEqual(plain);
  });
});

describe('retryPause', () => {
  const HALF = 0.5;

  it('doubles with every failure', () => {
    expect([1, 2, 3, 4].map((failures) => retryPause(60_000, failures, HALF))).toEqual([60_000, 120_000, 240_000, 480_000]);
  });

  it('is a day at most, unless the diagram asks for more', () => {
    expect(retryPause(60_000, 400, HALF)).toBe(86_400_000);
    expect(retryPause(172_800_000, 3, HALF)).toBe(172_800_000);
  });

  it('is spread by a fifth, by chance', () => {
    expect([0, 0.25, 1].map((chance) => retryPause(60_000, 1, chance))).toEqual([48_000, 54_000, 72_000]);
  });
});
