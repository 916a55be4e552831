import type { AskReplay, ReplayResult, ReplayView } from '#contract';
import { readFile } from 'node:fs/promises';
import * as d from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * Last year's dossiers against a draft, over HTTP. The past is made through the product itself: a month of dossiers that pass the desk and
 * the tax office, each after the working time that the test says.
 */

const drawn = (budget = 3): string => d.procedure(
  'mot-thang',
  d.start('s') + d.user('xem', { name: 'Xem hồ sơ', budget: 1 }) + d.user('thue', { name: 'Tính thuế', agency: 'tax', role: 'chuyen-vien', budget }) + d.end('e') + d.chain('s', 'xem', 'thue', 'e'),
  { limit: 6 },
);

let product: TestProduct;
const DAYS = ['02', '03', '04', '05', '06', '09', '10', '11', '12', '13', '16', '17'];

beforeAll(async () => {
  product = await TestProduct.open();
  await product.moveTo('2026-03-02T08:00:00+07:00');
  await product.publish(drawn());
  const worked: { code: string; taxOn: string }[] = [];
  for (const [index, day] of DAYS.entries()) {
    await product.moveTo(`2026-03-${day}T08:00:00+07:00`);
    const due = worked.filter(({ taxOn }) => taxOn === day);
    for (const { code } of due) await product.complete(code, 'thue');
    const code = await product.receive('mot-thang');
    await product.moveTo(`2026-03-${day}T10:00:00+07:00`);
    await product.complete(code, 'xem');
    worked.push({ code, taxOn: DAYS[index + 2] ?? '' });
  }
  await product.moveTo('2026-04-01T08:00:00+07:00');
});
afterAll(() => product.close());

const MARCH = { from: '2026-03-01', to: '2026-04-01', runs: 3, seed: 7 };

const ask = (body: object, who: string = WHO.designer) => product.as(who).post('/replays', body);

async function over(id: string, who: string = WHO.designer): Promise<ReplayView> {
  for (;;) {
    const view = (await product.as(who).get(`/replays/${id}`)).expect(200) as ReplayView;
    if (view.state !== 'waiting' && view.state !== 'running') return view;
  }
}
async function result(body: Partial<AskReplay>): Promise<ReplayResult> {
  const { id } = (await ask({ ...MARCH, ...body })).expect(202) as ReplayView;
  const view = await over(id);
  if (!view.result) throw new Error(JSON.stringify(view));
  return view.result;
}
const variant = ({ variants }: ReplayResult, name: string) => variants.find((one) => one.variant === name)!;

describe('the past of a procedure', () => {
  it('is replayed: the same dossiers, the times that were seen, nobody late', async () => {
    const found = await result({ revision: { procedure: 'mot-thang', number: 1 } });
    expect(found).toMatchObject({ source: 'history', seed: 7, runs: 3, from: '2026-03-01', to: '2026-04-01' });
    expect(found.variants.map((one) => one.variant)).toEqual(['in_force']);
    const [only] = found.variants;
    expect(only).toMatchObject({ dossiers: 12, ended: 12, unfinished: 0, limit: 6, lateShare: { mean: 0, low: 0, high: 0 } });
    expect(only!.elements.map(({ element }) => element).sort()).toEqual(['thue', 'xem']);
    const tax = only!.waiting.find(({ agency }) => agency === 'ct-khanh-vinh')!;
    expect(tax.work).toBeGreaterThan(10);
    expect(tax.work).toBeLessThan(18);
    expect(only!.bottleneck).toBe('thue');
  });

  it('gives the same for the same seed, byte for byte, and other figures for another', async () => {
    const body = { draft: { bpmn: drawn(), forms: {}, decisions: {} }, whatIf: { volume: 50 } };
    const [one, two, other] = [await result(body), await result(body), await result({ ...body, seed: 8 })];
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(one));
  });

  it('what if tax takes six days: more is late, and the draft stands beside the one in force', async () => {
    const found = await result({ draft: { bpmn: drawn(5), forms: {}, decisions: {} }, whatIf: { durations: [{ agency: 'tax', amount: 6, unit: 'working_day' }] } });
    expect(found.variants.map((one) => [one.variant, one.revision])).toEqual([['in_force', 1], ['draft', null], ['what_if', null]]);
    expect(variant(found, 'draft').lateShare!.mean).toBeLessThan(0.5);
    expect(variant(found, 'what_if').lateShare!.mean).toBeGreaterThan(variant(found, 'draft').lateShare!.mean);
    expect(variant(found, 'what_if').duration!.mean).toBeGreaterThan(variant(found, 'draft').duration!.mean + 2);
  });

  it('what if fewer dossiers come', async () => {
    const found = await result({ revision: { procedure: 'mot-thang', number: 1 }, whatIf: { volume: -50 } });
    expect(variant(found, 'what_if').dossiers).toBeLessThan(12);
  });
});

