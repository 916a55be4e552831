import type { FetchJobs as Request, JobList, JobView } from '#contract';
import { type Principal, type Result, ok, reject, text, toIso } from '#kernel';
import { Metrics } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { JobBell } from './job-bell.js';
import { JobScopes } from './job-scopes.js';
import { JobsRepository, type LockedJob } from './jobs.repository.js';

/** How long a lost nudge, or a retry whose pause has ended, may go unnoticed by somebody who waits. */
const LOOK_AGAIN_MS = 1_000;

/** Gives a worker jobs of its topics, each locked for it; waits for one where there is none, holding no connection meanwhile. */
@Injectable()
export class FetchJobs implements OnModuleInit {
  constructor(
    @Inject(JobScopes) private readonly scopes: JobScopes,
    @Inject(JobsRepository) private readonly jobs: JobsRepository,
    @Inject(JobBell) private readonly bell: JobBell,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauges('lienthong_jobs_open', 'Jobs not done, by the first part of their topic; held: a worker has them', ['topic', 'state'], () => this.jobs.countOpen());
  }

  /** `gone` tells that the worker no longer listens, so that no job is locked for nobody. */
  async fetch(principal: Principal, { topics, worker, max, lockSeconds, waitSeconds }: Request, gone: AbortSignal): Promise<Result<JobList>> {
    const allowed = await this.scopes.agenciesFor(principal, topics);
    const refused = topics.filter((topic) => !allowed.has(topic));
    if (refused.length > 0) return outOfScope(refused);
    const lock = async (): Promise<JobView[]> =>
      gone.aborted ? [] : (await this.jobs.lockDue([...new Set(topics)], max, { worker, username: principal.username, seconds: lockSeconds })).map(view);
    return ok({ items: waitSeconds === 0 ? await lock() : await this.#await(topics, waitSeconds * 1_000, gone, lock) });
  }

  async #await(topics: readonly string[], waitMs: number, gone: AbortSignal, lock: () => Promise<JobView[]>): Promise<JobView[]> {
    const until = performance.now() + waitMs;
    const listening = await this.bell.listen(topics);
    try {
      for (;;) {
        const jobs = await lock();
        const left = until - performance.now();
        if (jobs.length > 0 || left <= 0 || gone.aborted || this.bell.closed) return jobs;
        await listening.rung(Math.min(left, LOOK_AGAIN_MS), gone);
      }
    } finally {
      listening.close();
    }
  }
}

const view = (job: LockedJob): JobView => ({
  id: job.id, topic: job.topic, dossier: job.dossier, procedure: job.procedure, revision: job.revision, element: job.element, variables: job.variables,
  loop: job.loop ? { index: job.loop.index, item: job.loop.item } : null,
  failures: job.attempts, retriesLeft: Math.max(0, job.retries - job.attempts), lastError: job.lastError, worker: job.worker ?? '',
  lockedUntil: toIso(job.lockedUntil ?? job.availableAt), createdAt: toIso(job.createdAt), traceparent: job.trace,
});

const outOfScope = (topics: readonly string[]): Result<never> =>
  reject(
    'not_allowed',
    text(`Tài khoản này không được nhận việc thuộc chủ đề: ${topics.join(', ')}`, `This account may not take jobs of the topics: ${topics.join(', ')}`),
  );
