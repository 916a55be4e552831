import type { ForecastList, ForecastOne, ForecastQuality, HeatmapView, TowerList } from '#contract';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

const TAX = 'ct-khanh-vinh';
const WORK = procedure('hai-buoc', start('s') + user('xem') + user('tinh', { agency: 'tax', role: 'chuyen-vien' }) + end('e') + chain('s', 'xem', 'tinh', 'e'), { limit: 10 });
const NEW = procedure('moi-dung', start('s') + user('xem') + end('e') + chain('s', 'xem', 'e'), { limit: 5 });
const POLICE = procedure('cong-an', start('s') + user('xac-minh', { agency: 'police_commune', role: 'cong-an-xa' }) + end('e') + chain('s', 'xac-minh', 'e'), { limit: 1 });

describe('forecasts', () => {
  let product: TestProduct;
  let slow: string;
  let fresh: string;
  let unheard: string;
  let police: string;

  beforeAll(async () => {
    product = await TestProduct.open();
    await product.moveTo('2026-03-02T08:00:00+07:00');
    for (const xml of [WORK, NEW, POLICE]) await product.publish(xml);
    await history(product);
    slow = await product.receive('hai-buoc');
    await product.complete(slow, 'xem');
    await product.advance('P7D');
    fresh = await product.receive('hai-buoc');
    unheard = await product.receive('moi-dung');
    police = await product.receive('cong-an');
  }, 120_000);
  afterAll(() => product.close());

  const list = async (who: string, query = ''): Promise<ForecastList> => (await product.as(who).get(`/board/forecast${query}`)).expect(200) as ForecastList;
  const one = async (code: string): Promise<ForecastOne> => (await product.as(WHO.chairman).get(`/board/forecast/${code}`)).expect(200) as ForecastOne;

  it('are not there before somebody asks', async () => {
    expect(await list(WHO.chairman)).toMatchObject({ run: null, running: null, known: 0, items: [] });
    expect((await product.as(WHO.chairman).get('/board/forecast/quality')).refusal).toBe('404 not_found');
  });

  it('are made in the background, part by part, one run at a time; a process that ends goes on with the next', async () => {
    const { id, state } = (await product.as(WHO.chairman).post('/board/forecast/refresh', {})).expect(202);
    expect((await product.as(WHO.deskHead).post('/board/forecast/refresh', { seed: 9 })).expect(202)).toMatchObject({ id, seed: 1 });
    await product.restart();
    await product.advance('PT1S');

    const view = await list(WHO.chairman);
    expect(state).toBe('running');
    expect(view.run).toMatchObject({ id, state: 'done' });
    expect(view.run!.done).toBe(view.run!.total);
    expect(view.running).toBeNull();
  });

  it('give each open dossier a chance, those most likely late first, with the step that makes it and the cases it rests on', async () => {
    const { items, known, unknown } = await list(WHO.chairman);
    const [first, second] = items.filter(({ procedure: code }) => code === 'hai-buoc');

    expect([first!.code, second!.code]).toEqual([slow, fresh]);
    expect(first!.chance!).toBeGreaterThan(second!.chance!);
    expect(first).toMatchObject({ reason: { agency: TAX, name: expect.any(String) }, holders: [{ agency: TAX }], stopped: false, cases: expect.any(Number) });
    expect(first!.cases).toBeGreaterThan(10);
    expect([known, unknown]).toEqual([3, 1]);
    const { items: listed } = (await product.as(WHO.chairman).get('/board/tower/dossiers')).expect(200) as TowerList;
    expect(new Map(listed.map(({ code, lateChance }) => [code, lateChance]))).toEqual(new Map(items.map(({ code, chance }) => [code, chance])));
  });

  it('say where there is not enough history, and never 0', async () => {
    const { items } = await list(WHO.chairman);

    expect(items.at(-1)).toMatchObject({ code: unheard, chance: null, reason: null, cases: 0 });
    expect(await one(unheard)).toMatchObject({ state: 'unknown', chance: null });
    for (const { chance } of items) if (chance !== null) expect(chance).toBeGreaterThan(0);
  });

  it('turn pages, and keep to a procedure, to an agency, and to what a leader may see', async () => {
    const all = (await list(WHO.chairman)).items.map(({ code }) => code);
    const pages: string[] = [];
    for (let after = ''; ; ) {
      const page = await list(WHO.chairman, `?limit=1${after}`);
      pages.push(...page.items.map(({ code }) => code));
      if (!page.next) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }

    expect(pages).toEqual(all);
    expect((await list(WHO.chairman, '?procedure=moi-dung')).items.map(({ code }) => code)).toEqual([unheard]);
    expect((await list(WHO.chairman, `?agency=${TAX}`)).items.map(({ code }) => code)).toEqual([slow]);
    expect((await list(`${TAX}.lanh-dao`)).items.map(({ code }) => code)).toEqual([slow]);
    expect((await product.as(WHO.tax).get('/board/forecast')).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.tax).post('/board/forecast/refresh', {})).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.chairman).get('/board/forecast?after=la')).refusal).toBe('400 invalid_input');
    expect((await product.as(`${TAX}.lanh-dao`).get(`/board/forecast/${unheard}`)).refusal).toBe('404 not_found');
  });

  it('tell the step of the police to the police alone', async () => {
    expect((await one(police)).reason).toEqual({ name: null, agency: null, agencyName: null, spends: expect.any(Object) });
  });

  it('show how forecasts of the past came out, over all and by procedure', async () => {
    const quality = (await product.as(WHO.chairman).get('/board/forecast/quality')).expect(200) as ForecastQuality;

    expect(quality.instants).toHaveLength(4);
    expect(quality.count).toBeGreaterThan(5);
    expect(quality.late).toBeGreaterThan(0);
    expect(quality.late).toBeLessThan(quality.count);
    expect(quality.skill!).toBeGreaterThan(0);
    expect(quality.bins.reduce((sum, { count }) => sum + count, 0)).toBe(quality.count);
    expect(quality.procedures.map(({ procedure: code }) => code)).toContain('hai-buoc');
  });

  it('are counted anew for one dossier at any time: more the longer it waits, nothing once it is late or settled', async () => {
    const before = (await one(fresh)).chance!;
    await product.advance('P1D');
    expect((await one(fresh)).chance!).toBeGreaterThanOrEqual(before);
    expect((await list(WHO.chairman)).items.map(({ code }) => code)).toContain(fresh);

    await product.advance('P20D');
    expect(await one(fresh)).toMatchObject({ state: 'late', chance: null, reason: null });
    expect((await list(WHO.chairman)).items).toEqual([]);

    await product.complete(fresh, 'xem');
    await product.complete(fresh, 'tinh');
    expect(await one(fresh)).toMatchObject({ state: 'settled' });
  });

  it('are made anew every night once somebody has asked', async () => {
    const { run } = await list(WHO.chairman);
    expect(Date.parse(run!.modelAt)).toBeGreaterThan(Date.parse('2026-07-20T00:00:00+07:00'));
    expect(new Date(run!.modelAt).toISOString()).toMatch(/T20:00:0/);
  });

  it('settlement facts hold what the ledger holds, each receipt with its first settlement', async () => {
    const rows = (sql: string): Promise<unknown[]> => product.database.dataSource.query(sql);
    const told = `select position, dossier collate "C" as dossier, at, kind from ledger_entry where kind in ('dossier.received', 'dossier.settled', 'clock.stopped', 'clock.resumed') or (kind = 'deadline.moved' and data ->> 'subject' = 'dossier')`;
    const kept = 'select position, dossier, at, kind from settlement_fact';
    const first = `select dossier collate "C", min(position) from ledger_entry where kind = 'dossier.settled' group by dossier`;
    const noted = `select dossier, settled_position from settlement_fact where kind = 'dossier.received' and settled_position is not null`;

    expect((await rows(kept)).length).toBeGreaterThan(150);
    for (const [one, other] of [[told, kept], [kept, told], [first, noted], [noted, first]]) expect(await rows(`${one} except ${other}`)).toEqual([]);
  });

  it('the heatmap takes the revisions of a procedure together when none is named', async () => {
    const heat = async (more: string): Promise<HeatmapView> => (await product.as(WHO.chairman).get(`/board/heatmap?procedure=hai-buoc&from=2026-03-01&to=2026-12-01${more}`)).expect(200) as HeatmapView;
    const done = (view: HeatmapView): number[] => view.elements.map((step) => step.done);

    expect(await heat('')).toMatchObject({ revision: null });
    expect(done(await heat(''))).toEqual(done(await heat('&revision=1')));
    expect(done(await heat('&revision=2'))).toEqual([]);
    expect(Math.max(...done(await heat('')))).toBeGreaterThan(50);
  });
});

/** Sixty dossiers in four months and a half; the tax office takes four days, and every third time nearly three weeks. */
async function history(product: TestProduct): Promise<void> {
  const begun = Date.parse('2026-03-02T08:00:00+07:00');
  const day = 86_400_000;
  const due: { at: number; act: () => Promise<void> }[] = [];
  for (let i = 0; i < 60; i++) {
    const at = begun + i * 2.2 * day;
    due.push({ at, act: async () => {
      const code = await product.receive('hai-buoc');
      due.push({ at: at + day, act: () => product.complete(code, 'xem') }, { at: at + (i % 3 === 0 ? 20 : 5) * day, act: () => product.complete(code, 'tinh') });
      if (i % 4 === 0) {
        const secret = await product.receive('cong-an');
        due.push({ at: at + 2 * day, act: () => product.complete(secret, 'xac-minh') });
      }
    } });
  }
  for (let now = begun; due.length > 0; ) {
    const next = due.reduce((first, one) => (one.at < first.at ? one : first));
    due.splice(due.indexOf(next), 1);
    if (next.at > now) await product.moveTo(new Date((now = next.at)).toISOString());
    await next.act();
  }
}
