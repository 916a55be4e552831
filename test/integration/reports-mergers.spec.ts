import type { SettlementReport, SettlementRow } from '#contract';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Commune Khánh Trung is merged into Khánh Phú on 02/02/2026. What it had settled stays in its books, what is open passes on, and the reports of
 * January, of February and of both reconcile. The simulated clock starts on Monday 05/01/2026, 07:00.
 */

const LINE = procedure('sap-nhap', start('s') + user('a', { budget: 2 }) + user('b', { budget: 3 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'a', 'b', 'tra', 'e'), { limit: 6 });
const [OLD, NEW] = ['xa-khanh-trung', 'xa-khanh-phu'];
const ORDER = { into: NEW, effectiveFrom: '2026-02-02', document: 'NQ 15/NQ-HĐND' };

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  await product.publish(LINE);
});
afterAll(() => product.close());

const receiveAt = async (agency: string): Promise<string> =>
  (await product.as(`${agency}.tiep-nhan`).post('/dossiers', { procedure: 'sap-nhap', agency, applicant: { name: 'Nguyễn Thị Đá' }, data: {}, papers: [] })).expect(201).code as string;
const settlement = async (from: string, to: string, more = ''): Promise<SettlementReport> => (await product.as(WHO.chairman).get(`/reports/settlement?from=${from}&to=${to}${more}`)).expect(200) as SettlementReport;
const row = ({ rows }: SettlementReport, key: string): SettlementRow | undefined => rows.find((one) => one.key === key);
const merge = (body: object, who: string = WHO.administrator, agency = OLD) => product.as(who).post(`/agencies/${agency}/merge`, body);
const settle = async (code: string): Promise<void> => {
  for (const element of ['a', 'b', 'tra']) await product.complete(code, element);
};

