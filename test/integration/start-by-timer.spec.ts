import { chain, cycle, duration, end, flow, message, messageRoot, procedure, start, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Procedures that begin by the clock: the weekly hand-over of paper files, revisions that replace each other, downtime, incidents. */

const DAY = 24 * 3_600_000;
const at = (agencies: string, catchUp?: number): string => `<bpmn:extensionElements><iso:start agencies="${agencies}"${catchUp === undefined ? '' : ` catchUp="${catchUp}"`}/></bpmn:extensionElements>`;
const weekly = (code: string, from: string, { agencies = 'police_commune', catchUp, task = 'banGiao', agency = 'police_commune', role = 'cong-an-xa' }: { agencies?: string; catchUp?: number; task?: string; agency?: string; role?: string } = {}): string =>
  procedure(code, start('thuSau', at(agencies, catchUp) + cycle(`R/${from}/P1W`), 'name="Chiều thứ sáu"') + user(task, { agency, role }) + end('e') + chain('thuSau', task, 'e'), { limit: 2 });

let product: TestProduct;

beforeEach(async () => {
  product = await TestProduct.open();
});
afterEach(() => product.close());

const now = async (): Promise<Date> => new Date((await product.anyone.get('/simulation/clock')).expect(200).now as string);
/** The next Friday at 16:00 of Vietnam, at least a day away. */
const friday = async (): Promise<Date> => {
  const from = new Date((await now()).getTime() + DAY + 7 * 3_600_000);
  const day = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + ((5 - from.getUTCDay() + 7) % 7), 9));
  return day;
};
const local = (instant: Date): string => `${new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
const opened = (code: string): Promise<{ code: string; agency: string; at: Date; revision: number; applicant: { name: string } }[]> =>
  product.database.dataSource.query('select code, agency, received_at as at, revision, applicant from dossier where procedure = $1 order by received_at, agency', [code]);
const police = async (): Promise<string[]> => ((await product.as(WHO.administrator).get('/agencies?kind=police_commune')).expect(200).items as { code: string }[]).map(({ code }) => code).sort();

describe('the Friday batch', () => {
  it('opens a dossier at each police commune every Friday, for three weeks', async () => {
    const first = await friday();
    await product.publish(weekly('ban-giao-tuan', local(first)));
    expect((await product.anyone.get('/procedures/ban-giao-tuan')).body.starts).toMatchObject([{ element: 'thuSau', agencies: ['police_commune'], nextDue: local(first) }]);

    await product.moveTo(local(new Date(first.getTime() - 1_000)));
    expect(await opened('ban-giao-tuan')).toEqual([]);
    for (let week = 0; week < 3; week++) await product.moveTo(local(new Date(first.getTime() + week * 7 * DAY + 3_600_000)));

    const units = await police();
    const dossiers = await opened('ban-giao-tuan');
    expect(dossiers.map(({ agency, at: received }) => [received.toISOString(), agency])).toEqual(
      [0, 1, 2].flatMap((week) => units.map((unit) => [new Date(first.getTime() + week * 7 * DAY).toISOString(), unit])),
    );
    expect((await product.anyone.get('/procedures/ban-giao-tuan')).body.starts[0].nextDue).toBe(local(new Date(first.getTime() + 21 * DAY)));
  });

  it('its dossiers have receipt, deadline, tasks, ledger, look-up and statistics as any other', async () => {
    const first = await friday();
    await product.publish(weekly('ban-giao-tuan', local(first), { agencies: 'agency:ca-xa-khanh-phu' }));
    await product.moveTo(local(first));

    const [only, ...others] = await opened('ban-giao-tuan');
    expect(others).toEqual([]);
    const { code } = only!;
    const officer = product.as(WHO.communePolice);
    const dossier = (await officer.get(`/dossiers/${code}`)).expect(200);
    expect(dossier).toMatchObject({ agency: 'ca-xa-khanh-phu', state: 2, channel: 'online', receivedAt: local(first) });
    expect(dossier.applicant.name).toBe(dossier.agencyName);
    expect(dossier.deadline).toMatchObject({ state: 'running' });
    expect((await product.tasks(code)).map(({ element: where, agency }) => [where, agency])).toEqual([['banGiao', 'ca-xa-khanh-phu']]);
    const { items, verified } = (await officer.get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect(verified).toBe(true);
    expect(items.find(({ kind }: { kind: string }) => kind === 'instance.started')).toMatchObject({ actor: 'system', element: 'thuSau', data: { by: 'timer', dueAt: local(first) } });
    expect((await officer.get(`/dossiers/${code}/receipt.pdf`)).status).toBe(200);
    expect((await product.anyone.get(`/public/dossiers/${code}?secret=${dossier.secret}`)).body).toMatchObject({ code, state: 2 });
    await product.complete(code, 'banGiao');
    expect((await officer.get(`/dossiers/${code}`)).body.lateness).toMatchObject({ late: false });
    await product.advance('PT1H');
    const report = (await product.as(WHO.deskHead).get('/reports/settlement?from=2026-01-01&to=2027-01-01&by=agency')).expect(200);
    expect(report.identities.every(({ holds }: { holds: boolean }) => holds)).toBe(true);
    expect(report.rows.find(({ key }: { key: string }) => key === 'ca-xa-khanh-phu')).toMatchObject({ received: { total: 1, online: 1, direct: 0 }, settled: { total: 1, late: 0 } });
  });

  it('goes on after a restart, once for each instant', async () => {
    const first = await friday();
    await product.publish(weekly('ban-giao-tuan', local(first), { agencies: 'agency:ca-xa-khanh-phu' }));
    await product.moveTo(local(first));
    await product.restart();
    await product.moveTo(local(new Date(first.getTime() + 7 * DAY)));
    expect(await opened('ban-giao-tuan')).toHaveLength(2);
  });
});

describe('other timers', () => {
  it('a duration counts from the effective date, a count of rounds ends, a date in the past never comes', async () => {
    const begin = new Date((await now()).getTime() + DAY);
    const code = (name: string, timer: string): string => procedure(name, start('s', at('agency:xa-khanh-phu') + timer) + user('lam') + end('e') + chain('s', 'lam', 'e'));
    await product.publish(code('sau-ba-ngay', duration('P3D')), { effectiveFrom: local(begin) });
    await product.publish(code('hai-lan', cycle('R2/P1W')), { effectiveFrom: local(begin) });
    await product.publish(code('da-qua', `<bpmn:timerEventDefinition><bpmn:timeDate xsi:type="bpmn:tFormalExpression">2020-01-01</bpmn:timeDate></bpmn:timerEventDefinition>`));

    await product.moveTo(local(new Date(begin.getTime() + 40 * DAY)));

    const days = async (name: string): Promise<number[]> => (await opened(name)).map(({ at: received }) => (received.getTime() - begin.getTime()) / DAY);
    expect(await days('sau-ba-ngay')).toEqual([3]);
    expect(await days('hai-lan')).toEqual([7, 14]);
    expect(await days('da-qua')).toEqual([]);
  });

  it('that are one of several events all of which must occur begin at the desk alone', async () => {
    const both = start('s', at('agency:xa-khanh-phu') + cycle('R/P1W') + message('don'), 'parallelMultiple="true"');
    await product.publish(procedure('ca-hai', both + user('lam') + end('e') + chain('s', 'lam', 'e'), { roots: messageRoot('don') }));
    expect((await product.anyone.get('/procedures/ca-hai')).body.starts).toMatchObject([{ all: true, nextDue: null }]);
    await product.advance('P30D');
    expect(await opened('ca-hai')).toEqual([]);
    expect(await product.tokens(await product.receive('ca-hai'))).toEqual(['lam']);
  });

  it('at an agency where nobody can do what the receiving one has to do is not published', async () => {
    const xml = procedure('khong-nguoi', start('s', at('agency:ca-xa-khanh-phu') + cycle('R/P1W')) + user('lam') + end('e') + chain('s', 'lam', 'e'));
    const answer = await product.as(WHO.designer).post('/procedures', xml);
    expect(answer.body.findings).toMatchObject([expect.objectContaining({ rule: 'role-without-holder', element: 'lam', message: expect.stringContaining('ca-xa-khanh-phu') })]);
  });

  it('a cycle of minutes is not published', async () => {
    const draft = (await product.as(WHO.designer).post('/procedures', procedure('qua-day', start('s', at('agency:xa-khanh-phu') + cycle('R/PT5M')) + user('lam') + end('e') + chain('s', 'lam', 'e')))).expect(201);
    const path = `/procedures/qua-day/revisions/${draft.revision}`;
    (await product.as(WHO.checker).post(`${path}/check`)).expect(200);
    (await product.as(WHO.chairman).post(`${path}/approve`)).expect(200);
    const answer = await product.as(WHO.designer).post(`${path}/publish`, {});
    expect(answer.refusal).toBe('422 blocking_findings');
    expect(answer.body.findings).toMatchObject([{ rule: 'timer-value', element: 's' }]);
  });
});

describe('revisions', () => {
  it('that are replaced stop, the next goes on from its date, one that is withdrawn stops', async () => {
    const first = await friday();
    const one = { agencies: 'agency:ca-xa-khanh-phu' };
    await product.publish(weekly('ban-giao-tuan', local(first), one));
    const effectiveFrom = local(new Date(first.getTime() + 10 * DAY));
    await product.publish(weekly('ban-giao-tuan', local(first), { ...one, task: 'banGiaoMoi' }), { effectiveFrom });

    await product.moveTo(local(new Date(first.getTime() + 22 * DAY)));
    expect((await opened('ban-giao-tuan')).map(({ revision, at: received }) => [revision, (received.getTime() - first.getTime()) / DAY])).toEqual([[1, 0], [1, 7], [2, 14], [2, 21]]);

    (await product.as(WHO.designer).post('/procedures/ban-giao-tuan/revisions/2/withdraw', { reason: 'không dùng nữa' })).expect(200);
    await product.moveTo(local(new Date(first.getTime() + 40 * DAY)));
    expect(await opened('ban-giao-tuan')).toHaveLength(4);
    expect(await product.database.dataSource.query(`select ref from wakeup where kind like 'runtime.start-timer' and state = 'pending'`)).toEqual([]);
  });
});

describe('downtime', () => {
  it.each([[undefined, [21]], [2, [14, 21]], [9, [0, 7, 14, 21]]])('catchUp %s makes up for the last ones', async (catchUp, days) => {
    const first = await friday();
    await product.publish(weekly('ban-giao-tuan', local(first), { agencies: 'agency:ca-xa-khanh-phu', ...(catchUp === undefined ? {} : { catchUp }) }));
    // The clock jumps while nothing fires, as it does where the product stood still.
    const back = new Date(first.getTime() + 22 * DAY);
    await product.database.dataSource.query('update simulation_clock set now = $1', [back]);
    await product.restart();
    await product.moveTo(local(back));

    const [{ n }] = await product.database.dataSource.query(`select count(*)::int as n from dossier_opening where state = 'opened'`);
    expect(n).toBe(days.length);
    const dues = await product.database.dataSource.query('select due_at as due from dossier_opening order by due_at');
    expect(dues.map(({ due }: { due: Date }) => (due.getTime() - first.getTime()) / DAY)).toEqual(days);
    expect((await product.anyone.get('/procedures/ban-giao-tuan')).body.starts[0].nextDue).toBe(local(new Date(first.getTime() + 28 * DAY)));
  });
});

describe('a start that fails', () => {
  it('becomes an incident and stops nothing else', async () => {
    const first = await friday();
    const poisoned = procedure(
      'hong', start('s', at('agency:xa-khanh-trung agency:xa-khanh-phu') + cycle(`R/${local(first)}/P1W`)) + xor('g') + user('lam') + end('e') + chain('s', 'g')
        + flow('g', 'lam', 'dossier.agency = "xa-khanh-phu"') + chain('lam', 'e'),
    );
    await product.publish(poisoned);
    await product.publish(weekly('ban-giao-tuan', local(first), { agencies: 'agency:ca-xa-khanh-phu' }));

    await product.moveTo(local(first));
    for (let tries = 0; tries < 7; tries++) await product.advance('PT1H');

    expect((await opened('hong')).map(({ agency }) => agency)).toEqual(['xa-khanh-phu']);
    expect(await opened('ban-giao-tuan')).toHaveLength(1);
    const { items } = (await product.as(WHO.administrator).get('/incidents?state=open')).expect(200);
    expect(items).toMatchObject([{ kind: 'wakeup', procedure: 'hong', element: 's', topic: 'runtime.opening', message: expect.stringContaining('xa-khanh-trung') }]);
  });

  it('because its procedure stands suspended is opened by a retry when that has ended', async () => {
    const first = await friday();
    await product.publish(weekly('ban-giao-tuan', local(first), { agencies: 'agency:ca-xa-khanh-phu' }));
    const administrator = product.as(WHO.administrator);
    const { id } = (await product.as(WHO.chairman).post('/suspensions', { subject: 'procedure', ref: 'ban-giao-tuan', reason: 'chờ văn bản' })).expect(201);
    await product.moveTo(local(first));
    for (let tries = 0; tries < 7; tries++) await product.advance('PT1H');
    expect(await opened('ban-giao-tuan')).toEqual([]);

    (await product.as(WHO.chairman).send('DELETE', `/suspensions/${id}`, { reason: 'đã có' })).expect(200);
    const { items } = (await administrator.get('/incidents?state=open&procedure=ban-giao-tuan')).expect(200);
    expect(items).toHaveLength(1);
    (await administrator.post(`/incidents/${items[0].id}/retry`)).expect(200);
    await product.advance('PT1S');

    expect(await opened('ban-giao-tuan')).toHaveLength(1);
    expect((await administrator.get('/incidents?state=open')).body.items).toEqual([]);
  });
});