describe('without a past', () => {
  it('dossiers are generated, and what is assumed is told in the language of the reader', async () => {
    const bpmn = await readFile('processes/thuong-tru/thuong-tru.bpmn', 'utf8');
    const { id } = (await ask({ ...MARCH, runs: 2, volume: 240, draft: { bpmn } })).expect(202) as ReplayView;
    const { result: found } = await over(id);
    expect(found).toMatchObject({ source: 'generated' });
    expect(found!.assumptions[0]).toMatch(/240 hồ sơ một năm/);
    expect(variant(found!, 'in_force')).toMatchObject({ dossiers: 20, ended: 20, unfinished: 0 });
    const english = (await product.as(WHO.designer).get(`/replays/${id}`, { 'accept-language': 'en' })).expect(200) as ReplayView;
    expect(english.result!.assumptions[0]).toMatch(/240 dossiers a year/);
  });

  it.each(['bien-dong-dat-dai', 'dat-dai-lan-dau', 'hon-nhan', 'karaoke', 'ke-hoach-moi-truong', 'khai-sinh-lien-thong', 'quang-cao'])('%s runs to its end', async (code) => {
    const { revision } = ((await product.as(WHO.designer).get(`/procedures/${code}`)).expect(200) as { revisions: { revision: number }[] }).revisions[0]!;
    const found = await result({ revision: { procedure: code, number: revision }, volume: 120, runs: 1 });
    expect(found.variants[0]).toMatchObject({ dossiers: 10, unfinished: 0 });
  });

  it('history cannot be insisted on', async () => {
    expect((await ask({ ...MARCH, source: 'history', revision: { procedure: 'karaoke', number: 1 } })).refusal).toBe('409 invalid_state');
  });
});

describe('bad requests', () => {
  const whole = { ...MARCH, revision: { procedure: 'mot-thang', number: 1 } };
  const paths = async (body: object): Promise<string[]> => ((await ask(body)).expect(400) as { errors: { path: string }[] }).errors.map(({ path }) => path).sort();

  it('names the field', async () => {
    expect(await paths({ ...MARCH })).toEqual(['draft']);
    expect(await paths({ ...whole, runs: 0 })).toEqual(['runs']);
    expect(await paths({ ...whole, from: '2026-05-01' })).toEqual(['from']);
    expect(await paths({ ...whole, from: '2023-01-01' })).toEqual(['from']);
    expect(await paths({ ...whole, from: '0001-01-01', to: '0002-01-01' })).toEqual(['from', 'to']);
    expect(await paths({ ...whole, to: '9999-12-31' })).toEqual(['to']);
    expect(await paths({ ...whole, whatIf: { durations: [{ amount: 3, unit: 'working_day' }] } })).toEqual(['whatIf.durations.0']);
    expect(await paths({ ...whole, whatIf: { durations: [{ agency: 'sao-hoa', amount: 3, unit: 'working_day' }, { element: 'khong', amount: 1, unit: 'working_hour' }], officers: [{ agency: 'sao-hoa', change: 1 }] } })).toEqual(['whatIf.durations.0.agency', 'whatIf.durations.1.element', 'whatIf.officers.0.agency']);
    expect((await ask({ ...MARCH, revision: { procedure: 'mot-thang', number: 99 } })).refusal).toBe('404 not_found');
    expect((await ask({ ...MARCH, draft: { bpmn: '<bpmn' } })).refusal).toBe('400 malformed');
    expect((await product.as(WHO.designer).get('/replays/0190b3f6-0000-7000-8000-000000000000')).refusal).toBe('404 not_found');
  });

  it('is for those who design, check and lead', async () => {
    expect((await ask(whole, WHO.desk)).refusal).toBe('403 not_allowed');
    const { id } = (await ask(whole, WHO.checker)).expect(202) as ReplayView;
    expect((await product.as(WHO.desk).get(`/replays/${id}`)).refusal).toBe('404 not_found');
    expect((await product.as(WHO.chairman).get(`/replays/${id}`)).status).toBe(200);
    await over(id);
    expect((await product.as(WHO.checker).delete(`/replays/${id}`)).refusal).toBe('409 already_done');
  });
});

describe('a long replay', () => {
  const LONG = { from: '2025-04-01', to: '2026-04-01', runs: 20, seed: 1, source: 'generated', volume: 20_000, revision: { procedure: 'mot-thang', number: 1 } };

  it('is cancelled by who asked for it, and meanwhile other requests are answered', async () => {
    const { id } = (await ask(LONG)).expect(202) as ReplayView;
    expect((await product.as(WHO.checker).delete(`/replays/${id}`)).refusal).toBe('403 not_allowed');
    for (let view = (await product.as(WHO.designer).get(`/replays/${id}`)).expect(200) as ReplayView; view.done === 0; view = (await product.as(WHO.designer).get(`/replays/${id}`)).expect(200) as ReplayView) expect(['waiting', 'running']).toContain(view.state);
    (await product.as(WHO.designer).delete(`/replays/${id}`)).expect(204);
    expect(await over(id)).toMatchObject({ state: 'cancelled', result: null });
  });

  it('is interrupted by a restart, which says so', async () => {
    const { id } = (await ask(LONG)).expect(202) as ReplayView;
    await product.restart();
    const view = await over(id);
    expect(view).toMatchObject({ state: 'interrupted', result: null });
    expect(view.failure).toMatch(/chạy lại/);
  });
});
