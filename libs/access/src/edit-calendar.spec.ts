import { readFileSync } from 'node:fs';
import { ManualClock, type Principal, type Result, ok, randomIds } from '#kernel';
import { inTransaction } from '#platform';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { ACCESS_ENTITIES, Agencies, EditCalendar, seedDirectory } from './index.js';

const sample: unknown = JSON.parse(readFileSync(new URL('../../../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
const officer = (agency: string, role: string): Principal => ({ kind: 'officer', username: `${agency}.${role}`, name: 'Ai đó', positions: [{ agency, role }] });
const admin = officer('ubnd-khanh-vinh', 'quan-tri');
const clerk = officer('xa-khanh-phu', 'tiep-nhan');
const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+07:00`);
const HOUR = 3_600_000;
const newDay = { kind: 'off', nameVi: 'Ngày nghỉ thêm', nameEn: 'Extra day off', confirmed: true } as const;

describe('editing calendars', () => {
  let database: TestDatabase;
  let clock: ManualClock;
  let agencies: Agencies;
  let other: Agencies;
  let edit: EditCalendar;

  beforeEach(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    clock = new ManualClock('2026-03-02T08:00:00+07:00');
    agencies = new Agencies(database.dataSource, clock);
    other = new Agencies(database.dataSource, clock);
    edit = new EditCalendar(agencies, clock, randomIds);
    await run(async (tx) => ok(await seedDirectory(tx, sample, { demoPassword: null, now: clock.now() })));
  });
  afterEach(async () => {
    await agencies.onModuleDestroy();
    await other.onModuleDestroy();
    await database.close();
  });

  const run = <T>(work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> => inTransaction(database.dataSource, work);
  const hoursOf = async (agency: string, date: string): Promise<number> =>
    (await agencies.calendarOf(agency)).measure(at(`${date} 00:00`), new Date(at(`${date} 00:00`).getTime() + 24 * HOUR)) / HOUR;

  it('makes a day off that every agency sees at once', async () => {
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);

    const made = await run((tx) => edit.putNationalDay(tx, admin, '2026-03-09', newDay));

    expect(made).toMatchObject({ ok: true, value: { version: 1, confirmed: true } });
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(0);
    expect(await agencies.nationalDays('en', 2026)).toContainEqual(expect.objectContaining({ date: '2026-03-09', name: 'Extra day off' }));
  });

  it('reaches another process when that looks again', async () => {
    await other.calendarOf('xa-khanh-phu');

    await run((tx) => edit.putNationalDay(tx, admin, '2026-03-09', newDay));
    other.refresh();

    expect((await other.calendarOf('xa-khanh-phu')).isOpen(at('2026-03-09 08:00'))).toBe(false);
  });

  it('is undone with its transaction', async () => {
    await expect(run(async (tx) => {
      await edit.putNationalDay(tx, admin, '2026-03-09', newDay);
      throw new Error('afterwards');
    })).rejects.toThrow('afterwards');

    agencies.refresh();
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);
  });

  it('tells who changes a day that somebody else changed in between', async () => {
    await run((tx) => edit.putNationalDay(tx, admin, '2026-11-24', newDay, 1));

    expect(await run((tx) => edit.putNationalDay(tx, admin, '2026-11-24', newDay, 1))).toMatchObject({ ok: false, rejection: { code: 'stale_version' } });
    expect(await run((tx) => edit.removeNationalDay(tx, admin, '2026-11-24', 2))).toMatchObject({ ok: true });
    expect(await run((tx) => edit.removeNationalDay(tx, admin, '2026-11-24'))).toMatchObject({ ok: false, rejection: { code: 'not_found' } });
  });

  it('changes opening hours from a date on and leaves the time before it', async () => {
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '07:30', closes: '11:30' }));

    expect(await run((tx) => edit.setOpeningHours(tx, admin, 'xa-khanh-phu', '2026-04-01', week))).toMatchObject({ ok: true });

    expect(await hoursOf('xa-khanh-phu', '2026-03-31')).toBe(8);
    expect(await hoursOf('xa-khanh-phu', '2026-04-01')).toBe(4);
    expect(await hoursOf('xa-khanh-nam', '2026-04-01')).toBe(8);
  });

  it('replaces opening hours that were to come', async () => {
    const monday = (closes: string) => [{ weekday: 1, opens: '07:00', closes }];

    await run((tx) => edit.setOpeningHours(tx, admin, 'xa-khanh-phu', '2026-04-01', monday('09:00')));
    await run((tx) => edit.setOpeningHours(tx, admin, 'xa-khanh-phu', '2026-03-15', monday('08:00')));

    expect(await hoursOf('xa-khanh-phu', '2026-04-06')).toBe(1);
  });

  it.each([
    ['in the past', 'xa-khanh-phu', '2026-03-01', '11:30', 'invalid_input'],
    ['shut before they open', 'xa-khanh-phu', '2026-04-01', '06:00', 'invalid_input'],
    ['of no agency', 'xa-khong-co', '2026-04-01', '11:30', 'agency_not_found'],
  ])('refuses opening hours %s', async (_case, agency, from, closes, code) => {
    const result = await run((tx) => edit.setOpeningHours(tx, admin, agency, from, [{ weekday: 1, opens: '07:00', closes }]));

    expect(result).toMatchObject({ ok: false, rejection: { code } });
  });

  it('shuts one agency or all for a storm, and opens them again', async () => {
    const storm = { from: at('2026-03-09 07:00'), to: at('2026-03-09 17:00'), reason: 'Bão số 1' };

    const one = await run((tx) => edit.addClosure(tx, admin, { ...storm, agency: 'xa-khanh-phu' }));
    expect([await hoursOf('xa-khanh-phu', '2026-03-09'), await hoursOf('xa-khanh-nam', '2026-03-09')]).toEqual([0, 8]);

    await run((tx) => edit.addClosure(tx, admin, { ...storm, agency: null, from: at('2026-03-09 13:30') }));
    if (one.ok) await run((tx) => edit.removeClosure(tx, admin, one.value.id));
    expect([await hoursOf('xa-khanh-phu', '2026-03-09'), await hoursOf('xa-khanh-nam', '2026-03-09')]).toEqual([4.5, 4.5]);
  });

  it('refuses a closure that ends before it begins', async () => {
    const closure = { agency: null, from: at('2026-03-09 17:00'), to: at('2026-03-09 07:00'), reason: 'Bão' };

    expect(await run((tx) => edit.addClosure(tx, admin, closure))).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  });

  it('is for administrators alone', async () => {
    const closure = { agency: null, from: at('2026-03-09 07:00'), to: at('2026-03-09 17:00'), reason: 'Bão' };
    const refusals = [
      await run((tx) => edit.putNationalDay(tx, clerk, '2026-03-09', newDay)),
      await run((tx) => edit.removeNationalDay(tx, clerk, '2026-01-01')),
      await run((tx) => edit.setOpeningHours(tx, clerk, 'xa-khanh-phu', '2026-04-01', [{ weekday: 1, opens: '07:00', closes: '11:30' }])),
      await run((tx) => edit.addClosure(tx, clerk, closure)),
      await run((tx) => edit.removeClosure(tx, clerk, randomIds.uuid())),
    ];

    expect(refusals.map((refusal) => !refusal.ok && refusal.rejection.code)).toEqual(Array(5).fill('not_allowed'));
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);
  });
});

describe('the directory inside a busy transaction', () => {
  it('answers though transactions hold every connection of the pool', async () => {
    const database = await createTestDatabase({ entities: ACCESS_ENTITIES, poolSize: 2 });
    const agencies = new Agencies(database.dataSource, new ManualClock('2026-03-02T08:00:00+07:00'));
    await inTransaction(database.dataSource, async (tx) => ok(await seedDirectory(tx, sample, { demoPassword: null, now: new Date('2026-03-02T08:00:00+07:00') })));
    await agencies.get('mc-khanh-vinh');

    const ask = (): Promise<Result<string | undefined>> =>
      inTransaction(database.dataSource, async (tx) => {
        await tx.query('select 1');
        agencies.refresh();
        return ok((await agencies.get('mc-khanh-vinh'))?.kind);
      });

    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ ok: true, value: 'one_stop_desk' }));
    await agencies.onModuleDestroy();
    await database.close();
  });
});
