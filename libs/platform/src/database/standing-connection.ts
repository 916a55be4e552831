import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/**
 * A database connection kept apart for readings that are asked for inside transactions: taking one from the pool there could wait for
 * ever, when everybody who holds a connection waits for such a reading. Readings run one after the other and see only what is committed.
 */
export class StandingConnection {
  #runner: QueryRunner | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  read<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#twice(work));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    const runner = this.#runner;
    this.#runner = null;
    if (runner && !runner.isReleased) await runner.release();
  }

  /** The connection is old and may have died unseen; a second failure, on a new one, is the caller's to know. */
  async #twice<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.#manager());
    } catch {
      await this.close().catch(() => undefined);
      return work(this.#manager());
    }
  }

  #manager(): EntityManager {
    this.#runner ??= this.dataSource.createQueryRunner();
    return this.#runner.manager;
  }
}
