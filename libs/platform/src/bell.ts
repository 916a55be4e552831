import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Log } from './log.js';

interface BellSettings {
  channel: string;
  /** What it calls itself to PostgreSQL. */
  name: string;
  /** The shortest time between two notifications of this process; what is rung meanwhile goes with the next. */
  pauseMs?: number;
}

/**
 * Words said to every process that listens, this one too. A nudge: what is lost is found by whoever looks again. Rung after the commit and not
 * in it, since PostgreSQL lets transactions that notify commit only one after the other.
 */
export class Bell {
  #client: Promise<Client | null> | null = null;
  #telling: Promise<void> | null = null;
  #untold = new Set<string>();
  #endPause: (() => void) | null = null;
  #closed = false;

  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
    private readonly settings: BellSettings,
    private readonly heard: (word: string) => void,
  ) {}

  ring(words: Iterable<string>): void {
    for (const word of words) this.#untold.add(word);
    this.#telling ??= this.#tell().finally(() => (this.#telling = null));
  }

  /** Listens from now on: a connection of its own, opened with the first who asks; a broken one is opened anew for the next. */
  async listen(): Promise<void> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.log.warn({ err: error, channel: this.settings.channel }, 'the bell cannot be heard; those who wait look again by themselves');
      this.#client = null;
      return null;
    });
    await this.#client;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endPause?.();
    await this.#telling;
    await (await this.#client)?.end().catch(() => undefined);
  }

  /** One notification at a time, with everything that was rung meanwhile. */
  async #tell(): Promise<void> {
    while (this.#untold.size > 0) {
      const words = [...this.#untold];
      this.#untold = new Set();
      await this.database
        .query('select pg_notify($1, word) from unnest($2::text[]) as word', [this.settings.channel, words])
        .catch((error: unknown) => this.log.warn({ err: error, channel: this.settings.channel }, 'the bell could not be rung; those who wait look again by themselves'));
      if (this.settings.pauseMs && !this.#closed) await this.#rest(this.settings.pauseMs);
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#endPause = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#endPause = end;
    });
  }

  async #connect(): Promise<Client> {
    const { url } = this.database.options as { url?: string };
    const client = new Client({ connectionString: url, application_name: this.settings.name, connectionTimeoutMillis: 5_000 });
    let isOurs = true;
    const gone = (): void => {
      if (isOurs) this.#client = null;
      isOurs = false;
    };
    client.on('error', gone);
    client.on('end', gone);
    client.on('notification', ({ payload }) => this.heard(payload ?? ''));
    await client.connect();
    await client.query(`listen ${this.settings.channel}`);
    return client;
  }
}
