import { LOG, type Log } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

const CHANNEL = 'lienthong_job';

/** Somebody who waits for jobs of some topics; what rings before it is asked counts too. */
export interface Listening {
  /** Resolves when a job of the topics may be there, after `ms` at the latest, or when `signal` says that nobody wants it any more. */
  rung(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

interface Waiter {
  topics: ReadonlySet<string>;
  ring(): void;
}

/**
 * Tells those who wait for jobs, in this process and in others, that there is one. A nudge: what is lost is found by whoever looks
 * again. Rung after the commit and not in it, since PostgreSQL lets transactions that notify commit only one after the other.
 */
@Injectable()
export class JobBell implements OnModuleDestroy {
  readonly #waiters = new Set<Waiter>();
  #client: Promise<Client | null> | null = null;
  #telling: Promise<void> | null = null;
  #untold = new Set<string>();
  #closed = false;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The process ends: nobody should wait any longer. */
  get closed(): boolean {
    return this.#closed;
  }

  ring(topics: Iterable<string>): void {
    const rung = new Set(topics);
    this.#wake(rung);
    for (const topic of rung) this.#untold.add(topic);
    this.#telling ??= this.#tell().finally(() => (this.#telling = null));
  }

  async listen(topics: readonly string[]): Promise<Listening> {
    await this.#connected();
    let rung = false;
    let wake = (): void => undefined;
    const waiter: Waiter = {
      topics: new Set(topics),
      ring: () => {
        rung = true;
        wake();
      },
    };
    this.#waiters.add(waiter);
    return {
      rung: async (ms, signal) => {
        if (!rung && !signal.aborted && !this.#closed) await until(ms, signal, (resolve) => (wake = resolve));
        rung = false;
      },
      close: () => void this.#waiters.delete(waiter),
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    for (const { ring } of this.#waiters) ring();
    await this.#telling;
    await (await this.#client)?.end().catch(() => undefined);
  }

  #wake(topics: ReadonlySet<string>): void {
    for (const waiter of this.#waiters) if (!waiter.topics.isDisjointFrom(topics)) waiter.ring();
  }

  /** One notification at a time, with everything that was rung meanwhile. */
  async #tell(): Promise<void> {
    while (this.#untold.size > 0) {
      const topics = [...this.#untold];
      this.#untold = new Set();
      await this.database
        .query('select pg_notify($1, topic) from unnest($2::text[]) as topic', [CHANNEL, topics])
        .catch((error: unknown) => this.log.warn({ err: error }, 'new jobs could not be told; those who wait look again by themselves'));
    }
  }

  /** A connection of its own, opened with the first who waits; a broken one is opened anew for the next. */
  #connected(): Promise<Client | null> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.log.warn({ err: error }, 'news of jobs cannot be heard; those who wait look again by themselves');
      this.#client = null;
      return null;
    });
    return this.#client;
  }

  async #connect(): Promise<Client> {
    const { url } = this.database.options as { url?: string };
    const client = new Client({ connectionString: url, application_name: 'lienthong jobs', connectionTimeoutMillis: 5_000 });
    let isOurs = true;
    const gone = (): void => {
      if (isOurs) this.#client = null;
      isOurs = false;
    };
    client.on('error', gone);
    client.on('end', gone);
    client.on('notification', ({ payload }) => this.#wake(new Set([payload ?? ''])));
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    return client;
  }
}

function until(ms: number, signal: AbortSignal, register: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    register(end);
  });
}
