import { ManualClock, RejectedError, ok, randomIds, reject, text } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../../test/setup/database.js';
import { inTransaction } from '../database/transaction.js';
import { createLog } from '../log.js';
import { Metrics } from '../metrics.js';
import { fireDue } from './simulation.js';
import type { WakeUp, WakeUpRequest } from './wake-up.js';
import { WakeUps } from './wake-ups.js';

const at = (time: string): Date => new Date(`2026-02-12T${time}:00+07:00`);

describe('WakeUps', () => {
  let database: TestDatabase;
  let clock: ManualClock;
  let wakeUps: WakeUps;
  let fired: WakeUp[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.dataSource.query('truncate wakeup');
    clock = new ManualClock(at('08:00'));
    const log = createLog({ logLevel: 'silent', production: true });
    wakeUps = new WakeUps({ dataSource: database.dataSource, clock, ids: randomIds, metrics: new Metrics({ process: false }), log });
    fired = [];
    wakeUps.register('rung', async (_tx, wakeUp) => void fired.push(wakeUp));
  });

  const schedule = (...requests: WakeUpRequest[]) =>
    inTransaction(database.dataSource, async (tx) => ok(await wakeUps.scheduleMany(tx, requests)));
  const rows = () =>
    database.dataSource.query<
      { id: string; ref: string; state: string; attempts: number; last_error: string | null; retry_at: Date | null }[]
    >('select * from wakeup order by created_at, ref');
  const idOf = async (ref: string): Promise<string> => (await rows()).find((row) => row.ref === ref && row.state === 'pending')!.id;

  it('fires what is due, with what it was told', async () => {
    await schedule({ kind: 'rung', ref: 'a', dossier: 'no-such-dossier', dueAt: at('08:00') });

    const done = await wakeUps.fire(await idOf('a'));

    expect(done).toBe(true);
    expect(fired).toMatchObject([{ kind: 'rung', ref: 'a', dossier: 'no-such-dossier', dueAt: at('08:00'), attempts: 0 }]);
    expect(await rows()).toMatchObject([{ state: 'fired' }]);
  });

  it('does not fire before its time', async () => {
    await schedule({ kind: 'rung', ref: 'a', dueAt: at('08:01') });

    expect(await wakeUps.fire(await idOf('a'))).toBe(false);

    expect(fired).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'pending', attempts: 0 }]);
  });

  it('fires once, however many fire it at the same time', async () => {
    await schedule({ kind: 'rung', ref: 'a', dossier: 'x', dueAt: at('08:00') });
    const id = await idOf('a');

    const outcomes = await Promise.all(Array.from({ length: 8 }, () => wakeUps.fire(id)));

    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(fired).toHaveLength(1);
  });

  it('moves what is pending when it is scheduled again, and forgets the old nudge', async () => {
    await schedule({ kind: 'rung', ref: 'a', dueAt: at('08:00') });
    const old = await idOf('a');
    await schedule({ kind: 'rung', ref: 'a', dueAt: at('09:00') });

    expect(await wakeUps.fire(old)).toBe(false);
    expect(await wakeUps.next(at('10:00'), [])).toMatchObject({ dueAt: at('09:00') });
    expect(await rows()).toHaveLength(1);
  });

  it('takes the last of several requests with the same kind and ref', async () => {
    await schedule({ kind: 'rung', ref: 'a', dueAt: at('09:00') }, { kind: 'rung', ref: 'a', dueAt: at('10:00') });

    expect(await wakeUps.next(at('11:00'), [])).toMatchObject({ dueAt: at('10:00') });
  });

  it('schedules nothing when the transaction is undone', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      await wakeUps.schedule(tx, { kind: 'rung', ref: 'a', dueAt: at('08:00') });
      return reject('invalid_state', text('không', 'no'));
    });

    expect(await rows()).toEqual([]);
  });

  it('cancels by kind and ref, and by dossier', async () => {
    await schedule(
      { kind: 'rung', ref: 'a', dossier: 'x', dueAt: at('08:00') },
      { kind: 'rung', ref: 'b', dossier: 'x', dueAt: at('08:00') },
      { kind: 'rung', ref: 'c', dossier: 'y', dueAt: at('08:00') },
    );
    const c = await idOf('c');

    const counts = await inTransaction(database.dataSource, async (tx) =>
      ok([
        await wakeUps.cancel(tx, 'rung', 'c'),
        await wakeUps.cancel(tx, 'rung', 'none'),
        await wakeUps.cancelWhere(tx, { dossier: 'x' }),
      ]),
    );

    expect(counts).toEqual(ok([true, false, 2]));
    expect(await wakeUps.fire(c)).toBe(false);
    expect(await wakeUps.count()).toEqual({ pending: 0, pastDue: 0 });
  });

  it('cancels nothing without a condition', async () => {
    await expect(inTransaction(database.dataSource, async (tx) => ok(await wakeUps.cancelWhere(tx, {})))).rejects.toThrow('condition');
  });

  it.each([
    [
      'throws',
      async () => {
        throw new Error('printer on fire');
      },
      'printer on fire',
    ],
    [
      'refuses',
      async () => {
        throw new RejectedError(reject('invalid_state', text('không', 'no way')).rejection);
      },
      'no way',
    ],
  ])('undoes and postpones when the handler %s', async (_how, handler, reason) => {
    wakeUps.register('bad', async (tx) => {
      await wakeUps.schedule(tx, { kind: 'rung', ref: 'consequence', dueAt: at('08:00') });
      await handler();
    });
    await schedule({ kind: 'bad', ref: 'a', dueAt: at('08:00') });

    expect(await wakeUps.fire(await idOf('a'))).toBe(false);

    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ state: 'pending', attempts: 1, retry_at: new Date(at('08:00').getTime() + 2_000) });
    expect(row!.last_error).toContain(reason);
    expect(await wakeUps.pastDue(10)).toEqual([]);
    clock.set(new Date(at('08:00').getTime() + 2_000));
    expect(await wakeUps.pastDue(10)).toEqual([[row!.id]]);
  });

  it('keeps a wake-up whose kind nobody handles', async () => {
    await schedule({ kind: 'unheard-of', ref: 'a', dueAt: at('08:00') });

    expect(await wakeUps.fire(await idOf('a'))).toBe(false);

    expect(await rows()).toMatchObject([{ state: 'pending', last_error: 'Wake-up kind unheard-of has no handler' }]);
  });

  it('lists the past due of one dossier in their order', async () => {
    await schedule(
      { kind: 'rung', ref: 'late', dossier: 'x', dueAt: at('07:30') },
      { kind: 'rung', ref: 'alone', dueAt: at('07:20') },
      { kind: 'rung', ref: 'early', dossier: 'x', dueAt: at('07:00') },
      { kind: 'rung', ref: 'future', dossier: 'x', dueAt: at('09:00') },
    );

    const groups = await wakeUps.pastDue(10);

    expect(groups).toEqual([[await idOf('early'), await idOf('late')], [await idOf('alone')]]);
  });

  it('wants exactly one handler for each kind', () => {
    expect(() => wakeUps.register('rung', async () => undefined)).toThrow('two handlers');
    expect(() => wakeUps.assertHandlers(['rung', 'timer'])).toThrow('without a handler: timer');
    expect(() => wakeUps.assertHandlers([])).toThrow('unknown wake-up kinds: rung');
    expect(() => wakeUps.assertHandlers(['rung'])).not.toThrow();
  });

  describe('fireDue', () => {
    it('fires in the order of time, each at its own instant, with what handlers add on the way', async () => {
      const seen: string[] = [];
      wakeUps.register('cycle', async (tx, { ref, dueAt }) => {
        seen.push(`${ref} ${clock.now().toISOString()}`);
        if (ref === 'b') await wakeUps.schedule(tx, { kind: 'cycle', ref: 'b2', dueAt: new Date(dueAt.getTime() + 60_000) });
      });
      await schedule(
        { kind: 'cycle', ref: 'c', dueAt: at('11:00') },
        { kind: 'cycle', ref: 'a', dueAt: at('07:00') },
        { kind: 'cycle', ref: 'b', dueAt: at('10:00') },
        { kind: 'cycle', ref: 'd', dueAt: at('13:00') },
      );

      const count = await fireDue(wakeUps, at('12:00'), clock);

      expect(count).toBe(4);
      expect(seen).toEqual([
        `a ${at('08:00').toISOString()}`,
        `b ${at('10:00').toISOString()}`,
        `b2 ${at('10:01').toISOString()}`,
        `c ${at('11:00').toISOString()}`,
      ]);
      expect(clock.now()).toEqual(at('12:00'));
    });

    it('lets a handler schedule its own kind and ref anew', async () => {
      wakeUps.register('cycle', async (tx, { kind, ref, dueAt }) =>
        wakeUps.schedule(tx, { kind, ref, dueAt: new Date(dueAt.getTime() + 3_600_000) }),
      );
      await schedule({ kind: 'cycle', ref: 'r', dueAt: at('09:00') });

      expect(await fireDue(wakeUps, at('12:00'), clock)).toBe(4);
      expect(await wakeUps.next(at('23:00'), [])).toMatchObject({ dueAt: at('13:00') });
    });

    it('passes over a failing one, and ends', async () => {
      wakeUps.register('bad', async () => {
        throw new Error('always');
      });
      await schedule({ kind: 'bad', ref: 'a', dueAt: at('09:00') }, { kind: 'rung', ref: 'b', dueAt: at('10:00') });

      expect(await fireDue(wakeUps, at('12:00'), clock)).toBe(1);
      expect(await wakeUps.count()).toEqual({ pending: 1, pastDue: 1 });
    });
  });
});
