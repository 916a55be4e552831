import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { loadConfig } from '#platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Answer } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A storm is declared: what was with the agencies meanwhile gets the time left out of its net count. Gross stays as it was, beside it.
 * The simulated clock starts on Monday 05/01/2026, 07:00; Saturday the 10th is a make-up day.
 */

const LINE = procedure('hai-chang', start('s') + user('a', { budget: 1 }) + user('b', { agency: 'land_registry', role: 'chuyen-vien', budget: 2 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'a', 'b', 'tra', 'e'), { limit: 4 });
const STORM = { agencies: ['vpdk-khanh-vinh'], from: '2026-01-07T00:00:00+07:00', to: '2026-01-09T00:00:00+07:00', reason: 'Bão số 12', document: 'QĐ 88/QĐ-UBND' };

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

const declare = (dryRun: boolean, more: object = {}, by: string = WHO.chairman): Promise<Answer> => product.as(by).post('/force-majeure', { ...STORM, dryRun, ...more });
const view = async (code: string) => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
const entries = async (code: string): Promise<{ kind: string; data: Record<string, unknown> }[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items;
};
const settlement = async (to = '2026-02-01') => (await product.as(WHO.chairman).get(`/reports/settlement?from=2026-01-01&to=${to}&by=agency`)).expect(200);

describe('two days of storm at the land registry', () => {
  let late: string;
  let running: string;
  let hopeless: string;
  let elsewhere: string;
  let id: string;

  beforeAll(async () => {
    [late, running, hopeless, elsewhere] = [await product.receive('hai-chang'), await product.receive('hai-chang'), await product.receive('hai-chang'), await product.receive('hai-chang')];
    await product.moveTo('2026-01-05T15:00:00+07:00');
    for (const code of [late, running, hopeless]) await product.complete(code, 'a');
    await product.moveTo('2026-01-09T10:00:00+07:00');
    for (const element of ['b', 'tra']) await product.complete(late, element);
    await product.moveTo('2026-01-10T09:00:00+07:00');
  });

  it('is tried out first: which dossiers, and which late ones it would excuse', async () => {
    const plan = (await declare(true)).expect(200);

    expect(plan).toMatchObject({ id: null, counts: { dossiers: 3, pending: 3, late: 3, excused: 3 } });
    expect(plan.items.find((one: { dossier: string }) => one.dossier === late)).toMatchObject({ late: true, netLate: false, settled: true, dueAt: '2026-01-08T17:00:00+07:00', netDueAt: '2026-01-10T17:00:00+07:00', overrun: { hours: 3 }, netOverrun: { hours: 0 } });
    expect((await view(late)).lateness).toMatchObject({ late: true, net: { late: true, excluded: [] } });
    expect((await product.as(WHO.chairman).get('/force-majeure')).expect(200)).toMatchObject({ items: [], mayDeclare: true });
  });

  it('then leaves the gross count alone, and sets the net count beside it, with the document', async () => {
    const before = await settlement('2026-01-10');
    id = (await declare(false)).expect(200).id;
    await product.advance('PT1S');

    expect((await product.as(WHO.deskHead).get(`/force-majeure/${id}`)).expect(200)).toMatchObject({ counts: { dossiers: 3, pending: 0, late: 3, excused: 3 }, revoked: null, agencies: [{ agency: 'vpdk-khanh-vinh' }] });
    expect((await view(late)).lateness).toMatchObject({
      late: true, overrun: { hours: 3 }, net: { late: false, overrun: { hours: 0 }, dueAt: '2026-01-10T17:00:00+07:00', excluded: [{ declaration: id, document: 'QĐ 88/QĐ-UBND', agency: 'vpdk-khanh-vinh', from: STORM.from, to: STORM.to }] },
    });
    expect((await view(late)).dueAt).toBe('2026-01-08T17:00:00+07:00');
    expect((await entries(late)).at(-1)).toMatchObject({ kind: 'force_majeure.excluded', data: { declaration: id, document: 'QĐ 88/QĐ-UBND', netOutcome: 'early', late: true, netLate: false } });
    expect((await view(elsewhere)).lateness).toMatchObject({ late: true, net: { late: true, excluded: [] } });

    const after = await settlement('2026-01-10');
    expect(after.total).toMatchObject({ settled: before.total.settled, pending: before.total.pending, received: before.total.received });
    expect([before.total.net, after.total.net]).toEqual([{ settledLate: 1, pendingLate: 3 }, { settledLate: 0, pendingLate: 1 }]);
    expect((await product.as(WHO.administrator).get(`/deadlines?dossier=${late}&state=missed`)).expect(200).items.find((one: { subject: { kind: string } }) => one.subject.kind === 'dossier')).toMatchObject({ overrun: { hours: 3 }, net: { late: false } });
    const { secret } = await view(late);
    expect((await product.anyone.get(`/public/dossiers/${late}?secret=${secret}`)).expect(200)).toMatchObject({ late: true, excluded: [{ document: 'QĐ 88/QĐ-UBND', reason: 'Bão số 12' }] });
  });

  it('lists who is excused by which document, page by page', async () => {
    const first = (await product.as(WHO.chairman).get('/force-majeure/excused?limit=2')).expect(200);
    const second = (await product.as(WHO.chairman).get(`/force-majeure/excused?limit=2&after=${first.next}`)).expect(200);
    expect([...first.items, ...second.items].map((one: { dossier: string }) => one.dossier)).toEqual([late, running, hopeless].sort());
    expect(first.items[0].declarations).toMatchObject([{ id, document: 'QĐ 88/QĐ-UBND' }]);
    expect(second.next).toBeNull();
  });

  it('does not excuse for ever: beyond the net date it is late both ways, and settled so', async () => {
    await product.moveTo('2026-01-14T10:00:00+07:00');
    for (const element of ['b', 'tra']) await product.complete(hopeless, element);

    expect((await view(hopeless)).lateness).toMatchObject({ late: true, net: { late: true } });
    const { data } = (await entries(hopeless)).find(({ kind }) => kind === 'dossier.settled')!;
    expect(data).toMatchObject({ outcome: 'late', netOutcome: 'late', netDueAt: '2026-01-10T17:00:00+07:00' });
    expect((await settlement()).total.net).toEqual({ settledLate: 1, pendingLate: 2 });
  });

  it('moves its net date with the date itself when the clock stood', async () => {
    (await product.as(WHO.desk).post(`/dossiers/${running}/stop`, { reason: 'Thiếu bản vẽ', evidence: 'Phiếu 02/7' })).expect(200);
    await product.advance('P1D');
    (await product.as(WHO.desk).post(`/dossiers/${running}/resume`, {})).expect(200);
    expect((await view(running)).lateness).toMatchObject({ late: true, net: { late: true, excluded: [{ declaration: id }] } });
  });

  it('is revoked by a recorded event; what was excluded is counted again', async () => {
    expect((await product.as(WHO.deskHead).post(`/force-majeure/${id}/revoke`, { reason: 'Nhầm ngày' })).refusal).toBe('403 not_allowed');
    (await product.as(WHO.chairman).post(`/force-majeure/${id}/revoke`, { reason: 'Nhầm ngày' })).expect(200);
    await product.advance('PT1S');

    expect((await product.as(WHO.chairman).get(`/force-majeure/${id}`)).expect(200)).toMatchObject({ counts: { pending: 0 }, revoked: { by: WHO.chairman, reason: 'Nhầm ngày' } });
    expect((await view(late)).lateness).toMatchObject({ late: true, net: { late: true, excluded: [] } });
    expect((await entries(late)).slice(-2).map(({ kind }) => kind)).toEqual(['force_majeure.excluded', 'force_majeure.restored']);
    expect((await settlement()).total.net.settledLate).toBe(2);
    expect((await product.as(WHO.chairman).get('/force-majeure/excused')).expect(200).items).toEqual([]);
    expect((await product.as(WHO.chairman).post(`/force-majeure/${id}/revoke`, { reason: 'Lại' })).refusal).toBe('409 already_done');
  });
});

describe('what is refused', () => {
  it.each([
    ['an unknown agency', { agencies: ['xa-khong-co'] }, 'agencies'], ['an end before the beginning', { to: '2026-01-06T00:00:00+07:00' }, 'to'],
    ['time that has not passed', { to: '2027-01-01T00:00:00+07:00' }, 'to'], ['no document', { document: ' ' }, 'document'], ['no agency', { agencies: [] }, 'agencies'],
  ])('%s', async (_what, more, at) => {
    const refused = await declare(false, more);
    expect([refused.refusal, refused.body.errors[0].path]).toEqual(['400 invalid_input', at]);
  });

  it.each([WHO.desk, WHO.administrator, WHO.deskHead])('%s declares nothing', async (by) => expect((await declare(true, {}, by)).refusal).toBe('403 not_allowed'));
});

describe('a declaration whose process goes away half-way', () => {
  it('is finished by another, each dossier recorded once', async () => {
    const real = await TestProduct.open({ LIENTHONG_CLOCK: 'system' });
    let second: NestExpressApplication | undefined;
    try {
      await real.publish(LINE);
      const from = new Date(Date.now() - 60_000).toISOString();
      const codes: string[] = [];
      for (let n = 0; n < 120; n++) codes.push(await real.receive('hai-chang'));
      const { dataSource } = real.database;
      second = await createHttpApp(await openProduct(loadConfig({ LIENTHONG_LOG: 'fatal', DATABASE_URL: real.database.url })));
      await second.init();
      const held = dataSource.createQueryRunner();
      await held.startTransaction();
      await held.query('select 1 from dossier where code = $1 for update', [codes[70]]);

      const { id } = (await real.as(WHO.chairman).post('/force-majeure', { ...STORM, agencies: ['xa-khanh-phu'], from, to: new Date().toISOString(), dryRun: false })).expect(200);
      const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%update dossier set turn%'`;
      while ((await dataSource.query<unknown[]>(waiting)).length === 0) await new Promise((resolve) => setImmediate(resolve));
      await dataSource.query(`select pg_terminate_backend(pid) from (${waiting}) as died`);
      await held.rollbackTransaction();
      await held.release();
      await real.restart();
      const counts = async () => (await real.as(WHO.chairman).get(`/force-majeure/${id}`)).expect(200).counts;
      while ((await counts()).pending > 0) await new Promise((resolve) => setImmediate(resolve));

      expect(await counts()).toEqual({ dossiers: 120, pending: 0, late: 0, excused: 0 });
      const told = await dataSource.query<{ n: number }[]>(`select count(*)::int as n from ledger_entry where kind = 'force_majeure.excluded' group by dossier`);
      expect(told.map(({ n }) => n)).toEqual(codes.map(() => 1));
    } finally {
      await second?.close();
      await real.close();
    }
  });
});
