import { COMMUNE_HEAD, HEAD, Scene, TAX_HEAD } from './guard-scene.js';
import { WHO } from './product.js';

/*
 * What people make of an alert: the owner explains or confirms, another person above looks again, the person concerned is asked and never sees more
 * than the question. A stop on Monday 05/01/2026 without its form delivered is the alert of most of these.
 */

const { desk, chairman, administrator } = WHO;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.product.close());

/** A stop that nothing proves, by the desk of Khánh Phú. */
async function faked(): Promise<{ id: string; code: string }> {
  const code = await scene.receive();
  await scene.stop(code);
  await scene.product.advance('P2D');
  await scene.evening();
  const alerts = await scene.alerts(`&dossier=${code}&rule=stop-undelivered`);
  return { id: alerts[0]!.id, code };
}

const see = async (who: string, id: string) => scene.product.as(who).get(`/alerts/${id}`);
const act = async (who: string, id: string, action: string, body: object = {}) => scene.post(who, `/alerts/${id}/${action}`, body);
const CONFIRMED = { reason: 'Không có bằng chứng giao', document: 'BB 03/UBND ngày 08/01/2026', measures: 'Nhắc nhở' };
const chain = async (id: string): Promise<string[]> => (await scene.product.database.dataSource.query<{ kind: string }[]>('select kind from ledger_entry where dossier = $1 order by seq', [`alert:${id}`])).map(({ kind }) => kind);

describe('an alert', () => {
  it('is seen by its owner and those above, with its evidence; not by the person concerned, other agencies or who administers accounts', async () => {
    const { id, code } = await faked();

    const seen = (await see(COMMUNE_HEAD, id)).expect(200);
    expect(seen).toMatchObject({ rule: 'stop-undelivered', state: 'open', dossier: code, ownerName: 'Lãnh đạo cơ quan', actions: ['ask', 'assign', 'explain', 'confirm'], decision: null, ruleVersion: 0 });
    expect(seen.evidence.map(({ kind, dossier }: { kind: string; dossier: string }) => [kind, dossier])).toEqual([['clock.stopped', code], ['form.issued', code]]);
    expect((await see(HEAD, id)).expect(200).actions).toEqual([]);
    expect((await see(chairman, id)).expect(200).actions).toContain('confirm');
    for (const stranger of [desk, TAX_HEAD, administrator, WHO.tax]) expect((await see(stranger, id)).refusal).toBe('404 not_found');
    expect((await scene.product.as(desk).get('/alerts')).refusal).toBe('403 not_allowed');
    expect((await scene.product.as(administrator).get('/alerts')).refusal).toBe('403 not_allowed');
    expect((await scene.product.as(TAX_HEAD).get('/alerts')).expect(200).items).toEqual([]);
    expect((await scene.product.anyone.get('/alerts')).status).toBe(401);
  });

  it('whose leader is concerned himself goes to the leadership, and the leader is told nothing of it', async () => {
    const code = await scene.receive();
    await scene.work(code, 'nhan', 'thue');
    await scene.product.complete(code, 'ky', { papers: ['ket-qua'] });
    await scene.product.advance('P1D');
    await scene.evening();

    const alert = (await scene.alerts(`&dossier=${code}`)).find(({ rule }) => rule === 'result-unsigned')!;
    expect(alert).toMatchObject({ owner: 'chairman', persons: [{ username: COMMUNE_HEAD }] });
    expect((await see(COMMUNE_HEAD, alert.id)).refusal).toBe('404 not_found');
    expect((await scene.product.as(COMMUNE_HEAD).get(`/alerts?dossier=${code}`)).expect(200).items).toEqual([]);
    const { items } = (await scene.product.as(COMMUNE_HEAD).get('/notices')).expect(200);
    expect(items.filter(({ kind, dossier }: { kind: string; dossier: string }) => kind === 'alert.found' && dossier === code)).toEqual([]);
  });

  it('is confirmed with document and measures, agreed to by another above, and every step stands in the ledger', async () => {
    const { id } = await faked();
    expect((await act(HEAD, id, 'confirm', CONFIRMED)).refusal).toBe('403 not_allowed');
    expect((await act(COMMUNE_HEAD, id, 'confirm', { reason: 'Có', document: ' ' })).body.errors).toMatchObject([{ path: 'document' }, { path: 'measures' }]);
    expect((await act(COMMUNE_HEAD, id, 'review')).refusal).toBe('409 invalid_state');
    expect((await act(COMMUNE_HEAD, id, 'confirm', CONFIRMED)).expect(200)).toMatchObject({ state: 'confirmed', reviewed: false, decision: { ...CONFIRMED, by: { username: COMMUNE_HEAD }, reviewedBy: null }, actions: ['reopen'] });
    expect((await act(COMMUNE_HEAD, id, 'explain', { reason: 'Thôi' })).refusal).toBe('409 invalid_state');
    expect((await act(COMMUNE_HEAD, id, 'review')).refusal).toBe('403 not_allowed');
    expect((await act(chairman, id, 'review', { note: 'Đồng ý' })).expect(200)).toMatchObject({ reviewed: true, decision: { reviewedBy: { username: chairman } }, actions: ['reopen'] });
    expect((await act(chairman, id, 'review')).refusal).toBe('409 already_done');
    expect((await act(COMMUNE_HEAD, id, 'reopen', { reason: 'Nghĩ lại' })).refusal).toBe('403 not_allowed');
    expect((await act(chairman, id, 'reopen', { reason: 'Có thêm chứng cứ' })).expect(200)).toMatchObject({ state: 'open', decision: null });

    expect(await chain(id)).toEqual(['alert.found', 'alert.confirmed', 'alert.reviewed', 'alert.reopened']);
    expect((await scene.product.as(WHO.deskHead).get(`/alerts/${id}`)).expect(200).history).toMatchObject([{ kind: 'alert.found' }, { by: 'Cao Công Đạt' }, { text: 'Đồng ý' }, { text: 'Có thêm chứng cứ' }]);
  });

  it('that the leadership decides itself is looked at again by the head of the desk, never by the one who decided', async () => {
    const { id } = await faked();
    (await act(chairman, id, 'explain', { reason: 'Đường dây hỏng cả ngày' })).expect(200);
    expect((await act(chairman, id, 'review')).refusal).toBe('403 not_allowed');
    expect((await act(HEAD, id, 'review')).expect(200)).toMatchObject({ state: 'explained', reviewed: true });
  });

  it('is given to somebody who may follow it up, and to nobody else', async () => {
    const { id } = await faked();
    for (const to of [desk, 'nobody', TAX_HEAD]) expect((await act(COMMUNE_HEAD, id, 'assign', { to })).body.errors).toMatchObject([{ path: 'to' }]);
    expect((await act(COMMUNE_HEAD, id, 'assign', { to: HEAD, reason: 'Đi công tác' })).expect(200)).toMatchObject({ assignee: { username: HEAD } });
    expect((await act(HEAD, id, 'explain', { reason: 'Đã giao trực tiếp, quên ghi' })).expect(200)).toMatchObject({ state: 'explained' });
  });

  it('is not decided on by who looked at an older state of it', async () => {
    const { id } = await faked();
    const version = Number((await see(COMMUNE_HEAD, id)).headers.get('etag')!.replaceAll('"', ''));
    (await act(COMMUNE_HEAD, id, 'assign', { to: HEAD })).expect(200);
    expect((await scene.product.as(HEAD).post(`/alerts/${id}/explain`, { reason: 'x' }, { 'if-match': `"${version}"` })).refusal).toBe('412 stale_version');
  });
});

