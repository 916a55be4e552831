import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmbeddedDatabase } from './embedded-postgres.js';
import { DatabaseUnavailableError } from './errors.js';

const BUILT = new URL('../../../../dist/libs/platform/src/index.js', import.meta.url).href;

/** Another process of the product: starts the database, writes `url`, and waits to be killed. */
const OWNER = `
const { startEmbeddedDatabase } = await import(${JSON.stringify(BUILT)});
const database = await startEmbeddedDatabase(process.argv[1]);
process.stdout.write(database.url);
setInterval(() => undefined, 1000);`;

describe('startEmbeddedDatabase', () => {
  let folder: string;
  const owners: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'embedded-'));
  });
  afterEach(async () => {
    for (const owner of owners.splice(0)) owner.kill('SIGKILL');
    await (await startEmbeddedDatabase(folder).catch(() => null))?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const startOwner = async (): Promise<ChildProcess> => {
    const owner = spawn(process.execPath, ['--input-type=module', '-e', OWNER, folder], {
      cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    owners.push(owner);
    await once(owner.stdout, 'data');
    return owner;
  };
  const serverPid = async (): Promise<number> =>
    Number((await readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new Client(url);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('makes a database that keeps its data and its address', async () => {
    const first = await startEmbeddedDatabase(folder);
    await query(first.url, 'create table kept as select 1 as n');
    await first.stop();

    const second = await startEmbeddedDatabase(folder);

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await second.stop();
    await second.stop();
  });

  it('keeps its promises: durable, UTF-8, Vietnamese letters in both cases', async () => {
    const database = await startEmbeddedDatabase(folder);

    const rows = await query(
      database.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, pg_encoding_to_char(encoding) as encoding, lower('ĐẤT ĐAI') as lower from pg_database where datname = current_database()`,
    );

    expect(rows).toEqual([{ fsync: 'on', commit: 'on', encoding: 'UTF8', lower: 'đất đai' }]);
    await database.stop();
  });

  it('takes over the server of an owner that was killed', async () => {
    const owner = await startOwner();
    const pid = await serverPid();
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const database = await startEmbeddedDatabase(folder);

    expect(await serverPid()).toBe(pid);
    expect(await query(database.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await database.stop();
    await expect(serverPid()).rejects.toThrow('ENOENT');
  });

  it('recovers when owner and server were killed together', async () => {
    const owner = await startOwner();
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const database = await startEmbeddedDatabase(folder);

    expect(await query(database.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await database.stop();
  });

  it('refuses a folder that a living process owns', async () => {
    await startOwner();

    await expect(startEmbeddedDatabase(folder)).rejects.toThrow(/in use by another process/);
  });

  it('starts although the number in a stale pid file belongs to another process now', async () => {
    await (await startEmbeddedDatabase(folder)).stop();
    await writeFile(path.join(folder, 'postgres/postmaster.pid'), `${process.pid}\n${folder}/postgres\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);

    const database = await startEmbeddedDatabase(folder);

    await database.stop();
  });

  it('moves to another port when its own is taken', async () => {
    const first = await startEmbeddedDatabase(folder);
    await first.stop();
    const taken = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(taken, 'listening');

    const second = await startEmbeddedDatabase(folder);

    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    await second.stop();
    taken.close();
  });

  it('starts anew where a first start was interrupted', async () => {
    await mkdir(path.join(folder, 'postgres.deadbeef'));
    const database = await startEmbeddedDatabase(folder);
    await database.stop();

    expect((await readdir(folder)).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('says what the server said when it cannot start', async () => {
    const failure = await startEmbeddedDatabase(folder, { server: { shared_buffers: 'plenty' } }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(failure)).toContain('shared_buffers');
  });

  it('tells when the database goes away by itself', async () => {
    const database = await startEmbeddedDatabase(folder);
    const lost = new Promise<void>((resolve) => database.onLost(resolve));

    process.kill(await serverPid(), 'SIGKILL');

    await lost;
    await database.stop();
  });
});
