import { TestProduct, WHO } from './product.js';
import { type Schema, offered } from './scenario.js';

/*
 * The shipped procedures, worked by a program that knows nothing of them but what the tasks themselves say: who may work one, its form
 * with defaults and examples, the papers it needs.
 */

const EIGHT = ['bien-dong-dat-dai', 'dat-dai-lan-dau', 'hon-nhan', 'karaoke', 'ke-hoach-moi-truong', 'khai-sinh-lien-thong', 'quang-cao', 'thuong-tru'];

let product: TestProduct;
let codes: string[];
beforeAll(async () => {
  product = await TestProduct.open();
  const { items } = (await product.as(WHO.desk).get('/procedures')).expect(200);
  codes = items.filter((p: { kind: string; inForce: number | null }) => p.kind === 'procedure' && p.inForce !== null).map((p: { code: string }) => p.code);
});
afterAll(() => product.close());

/** Works the dossier until nothing of it waits. Where only the citizen is waited for, they have done what was asked; where only time is, it passes. */
async function workThrough(code: string): Promise<{ state: number; steps: string[] }> {
  const steps: string[] = [];
  for (let round = 0; round < 80; round++) {
    const [task] = await product.tasks(code);
    const { state, tokens } = (await product.as(WHO.administrator).get(`/dossiers/${code}`)).expect(200);
    if (tokens.length === 0) return { state, steps };
    if (!task) {
      const resumed = await product.as(WHO.desk).post(`/dossiers/${code}/resume`, { evidence: 'Giấy nộp tiền' });
      if (resumed.status !== 200) await product.advance('P1D');
      continue;
    }
    const officer = product.as(`${task.agency}.${task.role}`);
    const { form, requires } = (await officer.get(`/tasks/${task.id}`)).expect(200);
    (await officer.post(`/tasks/${task.id}/complete`, { data: offered(form), papers: requires.papers, ...(requires.opinion && { opinion: 'Đồng ý' }) })).expect(200);
    steps.push(task.element);
    await product.advance('PT1H');
  }
  throw new Error(`${code} does not end: ${steps.join(', ')}`);
}

it('a land dossier received on Thursday 12/02/2026 at 09:00 is due on 02/04 at 09:00, thirty working days without Tết', async () => {
  await product.moveTo('2026-02-12T09:00:00+07:00');
  const code = await product.receive('dat-dai-lan-dau');
  const { dueAt } = (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200);
  const [{ dueAt: firstStep } = { dueAt: null }] = await product.tasks(code);
  expect({ dueAt, firstStep }).toEqual({ dueAt: '2026-04-02T09:00:00+07:00', firstStep: '2026-02-12T15:00:00+07:00' });
});

it('are published with the codes that others count on', () => {
  expect(codes).toEqual(expect.arrayContaining(EIGHT));
});

it.each(EIGHT)('%s ends well with nothing but its defaults, and says so in both languages', async (procedure) => {
  const { papers, intakeForm } = (await product.as(WHO.desk).get(`/procedures/${procedure}`)).expect(200) as { papers: { code: string }[]; intakeForm: Schema | null };
  const received = await product.as(WHO.desk).post('/dossiers', { procedure, agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Mến' }, data: intakeForm ? offered(intakeForm) : {}, papers: papers.map(({ code }) => code) });
  const { code } = received.expect(201);

  const { state, steps } = await workThrough(code);

  expect([state, steps.length > 3]).toEqual([10, true]);
  const page = (await product.as(WHO.administrator).get(`/dossiers/${code}`, { 'accept-language': 'en' })).expect(200);
  expect(page).toMatchObject({ stateName: 'Result returned', result: expect.any(String), tokens: [] });
  expect((await product.as(WHO.administrator).get(`/dossiers/${code}/ledger?limit=1`)).expect(200).verified).toBe(true);
  expect((await product.as(WHO.desk).get(`/dossiers/${code}/receipt.pdf`)).headers.get('content-type')).toBe('application/pdf');
});

it('the weekly hand-over is left approved; published, it opens a dossier at each commune police on Friday, which the archive acknowledges', async () => {
  const code = 'ban-giao-ho-so-cu-tru';
  expect((await product.as(WHO.desk).get(`/procedures/${code}`)).expect(200)).toMatchObject({ inForce: null, revisions: [{ state: 'approved' }] });
  (await product.as(WHO.designer).post(`/procedures/${code}/revisions/1/publish`, {})).expect(200);
  await product.advance('P7D');

  const opened = await product.database.dataSource.query<{ code: string; agency: string; at: Date }[]>('select code, agency, received_at as at from dossier where procedure = $1 order by agency', [code]);
  expect([opened.length, new Set(opened.map(({ at }) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)))]).toEqual([14, new Set(['08:00'])]);
  expect(await workThrough(opened[0]?.code ?? '')).toEqual({ state: 10, steps: ['lapDanhSach', 'nhanBanGiao'] });
});

it('left no wake-up past due', async () => {
  expect((await product.anyone.get('/metrics')).body).toMatch(/^lienthong_wakeups_past_due 0$/m);
});

it('each has its document byte for byte, and a form for every step', async () => {
  for (const code of codes) {
    const { inForce, table } = (await product.as(WHO.desk).get(`/procedures/${code}`)).expect(200);
    const xml = (await product.as(WHO.desk).get(`/procedures/${code}/revisions/${inForce}/bpmn`)).expect(200);
    expect(xml).toMatch(/^<\?xml[\s\S]*bpmndi:BPMNDiagram/);
    expect(table.length).toBeGreaterThan(2);
    expect((await product.as(WHO.desk).get(`/procedures/${code}/revisions/${inForce}`)).expect(200).findings.filter((f: { severity: string }) => f.severity !== 'info')).toEqual([]);
  }
});
