import type { HeatmapView, ScoresView, TowerCounts, TowerList, TowerView } from '#contract';
import { samplePassword } from '../setup/database.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { EventReader } from './event-stream.js';
import { TestProduct, WHO } from './product.js';

const DESK = 'xa-khanh-phu';
const TAX = 'ct-khanh-vinh';
const WORK = procedure('hai-buoc', start('s') + user('xem') + user('tinh', { agency: 'tax', role: 'chuyen-vien' }) + end('e') + chain('s', 'xem', 'tinh', 'e'), { limit: 5 });
const NOTHING: TowerCounts = { late: 0, today: 0, near: 0, on_time: 0, stopped: 0, none: 0, waiting: 0, total: 0 };

describe('the board', () => {
  let product: TestProduct;

  beforeAll(async () => {
    product = await TestProduct.open();
    await product.moveTo('2026-03-02T08:00:00+07:00');
    await product.publish(WORK);
  });
  afterAll(() => product.close());

  const tower = async (who: string, query = ''): Promise<TowerView> => (await product.as(who).get(`/board/tower${query}`)).expect(200) as TowerView;
  const cell = async (who: string, query: string): Promise<TowerList> => (await product.as(who).get(`/board/tower/dossiers?${query}`)).expect(200) as TowerList;
  const at = (view: TowerView, agency: string): TowerCounts => view.rows.find((row) => row.agency === agency)?.counts ?? NOTHING;
  const watch = async (who: string, last?: string): Promise<EventReader> => {
    const { token } = (await product.anyone.post('/session', { username: who, password: samplePassword() })).expect(200) as { token: string };
    return EventReader.open(`${product.url}/api/v1/board/events`, token, last);
  };

  it('counts each open dossier once by time left, where it is; a cell opens into its dossiers', async () => {
    const first = await product.receive('hai-buoc');
    const second = await product.receive('hai-buoc');
    await product.complete(second, 'xem');
    (await product.as(WHO.desk).post(`/dossiers/${first}/stop`, { kind: 'supplement', reason: 'Thiếu giấy', evidence: { note: 'x' } })).expect(200);

    const fresh = await tower(WHO.chairman);
    expect(at(fresh, DESK)).toEqual({ ...NOTHING, stopped: 1, waiting: at(fresh, DESK).waiting, total: 1 });
    expect(at(fresh, TAX)).toEqual({ ...NOTHING, on_time: 1, waiting: 1, total: 1 });
    expect(fresh.total.total).toBe(2);

    const reach = async (instant: string): Promise<TowerCounts> => (await product.moveTo(instant), at(await tower(WHO.chairman), TAX));
    const due = Date.parse((await cell(WHO.chairman, `agency=${TAX}`)).items[0]!.dueAt!);
    expect(await reach(new Date(due - 86_400_000).toISOString())).toEqual({ ...NOTHING, near: 1, waiting: 1, total: 1 });
    expect(await reach(new Date(due - 60_000).toISOString())).toEqual({ ...NOTHING, today: 1, waiting: 1, total: 1 });
    expect(await reach(new Date(due + 60_000).toISOString())).toEqual({ ...NOTHING, late: 1, waiting: 1, total: 1 });

    const late = await cell(WHO.chairman, `agency=${TAX}&state=late`);
    expect(late.items).toEqual([expect.objectContaining({ code: second, bucket: 'late', state: 'missed', holders: [expect.objectContaining({ agency: TAX, acknowledged: false })] })]);
    expect((await cell(WHO.chairman, 'state=waiting')).items.map(({ code }) => code)).toContain(second);
    expect((await cell(WHO.chairman, 'state=today')).items).toEqual([]);
  });

  it('measures the steps of a revision in the working time of who did them, and those of one agency alone', async () => {
    await product.moveTo('2026-04-06T08:00:00+07:00');
    const code = await product.receive('hai-buoc');
    await product.moveTo('2026-04-06T10:00:00+07:00');
    const [task] = await product.tasks(code);
    (await product.as(WHO.desk).post(`/tasks/${task!.id}/claim`, {})).expect(200);
    await product.moveTo('2026-04-08T08:00:00+07:00');
    await product.complete(code, 'xem');

    const heat = async (who: string, more = ''): Promise<HeatmapView> => (await product.as(who).get(`/board/heatmap?procedure=hai-buoc&revision=1&from=2026-04-01&to=2026-05-01${more}`)).expect(200) as HeatmapView;
    const [xem, tinh] = (await heat(WHO.chairman)).elements;
    expect(xem).toMatchObject({ element: 'xem', done: 1, sampled: 1, median: { hours: 16 }, p90: { hours: 16 }, acknowledge: { hours: 2 }, limited: 1, overrun: 1, share: 1 });
    expect(tinh).toMatchObject({ element: 'tinh', done: 0, median: null, overrun: null });
    expect((await heat(WHO.chairman, `&agency=${TAX}`)).elements.map(({ element }) => element)).toEqual(['tinh']);
    expect((await heat(`${TAX}.lanh-dao`)).elements.map(({ element }) => element)).toEqual(['tinh']);
    expect((await product.as(WHO.chairman).get('/board/heatmap?procedure=hai-buoc&revision=1&from=2026-05-01&to=2026-04-01')).refusal).toBe('400 invalid_input');
  });

  it('scores agencies and officers by the same steps', async () => {
    const scores = async (who: string): Promise<ScoresView> => (await product.as(who).get('/board/scores?from=2026-04-01&to=2026-05-01')).expect(200) as ScoresView;

    const { agencies, officers } = await scores(WHO.chairman);

    expect(agencies.find(({ agency }) => agency === DESK)).toMatchObject({ done: 1, limited: 1, onTime: 0, late: 1, median: { hours: 16 }, stays: 1, index2: 0 });
    expect(officers.find(({ username }) => username === WHO.desk)).toMatchObject({ agency: DESK, done: 1, late: 1, median: { hours: 16 } });
    expect((await scores(`${TAX}.lanh-dao`)).agencies.map(({ agency }) => agency)).toEqual([TAX]);
    expect(await scores(WHO.tax)).toMatchObject({ own: true, agencies: [], officers: [] });
  });

  it('turns pages in the order of what is due', async () => {
    const all = (await cell(WHO.chairman, '')).items.map(({ code }) => code);
    const pages: string[] = [];
    for (let after = ''; ; ) {
      const page = await cell(WHO.chairman, `limit=1${after}`);
      pages.push(...page.items.map(({ code }) => code));
      if (!page.next) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(pages).toEqual(all);
    expect((await product.as(WHO.chairman).get('/board/tower/dossiers?after=la')).refusal).toBe('400 invalid_input');
  });

  it('shows a leader what the own agency received or holds, and an officer nothing', async () => {
    const leader = await tower(`${TAX}.lanh-dao`);
    expect(leader.rows.map(({ agency }) => agency)).toEqual([TAX]);
    expect((await product.as(WHO.tax).get('/board/tower')).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.tax).get('/board/events')).refusal).toBe('403 not_allowed');
  });

  it('is told of a step when it is committed, and again of what was missed', async () => {
    const board = await watch(WHO.chairman);
    expect(await board.next()).toMatchObject({ event: 'again' });

    const code = await product.receive('hai-buoc');
    const heard = await board.about(code);
    expect(heard).toEqual({ id: expect.any(String), event: 'changed', data: { dossiers: [code], agencies: [DESK] } });
    board.close();

    await product.complete(code, 'xem');
    const later = await watch(WHO.chairman, heard.id);
    expect((await later.about(code)).data.agencies.toSorted()).toEqual([TAX, DESK]);
    later.close();
  });

  it('refuses more boards of one account than a person opens, and closes them with the process', async () => {
    const boards = await Promise.all(Array.from({ length: 6 }, () => watch(WHO.deskHead)));
    expect((await watch(WHO.deskHead)).status).toBe(429);

    const first = boards[0]!;
    await first.next();
    const over = first.next();
    await product.restart();

    expect(await over).toBeNull();
    for (const board of boards) board.close();
  });
});
