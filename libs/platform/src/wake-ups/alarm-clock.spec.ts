import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, randomIds, systemClock } from '#kernel';
import { type TestDatabase, createTestDatabase, redisUrl } from '../../../../test/setup/database.js';
import { startRedis } from '../../../../test/setup/redis-server.mjs';
import { Redis } from 'ioredis';
import { inTransaction } from '../database/transaction.js';
import { createLog } from '../log.js';
import { Metrics } from '../metrics.js';
import { type JobQueue, openJobQueue } from '../queue/job-queue.js';
import { AlarmClock, type AlarmClockSettings } from './alarm-clock.js';
import { WakeUps } from './wake-ups.js';

const NEVER = 86_400_000;
const silent = createLog({ logLevel: 'silent', production: true });

/** One process of the product, as far as wake-ups go. */
interface Process {
  wakeUps: WakeUps;
  alarm: AlarmClock;
  jobs: JobQueue;
  fired: string[];
  heard: EventEmitter;
  end(): Promise<void>;
}

function startProcess(database: TestDatabase, redis: string | null, settings: AlarmClockSettings): Process {
  const metrics = new Metrics({ process: false });
  const wakeUps = new WakeUps({ dataSource: database.dataSource, clock: systemClock, ids: randomIds, metrics, log: silent });
  const jobs = openJobQueue({ databaseUrl: database.url, redisUrl: redis ?? undefined, prefix: `t${randomIds.secret(8)}` });
  const alarm = new AlarmClock({ wakeUps, jobs, metrics, log: silent }, settings);
  const fired: string[] = [];
  const heard = new EventEmitter();
  wakeUps.register('rung', async (_tx, { ref }) => {
    fired.push(ref);
    heard.emit(ref);
  });
  const end = async (): Promise<void> => {
    await alarm.stop();
    await jobs.close();
  };
  return { wakeUps, alarm, jobs, fired, heard, end };
}

const inMs = (ms: number): Date => new Date(Date.now() + ms);

const backends = [['postgres', null], ...(redisUrl() ? [['redis', redisUrl()] as const] : [])] as const;

describe.each(backends)('AlarmClock over %s', (_backend, redis) => {
  let database: TestDatabase;
  let process: Process;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => database.dataSource.query('truncate wakeup'));
  afterEach(() => process.end());

  const schedule = (ref: string, dueAt: Date) =>
    inTransaction(database.dataSource, async (tx) => ok(await process.wakeUps.schedule(tx, { kind: 'rung', ref, dueAt })));

  it('fires by a nudge what is due soon, without a sweep', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER });
    await process.alarm.start();
    const heard = once(process.heard, 'soon');

    await schedule('soon', inMs(150));
    await heard;

    expect(process.fired).toEqual(['soon']);
  });

  it('gives the queue nothing that lies beyond the horizon', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER, horizonMs: 60_000 });
    await schedule('far', inMs(40 * 86_400_000));
    await schedule('near', inMs(50_000));

    expect(await process.alarm.load()).toBe(1);
  });

  it('brings in at its start what another process left for later', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER });
    await schedule('left', inMs(300));
    const heard = once(process.heard, 'left');

    await process.alarm.start();
    await heard;

    expect(process.fired).toEqual(['left']);
  });

  it('sweeps up what was committed and never nudged', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER });
    await schedule('b', inMs(-1_000));
    await schedule('a', inMs(-2_000));
    await schedule('later', inMs(60_000));

    expect(await process.alarm.sweep()).toBe(2);

    expect(process.fired.sort()).toEqual(['a', 'b']);
  });

  it('sweeps in batches until nothing is left', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER, batch: 3 });
    const requests = Array.from({ length: 10 }, (_, n) => ({ kind: 'rung', ref: `r${n}`, dossier: 'one', dueAt: inMs(-10_000 + n) }));
    await inTransaction(database.dataSource, async (tx) => ok(await process.wakeUps.scheduleMany(tx, requests)));

    expect(await process.alarm.sweep()).toBe(10);

    expect(process.fired).toEqual(requests.map(({ ref }) => ref));
  });

  it('fires once when two processes sweep and nudge at the same time', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER });
    const other = startProcess(database, redis, { sweepMs: NEVER });
    const requests = Array.from({ length: 30 }, (_, n) => ({ kind: 'rung', ref: `r${n}`, dueAt: inMs(-1_000) }));
    await inTransaction(database.dataSource, async (tx) => ok(await process.wakeUps.scheduleMany(tx, requests)));

    await Promise.all([process.alarm.sweep(), other.alarm.sweep(), process.alarm.sweep()]);
    await other.end();

    expect([...process.fired, ...other.fired].sort()).toEqual(requests.map(({ ref }) => ref).sort());
  });

  it('ends a sweep in which every handler fails', async () => {
    process = startProcess(database, redis, { sweepMs: NEVER, batch: 2 });
    process.wakeUps.register('bad', async () => {
      throw new Error('always');
    });
    const requests = Array.from({ length: 5 }, (_, n) => ({ kind: 'bad', ref: `r${n}`, dueAt: inMs(-1_000) }));
    await inTransaction(database.dataSource, async (tx) => ok(await process.wakeUps.scheduleMany(tx, requests)));

    expect(await process.alarm.sweep()).toBe(0);
    expect(await process.wakeUps.count()).toEqual({ pending: 5, pastDue: 5 });
  });
});

