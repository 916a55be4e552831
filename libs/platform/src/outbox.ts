import { type Clock, ok } from '#kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { afterCommit, inTransaction } from './database/transaction.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { JobQueue } from './queue/job-queue.js';
import { Repeater } from './repeater.js';
import { RETRY_PAUSE } from './retry.js';
import { continued, traceparent } from './traces.js';

export interface OutboxMessage {
  readonly id: string;
  readonly kind: string;
  /** As it was enqueued, through JSON. Older programs may have written it: handlers parse it. */
  readonly payload: unknown;
  /** Failed tries before this one. */
  readonly attempts: number;
}

/** `tx` also marks the message as delivered: what the handler writes with it happens once, what it does elsewhere at least once. */
export type OutboxHandler = (tx: EntityManager, message: OutboxMessage) => Promise<void>;

/** With the trace of the transaction that enqueued it. */
type Taken = OutboxMessage & { trace: string | null };

export interface OutboxParts {
  dataSource: DataSource;
  clock: Clock;
  jobs: JobQueue;
  metrics: Metrics;
  log: Log;
}

const CHANNEL = 'outbox';

/**
 * Consequences that may follow their cause later, or leave the database: written with the cause, delivered afterwards,
 * at least once, retried with back-off. Delivery is by real time even in simulation.
 */
export class Outbox {
  readonly #handlers = new Map<string, OutboxHandler>();
  readonly #sweeper: Repeater;
  #draining: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: OutboxParts,
    { sweepMs = 2_000 }: { sweepMs?: number } = {},
  ) {
    this.#sweeper = new Repeater(
      sweepMs,
      () => this.drain(),
      (error) => parts.log.error({ err: error }, 'the outbox could not be swept'),
    );
  }

  async enqueue(tx: EntityManager, kind: string, payload: unknown): Promise<void> {
    const [row] = await tx.query<{ id: string }[]>(ENQUEUE, [kind, JSON.stringify(payload), this.parts.clock.now(), traceparent()]);
    if (row) afterCommit(tx, () => this.#nudge(row.id));
  }

  /** Exactly one handler for a kind. */
  register(kind: string, handler: OutboxHandler): void {
    if (this.#handlers.has(kind)) throw new Error(`Outbox kind ${kind} has two handlers`);
    this.#handlers.set(kind, handler);
  }

  assertHandlers(kinds: readonly string[]): void {
    const missing = kinds.filter((kind) => !this.#handlers.has(kind));
    const unknown = [...this.#handlers.keys()].filter((kind) => !kinds.includes(kind));
    if (missing.length > 0) throw new Error(`Outbox kinds without a handler: ${missing.join(', ')}`);
    if (unknown.length > 0) throw new Error(`Handlers of unknown outbox kinds: ${unknown.join(', ')}`);
  }

  async start(): Promise<void> {
    await this.parts.jobs.receive(CHANNEL, 1, async () => void (await this.drain()));
    this.#sweeper.start();
  }

  /** Waits for the message that is being delivered. */
  async stop(): Promise<void> {
    await this.#sweeper.stop();
  }

  /**
   * Delivers everything that is due, oldest first; answers how many were delivered. One at a time in this process, so that
   * whoever waits for it finds delivered what was under way, too.
   */
  drain(): Promise<number> {
    const drained = this.#draining.then(() => this.#drain());
    this.#draining = drained.catch(() => undefined);
    return drained;
  }

  async pending(): Promise<number> {
    const [row] = await this.parts.dataSource.query<{ count: number }[]>(
      'select count(*)::int as count from outbox where delivered_at is null',
    );
    return row?.count ?? 0;
  }

  async #drain(): Promise<number> {
    let delivered = 0;
    for (let outcome = await this.#deliverNext(); outcome !== 'empty'; outcome = await this.#deliverNext()) {
      if (outcome === 'delivered') delivered++;
    }
    return delivered;
  }

  async #deliverNext(): Promise<'delivered' | 'failed' | 'empty'> {
    const taken: { message?: Taken | undefined } = {};
    try {
      const result = await inTransaction(this.parts.dataSource, async (tx) => {
        [taken.message] = await tx.query<Taken[]>(TAKE);
        if (taken.message) await this.#deliver(tx, taken.message);
        return ok(undefined);
      });
      if (!result.ok) throw new Error(`An outbox handler refused: ${result.rejection.code} ${result.rejection.message.en}`);
      return taken.message ? 'delivered' : 'empty';
    } catch (error) {
      if (!taken.message) throw error;
      await this.#postpone(taken.message, error);
      return 'failed';
    }
  }

  async #deliver(tx: EntityManager, { trace, ...message }: Taken): Promise<void> {
    const handler = this.#handlers.get(message.kind);
    if (!handler) throw new Error(`Outbox kind ${message.kind} has no handler`);
    await continued(trace, `outbox ${message.kind}`, { 'lienthong.message': message.id }, () => handler(tx, message));
    await tx.query('update outbox set delivered_at = clock_timestamp() where id = $1', [message.id]);
  }

  async #postpone({ id, kind, attempts }: OutboxMessage, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    await this.parts.dataSource.query(POSTPONE, [id, reason.slice(0, 2000)]);
    this.parts.metrics.outboxFailures.inc({ kind });
    this.parts.log.error({ message: id, kind, attempts: attempts + 1, err: error }, 'an outbox message failed');
  }

  #nudge(id: string): void {
    this.parts.jobs.send(CHANNEL, [{ id: `outbox-${id}`, delay: 0 }]).catch((error: unknown) => {
      this.parts.metrics.nudgeFailures.inc({ channel: CHANNEL });
      this.parts.log.warn({ err: error }, 'the outbox could not be nudged; the sweep will find the message');
    });
  }
}

const ENQUEUE = `insert into outbox (kind, payload, created_at, available_at, trace) values ($1, $2, $3, clock_timestamp(), $4) returning id`;

const TAKE = `
select id, kind, payload, attempts, trace from outbox
where delivered_at is null and available_at <= clock_timestamp()
order by available_at, id limit 1 for update skip locked`;

const POSTPONE = `
update outbox set attempts = attempts + 1, last_error = $2, available_at = clock_timestamp() + ${RETRY_PAUSE}
where id = $1 and delivered_at is null`;
