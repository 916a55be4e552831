import { readdir } from 'node:fs/promises';
import { runMigrations as migrateQueue } from 'bullmq';
import type { PoolClient } from 'pg';
import { type DataSource, type MigrationInterface, MigrationExecutor } from 'typeorm';
import { text } from '#kernel';
import { DatabaseUnavailableError } from './errors.js';

type MigrationClass = new () => MigrationInterface;

const FOLDER = new URL('../../../../migrations/', import.meta.url);

/** Any number that nothing else of the product locks; "lien" in ASCII. */
const MIGRATION_LOCK = 0x6c_69_65_6e;

/** The numbered files of `migrations/`, in order, as sources under test and as built files in the product. */
export async function migrationClasses(): Promise<MigrationClass[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}-.*(?<!\.d)\.[jt]s$/.test(name)).sort();
  const modules = await Promise.all(files.map((name) => import(new URL(name, FOLDER).href) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter((value) => typeof value === 'function') as MigrationClass[]);
}

/** Names of the migrations that this program knows and the database does not have. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  return pending.map(({ name }) => name);
}

/**
 * Brings the database to this program's schema and answers the names of what was run. Processes that start together
 * wait for each other. `queue` also brings the tables of the job queue, where PostgreSQL is its backend.
 */
export async function migrate(dataSource: DataSource, { queue = true }: { queue?: boolean } = {}): Promise<string[]> {
  return underMigrationLock(dataSource, async (client) => {
    if (queue) await migrateQueue(client);
    const run = await dataSource.runMigrations({ transaction: 'each' });
    return run.map(({ name }) => name);
  });
}

/** Refuses to work on a schema that is not this program's. */
export async function assertMigrated(dataSource: DataSource): Promise<void> {
  const pending = await pendingMigrations(dataSource);
  if (pending.length === 0) return;
  throw new DatabaseUnavailableError(
    text(
      `Cơ sở dữ liệu chưa được nâng cấp (${pending.join(', ')}). Hãy chạy: npm run lienthong -- migrate`,
      `The database has not been migrated (${pending.join(', ')}). Run: npm run lienthong -- migrate`,
    ),
  );
}

/** The lock belongs to one session, which therefore has to stay ours until the work is done. */
async function underMigrationLock<T>(dataSource: DataSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await work(client);
    } finally {
      await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
  }
}
