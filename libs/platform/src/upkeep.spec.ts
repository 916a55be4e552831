import { randomIds } from '#kernel';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { createLog } from './log.js';
import { Metrics } from './metrics.js';
import { UPKEEP, Upkeep } from './upkeep.js';
import { fireDue } from './wake-ups/simulation.js';
import { WakeUps } from './wake-ups/wake-ups.js';

const TODAY = new Date('2026-03-10T03:00:00Z');

describe('Upkeep', () => {
  let database: TestDatabase;
  let upkeep: Upkeep;
  let wakeUps: WakeUps;
  let now: Date;
  const clock = { now: () => now, set: async (to: Date) => void (now = to) };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    now = TODAY;
    await database.dataSource.query('truncate wakeup, outbox, incident, command_key, message_buffer, session, account cascade');
    const parts = { dataSource: database.dataSource, clock, ids: randomIds, metrics: new Metrics({ process: false }), log: createLog({ logLevel: 'silent', production: true }) };
    wakeUps = new WakeUps(parts);
    upkeep = new Upkeep({ ...parts, wakeUps }, { keepDays: 30, batch: 3 });
  });

  const ago = (days: number): Date => new Date(TODAY.getTime() - days * 86_400_000);
  const addWakeUp = (ref: string, state: string, created: number, fired: number | null = null): Promise<unknown> =>
    database.dataSource.query(`insert into wakeup (id, kind, ref, due_at, state, created_at, fired_at) values (gen_random_uuid(), 'test', $1, $3, $2, $3, $4)`, [ref, state, ago(created), fired === null ? null : ago(fired)]);
  const addKeys = (count: number, days: number): Promise<unknown> =>
    database.dataSource.query(`insert into command_key select 'k' || $2 || i, 'a', 'd', 200, '{}', $3 from generate_series(1, $1::int) i`, [count, String(days), ago(days)]);
  const left = async (table: string, column: string): Promise<string[]> =>
    (await database.dataSource.query<{ v: string }[]>(`select ${column} as v from ${table} order by 1`)).map(({ v }) => v);
  const standing = (): Promise<{ ref: string; due_at: Date }[]> => database.dataSource.query(`select ref, due_at from wakeup where kind = $1 and state = 'pending' order by ref`, [UPKEEP]);

  it('removes what has been over for longer than it is kept, and nothing that waits, however old', async () => {
    await addWakeUp('armed a year ago', 'pending', 400);
    await addWakeUp('armed a year ago, fired yesterday', 'fired', 400, 1);
    await addWakeUp('fired long ago', 'fired', 60, 40);
    await addWakeUp('cancelled long ago', 'cancelled', 60);
    await database.dataSource.query(`insert into outbox (kind, payload, created_at, available_at, delivered_at) values ('old', '{}', $1, $1, $1), ('stuck', '{}', $1, $1, null), ('new', '{}', $1, $1, $2)`, [ago(40), ago(2)]);

    await database.dataSource.query(
      `insert into incident (id, kind, ref, message, opened_at, closed_at) values (gen_random_uuid(), 'job', gen_random_uuid(), 'mended', $1, $1), (gen_random_uuid(), 'job', gen_random_uuid(), 'open', $1, null)`,
      [ago(40)],
    );

    const removed = await upkeep.run();

    expect(removed).toMatchObject({ wakeup: 2, outbox: 1, incident: 1, command_key: 0, session: 0 });
    expect(await left('incident', 'message')).toEqual(['open']);
    expect(await left('wakeup', 'ref')).toEqual(['armed a year ago', 'armed a year ago, fired yesterday']);
    expect(await left('outbox', 'kind')).toEqual(['new', 'stuck']);
  });

  it('goes on batch by batch until nothing is left', async () => {
    await addKeys(8, 31);
    await addKeys(2, 29);

    expect(await upkeep.run()).toMatchObject({ command_key: 8 });
    expect(await left('command_key', 'key')).toEqual(['k291', 'k292']);
  });

  it('stands once for the next night, does its batches there, and stands for the night after', async () => {
    await upkeep.start();
    await upkeep.start();
    expect(await standing()).toEqual([{ ref: 'daily', due_at: new Date('2026-03-10T19:30:00Z') }]);
    await addKeys(8, 31);

    await fireDue(wakeUps, new Date('2026-03-10T20:00:00Z'), clock);

    expect(await left('command_key', 'key')).toEqual([]);
    expect(await standing()).toEqual([{ ref: 'daily', due_at: new Date('2026-03-11T19:30:00Z') }]);
  });
});
