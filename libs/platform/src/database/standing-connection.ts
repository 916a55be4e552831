import { DataSource, type EntityManager } from 'typeorm';

/**
 * A database connection apart from the pool, for readings that are asked for inside transactions: taking one from the pool there could
 * wait for ever, when everybody who holds a connection waits for such a reading. Readings run one after the other and see only what is
 * committed.
 */
export class StandingConnection {
  readonly #own: DataSource;
  #last: Promise<unknown> = Promise.resolve();

  constructor(pool: DataSource) {
    this.#own = new DataSource({ ...pool.options, poolSize: 1 } as DataSource['options']);
  }

  read<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      if (!this.#own.isInitialized) await this.#own.initialize();
      return work(this.#own.manager);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    if (this.#own.isInitialized) await this.#own.destroy();
  }
}
