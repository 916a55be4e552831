import {
  type BackendFactory,
  type IQueueBackend,
  type Job,
  type JobsOptions,
  Queue,
  Worker,
  createPostgresBackend,
  createRedisBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Text, text } from '#kernel';
import { SteadyClient } from '../database/steady-client.js';

/** The job queue cannot be reached. Nothing is lost by it while the database answers, but a process does not start without its queue. */
export class QueueUnavailableError extends Error {
  constructor(
    readonly explanation: Text,
    cause: unknown,
  ) {
    super(`${explanation.vi} / ${explanation.en}`, { cause });
    this.name = 'QueueUnavailableError';
  }
}

/** A message that something may be due. It carries an id and never a fact: losing it, or getting it twice, changes nothing. */
export interface Nudge {
  /** The same id twice is one job, as long as the first is not done. */
  id: string;
  /** Milliseconds from now. */
  delay: number;
}

export type NudgeHandler = (id: string) => Promise<void>;

/** Where nudges travel. The truth stays in PostgreSQL tables; whoever sends one must be right without its arrival. */
export interface JobQueue {
  readonly backend: 'redis' | 'postgres';
  /** Throws {@link QueueUnavailableError} when the backend does not answer. */
  check(): Promise<void>;
  /** Rejects when the queue cannot be reached; callers count on their sweep then. */
  send(channel: string, nudges: readonly Nudge[]): Promise<void>;
  /** Nudges that wait in the channel, for their instant or for a worker. Rejects when the queue cannot be reached. */
  depth(channel: string): Promise<number>;
  /** Handles the channel's nudges in this process. One handler for a channel. */
  receive(channel: string, concurrency: number, handler: NudgeHandler): Promise<void>;
  close(): Promise<void>;
}

export interface JobQueueSettings {
  databaseUrl: string;
  /** Given: Redis is the backend. */
  redisUrl?: string | undefined;
  /** Separates products that share one Redis. */
  prefix?: string;
  onError?: (error: Error) => void;
}

/** Longest delay that a JavaScript timer keeps (24.8 days); a longer one would fire at once. */
export const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Pause before a channel that lost its backend asks for work again. */
const RECONNECT_MS = 1_000;

/** Where BullMQ looks for its tables and where the migrations make them. */
const BULLMQ_SCHEMA = 'bullmq';

/** Done or failed, a nudge leaves nothing behind: whether to try again is decided by the row it spoke of. */
const TRANSIENT: JobsOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** Opens nothing yet; connections are made with the first use of a channel. */
export function openJobQueue(settings: JobQueueSettings): JobQueue {
  return new BullJobQueue(settings);
}

type Message = { id: string };
type BullQueue = Queue<Message, void, string, Message, void, string, IQueueBackend, object>;

class BullJobQueue implements JobQueue {
  readonly backend: 'redis' | 'postgres';
  readonly #queues = new Map<string, Promise<BullQueue>>();
  readonly #workers = new Map<string, { close(force: boolean): Promise<void> }>();
  readonly #active = new Set<Promise<void>>();
  readonly #pools = new Map<string, Pool>();

  constructor(private readonly settings: JobQueueSettings) {
    this.backend = settings.redisUrl ? 'redis' : 'postgres';
  }

  async send(channel: string, nudges: readonly Nudge[]): Promise<void> {
    const tooLong = nudges.find(({ delay }) => delay > LONGEST_DELAY_MS);
    if (tooLong) throw new RangeError(`Nudge ${tooLong.id} would wait ${tooLong.delay} ms, longer than a timer can`);
    const queue = await this.#queue(channel);
    const jobs = nudges.map(({ id, delay }) => ({ name: channel, data: { id }, opts: { ...TRANSIENT, jobId: id, delay: Math.max(0, delay) } }));
    const [only, ...others] = jobs;
    // In PostgreSQL BullMQ makes two temporary tables for each bulk, which for a single nudge costs more than the step that sends it.
    if (only && others.length === 0) await queue.add(only.name, only.data, only.opts);
    else await queue.addBulk(jobs);
  }

