import { type Clock, ok } from '#kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from './database/transaction.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { WakeUps } from './wake-ups/wake-ups.js';

/** Kind of the daily wake-up. */
export const UPKEEP = 'platform.upkeep';

export interface UpkeepParts {
  dataSource: DataSource;
  clock: Clock;
  wakeUps: WakeUps;
  metrics: Metrics;
  log: Log;
}

export interface UpkeepSettings {
  /** Days for which what is over is kept. */
  keepDays: number;
  /** Most rows that one transaction removes from one table. Default 2,000. */
  batch?: number;
}

const DAY = 86_400_000;

/** 02:30 in Asia/Ho_Chi_Minh, when no office is open, in milliseconds after midnight UTC. */
const HOUR_OF_UPKEEP = 19.5 * 3_600_000;

/**
 * What is over and needed by nobody: `condition` on rows, `$1` being the instant before which something must have ended. Every condition
 * follows an index, oldest first. The ledger, deadlines, tasks, papers and dossiers are not here: they are kept for ever.
 */
const OVER: Record<string, { key: string; condition: string; order: string }> = {
  wakeup: { key: 'id', condition: `state <> 'pending' and created_at < $1 and coalesce(fired_at, created_at) < $1`, order: 'created_at' },
  outbox: { key: 'id', condition: 'delivered_at < $1', order: 'delivered_at' },
  job: { key: 'id', condition: 'ended_at < $1', order: 'ended_at' },
  incident: { key: 'id', condition: 'closed_at < $1', order: 'closed_at' },
  command_key: { key: 'key, actor', condition: 'created_at < $1', order: 'created_at' },
  message_buffer: { key: 'id', condition: 'ended_at < $1', order: 'ended_at' },
  replay: { key: 'id', condition: 'ended_at < $1', order: 'ended_at' },
  report_run: { key: 'id', condition: 'ended_at < $1', order: 'ended_at' },
  register_import: { key: 'id', condition: `state in ('checked', 'cancelled') and uploaded_at < $1`, order: 'uploaded_at' },
  session: { key: 'token_hash', condition: 'expires_at < $1', order: 'expires_at' },
};

export type Removed = Record<string, number>;

/**
 * Removes what is done and over, once a day by a wake-up, in transactions of a few thousand rows, so that nobody waits for it: a full
 * batch asks for the next one at once.
 */
export class Upkeep {
  readonly #batch: number;

  constructor(
    private readonly parts: UpkeepParts,
    private readonly settings: UpkeepSettings,
  ) {
    this.#batch = settings.batch ?? 2_000;
    parts.wakeUps.register(UPKEEP, (tx, { ref }) => this.#turn(tx, ref));
  }

  /** Sees to it that the daily wake-up stands; one that does is left where it is. */
  async start(): Promise<void> {
    await inTransaction(this.parts.dataSource, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [UPKEEP]);
      const standing: unknown[] = await tx.query(`select 1 from wakeup where kind = $1 and ref = $2 and state = 'pending'`, [UPKEEP, DAILY]);
      if (standing.length === 0) await this.parts.wakeUps.schedule(tx, { kind: UPKEEP, ref: DAILY, dueAt: this.#nextNight() });
      return ok(undefined);
    });
  }

  /** Everything at once, batch after batch; answers how many rows each table lost. */
  async run(): Promise<Removed> {
    const total: Removed = Object.fromEntries(Object.keys(OVER).map((table) => [table, 0]));
    for (let full = true; full; ) {
      const removed = await inTransaction(this.parts.dataSource, async (tx) => ok(await this.#removeBatch(tx)));
      if (!removed.ok) throw new Error('upkeep refuses nothing');
      for (const [table, count] of Object.entries(removed.value)) total[table] = (total[table] ?? 0) + count;
      full = this.#isFull(removed.value);
    }
    return total;
  }

  async #turn(tx: EntityManager, ref: string): Promise<void> {
    const removed = await this.#removeBatch(tx);
    if (ref === DAILY) await this.parts.wakeUps.schedule(tx, { kind: UPKEEP, ref: DAILY, dueAt: this.#nextNight() });
    if (this.#isFull(removed)) await this.parts.wakeUps.schedule(tx, { kind: UPKEEP, ref: REST, dueAt: this.parts.clock.now() });
    this.parts.log.info({ removed }, 'upkeep');
  }

  async #removeBatch(tx: EntityManager): Promise<Removed> {
    const before = new Date(this.parts.clock.now().getTime() - this.settings.keepDays * DAY);
    const removed: Removed = {};
    for (const [table, { key, condition, order }] of Object.entries(OVER)) {
      const over = `select ${key} from ${table} where ${condition} order by ${order} limit $2 for update skip locked`;
      const [, count] = await tx.query<[unknown, number]>(`delete from ${table} where (${key}) in (${over})`, [before, this.#batch]);
      removed[table] = count;
      this.parts.metrics.removed.inc({ table }, count);
    }
    return removed;
  }

  #isFull(removed: Removed): boolean {
    return Object.values(removed).some((count) => count === this.#batch);
  }

  #nextNight(): Date {
    const now = this.parts.clock.now().getTime();
    const tonight = Math.floor(now / DAY) * DAY + HOUR_OF_UPKEEP;
    return new Date(tonight > now ? tonight : tonight + DAY);
  }
}

const DAILY = 'daily';
const REST = 'rest';
