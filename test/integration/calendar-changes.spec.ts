import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { loadConfig } from '#platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Answer } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Calendars change while promises run: what would move is told first; what moves, moves once, by a recorded event.
 * The simulated clock starts on Monday 05/01/2026, 07:00; Saturday the 10th is a make-up day.
 */

const LINE = procedure('muoi-ngay', start('s') + user('a', { budget: 3 }) + user('b', { budget: 5 }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 10 });
const DAY_OFF = { kind: 'national_day', date: '2026-01-08', day: { kind: 'off', nameVi: 'Nghỉ bão', nameEn: 'Storm', confirmed: true, source: 'QĐ 7' } } as const;

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

const change = (changes: object[], dryRun: boolean, by: string = WHO.administrator, document = 'QĐ 7/QĐ-UBND'): Promise<Answer> =>
  product.as(by).post('/calendar/changes', { changes, document, dryRun });
const due = async (code: string): Promise<{ dossier: string; task: string | null }> => {
  const { dueAt } = (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
  return { dossier: dueAt, task: (await product.tasks(code))[0]?.dueAt ?? null };
};
const moves = async (code: string): Promise<Record<string, unknown>[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.filter(({ kind }: { kind: string }) => kind === 'deadline.moved').map(({ data }: { data: Record<string, unknown> }) => data);
};

describe('a day off that is declared while deadlines run', () => {
  it('is tried out first: what would move and by how much, and nothing moves', async () => {
    const code = await product.receive('muoi-ngay');
    expect(await due(code)).toEqual({ dossier: '2026-01-15T17:00:00+07:00', task: '2026-01-07T17:00:00+07:00' });

    const plan = (await change([DAY_OFF], true)).expect(200);

    expect(plan).toMatchObject({ id: null, counts: { dossiers: 1, pending: 1, later: 1, earlier: 0 } });
    expect(plan.moved).toEqual([
      { dossier: code, subject: 'dossier', ref: code, agency: 'xa-khanh-phu', agencyName: 'Ủy ban nhân dân xã Khánh Phú', from: '2026-01-15T17:00:00+07:00', to: '2026-01-16T17:00:00+07:00' },
    ]);
    expect(await due(code)).toEqual({ dossier: '2026-01-15T17:00:00+07:00', task: '2026-01-07T17:00:00+07:00' });
    expect((await product.anyone.get('/calendar/national-days?year=2026')).expect(200).items.map(({ date }: { date: string }) => date)).not.toContain('2026-01-08');
    await product.complete(code, 'a');
    await product.complete(code, 'b');
  });

  it('moves each deadline that runs through it once, by the order that declared it; what has ended stays', async () => {
    const [running, done] = [await product.receive('muoi-ngay'), await product.receive('muoi-ngay')];
    for (const element of ['a', 'b']) await product.complete(done, element);
    await product.complete(running, 'a');
    const [before, ended] = [await due(running), await due(done)];

    const { id } = (await change([DAY_OFF], false)).expect(200);
    await product.advance('PT1S');

    expect(before).toEqual({ dossier: '2026-01-15T17:00:00+07:00', task: '2026-01-09T17:00:00+07:00' });
    expect(await due(running)).toEqual({ dossier: '2026-01-16T17:00:00+07:00', task: '2026-01-10T17:00:00+07:00' });
    expect(await due(done)).toEqual(ended);
    expect(await moves(running)).toMatchObject([
      { subject: 'dossier', from: '2026-01-15T17:00:00+07:00', to: '2026-01-16T17:00:00+07:00', reason: 'calendar', calendarChange: id, document: 'QĐ 7/QĐ-UBND' },
      { subject: 'task', from: '2026-01-09T17:00:00+07:00', to: '2026-01-10T17:00:00+07:00', reason: 'calendar' },
    ]);
    expect(await moves(done)).toEqual([]);
    expect((await product.as(WHO.administrator).get(`/calendar/changes/${id}`)).expect(200)).toMatchObject({ counts: { dossiers: 1, pending: 0, later: 2, earlier: 0 } });
    const { items } = (await product.as(WHO.administrator).get(`/deadlines?agency=xa-khanh-phu&state=running`)).expect(200);
    expect(items.find(({ subject }: { subject: { ref: string } }) => subject.ref === running).rungs.find(({ rung }: { rung: string }) => rung === 'den-han').at).toBe('2026-01-16T17:00:00+07:00');
  });

  it('moves them back when it is taken back, with the date of the table as the contract gives it', async () => {
    const [{ dossier: code }] = (await product.as(WHO.administrator).get('/deadlines?agency=xa-khanh-phu&state=running')).expect(200).items;

    (await product.as(WHO.administrator).send('DELETE', '/calendar/national-days/2026-01-08')).expect(204);
    await product.advance('PT1S');

    expect(await due(code)).toEqual({ dossier: '2026-01-15T17:00:00+07:00', task: '2026-01-09T17:00:00+07:00' });
    expect((await product.as(WHO.administrator).get('/calendar/changes')).expect(200).items).toHaveLength(2);
  });
});

describe('a closure and a season', () => {
  it('of one agency leave the deadlines of the others alone', async () => {
    await product.moveTo('2026-01-05T13:30:00+07:00');
    const [mine, theirs] = [await product.receive('muoi-ngay'), (await product.as(WHO.otherDesk).post('/dossiers', { procedure: 'muoi-ngay', agency: 'xa-khanh-trung', applicant: { name: 'Ai' }, data: {}, papers: [] })).expect(201).code as string];

    (await change([{ kind: 'closure', agency: 'xa-khanh-trung', from: '2026-01-06T07:00:00+07:00', to: '2026-01-06T17:00:00+07:00', reason: 'Lũ' }], false)).expect(200);
    await product.advance('PT1S');

    expect((await due(mine)).dossier).toBe('2026-01-16T11:30:00+07:00');
    expect((await product.as(WHO.otherDesk).get(`/dossiers/${theirs}`)).expect(200).dueAt).toBe('2026-01-19T11:30:00+07:00');
    const { items } = (await product.anyone.get('/calendar/closures?agency=xa-khanh-trung')).expect(200);
    expect(items).toMatchObject([{ agency: 'xa-khanh-trung', reason: 'Lũ', document: 'QĐ 7/QĐ-UBND' }]);
    (await change([{ kind: 'closure_removed', id: items[0].id }], false)).expect(200);
    await product.advance('PT1S');
    expect((await product.as(WHO.otherDesk).get(`/dossiers/${theirs}`)).expect(200).dueAt).toBe('2026-01-16T11:30:00+07:00');
  });

  it('with shorter hours make terms longer while they last', async () => {
    await product.moveTo('2026-01-06T07:00:00+07:00');
    const code = await product.receive('muoi-ngay');
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '07:00', closes: '11:00' }));

    const { counts } = (await change([{ kind: 'opening_hours', agency: 'xa-khanh-phu', validFrom: '2026-01-12', validTo: '2026-01-16', week }], false)).expect(200);
    await product.advance('PT1S');

    expect(counts.dossiers).toBeGreaterThan(0);
    // 5 days of 8 hours until Saturday the 10th, 5 of 4 hours in the season, 20 hours left from Monday the 19th.
    expect((await due(code)).dossier).toBe('2026-01-21T11:00:00+07:00');
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing to change', [], '400 invalid_input'],
    ['an unknown kind', [{ kind: 'festival' }], '400 invalid_input'],
    ['a day off that is not in the table', [{ kind: 'national_day', date: '2026-05-05', day: null }], '404 not_found'],
    ['a closure that ends first', [{ kind: 'closure', agency: null, from: '2026-01-07T00:00:00+07:00', to: '2026-01-06T00:00:00+07:00', reason: 'x' }], '400 invalid_input'],
    ['an unknown agency', [{ kind: 'closure', agency: 'khong-co', from: '2026-01-06T00:00:00+07:00', to: '2026-01-07T00:00:00+07:00', reason: 'x' }], '400 agency_not_found'],
    ['hours of the past', [{ kind: 'opening_hours', agency: 'xa-khanh-phu', validFrom: '2026-01-01', validTo: null, week: [{ weekday: 1, opens: '07:00', closes: '11:00' }] }], '400 invalid_input'],
  ])('%s', async (_, changes, refusal) => {
    for (const dryRun of [true, false]) expect((await change(changes, dryRun)).refusal).toBe(refusal);
  });

  it('everybody but administrators, and a change without its document', async () => {
    for (const dryRun of [true, false]) expect((await change([DAY_OFF], dryRun, WHO.deskHead)).refusal).toBe('403 not_allowed');
    expect((await change([DAY_OFF], false, WHO.administrator, ' ')).refusal).toBe('400 invalid_input');
    expect((await product.as(WHO.deskHead).get('/calendar/changes')).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.administrator).get('/calendar/changes/6a1a64c2-7a3c-4d43-8f6b-1f2f7e6f6a11')).refusal).toBe('404 not_found');
  });
});