  async depth(channel: string): Promise<number> {
    const queue = await this.#queue(channel);
    return queue.getJobCountByTypes('waiting', 'delayed', 'prioritized', 'active');
  }

  async receive(channel: string, concurrency: number, handler: NudgeHandler): Promise<void> {
    if (this.#workers.has(channel)) throw new Error(`Channel ${channel} already has a handler`);
    await this.check();
    const process = (job: Job<Message>): Promise<void> => this.#track(handler(job.data.id));
    const worker = new Worker<Message, void, string, IQueueBackend, object>(
      channel,
      process,
      { ...this.#options(`${channel} worker`, {}), concurrency, runRetryDelay: RECONNECT_MS },
      this.#factory(),
    );
    worker.on('error', (error) => this.settings.onError?.(error));
    this.#workers.set(channel, worker);
    await worker.waitUntilReady();
  }

  /** Waits for handlers under way. A lost Redis is left without a farewell: it would be waited for until it came back. */
  async close(): Promise<void> {
    const force = await this.check().then(
      () => false,
      () => true,
    );
    await Promise.allSettled(this.#active);
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(force)));
    const queues = await Promise.allSettled(this.#queues.values());
    const open = queues.filter((queue) => queue.status === 'fulfilled');
    await Promise.all(open.map(({ value }) => value.getBackend().close(force)));
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  /** A failed opening is forgotten, so that the next nudge tries again. */
  #queue(channel: string): Promise<BullQueue> {
    const opening = this.#queues.get(channel) ?? this.#open(channel);
    this.#queues.set(channel, opening);
    opening.catch(() => this.#queues.delete(channel));
    return opening;
  }

  async #open(channel: string): Promise<BullQueue> {
    await this.check();
    // Without an offline queue a nudge into a lost Redis fails at once instead of piling up in memory.
    const queue: BullQueue = new Queue(channel, this.#options(`${channel} queue`, { enableOfflineQueue: false }), this.#factory());
    queue.on('error', (error) => this.settings.onError?.(error));
    await queue.waitUntilReady();
    return queue;
  }

  #track(handling: Promise<void>): Promise<void> {
    this.#active.add(handling);
    return handling.finally(() => this.#active.delete(handling));
  }

  async check(): Promise<void> {
    const { redisUrl } = this.settings;
    if (!redisUrl) return;
    const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000, maxRetriesPerRequest: 0 });
    let reason: unknown;
    redis.on('error', (error) => (reason = error));
    try {
      await redis.connect();
      await redis.ping();
    } catch (error) {
      throw redisUnreachable(redisUrl, reason ?? error);
    } finally {
      redis.disconnect();
    }
  }

  #options(user: string, redis: { enableOfflineQueue?: boolean }): { connection: object; prefix?: string } {
    const { databaseUrl, redisUrl, prefix } = this.settings;
    if (!redisUrl) return { connection: this.#pool(user, databaseUrl) };
    return { connection: { url: redisUrl, ...redis }, ...(prefix && { prefix }) };
  }

  /**
   * Ours, because BullMQ's own connections end the process when they are cut at the wrong moment. One of each pool listens as long as its
   * user is open. Nothing of the queue is waited for until it is on the disk: what a crash takes of it, the sweep finds in the tables that are.
   */
  #pool(user: string, connectionString: string): Pool {
    const known = this.#pools.get(user);
    if (known) return known;
    const pool = new Pool({ connectionString, max: 4, keepAlive: true, options: `-c search_path=${BULLMQ_SCHEMA} -c synchronous_commit=off`, Client: SteadyClient });
    this.#pools.set(user, pool);
    return pool;
  }

  /** Chosen for each instance, never process-wide, so that both backends can live side by side. */
  #factory(): BackendFactory<IQueueBackend, object> {
    return (this.settings.redisUrl ? createRedisBackend : createPostgresBackend) as BackendFactory<IQueueBackend, object>;
  }
}

function redisUnreachable(url: string, cause: unknown): QueueUnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const { host } = new URL(url);
  return new QueueUnavailableError(
    text(`Không kết nối được Redis tại ${host}: ${reason}`, `Cannot connect to Redis at ${host}: ${reason}`),
    cause,
  );
}
