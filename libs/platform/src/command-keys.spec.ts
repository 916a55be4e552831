import { ManualClock, type Result, ok, reject, text } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { type Outcome, remember } from './command-keys.js';
import { inTransaction } from './database/transaction.js';

describe('remember', () => {
  const clock = new ManualClock('2026-02-12T09:00:00+07:00');
  let database: TestDatabase;
  let runs: number;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    runs = 0;
    await database.dataSource.query('truncate command_key');
  });

  const created = async (): Promise<Result<Outcome>> => ok({ status: 201, body: { run: ++runs } });
  const command = (key: { key?: string; actor?: string; digest?: string }, work = created) =>
    inTransaction(database.dataSource, (tx) => remember(tx, clock, { key: 'k', actor: 'xa.tiep-nhan', digest: 'd', ...key }, work));

  it('answers the second time with the first outcome and does nothing', async () => {
    const first = await command({});
    const second = await command({});

    expect(first).toEqual(ok({ status: 201, body: { run: 1 }, repeated: false }));
    expect(second).toEqual(ok({ status: 201, body: { run: 1 }, repeated: true }));
    expect(runs).toBe(1);
  });

  it('refuses the key for another request', async () => {
    await command({});

    expect(await command({ digest: 'other' })).toMatchObject({ ok: false, rejection: { code: 'idempotency_mismatch' } });
    expect(runs).toBe(1);
  });

  it('keeps the keys of two people apart', async () => {
    await command({});
    await command({ actor: 'huyen.lanh-dao', digest: 'other' });

    expect(runs).toBe(2);
  });

  it('runs duplicates that come at the same time once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => command({})));

    expect(runs).toBe(1);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated).sort()).toEqual([false, true, true, true, true, true]);
    expect(new Set(outcomes.map((outcome) => outcome.ok && JSON.stringify(outcome.value.body))).size).toBe(1);
  });

  it('forgets a refused command', async () => {
    const refused = await command({}, async () => reject('opinion_missing', text('thiếu ý kiến', 'no opinion')));
    const mended = await command({ digest: 'with opinion' });

    expect(refused).toMatchObject({ ok: false, rejection: { code: 'opinion_missing' } });
    expect(mended).toMatchObject({ ok: true, value: { repeated: false } });
  });
});