describe('the person concerned', () => {
  it('sees a question and nothing else, answers once, in writing; the dossier tells nothing of it', async () => {
    const { id, code } = await faked();
    expect((await act(COMMUNE_HEAD, id, 'ask', { to: WHO.tax, question: 'Vì sao?' })).body.errors).toMatchObject([{ path: 'to' }]);
    expect((await act(HEAD, id, 'ask', { to: desk, question: 'Vì sao?' })).refusal).toBe('403 not_allowed');
    (await act(COMMUNE_HEAD, id, 'ask', { to: desk, question: 'Vì sao chưa ghi nhận giao phiếu?' })).expect(200);

    const mine = (await scene.product.as(desk).get('/alerts/questions')).expect(200).items.find((one: { dossier: string }) => one.dossier === code);
    expect(mine).toEqual({ id: mine.id, dossier: code, to: expect.anything() as unknown, question: 'Vì sao chưa ghi nhận giao phiếu?', askedBy: 'Cao Công Đạt', askedAt: expect.anything() as unknown, answer: null, answeredAt: null });
    expect((await scene.product.as(desk).get('/notices')).expect(200).items.filter(({ kind, dossier }: { kind: string; dossier: string }) => kind === 'alert.asked' && dossier === code)).toHaveLength(1);
    const entries = (await scene.product.as(desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200).items as { kind: string }[];
    expect(entries.filter(({ kind }) => kind.startsWith('alert.'))).toEqual([]);

    expect((await scene.post(WHO.tax, `/alerts/questions/${mine.id}/answer`, { answer: 'Tôi' })).refusal).toBe('404 not_found');
    expect((await scene.post(desk, `/alerts/questions/${mine.id}/answer`, { answer: ' ' })).body.errors).toMatchObject([{ path: 'answer' }]);
    (await scene.post(desk, `/alerts/questions/${mine.id}/answer`, { answer: 'Đã giao tận tay, quên ghi.' })).expect(200);
    expect((await scene.post(desk, `/alerts/questions/${mine.id}/answer`, { answer: 'Nữa' })).refusal).toBe('409 already_done');
    expect((await see(COMMUNE_HEAD, id)).expect(200).questions).toMatchObject([{ answer: 'Đã giao tận tay, quên ghi.' }]);
    expect(await chain(id)).toEqual(['alert.found', 'alert.asked', 'alert.answered']);
  });
});

describe('the list', () => {
  it('is narrowed by rule, severity, state, agency, person and period, and read page by page', async () => {
    const all = await scene.alerts();
    const count = async (query: string): Promise<number> => (await scene.alerts(query)).length;
    expect(all.length).toBeGreaterThan(5);
    expect(await count('&rule=stop-undelivered')).toBe(all.filter(({ rule }) => rule === 'stop-undelivered').length);
    expect(await count('&severity=high')).toBe(all.filter(({ severity }) => severity === 'high').length);
    expect(await count('&state=explained')).toBe(all.filter(({ state }) => state === 'explained').length);
    expect(await count('&agency=ct-khanh-vinh')).toBe(0);
    expect(await count(`&person=${desk}`)).toBe(all.filter(({ persons }) => persons.some(({ username }) => username === desk)).length);
    expect(await count('&from=2026-01-05&to=2026-01-05')).toBeGreaterThan(0);
    expect(await count('&to=2026-01-04')).toBe(0);
    const first = (await scene.product.as(chairman).get('/alerts?limit=2')).expect(200);
    const second = (await scene.product.as(chairman).get(`/alerts?limit=200&after=${first.next}`)).expect(200);
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(all.map(({ id }) => id));
    for (const query of ['rule=x', 'state=x', 'severity=x', 'from=yesterday', 'after=x']) expect((await scene.product.as(chairman).get(`/alerts?${query}`)).refusal).toBe('400 invalid_input');
    expect((await see(chairman, '01900000-0000-7000-8000-000000000000')).refusal).toBe('404 not_found');
  });
});

describe('the rules', () => {
  const ORDER = { enabled: true, severity: 'medium', owner: 'agency_leader', thresholds: { percent: 50 }, document: 'QĐ 12/QĐ-UBND' };
  const rule = async (code: string, who: string = chairman) => (await scene.product.as(who).get('/alerts/rules')).expect(200).items.find((one: { code: string }) => one.code === code);

  it('tell their numbers: counts, share of false alarms, weeks', async () => {
    const stop = await rule('stop-undelivered');
    const { explained, confirmed } = stop.counts;
    expect(stop.falseAlarms).toBeCloseTo(explained / (explained + confirmed), 3);
    expect(stop.weeks).toHaveLength(12);
    expect(stop.weeks.reduce((sum: number, week: { found: number }) => sum + week.found, 0)).toBe(stop.counts.open + explained + confirmed);
    expect((await rule('reopened')).falseAlarms).toBeNull();
    expect((await scene.product.as(chairman).get('/alerts/rules')).expect(200).items).toHaveLength(13);
  });

  it('change by order of the leadership alone; what is wrong with an order is told by field', async () => {
    expect((await scene.product.as(HEAD).put('/alerts/rules/late-supplement', ORDER)).refusal).toBe('403 not_allowed');
    expect((await scene.product.as(administrator).put('/alerts/rules/late-supplement', ORDER)).refusal).toBe('403 not_allowed');
    expect((await scene.product.as(chairman).put('/alerts/rules/late-supplement', { ...ORDER, thresholds: { percent: 90, minutes: 1 } })).body.errors.map(({ path }: { path: string }) => path)).toEqual(['thresholds.percent', 'thresholds.minutes']);
    expect((await scene.product.as(chairman).put('/alerts/rules/late-supplement', { ...ORDER, document: '', owner: 'me' })).body.errors.map(({ path }: { path: string }) => path)).toEqual(['owner', 'document']);
    expect((await scene.product.as(chairman).put('/alerts/rules/unknown', ORDER)).status).toBe(400);
    expect((await rule('late-supplement')).version).toBe(0);

    const changed = (await scene.product.as(chairman).put('/alerts/rules/late-supplement', ORDER, { 'if-match': '"0"' })).expect(200);
    expect(changed).toMatchObject({ version: 1, document: 'QĐ 12/QĐ-UBND', changedBy: chairman, thresholds: [{ name: 'percent', value: 50, delivered: 10 }], orders: [{ version: 1 }] });
    expect((await scene.product.as(chairman).put('/alerts/rules/late-supplement', ORDER, { 'if-match': '"0"' })).refusal).toBe('412 stale_version');
  });

  it('hold for what comes later, and by hand for a period that has passed: found once, however often it is looked through', async () => {
    const code = await scene.receive();
    await scene.product.advance('P11D');
    await scene.stop(code);
    await scene.deliver(code);
    (await scene.product.as(chairman).put('/alerts/rules/late-supplement', { ...ORDER, enabled: false, document: 'QĐ 13/QĐ-UBND' })).expect(200);
    await scene.evening();
    expect(await scene.rulesOf(code)).toEqual([]);
    expect(await rule('late-supplement')).toMatchObject({ enabled: false, orders: [{ version: 1 }, { version: 2, enabled: false, document: 'QĐ 13/QĐ-UBND' }] });
    (await scene.product.as(chairman).put('/alerts/rules/late-supplement', { ...ORDER, document: 'QĐ 14/QĐ-UBND' })).expect(200);
    const entries = await scene.product.database.dataSource.query<unknown[]>(`select 1 from ledger_entry where dossier = 'guard:late-supplement' and kind = 'guard.changed'`);
    expect(entries).toHaveLength(3);

    const scan = async () => {
      const { id } = (await scene.post(HEAD, '/alerts/scan', { from: '2026-01-05', to: '2026-02-28' })).expect(202);
      await scene.product.advance('PT1S');
      return (await scene.product.as(HEAD).get(`/alerts/scan/${id}`)).expect(200);
    };
    const [first, second] = [await scan(), await scan()];
    expect(first.state).toBe('done');
    expect(first.found).toBeGreaterThan(0);
    expect([first.done, second.found]).toEqual([first.total, 0]);
    expect(await scene.rulesOf(code)).toEqual(['late-supplement']);
    expect((await scene.post(COMMUNE_HEAD, '/alerts/scan', { from: '2026-01-05', to: '2026-01-06' })).refusal).toBe('403 not_allowed');
    expect((await scene.post(HEAD, '/alerts/scan', { from: '2026-01-07', to: '2026-01-06' })).body.errors).toMatchObject([{ path: 'to' }]);
    expect((await scene.post(HEAD, '/alerts/scan', { from: '2099-01-07', to: '2099-01-08' })).body.errors).toMatchObject([{ path: 'from' }]);
    expect((await scene.post(HEAD, '/alerts/scan', { from: '2026-02-30' })).body.errors.map(({ path }: { path: string }) => path)).toEqual(['from', 'to']);
  });

  it('are no part of a step, and whatever was found stays found once over restarts; every chain verifies', async () => {
    const before = (await scene.alerts()).map(({ id }) => id);
    await scene.product.database.dataSource.query('update guard_position set position = 0, gap = null');
    await scene.product.restart();
    await scene.product.advance('P1D');

    expect((await scene.alerts()).map(({ id }) => id)).toEqual(before);
    const { Ledger } = await import('#ledger');
    expect((await new Ledger(scene.product.database.dataSource).verifyAll()).fault).toBeNull();
  });
});

describe('what people record for the guards', () => {
  it('is refused by field and reason when it cannot be', async () => {
    const code = await scene.receive();
    const paths = (answer: { body: { errors: { path: string }[] } }): string[] => answer.body.errors.map(({ path }) => path);
    const later = '2099-01-01T08:00:00+07:00';
    const body = { procedure: 'ky-ket-qua', agency: 'xa-khanh-phu', applicant: { name: 'A' } };
    expect(paths(await scene.post(desk, '/dossiers', { ...body, ticket: { number: 'A1', at: later }, papers: [{ code: 'don', scannedAt: later }] }))).toEqual(['ticket.at', 'papers.0.scannedAt']);
    expect(paths(await scene.post(desk, '/dossiers', { ...body, ticket: { number: '' } }))).toEqual(['ticket.number', 'ticket.at']);
    expect(paths(await scene.post(desk, `/dossiers/${code}/deliveries`, { form: 'payment-notice', how: 'post', proof: 'x' }))).toEqual(['number']);
    expect(paths(await scene.post(desk, `/dossiers/${code}/deliveries`, { form: 'form-09', how: 'dove', proof: '' }))).toEqual(['form', 'how', 'proof']);
    expect((await scene.post(WHO.otherDesk, `/dossiers/${code}/deliveries`, { form: 'form-02', how: 'post', proof: 'x' })).refusal).toBe('404 not_found');
    await scene.work(code, 'nhan');
    const came = (more: object) => scene.post(WHO.tax, `/dossiers/${code}/hand-overs`, { from: 'xa-khanh-phu', list: '1', ...more });
    expect(paths(await came({ from: 'ct-khanh-vinh' }))).toEqual(['from']);
    expect(paths(await came({ at: later }))).toEqual(['at']);
    expect(paths(await came({ at: '2020-01-01T08:00:00+07:00' }))).toEqual(['at']);
    const task = (await scene.product.tasks(code))[0]!;
    expect(paths(await scene.post(WHO.tax, `/tasks/${task.id}/complete`, { doneAt: later }))).toEqual(['doneAt']);
  });
});
