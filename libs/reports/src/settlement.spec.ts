import { ACCESS_ENTITIES, Agencies } from '#access';
import type { SettlementReport, SettlementRow } from '#contract';
import { ManualClock, type Principal, type Rejection, type Result } from '#kernel';
import { Ledger } from '#ledger';
import { type TestDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { History, addAgencies, instant, reportsOver } from './history.fixture.js';
import type { Reports, SettlementQuery } from './settlement.js';

const officer = (agency: string, role: string): Principal => ({ kind: 'officer', username: `${agency}.${role}`, name: 'N', positions: [{ agency, role }] });
const administrator = officer('van-phong', 'quan-tri');

let database: TestDatabase;
let ledger: Ledger;
let agencies: Agencies;
let reports: Reports;

beforeEach(async () => {
  database = await createTestDatabase({ entities: ACCESS_ENTITIES });
  ledger = new Ledger(database.dataSource);
  agencies = new Agencies(database.dataSource, new ManualClock(instant('04-02')));
  reports = reportsOver(database.dataSource, ledger, agencies);
  await addAgencies(database.dataSource);
});

afterEach(async () => {
  await agencies.onModuleDestroy();
  await database.close();
});

let count = 0;
const dossier = (code = `H-${++count}`): History => new History(code);

const write = async (...histories: History[]): Promise<void> => {
  for (const history of histories) await history.write(database.dataSource, ledger);
};

const ask = (query: Partial<SettlementQuery> = {}): Promise<Result<SettlementReport>> =>
  reports.settlement({ from: instant('03-01'), to: instant('04-01'), by: 'agency', principal: administrator, language: 'vi', ...query });

const report = async (query: Partial<SettlementQuery> = {}): Promise<SettlementReport> => {
  const result = await ask(query);
  if (!result.ok) throw new Error(JSON.stringify(result.rejection));
  return result.value;
};

const refusal = async (query: Partial<SettlementQuery> = {}): Promise<Rejection> => {
  const result = await ask(query);
  if (result.ok) throw new Error('expected a refusal');
  return result.rejection;
};

/** Columns 3 to 13 of the form. */
const columns = ({ received, settled, pending }: SettlementRow): number[] => [
  received.total, received.online, received.direct, received.carriedOver,
  settled.total, settled.early, settled.onTime, settled.late,
  pending.total, pending.inTime, pending.late,
];

const march = (): History[] => [
  dossier().received('02-10').settled('02-20', 'early'),
  dossier().received('02-25', { channel: 'online' }).settled('03-02', 'late'),
  dossier().received('03-02').settled('03-05', 'early'),
  dossier().received('03-03', { channel: 'post' }).settled('03-10', 'on_time'),
  dossier().received('03-20', { channel: 'online', dueAt: '03-25' }),
  dossier().received('03-20', { dueAt: '04-05' }),
  dossier().received('02-20', { agency: 'xa-b', dueAt: '03-10' }).moved('03-08', '04-10'),
  dossier().received('03-10', { agency: 'xa-b', channel: 'online', dueAt: '03-20' }).stopped('03-15'),
  dossier().received('03-10', { agency: 'xa-b', channel: 'online', dueAt: '03-12' }).stopped('03-15'),
  dossier().received('03-10', { agency: 'xa-b', dueAt: '03-20' }).stopped('03-12').resumed('03-14').moved('03-14', '03-24'),
  dossier().received('04-01', { agency: 'xa-b' }),
  dossier().received('03-01', { agency: 'xa-b', dueAt: '04-01' }).settled('04-01', 'on_time'),
  dossier().received('02-28', { agency: 'xa-b' }).settled('03-01', 'early'),
];

describe('the settlement report', () => {
  it('counts a month by agency as a person does by hand', async () => {
    await write(...march());

    const { rows, total, identities } = await report();

    expect(rows.map((row) => [row.key, row.name, ...columns(row)])).toEqual([
      ['xa-a', 'UBND xã A', 5, 1, 3, 1, 3, 1, 1, 1, 2, 1, 1],
      ['xa-b', 'UBND xã B', 6, 2, 2, 2, 1, 1, 0, 0, 5, 3, 2],
    ]);
    expect(columns(total)).toEqual([11, 3, 5, 3, 4, 2, 1, 1, 7, 4, 3]);
    expect(identities).toEqual(
      [
        '3 = 4 + 5 + 6: tổng nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước', '7 = 8 + 9 + 10: đã giải quyết = trước hạn + đúng hạn + quá hạn',
        '11 = 12 + 13: đang giải quyết = trong hạn + quá hạn', '3 = 7 + 11: tổng nhận = đã giải quyết + đang giải quyết',
        '10 = 10a + 10b: đã giải quyết quá hạn: gộp = trừ bất khả kháng + ròng', '13 = 13a + 13b: đang giải quyết quá hạn: gộp = trừ bất khả kháng + ròng',
        'Σ = total: cộng các dòng = tổng cộng', '6 = 11 (n − 1): kỳ trước chuyển qua = đang giải quyết cuối kỳ trước',
      ].map((name) => ({ name, holds: true })),
    );
  });

  it('carries over what was pending at the end of the period before', async () => {
    await write(...march());

    const february = await report({ from: instant('02-01'), to: instant('03-01') });

    expect(february.rows.map(({ pending }) => pending.total)).toEqual((await report()).rows.map(({ received }) => received.carriedOver));
  });

  it('counts by field, with a line for dossiers of none', async () => {
    await write(dossier().received('03-02', { field: 'Đất đai' }), dossier().received('03-02', { field: 'Đất đai' }), dossier().received('03-02'));

    const { rows } = await report({ by: 'field', language: 'en' });

    expect(rows.map(({ key, name, received }) => [key, name, received.total])).toEqual([['', 'No field', 1], ['Đất đai', 'Đất đai', 2]]);
  });

  it('is all zero over an empty ledger', async () => {
    const { rows, total, ledgerPosition } = await report();

    expect([rows, columns(total), ledgerPosition]).toEqual([[], Array(11).fill(0), 0]);
  });

  it('keeps the figures of a past period, whatever happens later', async () => {
    await write(dossier('H-old').received('03-02', { dueAt: '04-10' }));
    const before = await report();
    await write(new History('H-old').moved('04-02', '03-20').settled('04-03', 'late'));

    const after = await report();

    expect(after.rows).toEqual(before.rows);
  });

  describe('a pending dossier', () => {
    const pending = async (history: History): Promise<[number, number]> => {
      await write(history);
      const { total } = await report();
      return [total.pending.inTime, total.pending.late];
    };

    it.each<[string, () => History, [number, number]]>([
      ['is in time at its due instant', () => dossier().received('03-02', { dueAt: '04-01' }), [1, 0]],
      ['is late after it', () => dossier().received('03-02', { dueAt: '03-31T23:59' }), [0, 1]],
      ['is in time without a due instant', () => dossier().received('03-02'), [1, 0]],
      ['has the due instant that was set apart from its receipt', () => dossier().received('03-02').setApart('03-02', '03-15'), [0, 1]],
      ['has the due instant of its last move', () => dossier().received('03-02').setApart('03-02', '03-15').moved('03-04', '03-20').moved('03-05', '04-20'), [1, 0]],
      ['is not concerned by the deadline of a task', () => dossier().received('03-02', { dueAt: '04-10' }).taskMoved('03-03', '03-04'), [1, 0]],
      ['stands since the first of two stops', () => dossier().received('03-02', { dueAt: '03-15' }).stopped('03-14').stopped('03-16').resumed('03-17'), [1, 0]],
      ['was late before it stopped', () => dossier().received('03-02', { dueAt: '03-15' }).stopped('03-14').resumed('03-14T12:00').stopped('03-16'), [0, 1]],
      ['runs again after the last stop', () => dossier().received('03-02', { dueAt: '03-15' }).stopped('03-14').stopped('03-16').resumed('03-17').resumed('03-18'), [0, 1]],
      ['is judged by what was known at the end of the period', () => dossier().received('03-02', { dueAt: '03-15' }).moved('04-01', '04-20'), [0, 1]],
    ])('%s', async (_, history, expected) => {
      expect(await pending(history())).toEqual(expected);
    });
  });

  describe('over a broken history', () => {
    it.each<[string, () => History[], string[]]>([
      ['a settled dossier that was never received', () => [dossier().settled('03-05', 'early')], ['3 = 7 + 11']],
      ['a dossier received twice', () => [dossier().received('03-02').received('03-03')], ['3 = 4 + 5 + 6']],
      ['a dossier received twice, first before the period', () => [dossier().received('02-02').received('03-03')], ['3 = 4 + 5 + 6']],
      ['a dossier received twice at two agencies', () => [dossier().received('03-02').received('03-03', { agency: 'xa-b' })], ['3 = 4 + 5 + 6', 'Σ = total']],
      ['a dossier received twice and settled before the period', () => [dossier().received('02-02').received('02-03').settled('02-04', 'early')], ['6 = 11 (n − 1)']],
      ['a dossier settled twice', () => [dossier().received('03-02').settled('03-03', 'early').settled('03-04', 'late')], ['7 = 8 + 9 + 10']],
      ['a dossier settled again after the period before', () => [dossier().received('02-02').settled('02-03', 'early').settled('03-04', 'late')], ['3 = 7 + 11']],
      ['a dossier settled before it was received', () => [dossier().settled('02-03', 'early').received('03-02')], ['3 = 4 + 5 + 6', '6 = 11 (n − 1)']],
      ['a dossier settled in the name of another agency', () => [dossier().received('03-02').settled('03-04', 'early', 'xa-b')], ['3 = 7 + 11']],
      ['an outcome that is none', () => [dossier().received('03-02').settled('03-04', 'perhaps')], ['7 = 8 + 9 + 10']],
      ['a channel that is none', () => [dossier().received('03-02', { channel: 'pigeon' })], ['3 = 4 + 5 + 6']],
    ])('is refused with %s', async (_, histories, broken) => {
      await write(...march(), ...histories());

      const { code, details } = await refusal();

      const failed = (details!['identities'] as { name: string; holds: boolean }[]).filter(({ holds }) => !holds).map(({ name }) => name);
      expect(code).toBe('report_does_not_reconcile');
      expect(failed).toEqual(expect.arrayContaining(broken));
    });

    it('names the rows at fault and leaves the sound ones out', async () => {
      await write(...march(), dossier().settled('03-05', 'early'));

      const { message, details } = await refusal();

      expect(message.vi).toContain('3 = 7 + 11');
      expect((details!['rows'] as SettlementRow[]).map(({ key }) => key)).toEqual(['xa-a', 'total']);
    });

    it('is given out for periods that the break does not touch', async () => {
      await write(dossier().received('03-02').settled('03-03', 'early').settled('03-04', 'late'));

      expect((await ask({ from: instant('02-01'), to: instant('03-01') })).ok).toBe(true);
    });
  });

  describe('its digest', () => {
    it('is that of the content, in any language', async () => {
      await write(...march());

      const [vi, en] = [await report(), await report({ language: 'en' })];

      expect(vi.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(en.digest).toBe(vi.digest);
      expect((await report({ by: 'field' })).digest).not.toBe(vi.digest);
    });

    it('can be had again at the position that was printed', async () => {
      await write(...march());
      const printed = await report();
      await write(dossier().received('03-15'));

      expect((await report()).digest).not.toBe(printed.digest);
      expect((await report({ position: printed.ledgerPosition })).digest).toBe(printed.digest);
    });
  });

  describe('is shown', () => {
    beforeEach(() => write(...march()));

    it('to a leader for the own agency', async () => {
      const { rows, total } = await report({ principal: officer('xa-a', 'lanh-dao') });

      expect(rows.map(({ key }) => key)).toEqual(['xa-a']);
      expect(total.received.total).toBe(5);
    });

    it.each(['tiep-nhan', 'dia-chinh'])('to no officer with the role %s', async (role) => {
      expect((await refusal({ principal: officer('xa-a', role) })).code).toBe('not_allowed');
    });

    it('for a period that ends after it begins', async () => {
      expect(await refusal({ to: instant('03-01') })).toMatchObject({ code: 'invalid_input', errors: [{ path: 'to' }] });
    });
  });
});
