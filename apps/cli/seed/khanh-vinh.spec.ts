import { ACCESS_ENTITIES, Agencies, DirectorySeed, hasDemoAccounts, seedDirectory } from '#access';
import { ManualClock, ok } from '#kernel';
import { inTransaction } from '#platform';
import { readFileSync } from 'node:fs';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';

const file: unknown = JSON.parse(readFileSync(new URL('./khanh-vinh.json', import.meta.url), 'utf8'));
const seed = DirectorySeed.parse(file);
const now = new Date('2026-03-02T08:00:00+07:00');
const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+07:00`);
const HOUR = 3_600_000;

describe('the sample district', () => {
  let database: TestDatabase;
  let agencies: Agencies;
  const load = (demoPassword: string | null) =>
    inTransaction(database.dataSource, async (tx) => ok(await seedDirectory(tx, file, { demoPassword, now })));

  beforeAll(async () => {
    database = await createTestDatabase({ entities: ACCESS_ENTITIES });
    agencies = new Agencies(database.dataSource, new ManualClock(now));
    await load('mat-khau-thu');
  });
  afterAll(async () => {
    await agencies.onModuleDestroy();
    await database.close();
  });

  it('has a town and thirteen communes, each with its desk and its police', async () => {
    expect(await agencies.list({ kind: 'commune' })).toHaveLength(14);
    expect(await agencies.list({ kind: 'police_commune' })).toHaveLength(14);
  });

  it('has an officer for every role of every agency, under the name <agency>.<role>', async () => {
    const staff = seed.agencies.flatMap(({ code, staff }) => Object.keys(staff).map((role) => ({ agency: code, role })));
    for (const position of staff) {
      expect((await agencies.officer(`${position.agency}.${position.role}`))?.positions).toEqual([position]);
    }
  });

  it('gives every agency a code of its own and every officer a name of their own', () => {
    const unitCodes = seed.agencies.map(({ unitCode }) => unitCode);
    const names = seed.agencies.flatMap(({ staff }) => Object.values(staff));

    expect(new Set(unitCodes).size).toBe(unitCodes.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    'receiving', 'commune', 'police_commune', 'police_district', 'one_stop_desk', 'leadership', 'land_registry', 'tax', 'insurance',
    'district_office:tnmt', 'district_office:noi-vu', 'district_office:tu-phap', 'district_office:kinh-te-ha-tang', 'district_office:van-hoa-thong-tin', 'district_office:tai-chinh-ke-hoach',
  ])('resolves %s from every commune', async (relation) => {
    for (const commune of await agencies.list({ kind: 'commune' })) {
      expect(await agencies.resolve(relation, { receiving: commune.code, territory: commune.territory, at: now })).toMatchObject({ ok: true });
    }
  });

  it('skips Tết exactly, and keeps the police open on a Saturday morning', async () => {
    const land = await agencies.calendarOf('vpdk-khanh-vinh');
    const police = await agencies.calendarOf('ca-xa-khanh-phu');

    expect(land.add(at('2026-02-12 09:00'), { amount: 5, unit: 'working_day' })).toEqual(at('2026-02-26 09:00'));
    expect(land.isOpen(at('2026-03-07 08:00'))).toBe(false);
    expect(police.isOpen(at('2026-03-07 08:00'))).toBe(true);
    expect(police.measure(at('2026-02-14 00:00'), at('2026-02-23 00:00'))).toBe(0);
  });

  it('works the make-up Saturdays', async () => {
    const desk = await agencies.calendarOf('xa-khanh-phu');

    expect(desk.measure(at('2026-01-10 00:00'), at('2026-01-11 00:00'))).toBe(8 * HOUR);
    expect(desk.measure(at('2026-08-22 00:00'), at('2026-08-23 00:00'))).toBe(8 * HOUR);
  });

  it('marks what nobody has confirmed', async () => {
    const days = await agencies.nationalDays('vi', 2026);

    expect(days.find(({ date }) => date === '2026-11-24')).toMatchObject({ kind: 'off', confirmed: false });
    expect(days.find(({ date }) => date === '2026-09-02')).toMatchObject({ kind: 'off', confirmed: true });
  });

  it('changes nothing when it is loaded again', async () => {
    expect(await load('mat-khau-thu')).toEqual({ ok: true, value: { agencies: 0, accounts: 0, nationalDays: 0 } });
  });

  it('keeps what an administrator changed when it is loaded again', async () => {
    await database.dataSource.query(`delete from national_day where date = '2026-11-24'`);
    await database.dataSource.query(`update agency set hotline = '1900' where code = 'xa-khanh-phu'`);
    await database.dataSource.query('update directory_version set version = version + 1');

    await load('mat-khau-thu');
    agencies.refresh();

    expect((await agencies.nationalDays('vi', 2026)).some(({ date }) => date === '2026-11-24')).toBe(false);
    expect((await agencies.get('xa-khanh-phu'))?.hotline).toBe('1900');
  });

  it('makes no accounts without a password', async () => {
    const bare = await createTestDatabase({ entities: ACCESS_ENTITIES });
    await inTransaction(bare.dataSource, async (tx) => ok(await seedDirectory(tx, file, { demoPassword: null, now })));

    expect(await hasDemoAccounts(bare.dataSource.manager)).toBe(false);
    await bare.close();
  });
});
