import type { ReportRunView } from '#contract';
import { TestProduct, WHO } from './product.js';

const MARCH = { from: '2026-03-01T00:00:00+07:00', to: '2026-04-01T00:00:00+07:00' };

describe('issued reports', () => {
  let product: TestProduct;

  beforeAll(async () => {
    product = await TestProduct.open();
    await product.moveTo('2026-03-02T08:00:00+07:00');
    await product.receive('hon-nhan');
  });

  afterAll(() => product.close());

  const chairman = () => product.as(WHO.chairman);
  const issue = async (body: object): Promise<ReportRunView> => (await chairman().post('/reports/issues', body)).expect(201) as ReportRunView;

  /** Wake-ups that are due fire when the clock is moved, at the latest. */
  async function made(body: object): Promise<ReportRunView> {
    const { id } = await issue(body);
    await product.advance('PT1S');
    return (await chairman().get(`/reports/runs/${id}`)).expect(200) as ReportRunView;
  }

  it('keep number, figures, position and digest, whatever happens later', async () => {
    const run = await made({ kind: 'register', parameters: MARCH });
    const before = (await chairman().get(`/reports/issues/${run.issue}`)).expect(200);
    await product.receive('hon-nhan');
    const after = (await chairman().get(`/reports/issues/${run.issue}`)).expect(200);
    const file = await chairman().get(`/reports/issues/${run.issue}/file.xlsx`);

    expect(run).toMatchObject({ state: 'done', done: 1, total: 1, failure: null });
    expect(before.number).toMatch(/^BC-\d{4}\/2026$/);
    expect(after).toEqual(before);
    expect(before.report.rows).toHaveLength(1);
    expect(file.status).toBe(200);
  });

  it('are corrected by another issue that names the first, once, and compared figure by figure', async () => {
    const first = await made({ kind: 'online', parameters: MARCH });
    await product.receive('hon-nhan');
    const second = await made({ kind: 'online', parameters: MARCH, corrects: first.issue, reason: 'Thiếu hồ sơ nhập muộn' });
    const { items } = (await chairman().get('/reports/issues?kind=online')).expect(200);
    const difference = (await chairman().get(`/reports/issues/${first.issue}/comparison?with=${second.issue}`)).expect(200);

    expect(items.map(({ id, corrects, correctedBy }: { id: string; corrects: string; correctedBy: string }) => [id, corrects, correctedBy])).toEqual([[second.issue, first.issue, null], [first.issue, null, second.issue]]);
    expect(difference.same).toBe(false);
    expect(difference.differences.find(({ column, row }: { column: string; row: string }) => column === 'Tiếp nhận' && row === 'Tổng cộng')).toMatchObject({ before: 2, after: 3 });
    expect((await chairman().post('/reports/issues', { kind: 'online', parameters: MARCH, corrects: first.issue, reason: 'lần nữa' })).refusal).toBe('409 already_done');
    expect((await chairman().post('/reports/issues', { kind: 'late', parameters: MARCH, corrects: second.issue, reason: 'khác loại' })).refusal).toBe('400 invalid_input');
    expect((await chairman().post('/reports/issues', { kind: 'online', parameters: MARCH, corrects: second.issue })).refusal).toBe('400 invalid_input');
  });

  it('cannot be changed, not even in the database', async () => {
    await expect(product.database.dataSource.query(`update report_issue set digest = 'x'`)).rejects.toThrow('never changed');
  });

  it('are made once for one idempotency key', async () => {
    const send = () => chairman().post('/reports/issues', { kind: 'payment', parameters: MARCH }, { 'idempotency-key': 'report-once' });
    const [one, two] = [(await send()).expect(201), (await send()).expect(201)];

    expect(two.id).toBe(one.id);
  });

  it('are seen by whoever supervises all that they count', async () => {
    const run = await made({ kind: 'online', parameters: MARCH });

    expect((await product.as('xa-khanh-phu.lanh-dao').get(`/reports/issues/${run.issue}`)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.desk).post('/reports/issues', { kind: 'online', parameters: MARCH })).refusal).toBe('403 not_allowed');
  });

  it('fail with the identity that does not hold, and may be tried again', async () => {
    const db = product.database.dataSource;
    const [{ position }] = await db.query<[{ position: string }]>(
      `insert into ledger_entry (dossier, seq, at, actor, agency, kind, data, previous_hash, hash) values ('H-broken', 1, '2026-05-04T08:00:00+07:00', 'x', 'xa-khanh-phu', 'dossier.settled', '{"agency": "xa-khanh-phu", "outcome": "early", "state": 9}', '', '') returning position`,
    );
    const run = await made({ kind: 'settlement', parameters: { from: '2026-05-01T00:00:00+07:00', to: '2026-06-01T00:00:00+07:00' } });
    await db.query('alter table ledger_entry disable trigger all');
    await db.query('delete from ledger_entry where position = $1', [position]);
    await db.query('delete from settlement_fact where position = $1', [position]);
    await db.query('alter table ledger_entry enable trigger all');
    (await chairman().post(`/reports/runs/${run.id}/retry`)).expect(200);
    await product.advance('PT1S');

    expect(run.state).toBe('failed');
    expect(run.failure).toContain('3 = 7 + 11');
    expect((await chairman().get(`/reports/runs/${run.id}`)).expect(200)).toMatchObject({ state: 'done', failure: null });
    expect((await chairman().post(`/reports/runs/${run.id}/retry`)).refusal).toBe('409 already_done');
  });

  it('make themselves at the first opening after each period, days off falling to the next', async () => {
    await product.moveTo('2026-04-03T10:00:00+07:00');
    const { id, nextAt } = (await chairman().post('/reports/schedules', { kind: 'online', every: 'day', parameters: {} })).expect(201);
    await product.moveTo('2026-04-08T06:00:00+07:00');
    const { items } = (await chairman().get('/reports/schedules')).expect(200);
    const schedule = (items as { id: string; issues: number; lastIssue: string }[]).find((one) => one.id === id)!;
    const last = (await chairman().get(`/reports/issues/${schedule.lastIssue}`)).expect(200);

    // Friday 3 April: the next opening after it is Monday's; then Tuesday's.
    expect(nextAt).toBe('2026-04-06T07:00:00+07:00');
    expect(schedule.issues).toBe(2);
    expect(last.parameters).toMatchObject({ from: '2026-04-06T00:00:00+07:00', to: '2026-04-07T00:00:00+07:00' });

    (await chairman().delete(`/reports/schedules/${id}`)).expect(204);
    expect((await product.as(WHO.deskHead).delete(`/reports/schedules/${id}`)).refusal).toBe('404 not_found');
  });
});
