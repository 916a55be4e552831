import { randomBytes } from 'node:crypto';
import { type EntityClass, createDataSource } from '#platform';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Drops it. With DATABASE_URL and KEEP_DATABASE=1 it stays, to be looked into after a failure. */
  close(): Promise<void>;
}

/**
 * A database of its own for one test file, cloned from a template of global setup: `empty` has the schema alone, `sample` also the
 * sample district, whose accounts have the password {@link samplePassword}, and the shipped procedures.
 */
export async function createTestDatabase({
  entities = [],
  poolSize,
  content = 'empty',
}: { entities?: readonly EntityClass[]; poolSize?: number; content?: 'empty' | 'sample' } = {}): Promise<TestDatabase> {
  const name = `lienthong_test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${setting(content === 'empty' ? 'TEST_TEMPLATE' : 'TEST_SAMPLE_TEMPLATE')}`);
  const url = new URL(setting('TEST_ADMIN_URL'));
  url.pathname = name;
  const dataSource = await createDataSource(url.href, entities, { ...(poolSize !== undefined && { poolSize }) });
  const close = async (): Promise<void> => {
    await dataSource.destroy();
    if (process.env['KEEP_DATABASE']) process.stderr.write(`kept: ${url.href}\n`);
    else await administer(`drop database ${name} with (force)`);
  };
  return { url: url.href, dataSource, close };
}

export const samplePassword = (): string => setting('TEST_SAMPLE_PASSWORD');

/** The run's Redis; null where the machine has no redis-server (global setup has said so). */
export const redisUrl = (): string | null => process.env['TEST_REDIS_URL'] ?? null;

/** The machine's Chromium; null where there is none (global setup has said so). */
export const browserPath = (): string | null => process.env['TEST_BROWSER'] ?? null;

async function administer(sql: string): Promise<void> {
  const client = new Client(setting('TEST_ADMIN_URL'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests through jest's global setup`);
  return value;
}
