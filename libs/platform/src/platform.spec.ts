import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DynamicModule, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { ok } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { loadConfig } from './config.js';
import { DatabaseUnavailableError } from './database/errors.js';
import { inTransaction } from './database/transaction.js';
import { createLog, frameworkLog } from './log.js';
import { type Platform, openPlatform } from './platform.js';
import { PlatformModule } from './platform.module.js';
import { QueueUnavailableError } from './queue/job-queue.js';
import { WakeUps } from './wake-ups/wake-ups.js';

const log = createLog({ logLevel: 'silent', production: true });

describe('openPlatform', () => {
  let database: TestDatabase;
  let platform: Platform | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await platform?.close();
    platform = undefined;
    await database.dataSource.query('delete from wakeup');
  });
  afterAll(() => database.close());

  const open = async (environment: Record<string, string> = {}): Promise<Platform> =>
    (platform = await openPlatform(loadConfig({ DATABASE_URL: database.url, ...environment }), { log }));
  const schedule = (kind: string, ref: string, dueAt: Date) =>
    inTransaction(platform!.dataSource, async (tx) => ok(await platform!.wakeUps.schedule(tx, { kind, ref, dueAt })));

  it('runs its own database where none is given, and leaves none behind', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'platform-'));
    await open({ DATABASE_URL: '', LIENTHONG_DATA: folder });
    const url = platform!.databaseUrl;

    expect(await platform!.dataSource.query('select count(*)::int as n from wakeup')).toEqual([{ n: 0 }]);
    await platform!.close();

    await expect(openPlatform(loadConfig({ DATABASE_URL: url }), { log })).rejects.toThrow(DatabaseUnavailableError);
    await rm(folder, { recursive: true });
  });

  it('refuses a database without the schema, and one whose queue is dead', async () => {
    const bare = await createTestDatabase();
    await bare.dataSource.query('drop schema public cascade; create schema public');

    await expect(openPlatform(loadConfig({ DATABASE_URL: bare.url }), { log })).rejects.toThrow(DatabaseUnavailableError);
    await expect(openPlatform(loadConfig({ DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:1' }), { log })).rejects.toThrow(
      QueueUnavailableError,
    );
    await bare.close();
  });

  it('fires in real time', async () => {
    await open();
    const heard = new EventEmitter();
    platform!.wakeUps.register('rung', async (_tx, { ref }) => void heard.emit(ref));
    await platform!.start();
    const rung = once(heard, 'now');

    await schedule('rung', 'now', new Date());

    await rung;
  });

  it('lets time stand still and run in simulation', async () => {
    await open({ LIENTHONG_CLOCK: 'simulated' });
    const { clock, simulation, wakeUps, outbox, metrics } = platform!;
    const seen: string[] = [];
    const heard = new EventEmitter();
    wakeUps.register('timer', async (tx, { ref }) => {
      seen.push(`${ref} ${clock.now().toISOString()}`);
      await outbox.enqueue(tx, 'notice', { ref });
      heard.emit(ref);
    });
    outbox.register('notice', async (_tx, { payload }) => void seen.push(`told ${(payload as { ref: string }).ref}`));
    await platform!.start();
    const start = clock.now();
    const at = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);
    const immediate = once(heard, 'immediate');

    await schedule('timer', 'immediate', start);
    await immediate;
    await schedule('timer', 'tomorrow', at(24));
    await schedule('timer', 'in a month', at(24 * 30));
    const moved = await simulation!.moveTo(at(24 * 31));

    expect(moved).toEqual(ok({ now: at(24 * 31), fired: 2 }));
    expect(seen.filter((line) => !line.startsWith('told'))).toEqual([
      `immediate ${start.toISOString()}`,
      `tomorrow ${at(24).toISOString()}`,
      `in a month ${at(24 * 30).toISOString()}`,
    ]);
    expect(await outbox.pending()).toBe(0);
    expect(await simulation!.moveTo(at(1))).toMatchObject({ ok: false, rejection: { code: 'clock_moves_back' } });
    expect(await metrics.registry.metrics()).toMatch(/lienthong_wakeups_pending 0[^]*lienthong_wakeups_past_due 0/);
  });

  it('is handed to rooms, starts after them, and closes with the application', async () => {
    const heard = new EventEmitter();

    @Injectable()
    class Ladder implements OnModuleInit {
      constructor(
        readonly wakeUps: WakeUps,
        readonly dataSource: DataSource,
      ) {}

      onModuleInit(): void {
        this.wakeUps.register('rung', async (_tx, { ref }) => void heard.emit(ref));
      }
    }
    @Module({ providers: [Ladder] })
    class LadderModule {}
    const root: DynamicModule = { module: class Root {}, imports: [PlatformModule.forRoot(await open()), LadderModule] };
    const app = (
      await Test.createTestingModule({ imports: [root] })
        .setLogger(frameworkLog(log))
        .compile()
    ).createNestApplication();
    await app.init();
    const rung = once(heard, 'wired');

    await inTransaction(app.get(DataSource), async (tx) =>
      ok(await app.get(WakeUps).schedule(tx, { kind: 'rung', ref: 'wired', dueAt: new Date() })),
    );
    await rung;
    await app.close();

    expect(platform!.dataSource.isInitialized).toBe(false);
  });
});

describe('createLog', () => {
  it('writes JSON without what could name a citizen', () => {
    const lines: string[] = [];
    const written = createLog({ logLevel: 'info', production: true }, { write: (line) => void lines.push(line) });

    written.info({ dossier: 'H35.1', applicant: { name: 'Nguyễn Văn A' }, request: { token: 'abc' } }, 'received');
    written.debug('not at this level');

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({ level: 30, time: expect.any(String), dossier: 'H35.1', request: {}, msg: 'received' });
  });
});
