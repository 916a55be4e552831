import { once, EventEmitter } from 'node:events';
import { ManualClock, RejectedError, ok, randomIds, reject, text } from '#kernel';
import { type TestDatabase, createTestDatabase, redisUrl } from '../../../test/setup/database.js';
import { inTransaction } from './database/transaction.js';
import { createLog } from './log.js';
import { Metrics } from './metrics.js';
import { Outbox, type OutboxMessage } from './outbox.js';
import { type JobQueue, openJobQueue } from './queue/job-queue.js';

const backends = [['postgres', null], ...(redisUrl() ? [['redis', redisUrl()] as const] : [])] as const;

describe.each(backends)('Outbox over %s', (_backend, redis) => {
  let database: TestDatabase;
  let jobs: JobQueue;
  let outbox: Outbox;
  let delivered: OutboxMessage[];
  const heard = new EventEmitter();

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.dataSource.query('truncate outbox');
    delivered = [];
    jobs = openJobQueue({ databaseUrl: database.url, redisUrl: redis ?? undefined, prefix: `t${randomIds.secret(8)}` });
    outbox = newOutbox();
    outbox.register('notice', async (_tx, message) => {
      delivered.push(message);
      heard.emit('notice');
    });
  });
  afterEach(async () => {
    await outbox.stop();
    await jobs.close();
  });

  const newOutbox = (): Outbox =>
    new Outbox(
      {
        dataSource: database.dataSource,
        clock: new ManualClock('2026-02-12T09:00:00+07:00'),
        jobs,
        metrics: new Metrics({ process: false }),
        log: createLog({ logLevel: 'silent', production: true }),
      },
      { sweepMs: 86_400_000 },
    );
  const enqueue = (...bodies: unknown[]) =>
    inTransaction(database.dataSource, async (tx) => {
      for (const body of bodies) await outbox.enqueue(tx, 'notice', body);
      return ok(undefined);
    });

  it('delivers in the order of writing, once', async () => {
    await enqueue({ n: 1 }, { n: 2 }, { n: 3 });

    expect(await outbox.drain()).toBe(3);
    expect(await outbox.drain()).toBe(0);

    expect(delivered.map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('is nudged by a commit, without a sweep', async () => {
    await outbox.start();
    const notice = once(heard, 'notice');

    await enqueue({ n: 1 });
    await notice;

    expect(delivered).toMatchObject([{ kind: 'notice', payload: { n: 1 }, attempts: 0 }]);
  });

  it('writes nothing when the cause is undone', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      await outbox.enqueue(tx, 'notice', {});
      return reject('invalid_state', text('không', 'no'));
    });

    expect(await outbox.pending()).toBe(0);
  });

  it.each([
    [
      'throws',
      async () => {
        throw new Error('no paper');
      },
      'no paper',
    ],
    [
      'refuses',
      async () => {
        throw new RejectedError(reject('invalid_state', text('không', 'not now')).rejection);
      },
      'not now',
    ],
  ])('postpones a message whose handler %s, and delivers the others', async (_how, fail, reason) => {
    outbox.register('printer', fail);
    await inTransaction(database.dataSource, async (tx) => {
      await outbox.enqueue(tx, 'printer', {});
      await outbox.enqueue(tx, 'notice', {});
      return ok(undefined);
    });

    expect(await outbox.drain()).toBe(1);

    const [row] = await database.dataSource.query<{ attempts: number; last_error: string; later: boolean }[]>(
      `select attempts, last_error, available_at > clock_timestamp() as later from outbox where kind = 'printer'`,
    );
    expect(row).toMatchObject({ attempts: 1, later: true });
    expect(row!.last_error).toContain(reason);
    expect(await outbox.pending()).toBe(1);
  });

  it('delivers each message once when several processes drain', async () => {
    await enqueue(...Array.from({ length: 20 }, (_, n) => ({ n })));
    const other = newOutbox();
    other.register('notice', async (_tx, message) => void delivered.push(message));

    const counts = await Promise.all([outbox.drain(), other.drain(), other.drain()]);

    expect(counts.reduce((a, b) => a + b)).toBe(20);
    expect(new Set(delivered.map(({ id }) => id)).size).toBe(20);
  });
});