const withRedis = redisUrl() ? describe : describe.skip;

withRedis('AlarmClock when its Redis fails', () => {
  let database: TestDatabase;
  let process: Process;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('fires within a sweep after FLUSHALL, and once', async () => {
    const redis = (await startRedis())!;
    process = startProcess(database, redis.url, { sweepMs: 50 });
    await process.alarm.start();
    const heard = once(process.heard, 'flushed');
    await inTransaction(database.dataSource, async (tx) =>
      ok(await process.wakeUps.schedule(tx, { kind: 'rung', ref: 'flushed', dueAt: inMs(400) })),
    );
    const client = new Redis(redis.url);

    await client.flushall();
    await heard;

    client.disconnect();
    await process.end();
    await redis.stop();
    expect(process.fired).toEqual(['flushed']);
  });

  it('fires while Redis is gone, and through it again when it is back', async () => {
    const redis = (await startRedis())!;
    process = startProcess(database, redis.url, { sweepMs: 50 });
    await process.alarm.start();
    await redis.stop();
    const schedule = (ref: string, dueAt: Date) =>
      inTransaction(database.dataSource, async (tx) => ok(await process.wakeUps.schedule(tx, { kind: 'rung', ref, dueAt })));
    const alone = once(process.heard, 'alone');
    const together = once(process.heard, 'together');

    await schedule('alone', inMs(100));
    await alone;
    const back = (await startRedis(redis.port))!;
    await answering(() => process.jobs.send('probe', [{ id: 'probe', delay: 0 }]));
    await process.alarm.stop();
    process.alarm.listen();
    await schedule('together', inMs(100));
    await together;

    await process.end();
    await back.stop();
    expect(process.fired).toEqual(['alone', 'together']);
  });

  it('closes without waiting for a Redis that does not come back', async () => {
    const redis = (await startRedis())!;
    const jobs = openJobQueue({ databaseUrl: database.url, redisUrl: redis.url });
    await jobs.send('wakeup', [{ id: 'a', delay: 1_000 }]);
    await redis.stop();

    await expect(jobs.send('wakeup', [{ id: 'b', delay: 1_000 }])).rejects.toThrow();
    await jobs.close();
  });
});

/** Until a lost connection is there again; the driver reconnects in its own time. */
async function answering(ask: () => Promise<void>): Promise<void> {
  while (
    !(await ask().then(
      () => true,
      () => false,
    ))
  )
    await pause(50);
}

it('refuses a horizon that no timer can wait for', () => {
  expect(
    () =>
      new AlarmClock(
        { wakeUps: {} as WakeUps, jobs: {} as JobQueue, metrics: new Metrics({ process: false }), log: silent },
        { horizonMs: 2 ** 31 },
      ),
  ).toThrow(RangeError);
});
