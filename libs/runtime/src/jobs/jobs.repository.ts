import type { JobState } from '#contract';
import { type Clock, systemClock } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface NewJob {
  id: string;
  instance: string;
  executionId: string;
  element: string;
  topic: string;
  retries: number;
  backoffMs: number;
}

export interface JobRow extends Omit<NewJob, 'backoffMs'> {
  dossier: string;
  procedure: string;
  state: JobState;
  /** Failures reported since it was opened or last retried by hand. */
  attempts: number;
  /** A bigint, which the driver gives as text. */
  backoffMs: string;
  lastError: string | null;
  worker: string | null;
  lockedBy: string | null;
  lockedUntil: Date | null;
  availableAt: Date;
  createdAt: Date;
  /** W3C traceparent of the step that opened it. */
  trace: string | null;
}

export interface LockedJob extends JobRow {
  revision: number;
  variables: Record<string, unknown>;
  loop: { index: number; item: unknown } | null;
}

export interface Lease {
  worker: string;
  username: string;
  seconds: number;
}

const COLUMNS = `job.id, job.instance, job.execution_id as "executionId", job.dossier, job.element, job.topic, job.state, job.attempts, job.retries, job.backoff_ms as "backoffMs",
  job.last_error as "lastError", job.worker, job.locked_by as "lockedBy", job.locked_until as "lockedUntil", job.available_at as "availableAt", job.created_at as "createdAt", job.trace`;

/**
 * Every query on jobs but their opening and ending by a step. A job that somebody holds is one that becomes available when the lock
 * ends, so that whoever fetches looks at what is due and at nothing else.
 */
@Injectable()
export class JobsRepository {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes up to `max` due jobs in one statement that waits for nobody: what another worker is just taking is passed over. */
  async lockDue(topics: readonly string[], max: number, { worker, username, seconds }: Lease): Promise<LockedJob[]> {
    const [rows] = await this.database.query<[LockedJob[], number]>(LOCK_DUE, [topics, max, worker, username, seconds, this.#instant()]);
    return rows.sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  /** Without a transaction for a first look; in one the row is locked, after its dossier. */
  async find(id: string, tx?: EntityManager): Promise<JobRow | null> {
    const [row] = await (tx ?? this.database.manager).query<JobRow[]>(
      `select ${COLUMNS}, instance.procedure from job join instance on instance.id = job.instance where job.id = $1 ${tx ? 'for update of job' : ''}`,
      [id],
    );
    return row ?? null;
  }

  /** Null when the lock is not, or no longer, the worker's. */
  async extend(id: string, { worker, username, seconds }: Lease): Promise<Omit<JobRow, 'procedure'> | null> {
    const [rows] = await this.database.query<[Omit<JobRow, 'procedure'>[], number]>(EXTEND, [id, worker, username, seconds, this.#instant()]);
    return rows[0] ?? null;
  }

  /** Gives the job back with one failure more, to be fetched again after the pause. */
  async postpone(tx: EntityManager, id: string, error: string, pauseMs: number): Promise<void> {
    await tx.query(
      `update job set attempts = attempts + 1, last_error = $2, ${UNLOCKED}, available_at = coalesce($4::timestamptz, clock_timestamp()) + $3 * interval '1 millisecond' where id = $1`,
      [id, error, pauseMs, this.#instant()],
    );
  }

  async suspend(tx: EntityManager, id: string, error: string): Promise<void> {
    await tx.query(`update job set state = 'incident', attempts = attempts + 1, last_error = $2, ${UNLOCKED} where id = $1`, [id, error]);
  }

  /** After a step that the error has moved on, which left the job cancelled. */
  async fail(tx: EntityManager, id: string, error: string, at: Date): Promise<void> {
    await tx.query(`update job set state = 'failed', last_error = $2, ended_at = $3 where id = $1`, [id, error, at]);
  }

  /** An incident's job with all its retries anew, at once. False when it is in no incident. */
  async reopen(tx: EntityManager, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      `update job set state = 'open', attempts = 0, ${UNLOCKED}, available_at = coalesce($2::timestamptz, clock_timestamp()) where id = $1 and state = 'incident'`,
      [id, this.#instant()],
    );
    return count === 1;
  }

  /** Open jobs by the first part of their topic, `tax` of `tax.assess`, and by whether a worker holds them. */
  countOpen(): Promise<{ topic: string; state: 'free' | 'held'; value: number }[]> {
    return this.database.query(COUNT_OPEN, [this.#instant()]);
  }

  /** In real time the database's clock decides whose lock has ended, the same for all processes; null stands for it. */
  #instant(): Date | null {
    return this.clock === systemClock ? null : this.clock.now();
  }
}

const UNLOCKED = 'worker = null, locked_by = null, locked_until = null';

/** The index gives each topic's jobs in order, so that no more rows are looked at or locked than are taken. */
/** Of a suspended dossier nothing is handed out. Looked at only while anything at all is suspended. */
const STANDING_OF_JOB = `
  select s.id from dossier d, lateral (values ('dossier', d.code), ('procedure', d.procedure), ('agency', d.agency)) as v (subject, ref)
  join suspension s on s.subject = v.subject and s.ref = v.ref and s.resumed_at is null where d.code = job.dossier limit 1`;

const LOCK_DUE = `
with due as (
  select picked.id from unnest($1::text[]) as wanted (topic),
  lateral (
    select job.id from job
    where job.topic = wanted.topic and job.state = 'open' and job.available_at <= coalesce($6::timestamptz, clock_timestamp())
      and case when (select exists (select from suspension where resumed_at is null)) then (${STANDING_OF_JOB}) is null else true end
    order by job.available_at, job.id limit $2 for update of job skip locked
  ) as picked
  limit $2
)
update job set worker = $3, locked_by = $4,
  locked_until = coalesce($6::timestamptz, clock_timestamp()) + $5 * interval '1 second',
  available_at = coalesce($6::timestamptz, clock_timestamp()) + $5 * interval '1 second'
from due, instance
where job.id = due.id and instance.id = job.instance
returning ${COLUMNS}, instance.procedure, instance.revision, instance.variables,
  (select waiting.detail -> 'loop' from waiting where waiting.instance = job.instance and waiting.execution_id = job.execution_id) as loop`;

const COUNT_OPEN = `
select split_part(topic, '.', 1) as topic, case when locked_until > coalesce($1::timestamptz, clock_timestamp()) then 'held' else 'free' end as state, count(*)::int as value
from job where state = 'open' group by 1, 2`;

const EXTEND = `
update job set locked_until = coalesce($5::timestamptz, clock_timestamp()) + $4 * interval '1 second', available_at = coalesce($5::timestamptz, clock_timestamp()) + $4 * interval '1 second'
where id = $1 and state = 'open' and worker = $2 and locked_by = $3
returning ${COLUMNS}`;
