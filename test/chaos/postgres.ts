import { startEmbeddedDatabase } from '#platform';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { clusterAccount, finish, postgresBinaries } from '../../libs/platform/src/database/postgres-binaries.js';

/**
 * Nothing of what the run looks for may come from the server's settings: a commit that was answered is on the log whatever process dies.
 * `fsync` only guards against a machine without power, which is not among the injuries.
 */
const SERVER = { fsync: 'off', max_connections: '200', restart_after_crash: 'on' };

/** A PostgreSQL server beside the product, with the binaries from npm, that can be torn down and brought back at the same address. */
export class ChaosPostgres {
  private constructor(
    readonly url: string,
    private readonly folder: string,
  ) {}

  static async start(dataFolder: string): Promise<ChaosPostgres> {
    const made = await startEmbeddedDatabase(dataFolder, { server: SERVER });
    await made.stop();
    const server = new ChaosPostgres(made.url, path.join(dataFolder, 'postgres'));
    await server.restart();
    return server;
  }

  /** Without a shutdown checkpoint and without a farewell to anybody; answers when the recovery is over. */
  restart(): Promise<void> {
    return this.#control('restart', '-m', 'immediate', '-l', path.join(this.folder, '..', 'server.log'));
  }

  async stop(): Promise<void> {
    await this.#control('stop', '-m', 'fast');
  }

  /** Cuts connections of the product at random, rather those in the middle of a transaction; answers how many. */
  async cut(most: number): Promise<{ cut: number; inTransaction: number }> {
    const rows = await this.query<{ busy: boolean }>(CUT, [most]);
    return { cut: rows.length, inTransaction: rows.filter(({ busy }) => busy).length };
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url, application_name: 'chaos' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(sql, [...parameters])).rows as Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** The same, tried again while the server is away. */
  async ask<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.query<Row>(sql, parameters);
      } catch (error) {
        if (tries > 100 || /^42/.test((error as { code?: string }).code ?? '')) throw error;
        await pause(200);
      }
    }
  }

  async log(): Promise<string> {
    return readFile(path.join(this.folder, '..', 'server.log'), 'utf8').catch(() => '');
  }

  async #control(...[action, ...flags]: string[]): Promise<void> {
    const [{ pg_ctl }, account] = await Promise.all([postgresBinaries(), clusterAccount()]);
    await finish(pg_ctl, [action ?? '', '-D', this.folder, '-w', '-t', '60', ...flags], account);
  }
}

const CUT = `
select pg_terminate_backend(pid), state is distinct from 'idle' as busy from (
  select pid, state from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and application_name <> 'chaos'
  order by (state is distinct from 'idle') desc, random() limit $1
) as chosen`;
