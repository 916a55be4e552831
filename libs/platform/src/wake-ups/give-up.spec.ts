import { ManualClock, type Text, ok, randomIds } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { inTransaction } from '../database/transaction.js';
import { createLog } from '../log.js';
import { Metrics } from '../metrics.js';
import type { WakeUp } from './wake-up.js';
import { WakeUps } from './wake-ups.js';

const NOON = new Date('2026-02-12T12:00:00+07:00');

describe('wake-ups that fail for good', () => {
  let database: TestDatabase;
  let clock: ManualClock;
  let wakeUps: WakeUps;
  let givenUp: (WakeUp & { reason: Text })[];
  let broken: boolean;
  let fired: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.dataSource.query('truncate wakeup');
    clock = new ManualClock(NOON);
    const log = createLog({ logLevel: 'silent', production: true });
    wakeUps = new WakeUps({ dataSource: database.dataSource, clock, ids: randomIds, metrics: new Metrics({ process: false }), log });
    [givenUp, fired, broken] = [[], [], true];
    wakeUps.register('rung', async (_tx, { ref }) => {
      if (broken) throw new Error(`${ref} is broken`);
      fired.push(ref);
    });
  });

  const schedule = () => inTransaction(database.dataSource, async (tx) => ok(await wakeUps.schedule(tx, { kind: 'rung', ref: 'a', dueAt: NOON })));
  const pending = async (): Promise<string | null> => (await database.dataSource.query(`select id from wakeup where state = 'pending'`))[0]?.id ?? null;
  const sweep = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++) {
      clock.set(new Date(clock.now().getTime() + 3_600_000));
      for (const id of (await wakeUps.pastDue(10)).flat()) await wakeUps.fire(id);
    }
  };
  const listen = (): void => wakeUps.onGivenUp(async (_tx, wakeUp) => void givenUp.push(wakeUp));

  it('are given up after six tries, told once, and left alone by sweep, nudge and simulation', async () => {
    listen();
    await schedule();

    await sweep(9);

    expect(givenUp).toMatchObject([{ kind: 'rung', ref: 'a', dossier: null, dueAt: NOON, attempts: 6, reason: { vi: 'a is broken', en: 'a is broken' } }]);
    broken = false;
    expect(await wakeUps.next(clock.now(), [])).toBeNull();
    expect(await wakeUps.fire((await pending())!)).toBe(false);
    expect(fired).toEqual([]);
  });

  it('are told of by the room whose they are, in the same transaction', async () => {
    listen();
    wakeUps.register('other', () => Promise.reject(new Error('broken')), async (tx, { ref, dueAt }) => wakeUps.schedule(tx, { kind: 'rung', ref: `after ${ref}`, dueAt }));
    broken = false;
    await inTransaction(database.dataSource, async (tx) => ok(await wakeUps.schedule(tx, { kind: 'other', ref: 'a', dueAt: NOON })));

    await sweep(5);
    expect(fired).toEqual([]);
    await sweep(2);

    expect(fired).toEqual(['after a']);
    expect(givenUp).toMatchObject([{ kind: 'other' }]);
  });

  it('are tried anew when re-armed', async () => {
    listen();
    await schedule();
    await sweep(6);
    broken = false;

    const rearm = () => inTransaction(database.dataSource, async (tx) => ok(await wakeUps.rearm(tx, givenUp[0]!.id)));
    expect(await rearm()).toEqual(ok(true));
    await sweep(1);

    expect(fired).toEqual(['a']);
    expect(await rearm()).toEqual(ok(false));
  });

  it('are tried anew when scheduled again, and gone when cancelled', async () => {
    listen();
    await schedule();
    await sweep(6);
    await schedule();
    await sweep(6);
    expect(givenUp).toHaveLength(2);

    expect(await inTransaction(database.dataSource, async (tx) => ok(await wakeUps.cancel(tx, 'rung', 'a')))).toEqual(ok(true));
    expect(await pending()).toBeNull();
  });

  it('stay as they were when what is told of it fails', async () => {
    let tellable = false;
    wakeUps.onGivenUp(async (_tx, wakeUp) => {
      if (!tellable) throw new Error('cannot be told');
      givenUp.push(wakeUp);
    });
    await schedule();
    await sweep(5);
    await expect(sweep(1)).rejects.toThrow('cannot be told');
    tellable = true;

    await sweep(1);

    expect(givenUp).toMatchObject([{ attempts: 6 }]);
  });

  it('are tried for ever where nobody wants to be told', async () => {
    await schedule();
    await sweep(12);
    broken = false;
    await sweep(1);
    expect(fired).toEqual(['a']);
  });
});
