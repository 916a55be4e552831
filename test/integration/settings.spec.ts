import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase } from '../setup/database.js';
import { LienthongProcess, freePort } from './process.js';

/* A start that cannot be: one message that a person can act on, an exit code that is not 0, and nothing half done. */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lienthong-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function refusedStart(environment: Record<string, string>, args = ['serve']): Promise<string> {
  const program = new LienthongProcess(args, { LIENTHONG_DATA: path.join(folder, 'data'), PORT: String(await freePort()), ...environment });
  expect(await program.ended).toBe(1);
  expect(program.err).not.toMatch(/^\s+at /m);
  return program.err;
}

it('wrong settings are told all at once, by name, in both languages, and no folder is made', async () => {
  const told = await refusedStart({ PORT: 'ba nghìn', LIENTHONG_ROLE: 'nobody', LIENTHONG_CLOCK: 'sand', DATABASE_URL: 'mysql://x', REDIS_URL: 'x', LIENTHONG_DEMO_PASSWORD: 'ngan', LIENTHONG_PUBLIC_URL: 'x' });

  for (const name of ['PORT', 'LIENTHONG_ROLE', 'LIENTHONG_CLOCK', 'DATABASE_URL', 'REDIS_URL', 'LIENTHONG_DEMO_PASSWORD', 'LIENTHONG_PUBLIC_URL']) {
    expect(told.split('\n').filter((line) => line.trim().startsWith(`${name}:`))).toHaveLength(1);
  }
  expect(told).toContain('phải là số nguyên từ 0 đến 65535');
  expect(told).toContain('must be a whole number from 0 to 65535');
  expect(told).not.toContain('ngan');
  expect(existsSync(path.join(folder, 'data'))).toBe(false);
});

it.each([
  ['the simulated clock in production', { LIENTHONG_CLOCK: 'simulated', NODE_ENV: 'production' }, 'LIENTHONG_CLOCK'],
  ['a worker without a database', { LIENTHONG_ROLE: 'worker' }, 'DATABASE_URL'],
  ['the simulated clock in two processes', { LIENTHONG_CLOCK: 'simulated', LIENTHONG_ROLE: 'api', DATABASE_URL: 'postgres://a@127.0.0.1/x' }, 'LIENTHONG_CLOCK'],
])('%s is refused', async (_, environment: Record<string, string>, name) => {
  expect(await refusedStart(environment)).toContain(`${name}:`);
});

describe('a taken port', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, () => resolve()));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(() => server.close());

  it('is named, and no database was made', async () => {
    const told = await refusedStart({ PORT: String(port) });
    expect(told).toContain(`Cổng ${port} đang có chương trình khác dùng`);
    expect(told).toContain(`Port ${port} is taken`);
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
  });
});

it('a dead database is named without its password', async () => {
  const told = await refusedStart({ DATABASE_URL: `postgres://lt:mat-khau-kin@127.0.0.1:${await freePort()}/lienthong` });
  expect(told).toContain('Không kết nối được cơ sở dữ liệu PostgreSQL tại 127.0.0.1');
  expect(told).not.toContain('mat-khau-kin');
});

it('a dead Redis is named', async () => {
  const database = await createTestDatabase({ content: 'sample' });
  try {
    const port = await freePort();
    expect(await refusedStart({ DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${port}` })).toContain(`Redis tại 127.0.0.1:${port}`);
  } finally {
    await database.close();
  }
});

it('a database that was not migrated is left alone by the api, with what to run', async () => {
  const database = await createTestDatabase();
  try {
    await database.dataSource.query('drop schema public cascade; create schema public');
    const told = await refusedStart({ DATABASE_URL: database.url, LIENTHONG_ROLE: 'api' });
    expect(told).toMatch(/migrate/);
    const [row] = await database.dataSource.query<{ n: number }[]>(`select count(*)::int as n from pg_tables where schemaname = 'public' and tablename <> 'migrations'`);
    expect(row!.n).toBe(0);
  } finally {
    await database.close();
  }
});

it('a data folder that is a file is named', async () => {
  await writeFile(path.join(folder, 'data'), 'x');
  expect(await refusedStart({})).toContain(path.join(folder, 'data'));
});

it('an unknown command is refused with the ones there are', async () => {
  const told = await refusedStart({}, ['chạy']);
  expect(told).toMatch(/unknown command/i);
});

it('an unread file to lint is named', async () => {
  expect(await refusedStart({}, ['procedures', 'lint', path.join(folder, 'khong-co.bpmn')])).toContain('khong-co.bpmn');
});