describe('a change whose process goes away half-way', () => {
  it('is finished by another, each deadline moved once', async () => {
    const real = await TestProduct.open({ LIENTHONG_CLOCK: 'system' });
    let second: NestExpressApplication | undefined;
    try {
      await real.publish(LINE);
      const codes: string[] = [];
      for (let n = 0; n < 120; n++) codes.push(await real.receive('muoi-ngay'));
      const { dataSource } = real.database;
      const [{ day }] = await dataSource.query<[{ day: string }]>(`select to_char(min(due_at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day from deadline where subject_kind = 'dossier'`);
      second = await createHttpApp(await openProduct(loadConfig({ LIENTHONG_LOG: 'fatal', DATABASE_URL: real.database.url })));
      await second.init();
      const held = dataSource.createQueryRunner();
      await held.startTransaction();
      await held.query('select 1 from dossier where code = $1 for update', [codes[70]]);

      const { id } = (await real.as(WHO.administrator).post('/calendar/changes', { changes: [{ ...DAY_OFF, date: day }], document: 'QĐ 8', dryRun: false })).expect(200);
      const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%update dossier set turn%'`;
      while ((await dataSource.query<unknown[]>(waiting)).length === 0) await new Promise((resolve) => setImmediate(resolve));
      await dataSource.query(`select pg_terminate_backend(pid) from (${waiting}) as died`);
      await held.rollbackTransaction();
      await held.release();
      await real.restart();
      const counts = async () => (await real.as(WHO.administrator).get(`/calendar/changes/${id}`)).expect(200).counts;
      while ((await counts()).pending > 0) await new Promise((resolve) => setImmediate(resolve));

      expect(await counts()).toEqual({ dossiers: 120, pending: 0, later: 120, earlier: 0 });
      const told = await dataSource.query<{ n: number }[]>(`select count(*)::int as n from ledger_entry where kind = 'deadline.moved' group by dossier`);
      expect(told.map(({ n }) => n)).toEqual(codes.map(() => 1));
    } finally {
      await second?.close();
      await real.close();
    }
  });
});
