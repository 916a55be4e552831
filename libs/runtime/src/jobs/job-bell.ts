import { Bell, LOG, type Log } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

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

/** Tells those who wait for jobs, in this process and in others, that there is one; see `Bell`. */
@Injectable()
export class JobBell implements OnModuleDestroy {
  readonly #waiters = new Set<Waiter>();
  readonly #bell: Bell;
  #closed = false;

  constructor(@Inject(DataSource) database: DataSource, @Inject(LOG) log: Log) {
    this.#bell = new Bell(database, log, { channel: 'lienthong_job', name: 'lienthong jobs' }, (topic) => this.#wake(new Set([topic])));
  }

  /** The process ends: nobody should wait any longer. */
  get closed(): boolean {
    return this.#closed;
  }

  ring(topics: Iterable<string>): void {
    const rung = new Set(topics);
    this.#wake(rung);
    this.#bell.ring(rung);
  }

  async listen(topics: readonly string[]): Promise<Listening> {
    await this.#bell.listen();
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
    await this.#bell.close();
  }

  #wake(topics: ReadonlySet<string>): void {
    for (const waiter of this.#waiters) if (!waiter.topics.isDisjointFrom(topics)) waiter.ring();
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
