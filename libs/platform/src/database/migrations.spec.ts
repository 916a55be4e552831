import { Client } from 'pg';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { createDataSource } from './data-source.js';
import { DatabaseUnavailableError } from './errors.js';
import { assertMigrated, migrate, migrationClasses, pendingMigrations } from './migrations.js';
import { dumpSchema } from './schema-dump.js';

describe('migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.close());

  const empty = () => database.dataSource.query('drop schema public cascade; create schema public; drop schema if exists bullmq cascade');

  it('bring an empty database to the schema, once, also when two processes start together', async () => {
    const expected = await dumpSchema(database.dataSource);
    await empty();
    const other = await createDataSource(database.url);

    const runs = await Promise.all([migrate(database.dataSource), migrate(other)]);
    await other.destroy();

    expect(runs.map((run) => run.length).sort()).toEqual([0, (await migrationClasses()).length]);
    expect(await dumpSchema(database.dataSource)).toBe(expected);
    await expect(assertMigrated(database.dataSource)).resolves.toBeUndefined();
  });

  it('are missed by a process that may not run them', async () => {
    await empty();

    expect(await pendingMigrations(database.dataSource)).toHaveLength((await migrationClasses()).length);
    await expect(assertMigrated(database.dataSource)).rejects.toThrow(DatabaseUnavailableError);
  });

  it('leave the tables of the queue out where Redis carries it', async () => {
    await empty();
    await migrate(database.dataSource, { queue: false });

    expect(await database.dataSource.query(`select 1 from pg_namespace where nspname = 'bullmq'`)).toEqual([]);
  });
});

describe('dumpSchema', () => {
  it('tells tables, constraints, indexes, triggers and functions, and notices a change', async () => {
    const database = await createTestDatabase();
    const before = await dumpSchema(database.dataSource);

    expect(before).toContain('create table wakeup (\n  id uuid not null,\n  kind text not null,');
    expect(before).toMatch(/CREATE UNIQUE INDEX wakeup_pending .* WHERE \(\(state\)::text = 'pending'::text\);/);
    expect(before).toContain('EXECUTE FUNCTION ledger_is_append_only();');
    expect(before).toContain('CREATE OR REPLACE FUNCTION public.ledger_is_append_only()');
    expect(before).not.toContain('bullmq');

    await database.dataSource.query('alter table wakeup alter column kind set default $$x$$');
    expect(await dumpSchema(database.dataSource)).not.toBe(before);
    await database.close();
  });
});

describe('createDataSource', () => {
  it('says where nobody answers, without the password', async () => {
    const failure = await createDataSource('postgres://u:geheim@127.0.0.1:1/x').catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(failure)).toMatch(/127\.0\.0\.1:1\/x: .*ECONNREFUSED/);
    expect(String(failure)).not.toContain('geheim');
  });

  it('says when the database does not exist', async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    url.pathname = 'no_such_database';

    await expect(createDataSource(url.href)).rejects.toThrow('no_such_database');
    await database.close();
  });

  it('works in the zone of the product and outlives a broken idle connection', async () => {
    const database = await createTestDatabase();
    expect(await database.dataSource.query(`select current_setting('timezone') as zone`)).toEqual([{ zone: 'Asia/Ho_Chi_Minh' }]);

    const client = new Client(database.url);
    await client.connect();
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await client.end();

    expect(await database.dataSource.query('select 1 as n')).toEqual([{ n: 1 }]);
    await database.close();
  });
});
