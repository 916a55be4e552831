import type { JobSpec, ProcessModel } from '#contract';

/** Of an activity without `iso:job`, and of revisions stored before there was one: the topic is the element's id. */
const DEFAULT: Omit<JobSpec, 'topic'> = { retries: 3, backoffMs: 60_000 };

const LONGEST_PAUSE_MS = 86_400_000;

/** A fifth, up or down: jobs that failed together do not all come back together. */
const JITTER = 0.2;

export const jobSpecOf = (model: ProcessModel, element: string): JobSpec => model.jobs?.[element] ?? { topic: element, ...DEFAULT };

/** Milliseconds until a job is offered again after its nth failure: doubled with each, a day at most. `random` lies in [0, 1). */
export function retryPause(backoffMs: number, failures: number, random: number): number {
  const pause = Math.min(backoffMs * 2 ** (failures - 1), Math.max(backoffMs, LONGEST_PAUSE_MS));
  return Math.round(pause * (1 - JITTER + 2 * JITTER * random));
}
