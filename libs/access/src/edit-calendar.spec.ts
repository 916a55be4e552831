import { readFileSync } from 'node:fs';
import type { CalendarEdit } from '#contract';
import { ManualClock, type Principal, type Result, ok, randomIds } from '#kernel';
import { inTransaction } from '#platform';
import type { EntityManager } from 'typeorm';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { ACCESS_ENTITIES, Agencies, EditCalendar, type PreparedEdits, seedDirectory } from './index.js';

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
    edit = new EditCalendar(database.dataSource, agencies, clock, randomIds);
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

  const make = (edits: CalendarEdit[], by = admin, version?: number): Promise<Result<PreparedEdits>> => run((tx) => edit.apply(tx, by, edits, 'QĐ 1', version));
  const off = (date: string, day: typeof newDay | null = newDay): CalendarEdit => ({ kind: 'national_day', date, day });
  const hours = (validFrom: string, closes: string, validTo: string | null = null, agency = 'xa-khanh-phu', weekdays = [1, 2, 3, 4, 5]): CalendarEdit => ({
    kind: 'opening_hours', agency, validFrom, validTo, week: weekdays.map((weekday) => ({ weekday, opens: '07:00', closes })),
  });
  const shut = (agency: string | null, from: string, to: string): CalendarEdit => ({ kind: 'closure', agency, from: at(from).toISOString(), to: at(to).toISOString(), reason: 'Bão số 1' });
  const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.rejection.code);

  it('makes a day off that every agency sees at once', async () => {
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);

    expect(await make([off('2026-03-09')])).toMatchObject({ ok: true, value: { reaches: [{ agency: null, from: at('2026-03-09 00:00'), to: at('2026-03-10 00:00') }] } });

    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(0);
    expect(await agencies.nationalDays('en', 2026)).toContainEqual(expect.objectContaining({ date: '2026-03-09', name: 'Extra day off', version: 1 }));
  });

  it('tells what edits would come to and writes nothing', async () => {
    const prepared = await edit.prepare(admin, [off('2026-03-09'), shut('xa-khanh-phu', '2026-03-10 07:00', '2026-03-10 11:30')], 'QĐ 1');

    if (!prepared.ok) throw new Error('refused');
    const open = (agency: string, day: string): boolean => prepared.value.calendarOf(agency).isOpen(at(`${day} 08:00`));
    expect([open('xa-khanh-phu', '2026-03-09'), open('xa-khanh-phu', '2026-03-10'), open('xa-khanh-nam', '2026-03-10')]).toEqual([false, false, true]);
    expect([await hoursOf('xa-khanh-phu', '2026-03-09'), await hoursOf('xa-khanh-phu', '2026-03-10')]).toEqual([8, 8]);
  });

  it('reaches another process when that looks again', async () => {
    await other.calendarOf('xa-khanh-phu');

    await make([off('2026-03-09')]);
    other.refresh();

    expect((await other.calendarOf('xa-khanh-phu')).isOpen(at('2026-03-09 08:00'))).toBe(false);
  });

  it('is undone with its transaction', async () => {
    await expect(run(async (tx) => {
      await edit.apply(tx, admin, [off('2026-03-09')], 'QĐ 1');
      throw new Error('afterwards');
    })).rejects.toThrow('afterwards');

    agencies.refresh();
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);
  });

  it('tells who changes a day that somebody else changed in between', async () => {
    await make([off('2026-11-24')], admin, 1);

    expect(codeOf(await make([off('2026-11-24')], admin, 1))).toBe('stale_version');
    expect(codeOf(await make([off('2026-11-24', null)], admin, 2))).toBe('ok');
    expect(codeOf(await make([off('2026-11-24', null)]))).toBe('not_found');
  });

  it('changes opening hours from a date on and leaves the time before it', async () => {
    expect(codeOf(await make([hours('2026-04-01', '11:00')]))).toBe('ok');

    expect(await hoursOf('xa-khanh-phu', '2026-03-31')).toBe(8);
    expect(await hoursOf('xa-khanh-phu', '2026-04-01')).toBe(4);
    expect(await hoursOf('xa-khanh-nam', '2026-04-01')).toBe(8);
  });

  it('keeps the hours of before after a season, also inside another season', async () => {
    await make([hours('2026-04-01', '11:00', '2026-09-30')]);
    await make([hours('2026-06-01', '09:00', '2026-06-30')]);

    const days = ['2026-03-31', '2026-04-01', '2026-05-29', '2026-06-01', '2026-06-30', '2026-07-01', '2026-09-30', '2026-10-01'];
    expect(await Promise.all(days.map((day) => hoursOf('xa-khanh-phu', day)))).toEqual([8, 4, 4, 2, 2, 4, 4, 8]);
  });

  it('replaces opening hours that were to come', async () => {
    await make([hours('2026-04-01', '09:00', null, 'xa-khanh-phu', [1])]);
    await make([hours('2026-03-15', '08:00', null, 'xa-khanh-phu', [1])]);

    expect(await hoursOf('xa-khanh-phu', '2026-04-06')).toBe(1);
  });

  it.each([
    ['in the past', hours('2026-03-01', '11:30'), 'invalid_input', 'changes.0.validFrom'],
    ['shut before they open', hours('2026-04-01', '06:00'), 'invalid_input', 'changes.0.week'],
    ['that end before they begin', hours('2026-04-01', '11:30', '2026-03-31'), 'invalid_input', 'changes.0.validTo'],
    ['of no agency', hours('2026-04-01', '11:30', null, 'xa-khong-co'), 'agency_not_found', null],
  ])('refuses opening hours %s', async (_case, week, code, path) => {
    const result = await make([week]);

    expect(codeOf(result)).toBe(code);
    if (path) expect(!result.ok && result.rejection.errors?.[0]?.path.startsWith(path)).toBe(true);
  });

  it('shuts one agency or all for a storm, and opens them again', async () => {
    await make([shut('xa-khanh-phu', '2026-03-09 07:00', '2026-03-09 17:00')]);
    expect([await hoursOf('xa-khanh-phu', '2026-03-09'), await hoursOf('xa-khanh-nam', '2026-03-09')]).toEqual([0, 8]);
    const [one] = await agencies.closures('xa-khanh-phu');
    expect(one).toMatchObject({ reason: 'Bão số 1', document: 'QĐ 1' });

    await make([shut(null, '2026-03-09 13:30', '2026-03-09 17:00'), { kind: 'closure_removed', id: one!.id }]);
    expect([await hoursOf('xa-khanh-phu', '2026-03-09'), await hoursOf('xa-khanh-nam', '2026-03-09')]).toEqual([4.5, 4.5]);
  });

  it('refuses a closure that ends before it begins, or that is not there, and makes none of the edits', async () => {
    expect(codeOf(await make([off('2026-03-09'), shut(null, '2026-03-09 17:00', '2026-03-09 07:00')]))).toBe('invalid_input');
    expect(codeOf(await make([off('2026-03-09'), { kind: 'closure_removed', id: randomIds.uuid() }]))).toBe('not_found');
    expect(await hoursOf('xa-khanh-phu', '2026-03-09')).toBe(8);
  });

  it('is for administrators alone', async () => {
    expect(codeOf(await make([off('2026-03-09')], clerk))).toBe('not_allowed');
    expect(codeOf(await edit.prepare(clerk, [off('2026-03-09')], 'QĐ 1'))).toBe('not_allowed');
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
