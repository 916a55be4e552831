import type { BreachList, ChairmanView, LandBoardView, ReportView, RungLog, ScoresView, SettlementReport, TowerView } from '#contract';
import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';
import { type Schema, offered } from './scenario.js';

const LAND = 'vpdk-khanh-vinh';
const TAX = 'ct-khanh-vinh';
const DESK = 'xa-khanh-phu';
const OTHER = 'xa-khanh-trung';
const LEADER = `${DESK}.lanh-dao`;
/* A day at the desk, two at the registry, one at the desk: four in all. The clock starts on Monday 05/01/2026, 07:00. */
const LINE = procedure('hai-chang', start('s') + user('a', { budget: 1 }) + user('b', { name: 'Đo vẽ', agency: 'land_registry', role: 'chuyen-vien', budget: 2 }) + user('tra', { budget: 1, milestone: 9 }) + end('e') + chain('s', 'a', 'b', 'tra', 'e'), { limit: 4 });
const JANUARY = 'from=2026-01-01&to=2026-02-01';

describe('the boards of single roles', () => {
  let product: TestProduct;
  let settled: string;
  let open: string;
  let stormy: string;

  beforeAll(async () => {
    product = await TestProduct.open();
    await product.publish(LINE);
    [settled, open, stormy] = [await product.receive('hai-chang'), await product.receive('hai-chang'), await product.receive('hai-chang')];
    await product.receive('hai-chang');
    await product.moveTo('2026-01-05T15:00:00+07:00');
    for (const code of [settled, open, stormy]) await product.complete(code, 'a');
    await product.moveTo('2026-01-09T10:00:00+07:00');
    for (const code of [settled, stormy]) await product.complete(code, 'b');
    for (const element of ['tra']) await product.complete(settled, element);
    await product.moveTo('2026-01-12T09:00:00+07:00');
  });
  afterAll(() => product.close());

  const get = async <T>(path: string, who: string = WHO.chairman): Promise<T> => (await product.as(who).get(path)).expect(200) as T;
  const breaches = (query = '', who: string = WHO.chairman): Promise<BreachList> => get<BreachList>(`/board/breaches?${JANUARY}&limit=200${query}`, who);

  describe('what was late, and why', () => {
    it('says of each late dossier since when, how long, whose it is, who had it, and what came of it', async () => {
      const { items } = await breaches('&level=dossier');
      const one = items.find(({ dossier }) => dossier === settled);
      expect(one).toMatchObject({
        level: 'dossier', procedure: 'hai-chang', agency: DESK, dueAt: '2026-01-08T17:00:00+07:00', endedAt: '2026-01-09T10:00:00+07:00', overrun: { hours: 3 }, net: { late: true, overrun: { hours: 3 }, documents: [] },
        shares: [{ agency: LAND, share: 1, overrun: { hours: 3 } }], holders: [{ agency: LAND, username: WHO.land, role: 'chuyen-vien' }], apology: 'missing', contest: null,
      });
      expect(items.find(({ dossier }) => dossier === open)).toMatchObject({ endedAt: null, shares: [{ agency: LAND, share: 1 }], holders: [{ agency: LAND, username: null, name: null }], apology: 'open' });
    });

    it('counts as many as the tower and the report of late dossiers', async () => {
      const { totals } = await breaches('&level=dossier');
      const now = await get<{ now: string }>('/simulation/clock');
      const tower = await get<TowerView>('/board/tower');
      const report = await get<ReportView>(`/reports/late/table?from=2026-01-01&to=${encodeURIComponent(now.now)}`);

      expect(totals).toMatchObject({ dossiers: 4, openDossiers: 2, netDossiers: 4 });
      expect(tower.total.late).toBe(totals.openDossiers);
      expect(report.rows.length).toBe(totals.dossiers);
      const shares = new Map((await breaches('&level=dossier')).items.map((one) => [one.dossier, one.shares.map(({ agency }) => agency)]));
      expect(report.rows.map(({ key }) => key).toSorted()).toEqual([...shares.keys()].toSorted());
    });

    it('lists the steps apart, with the person whose step it was', async () => {
      const { items, totals } = await breaches('&level=task');
      expect(totals).toMatchObject({ dossiers: 0, openDossiers: 0, steps: items.length });
      expect(items.find(({ dossier, step }) => dossier === settled && step === 'Đo vẽ')).toMatchObject({ level: 'task', shares: [{ agency: LAND, share: 1 }], holders: [{ agency: LAND, username: WHO.land }] });
      expect(items.find(({ dossier, step }) => dossier === open && step === 'Đo vẽ')).toMatchObject({ endedAt: null, holders: [{ username: null }] });
      expect((await breaches()).items.length).toBe(items.length + 4);
    });

    it('charges as was decided on a contest, and says how that stands', async () => {
      const one = async (): Promise<BreachList['items'][number]> => (await breaches('&level=dossier')).items.find(({ dossier }) => dossier === stormy)!;
      const { id } = (await product.as(`${LAND}.lanh-dao`).post('/contests', { dossier: stormy, agency: LAND, ground: 'handed_incomplete', reason: 'Hồ sơ chuyển thiếu.', document: 'CV 15 ngày 12/01/2026' })).expect(201);
      expect(await one()).toMatchObject({ contest: 'open', shares: [{ agency: LAND, share: 1 }] });
      expect((await get<ChairmanView>('/board/chairman')).work.contests).toBe(1);

      (await product.as(WHO.chairman).post(`/contests/${id}/decision`, { accept: true, reason: 'Đúng.', document: 'TB 20/TB-UBND', moves: [{ to: DESK, minutes: 60 }, { to: null, minutes: 30, document: 'BB 3 mất điện' }] })).expect(200);
      const { contest, shares } = await one();
      expect(contest).toBe('accepted');
      expect(shares.map(({ agency, overrun, document }) => [agency, overrun.hours, document])).toEqual([[LAND, 1.5, null], [DESK, 1, null], ['', 0.5, 'BB 3 mất điện']]);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    });

    it('is narrowed down and put in order', async () => {
      const codes = async (query: string): Promise<string[]> => (await breaches(`&level=dossier${query}`)).items.map(({ dossier }) => dossier);
      expect((await codes('&open=true')).includes(settled)).toBe(false);
      expect(await codes(`&agency=${TAX}`)).toEqual([]);
      expect((await codes(`&agency=${LAND}`)).toSorted()).toEqual([settled, open, stormy].toSorted());
      expect((await codes('&procedure=hai-chang')).length).toBe(4);
      expect(await codes('&procedure=thuong-tru')).toEqual([]);
      expect(await codes(`&desk=${OTHER}`)).toEqual([]);
      expect((await breaches(`&level=task&officer=${WHO.land}`)).items.map(({ dossier }) => dossier).toSorted()).toEqual([settled, stormy].toSorted());
      const hours = (await breaches('&level=dossier')).items.map(({ overrun }) => overrun.hours);
      expect(hours).toEqual(hours.toSorted((a, b) => b - a));
      const dues = (await breaches('&sort=due')).items.map(({ dueAt }) => dueAt!);
      expect(dues).toEqual(dues.toSorted());
      const facets = await breaches('&open=true');
      expect(facets.agencies.map(({ code }) => code).toSorted()).toEqual([DESK, LAND].toSorted());
      expect(facets.officers.map(({ code }) => code)).toContain(WHO.land);
    });

    it('turns pages, and says what is wrong with a period', async () => {
      const first = await get<BreachList>(`/board/breaches?${JANUARY}&limit=1&sort=dossier`);
      const second = await get<BreachList>(`/board/breaches?${JANUARY}&limit=1&sort=dossier&after=${first.next}`);
      expect(first.items.length + second.items.length).toBe(2);
      expect(first.items[0]!.id).not.toBe(second.items[0]!.id);
      expect(second.totals).toEqual(first.totals);
      expect((await product.as(WHO.chairman).get('/board/breaches?from=2026-02-01&to=2026-01-01')).refusal).toBe('400 invalid_input');
      expect((await product.as(WHO.chairman).get('/board/breaches?from=2024-01-01&to=2026-01-01')).refusal).toBe('400 invalid_input');
      expect((await product.as(WHO.chairman).get(`/board/breaches?${JANUARY}&sort=ngau-nhien`)).status).toBe(400);
    });

    it('comes as a table for a spreadsheet, with every row', async () => {
      const sheet = await product.as(WHO.chairman).get(`/board/breaches.csv?${JANUARY}`);
      expect(sheet.status).toBe(200);
      expect(sheet.headers.get('content-type')).toContain('text/csv');
      const lines = String(sheet.body).trim().split('\r\n');
      expect(lines.length).toBe((await breaches()).items.length + 1);
      expect(lines[0]).toContain('Mã hồ sơ;Thủ tục');
      expect(lines.find((line) => line.startsWith(`Hồ sơ;${settled};`))).toMatch(/;3;3;Có;.*\(100 %, 3\)/);
    });

    it('shows a leader what the own agency received or is charged with, and an officer nothing', async () => {
      expect((await breaches('&level=dossier', `${LAND}.lanh-dao`)).items.map(({ dossier }) => dossier).toSorted()).toEqual([settled, open, stormy].toSorted());
      expect((await breaches('&level=dossier&received=true', `${LAND}.lanh-dao`)).items).toEqual([]);
      expect((await breaches('&level=dossier', LEADER)).items.length).toBe(4);
      expect((await breaches('&level=dossier', `${OTHER}.lanh-dao`)).items).toEqual([]);
      expect((await product.as(WHO.land).get(`/board/breaches?${JANUARY}`)).refusal).toBe('403 not_allowed');
    });
  });

  describe('the log of reminders', () => {
    const rungs = (query = '', who: string = WHO.chairman): Promise<RungLog> => get<RungLog>(`/rungs?limit=200${query}`, who);

    it('says what became of each telling: read, unread, or a post that nobody holds', async () => {
      const { items } = await rungs(`&dossier=${open}`);
      expect(items.length).toBeGreaterThan(0);
      expect(new Set(items.flatMap(({ to }) => to.map(({ delivery }) => delivery)))).toEqual(new Set(['unread']));
      const { items: notices } = await get<{ items: { id: string; kind: string; dossier: string }[] }>('/notices?limit=200', WHO.land);
      (await product.as(WHO.land).post(`/notices/${notices.find(({ kind, dossier }) => kind === 'rung.fired' && dossier === open)!.id}/read`, {})).expect(200);
      expect((await rungs(`&dossier=${open}`)).items.flatMap(({ to }) => to).some(({ delivery, role }) => delivery === 'read' && role === 'chuyen-vien')).toBe(true);
      expect((await rungs(`&dossier=${open}&undelivered=true`)).items).toEqual([]);
      await product.database.dataSource.query(`update position set valid_to = '2026-01-01' where agency = $1 and role = 'lanh-dao'`, [LAND]);
      const lost = (await rungs(`&dossier=${open}&undelivered=true`)).items;
      expect(lost.length).toBeGreaterThan(0);
      expect(lost.every(({ to }) => to.some(({ delivery, role }) => delivery === 'nobody' && role === 'lanh-dao'))).toBe(true);
      await product.database.dataSource.query(`update position set valid_to = null where agency = $1 and role = 'lanh-dao'`, [LAND]);
    });

    it('is narrowed down by day, action and answer', async () => {
      const all = (await rungs()).items;
      const [first] = (await rungs(`&mine=true&dossier=${open}`, WHO.land)).items;
      (await product.as(WHO.land).post(`/rungs/${first!.deadline}/${first!.rung}/snooze`, { until: '2026-01-14T08:00:00+07:00', reason: 'Chờ bản đồ' })).expect(200);
      expect((await rungs('&answered=snoozed')).items).toEqual([expect.objectContaining({ deadline: first!.deadline, answers: [expect.objectContaining({ kind: 'snoozed', reason: 'Chờ bản đồ', by: WHO.land })] })]);
      expect((await rungs('&answered=none')).items.length).toBe(all.length - 1);
      expect((await rungs('&action=apologise')).items.every(({ action }) => action === 'apologise')).toBe(true);
      expect((await rungs('&from=2026-01-09&to=2026-01-10')).items.map(({ firedAt }) => firedAt.slice(0, 10)).every((day) => day === '2026-01-09')).toBe(true);
      expect((await rungs('&from=2027-01-01')).items).toEqual([]);
      expect((await product.as(WHO.chairman).get('/rungs?action=mach-leo')).status).toBe(400);
    });
  });

  describe('the scorecards', () => {
    const scores = (who: string, query = ''): Promise<ScoresView> => get<ScoresView>(`/board/scores?${JANUARY}${query}`, who);

    it('tell what was settled, charged, used of the budget, left waiting and held longest', async () => {
      const { agencies, officers, own } = await scores(WHO.chairman);
      expect(own).toBe(false);
      expect(agencies.find(({ agency }) => agency === DESK)).toMatchObject({ settled: 2, lateCharged: 2, waiting: expect.any(Number), oldestAt: '2026-01-05T07:00:00+07:00' });
      expect(agencies.find(({ agency }) => agency === LAND)).toMatchObject({ settled: 0, lateCharged: 3, waiting: 1, oldestAt: '2026-01-05T15:00:00+07:00' });
      expect(agencies.find(({ agency }) => agency === LAND)!.use).toBeGreaterThan(1);
      expect(agencies.find(({ agency }) => agency === LAND)!.lateHours).toBeGreaterThan(3);
      expect(officers.find(({ username }) => username === WHO.land)!.use).toBeGreaterThan(1);
    });

    it('show an officer the own line alone, and the head the unit', async () => {
      expect(await scores(WHO.land)).toMatchObject({ own: true, agencies: [], officers: [expect.objectContaining({ username: WHO.land, agency: LAND, done: 2, late: 2 })] });
      expect((await scores(WHO.tax)).officers).toEqual([]);
      const unit = await scores(`${LAND}.lanh-dao`);
      expect(unit).toMatchObject({ own: false, agencies: [expect.objectContaining({ agency: LAND })] });
      expect(unit.officers.map(({ username }) => username)).toEqual([WHO.land]);
      expect((await scores(WHO.land, `&agency=${DESK}`)).officers).toEqual([]);
    });
  });

  describe('the page of who leads', () => {
    const page = (who: string = WHO.chairman, query = ''): Promise<ChairmanView> => get<ChairmanView>(`/board/chairman${query}`, who);

    it('says the same as the settlement form and the list of breaches', async () => {
      const view = await page();
      const form = await get<SettlementReport>(`/reports/settlement?from=2026-01-01&to=${encodeURIComponent('2026-01-12T09:00:00.001+07:00')}&by=agency`);
      expect(view.month).toMatchObject({ received: form.total.received.online + form.total.received.direct, settled: form.total.settled.total, settledLate: { gross: form.total.settled.late, net: form.total.net.settledLate } });
      expect(view.month.late).toEqual({ gross: form.total.settled.late + form.total.pending.late, net: form.total.net.settledLate + form.total.net.pendingLate });
      expect(view.week).toMatchObject({ from: '2026-01-12T00:00:00+07:00', received: 0, settled: 0, late: { gross: 2, net: 2 } });
      expect(view.open).toMatchObject({ late: 2, lateNet: 2 });
      expect(view.faults.map(({ agency, dossiers }) => [agency, dossiers])).toEqual([[LAND, 3], [DESK, 2], ['', 1]]);
      expect(view.faults.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      expect(view.procedures).toEqual([expect.objectContaining({ code: 'hai-chang', settled: 2, late: 4, share: 1 })]);
      expect(view.communes).toEqual([expect.objectContaining({ code: DESK, late: 4 })]);
      expect(view.trend.at(-1)).toMatchObject({ month: '2026-01', settled: 2, late: { gross: 2, net: 2 } });
      expect(view.trend.length).toBe(6);
    });

    it('sets net beside gross once a storm is declared', async () => {
      const storm = { agencies: [LAND], from: '2026-01-07T00:00:00+07:00', to: '2026-01-09T00:00:00+07:00', reason: 'Bão số 12', document: 'QĐ 88/QĐ-UBND', dryRun: false };
      (await product.as(WHO.chairman).post('/force-majeure', storm)).expect(200);
      await product.advance('PT1S');

      const { month, work } = await page();
      expect(month.settledLate).toEqual({ gross: 2, net: 0 });
      expect(month.late.gross).toBe(4);
      expect(month.late.net).toBeLessThan(4);
      expect(work).toMatchObject({ declarations: 1, apologies: expect.any(Number) });
      const { items, totals } = await breaches('&level=dossier');
      expect(totals).toMatchObject({ dossiers: 4, netDossiers: month.late.net });
      expect(items.find(({ dossier }) => dossier === settled)).toMatchObject({ overrun: { hours: 3 }, net: { late: false, overrun: { hours: 0 }, documents: ['QĐ 88/QĐ-UBND'] } });
      const step = (await breaches('&level=task')).items.find(({ dossier, step: name }) => dossier === settled && name === 'Đo vẽ');
      expect(step!.net).toMatchObject({ late: false, documents: ['QĐ 88/QĐ-UBND'] });
    });

    it('is of the own commune for its chairman, who has no other', async () => {
      const own = await page(LEADER);
      expect(own).toMatchObject({ agency: DESK, maySetTarget: false, mayDeclare: false });
      expect(own.month.received).toBe(4);
      expect((await page(`${OTHER}.lanh-dao`)).month).toMatchObject({ received: 0, late: { gross: 0, net: 0 } });
      expect((await page(WHO.chairman, `?agency=${OTHER}`))).toMatchObject({ agency: OTHER, month: { received: 0 } });
      expect((await product.as(LEADER).get(`/board/chairman?agency=${OTHER}`)).refusal).toBe('403 not_allowed');
      expect((await product.as(WHO.tax).get('/board/chairman')).refusal).toBe('403 not_allowed');
    });

    it('measures by targets that were ordered, each with its document', async () => {
      expect((await page()).target).toBeNull();
      const order = { agency: 'ubnd-khanh-vinh', share: 0.02, validFrom: '2026-01-01', document: 'KH 15/KH-UBND ngày 02/01/2026' };
      (await product.as(WHO.chairman).post('/board/targets', order)).expect(201);
      expect((await page()).target).toMatchObject({ share: 0.02, document: order.document, agency: 'ubnd-khanh-vinh' });
      expect((await page(LEADER)).target).toMatchObject({ share: 0.02 });
      expect((await page()).trend.map(({ target }) => target)).toEqual([null, null, null, null, null, 0.02]);
      (await product.as(WHO.administrator).post('/board/targets', { ...order, agency: DESK, share: 0.05 })).expect(201);
      expect((await page(LEADER)).target).toMatchObject({ share: 0.05, agency: DESK });
      expect((await get<{ items: unknown[] }>('/board/targets')).items.length).toBe(2);
      expect((await product.as(LEADER).post('/board/targets', order)).refusal).toBe('403 not_allowed');
      expect((await product.as(WHO.chairman).post('/board/targets', { ...order, agency: 'khong-co' })).refusal).toBe('404 not_found');
      const wrong = await product.as(WHO.chairman).post('/board/targets', { ...order, share: 2, document: ' ' });
      expect(wrong.status).toBe(400);
      expect(wrong.body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual(['document', 'share']);
    });
  });

  describe('the land board', () => {
    const land = (who: string = WHO.land, query = ''): Promise<LandBoardView> => get<LandBoardView>(`/board/land${query}`, who);
    let plot: string;
    let change: string;

    const receive = async (code: string, data: object): Promise<string> => {
      const { intakeForm } = await get<{ intakeForm: Schema | null }>(`/procedures/${code}`, WHO.desk);
      const papers = (await get<{ papers: { code: string }[] }>(`/procedures/${code}`, WHO.desk)).papers.map((paper) => paper.code);
      return product.receive(code, { data: { ...(intakeForm ? offered(intakeForm) : {}), ...data }, papers });
    };
    const complete = async (code: string, element: string, data: object = {}): Promise<void> => {
      const task = (await product.tasks(code)).find((one) => one.element === element);
      if (!task) throw new Error(`${code} has no task at ${element}`);
      const officer = product.as(`${task.agency}.${task.role}`);
      const { form, requires } = (await officer.get(`/tasks/${task.id}`)).expect(200) as { form: Schema; requires: { papers: string[] } };
      (await officer.post(`/tasks/${task.id}/complete`, { data: { ...offered(form), ...data }, papers: requires.papers, opinion: 'Đồng ý' })).expect(200);
    };
    const stageOf = async (code: string): Promise<string | undefined> => (await land(WHO.chairman)).items.find((one) => one.code === code)?.stage;

    beforeAll(async () => {
      plot = await receive('dat-dai-lan-dau', { soTo: 12, soThua: 345, diaChiThuaDat: 'Thôn Bến Lễ', coTaiSan: false });
      change = await receive('bien-dong-dat-dai', { soTo: 7, soThua: 88 });
    });

    it('follows a plot through desk, posting, survey, tax, payment and printing', async () => {
      expect(await stageOf(plot)).toBe('desk');
      await complete(plot, 'kiemTraThanhPhan');
      expect(await stageOf(plot)).toBe('checking');
      for (const element of ['kiemTraHoSo', 'xacNhanHienTrang']) await complete(plot, element);
      await product.advance('P4D');
      const posted = (await land()).items.find(({ code }) => code === plot);
      expect(posted).toMatchObject({ sheet: '12', plot: '345', place: 'Thôn Bến Lễ', stage: 'posting', posting: { days: 4, of: 15, endsAt: expect.any(String) }, late: false });
      await complete(plot, 'niemYet');
      expect(await land()).toMatchObject({ surveys: [expect.objectContaining({ code: plot, plot: '345', stepName: 'Trích lục, trích đo thửa đất', dueAt: expect.any(String), late: false })] });
      await complete(plot, 'trichDo');
      await complete(plot, 'lapPhieuChuyen');
      expect(await stageOf(plot)).toBe('sent_to_tax');
      const [task] = await product.tasks(plot);
      (await product.as(WHO.tax).post(`/tasks/${task!.id}/claim`, {})).expect(200);
      expect(await stageOf(plot)).toBe('at_tax');
      await complete(plot, 'tinhThue', { soThongBaoThue: '1203/TB-CCT', soTienPhaiNop: 4_250_000, hanNop: '2026-05-15' });
      expect((await land()).items.find(({ code }) => code === plot)).toMatchObject({ stage: 'awaiting_payment', stopped: true, notice: { number: '1203/TB-CCT', amount: 4_250_000, payBy: '2026-05-15' } });
      (await product.as('ct-khanh-vinh.he-thong').post('/messages', { name: 'nop-tien', correlationKey: plot, payload: {} })).expect(200);
      expect(await stageOf(plot)).toBe('to_print');
    });

    it('is searched by sheet and plot, narrowed down by stage and commune', async () => {
      const codes = async (query: string): Promise<string[]> => (await land(WHO.chairman, query)).items.map(({ code }) => code);
      expect(await codes('?q=12/345')).toEqual([plot]);
      expect(await codes('?q=88')).toEqual([change]);
      expect(await codes('?stage=to_print')).toEqual([plot]);
      expect(await codes(`?q=${plot.slice(-8)}`)).toEqual([plot]);
      expect(await codes('?commune=khong-co')).toEqual([]);
      expect((await product.as(WHO.land).get('/board/land?stage=tren-troi')).status).toBe(400);
      const { stages, communes, total } = await land(WHO.chairman);
      expect(stages.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect(communes.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    });

    it('shows a registry what came to it, a commune its own, and nobody else', async () => {
      expect((await land()).items.map(({ code }) => code)).toEqual([plot]);
      expect((await land(WHO.chairman)).items.map(({ code }) => code).toSorted()).toEqual([plot, change].toSorted());
      expect((await land(`${OTHER}.lanh-dao`)).total).toBe(0);
      expect((await product.as(WHO.tax).get('/board/land')).refusal).toBe('403 not_allowed');
    });

    it('shares out what is late as every other list does', async () => {
      await product.advance('P70D');
      const { items, late, faults } = await land(WHO.chairman);
      const one = items.find(({ code }) => code === plot);
      expect(late).toBe(2);
      expect(one!.late).toBe(true);
      const breach = (await get<BreachList>('/board/breaches?from=2026-01-01&to=2026-12-01&level=dossier&open=true&limit=200')).items.find(({ dossier }) => dossier === plot);
      expect(one!.shares.map(({ agency, share }) => [agency, share])).toEqual(breach!.shares.map(({ agency, share }) => [agency, share]));
      expect(faults.length).toBeGreaterThan(0);
      expect((await page()).land).toMatchObject({ total: 2, late: 2, toPrint: 1 });
    });

    const page = (): Promise<ChairmanView> => get<ChairmanView>('/board/chairman');
  });

  it('counts alike where clocks stand: what stopped in time is late nowhere, what stopped late is late everywhere', async () => {
    const stop = async (code: string): Promise<void> => void (await product.as(WHO.desk).post(`/dossiers/${code}/stop`, { kind: 'supplement', reason: 'Thiếu giấy', evidence: { note: 'x' } })).expect(200);
    const [timely, tardy] = [await product.receive('hai-chang'), await product.receive('hai-chang')];
    await stop(timely);
    await product.advance('P20D');
    await stop(tardy);
    await product.advance('P20D');
    const { now } = await get<{ now: string }>('/simulation/clock');
    const late = await get<BreachList>('/board/breaches?from=2026-01-01&to=2026-12-31&level=dossier&limit=200');
    const openLate = late.items.filter(({ endedAt }) => endedAt === null).map(({ dossier }) => dossier);
    const report = await get<ReportView>(`/reports/late/table?from=2026-01-01&to=${encodeURIComponent(now)}`);

    expect(openLate).toContain(tardy);
    expect(openLate).not.toContain(timely);
    expect((await get<TowerView>('/board/tower')).total.late).toBe(openLate.length);
    expect(report.rows.map(({ key }) => key).toSorted()).toEqual(late.items.map(({ dossier }) => dossier).toSorted());
    expect(late.items.find(({ dossier }) => dossier === tardy)!.overrun.hours).toBe(Number(report.rows.find(({ key }) => key === tardy)!.cells[6]));
  });
});
