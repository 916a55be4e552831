import type { CompleteJob, ExtendJob, FailJob, JobOutcome, RaiseJobError } from '#contract';
import { type Ids, type Rejection, RejectedError, type Result, type Text, ok, reject, text, toIso } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS, linkTo } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CommandContext, Commands } from '../commands.js';
import { Runtime } from '../runtime.js';
import type { StepBy } from '../step-by.js';
import { IncidentsRepository } from './incidents.repository.js';
import { retryPause } from './job-spec.js';
import { JobScopes } from './job-scopes.js';
import { type JobRow, JobsRepository } from './jobs.repository.js';

/** Injection token of the source of chance: a function to [0, 1). */
export const CHANCE = Symbol('() => number');

/** A job in its worker's hand, with its dossier locked. */
interface Held {
  job: JobRow;
  head: Parameters<Runtime['complete']>[1];
  by: StepBy;
}

type Move = (tx: EntityManager, held: Held) => Promise<Result<void>>;

/**
 * What a worker tells of a job it has fetched. Only the holder of the lock is heard; a lock that has run out still counts as long as
 * nobody else has taken the job.
 */
@Injectable()
export class FinishJob {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(JobScopes) private readonly scopes: JobScopes,
    @Inject(JobsRepository) private readonly jobs: JobsRepository,
    @Inject(IncidentsRepository) private readonly incidents: IncidentsRepository,
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CHANCE) private readonly chance: () => number,
  ) {}

  /** Begins the lock anew from now; does not touch the dossier. */
  async extend(ctx: CommandContext, id: string, { worker, lockSeconds }: ExtendJob): Promise<Result<JobOutcome>> {
    const known = await this.#known(ctx, id);
    if (!known.ok) return known;
    const extended = await this.jobs.extend(id, { worker, username: ctx.principal.username, seconds: lockSeconds });
    if (extended) return ok(outcome(extended));
    const now = await this.jobs.find(id);
    return (now && refuseOthers(now, ctx, worker)) ?? unknownJob(id);
  }

  /** The dossier moves on. Where the diagram cannot, the worker is refused and the job becomes an incident: doing it again would not help. */
  complete(ctx: CommandContext, id: string, { worker, variables = {} }: CompleteJob): Promise<Result<JobOutcome>> {
    return this.#move(ctx, id, worker, async (tx, { job, head, by }) => {
      await this.ledger.append(tx, head.code, [entry(job, by, 'job.done', { worker, data: variables })]);
      return this.runtime.complete(tx, head, by, job, variables);
    });
  }

  /** The work ended in a BPMN error, which the diagram catches; one that it does not catch becomes an incident and ends no dossier. */
  raise(ctx: CommandContext, id: string, { worker, code, message }: RaiseJobError): Promise<Result<JobOutcome>> {
    return this.#move(ctx, id, worker, async (tx, { job, head, by }) => {
      await this.ledger.append(tx, head.code, [entry(job, by, 'job.failed', { worker, code, message })]);
      const raised = await this.runtime.raise(tx, head, by, job, { code, message });
      if (raised.ok) await this.jobs.fail(tx, id, `${code}: ${message}`, by.at);
      return raised;
    });
  }

  /** The work could not be done this time: it is offered again after a pause, until no retry is left. */
  fail(ctx: CommandContext, id: string, { worker, message, retryAfterSeconds }: FailJob): Promise<Result<JobOutcome>> {
    return this.#onJob(ctx, id, worker, async (tx, { job, head, by }) => {
      const failures = job.attempts + 1;
      const pause = retryAfterSeconds === undefined ? retryPause(Number(job.backoffMs), failures, this.chance()) : retryAfterSeconds * 1_000;
      await this.ledger.append(tx, head.code, [entry(job, by, 'job.failed', { worker, message, failures, retries: job.retries })]);
      if (failures <= job.retries) await this.jobs.postpone(tx, id, message, pause);
      else await this.#openIncident(tx, { job, head, by }, text(message, message));
      return ok(undefined);
    });
  }

  /**
   * A move that the dossier refuses is undone as a whole; the incident that keeps its reason is a transaction of its own. That of a suspended
   * dossier is only refused: it can be told again later.
   */
  async #move(ctx: CommandContext, id: string, worker: string, move: Move): Promise<Result<JobOutcome>> {
    const stuck: { why?: Rejection } = {};
    const moved = await this.#onJob(ctx, id, worker, async (tx, held) => {
      const refusal = await this.runtime.refuseSuspended(tx, held.head);
      if (refusal) return refusal;
      try {
        const result = await move(tx, held);
        if (!result.ok) stuck.why = result.rejection;
        return result;
      } catch (error) {
        if (error instanceof RejectedError) stuck.why = error.rejection;
        throw error;
      }
    });
    if (moved.ok || !stuck.why) return moved;
    const { message } = stuck.why;
    const opened = await this.#onJob({ principal: ctx.principal }, id, worker, async (tx, held) => {
      await this.#openIncident(tx, held, message);
      return ok(undefined);
    });
    if (!opened.ok) return opened;
    return reject('invalid_state', text(`${message.vi}. Việc đã thành sự cố, chờ quản trị viên.`, `${message.en}. The job has become an incident and waits for an administrator.`));
  }

  async #onJob(ctx: CommandContext, id: string, worker: string, work: Move): Promise<Result<JobOutcome>> {
    const known = await this.#known(ctx, id);
    if (!known.ok) return known;
    const { dossier, agency } = known.value;
    return this.commands.onDossier(ctx, dossier, async (tx, head, at) => {
      const job = await this.jobs.find(id, tx);
      if (!job) return unknownJob(id);
      linkTo(job.trace);
      const refused = refuseOthers(job, ctx, worker);
      if (refused) return refused;
      const done = await work(tx, { job, head, by: { at, actor: { username: ctx.principal.username, agency } } });
      if (!done.ok) return done;
      return ok(outcome((await this.jobs.find(id, tx)) ?? job));
    });
  }

  /** To an account without the scope the job does not exist. */
  async #known(ctx: CommandContext, id: string): Promise<Result<{ dossier: string; agency: string }>> {
    const job = await this.jobs.find(id);
    const agency = job && (await this.scopes.agenciesFor(ctx.principal, [job.topic])).get(job.topic);
    return job && agency ? ok({ dossier: job.dossier, agency }) : unknownJob(id);
  }

  async #openIncident(tx: EntityManager, { job, head, by }: Held, message: Text): Promise<void> {
    await this.jobs.suspend(tx, job.id, message.vi);
    const { topic, element, procedure } = job;
    await this.incidents.open(tx, { id: this.ids.uuid(), kind: 'job', ref: job.id, dossier: head.code, procedure, element, topic, message }, by.at);
    await this.ledger.append(tx, head.code, [entry(job, by, 'incident.opened', { message: message.vi })]);
  }
}