describe('a commune that is merged into another', () => {
  let settled: string;
  let resolved: string;
  let open: string;
  let claimed: string;
  let neighbour: string;
  let january: SettlementReport;

  beforeAll(async () => {
    settled = await receiveAt(OLD);
    resolved = await receiveAt(OLD);
    open = await receiveAt(OLD);
    claimed = await receiveAt(OLD);
    neighbour = await receiveAt(NEW);
    await settle(settled);
    await settle(resolved);
    const [task] = await product.tasks(claimed);
    (await product.as(`${OLD}.tiep-nhan`).post(`/tasks/${task!.id}/claim`)).expect(200);
    await product.moveTo('2026-01-30T08:00:00+07:00');
    january = await settlement('2026-01-01', '2026-02-01');
  });

  it('is refused where it has no sense', async () => {
    expect((await merge(ORDER, WHO.desk)).refusal).toBe('403 not_allowed');
    expect((await merge(ORDER, WHO.administrator, 'xa-khong-co')).refusal).toBe('404 not_found');
    for (const wrong of [{ into: OLD }, { into: 'ct-khanh-vinh' }, { into: 'xa-khong-co' }, { effectiveFrom: '2026-01-01' }]) expect((await merge({ ...ORDER, ...wrong })).refusal).toBe('400 invalid_input');
    expect((await merge({ ...ORDER, document: '' })).refusal).toBe('400 invalid_input');
  });

  it('is tried out without a trace, then ordered once', async () => {
    expect((await merge({ ...ORDER, dryRun: true })).expect(200)).toMatchObject({ id: null, open: 2, passed: 0 });
    expect((await product.as(WHO.chairman).get('/agencies/mergers')).expect(200).items).toEqual([]);

    expect((await merge(ORDER)).expect(200)).toMatchObject({ agency: OLD, into: NEW, open: 2, passed: 0, done: false });
    expect((await merge(ORDER)).refusal).toBe('409 agency_closed');
  });

  it('passes on what is open on that day, each thing once, also when the process ends in between', async () => {
    const before = (await product.as(WHO.administrator).get(`/deadlines?dossier=${open}`)).expect(200).items as { subject: { kind: string }; dueAt: string }[];
    await product.restart();
    await product.moveTo('2026-02-02T07:30:00+07:00');

    expect((await product.as(WHO.chairman).get('/agencies/mergers')).expect(200).items[0]).toMatchObject({ passed: 2, open: 0, done: true });
    expect((await product.tasks(open)).map(({ agency, state }) => [agency, state])).toEqual([[NEW, 'open']]);
    expect((await product.tasks(claimed)).map(({ agency, state }) => [agency, state])).toEqual([[NEW, 'claimed']]);
    const view = (await product.as(WHO.chairman).get(`/dossiers/${open}`)).expect(200);
    expect(view.legs.map((leg: { agency: string; leftAt: string | null; acknowledgedAt: string | null }) => [leg.agency, leg.leftAt, leg.acknowledgedAt])).toEqual([[OLD, '2026-02-02T00:00:00+07:00', expect.anything()], [NEW, null, '2026-02-02T00:00:00+07:00']]);
    const after = (await product.as(WHO.administrator).get(`/deadlines?dossier=${open}`)).expect(200).items as { subject: { kind: string }; agency: string; dueAt: string }[];
    expect(after.map(({ agency }) => agency)).toEqual(after.map(() => NEW));
    expect(after.map(({ dueAt }) => dueAt)).toEqual(before.map(({ dueAt }) => dueAt));
    const { items, verified } = (await product.as(WHO.chairman).get(`/dossiers/${open}/ledger?limit=200`)).expect(200);
    expect(verified).toBe(true);
    expect(items.filter(({ kind }: { kind: string }) => kind === 'dossier.transferred')).toEqual([expect.objectContaining({ data: expect.objectContaining({ from: OLD, to: NEW, document: 'NQ 15/NQ-HĐND', receiving: true }) })]);
  });

  it('takes in nothing any more, and its people go on at the other', async () => {
    expect((await product.as(`${OLD}.tiep-nhan`).post('/dossiers', { procedure: 'sap-nhap', agency: OLD, applicant: { name: 'A' }, data: {}, papers: [] })).refusal).toMatch(/^(403|409)/);
    const [task] = await product.tasks(claimed);
    (await product.as(`${OLD}.tiep-nhan`).post(`/tasks/${task!.id}/complete`, { opinion: 'Tiếp tục' })).expect(200);
    for (const element of ['b', 'tra']) await product.complete(claimed, element);
  });

  it('leaves the report of January as it was, and reconciles in February and over both', async () => {
    const [again, february, both] = [await settlement('2026-01-01', '2026-02-01'), await settlement('2026-02-01', '2026-03-01'), await settlement('2026-01-01', '2026-03-01')];

    expect(again.rows).toEqual(january.rows);
    expect(row(january, OLD)).toMatchObject({ received: { total: 4, direct: 4 }, settled: { total: 2 }, pending: { total: 2 } });
    expect(row(february, OLD)).toMatchObject({ received: { total: 0 }, pending: { total: 0 } });
    expect(row(february, NEW)).toMatchObject({ received: { total: 3, carriedOver: 3 }, settled: { total: 1 }, pending: { total: 2 } });
    expect(february.total).toMatchObject({ received: { carriedOver: january.total.pending.total } });
    expect(row(both, OLD)).toMatchObject({ received: { total: 2, direct: 2 }, settled: { total: 2 }, pending: { total: 0 } });
    expect(row(both, NEW)).toMatchObject({ received: { total: 3, direct: 3 }, settled: { total: 1 }, pending: { total: 2 } });
    for (const report of [again, february, both]) expect(report.identities.filter(({ holds }) => !holds)).toEqual([]);
    expect(february.passages).toEqual([{ from: OLD, to: NEW, document: 'NQ 15/NQ-HĐND', dossiers: 2 }]);
    expect([settled, resolved, neighbour]).toHaveLength(3);
  });

  it('reconciles for one of the two alone, and in every other report', async () => {
    for (const agency of [OLD, NEW]) {
      const report = await settlement('2026-02-01', '2026-03-01', `&agency=${agency}`);
      expect(report.identities.filter(({ holds }) => !holds)).toEqual([]);
      for (const kind of ['settlement', 'quarterly', 'timeliness', 'late', 'register', 'online', 'evaluation']) {
        (await product.as(WHO.chairman).get(`/reports/${kind}/table?from=2026-02-01&to=2026-03-01&agency=${agency}`)).expect(200);
      }
    }
    const view = (await product.as(WHO.chairman).get('/reports/settlement/table?from=2026-02-01&to=2026-03-01')).expect(200);
    expect(view.notes.some((note: string) => note.includes('NQ 15/NQ-HĐND'))).toBe(true);
  });
});