const entry = (job: JobRow, { at, actor }: StepBy, kind: LedgerDraft['kind'], data: Record<string, unknown>): LedgerDraft => ({
  at, actor: actor.username, agency: actor.agency, kind, element: job.element, data: { job: job.id, topic: job.topic, ...data },
});

const outcome = (job: Omit<JobRow, 'procedure'>): JobOutcome => ({
  id: job.id, state: job.state, retriesLeft: Math.max(0, job.retries - job.attempts), lockedUntil: job.state === 'open' && job.lockedUntil ? toIso(job.lockedUntil) : null,
  availableAt: job.state === 'open' && job.worker === null ? toIso(job.availableAt) : null,
});

/** Null for the worker that holds the job, also after its time. */
function refuseOthers(job: Omit<JobRow, 'procedure'>, { principal }: CommandContext, worker: string): Result<never> | null {
  if (job.state === 'incident') return reject('invalid_state', text('Việc đang là sự cố, chờ quản trị viên cho làm lại', 'The job is an incident and waits for an administrator to retry it'));
  if (job.state !== 'open') return reject('already_done', text(`Việc đã kết thúc (${job.state})`, `The job has ended already (${job.state})`));
  if (job.worker === worker && job.lockedBy === principal.username) return null;
  if (job.worker === null) return reject('invalid_state', text('Việc chưa được nhận: hãy nhận lại trước', 'Nobody holds the job: fetch it first'));
  return reject('already_claimed', text('Việc đã được một tiến trình khác nhận', 'The job is held by another worker'));
}

const unknownJob = (id: string): Result<never> => reject('not_found', text(`Không tìm thấy việc tự động ${id}`, `No job ${id}`));
