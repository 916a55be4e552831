import { statements } from './statements.js';
import { randomIds, systemClock } from '#kernel';
import { Metrics, Upkeep, WakeUps, createLog } from '#platform';
import type { DataSource } from 'typeorm';
import type { Client } from './client.js';
import { caught, chain, duration, element, end, message, messageRoot, procedure, signal, signalRoot, start, thrown, user } from './diagram.js';
import { fillWithAMillion } from './million.js';
import { type TestProduct, WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

/*
 * Every statement that the product's daily work asks, heard at the driver, is planned again by PostgreSQL on tables of a million rows.
 */

const TAX = 'ct-khanh-vinh';
const WORK = procedure(
  'mot-ho-so',
  start('s') + user('xem') + caught('doi', duration('P2D')) + element('serviceTask', 'tinh', '<bpmn:extensionElements><iso:job topic="thue.tinh"/></bpmn:extensionElements>') +
    caught('tin', message('co-tin')) + user('cuoi') + end('e') + chain('s', 'xem', 'doi', 'tinh', 'tin', 'cuoi', 'e'),
  { roots: messageRoot('co-tin') },
);
const EVENTS = procedure(
  'theo-su-kien',
  start('bao', '<bpmn:extensionElements><iso:start agencies="agency:xa-khanh-phu"/></bpmn:extensionElements>' + signal('co-hieu')) +
    start('mo', '<bpmn:extensionElements><iso:correlation key="=so"/></bpmn:extensionElements>' + message('mo-ho-so')) +
    caught('cho', signal('di-tiep')) + thrown('nem', signal('di-tiep')) + user('lam') + end('e') + chain('bao', 'cho', 'nem', 'lam', 'e') + chain('mo', 'cho'),
  { roots: messageRoot('mo-ho-so') + signalRoot('co-hieu') + signalRoot('di-tiep') },
);
const MUCH = 10_000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Filter?: string;
  Plans?: Plan[];
}

describe('on a million rows', () => {
  let product: TestProduct;
  let large: Set<string>;
  const scans: { relation: string; filter: string; text: string }[] = [];
  let planned = 0;
  let heard = '';

  beforeAll(async () => {
    product = await openWithSoftware({ [TAX]: ['thue.tinh', 'start:theo-su-kien'] });
    for (const xml of [WORK, EVENTS]) await product.publish(xml);
    statements.forget();
    await aDayOfWork(product);
    await aDayOfSupervision(product);
    await clockwork(product.database.dataSource);
    const asked = statements.all;
    heard = asked.map(({ text }) => text).join('\n');
    const [clock] = await product.database.dataSource.query<{ now: Date }[]>('select now from simulation_clock');
    await fillWithAMillion(product.database.dataSource, clock!.now);
    large = await largeTables(product.database.dataSource);
    for (const { text, values } of asked) {
      planned++;
      const filters = scansIn(await planOf(product.database.dataSource, text, values), large);
      for (const one of filters) if (!scans.some((known) => known.text === text && known.relation === one.relation)) scans.push({ ...one, text });
    }
  }, 300_000);
  afterAll(() => product?.close());

  it('the tables are as large as they are said to be', () => {
    expect([...large]).toEqual(expect.arrayContaining(['dossier', 'task', 'deadline', 'leg', 'ledger_entry', 'wakeup', 'notice', 'instance', 'job', 'outbox', 'settlement_fact']));
    expect(planned).toBeGreaterThan(100);
  });

  it.each(['from settlement_fact', 'into forecast ', 'from forecast f', 'from forecast_trial', 'from apology', 'update rung', 'from rung', 'update report_run', 'from replay'])('supervision is among it: %s', (part) => {
    expect(heard).toContain(part);
  });

  it('a statement without an index is seen', async () => {
    expect(scansIn(await planOf(product.database.dataSource, 'select id from task where element = $1', ['xem']), large)).toEqual([{ relation: 'task', filter: expect.stringContaining('element') }]);
  });

  it.each(['search_text(applicant ->> \'name\') like $1', 'lower(code) like $1'])('%s asks the index of the search', async (condition) => {
    const plan = await planOf(product.database.dataSource, `select code from dossier where ${condition}`, ['%nguyen thi f3%']);

    expect(JSON.stringify(plan)).toContain('dossier_search');
  });

  it('no statement of the daily work reads a whole table', () => {
    expect(scans).toEqual([]);
  });
});

/** Receives, lists, works, waits, stops, resumes, looks up, ends: the ways of the pages and of agencies' systems. */
async function aDayOfWork(product: TestProduct): Promise<void> {
  const desk = product.as(WHO.desk);
  const code = await product.receive('mot-ho-so');
  const other = await product.receive('mot-ho-so');
  for (const who of [desk, product.as(WHO.tax), product.as(WHO.administrator), product.as(WHO.chairman)]) await lookAround(who, code);
  const [task] = await product.tasks(code);
  (await desk.post(`/tasks/${task!.id}/claim`, {}, { 'idempotency-key': 'mot' })).expect(200);
  (await desk.get(`/tasks/${task!.id}`)).expect(200);
  (await desk.post(`/dossiers/${other}/stop`, { kind: 'supplement', reason: 'Thiếu giấy', evidence: { note: 'x' } })).expect(200);
  (await desk.post(`/dossiers/${other}/resume`, { evidence: { note: 'đã nộp' } })).expect(200);
  (await desk.post(`/tasks/${task!.id}/complete`, { opinion: 'Đồng ý' }, { 'idempotency-key': 'hai' })).expect(200);
  await product.advance('P3D');
  const tax = software(product, TAX);
  const [job] = (await tax.post('/jobs/fetch', { topics: ['thue.tinh'], worker: 'may-1', max: 5 })).expect(200).items;
  (await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).expect(200);
  (await desk.post(`/dossiers/${code}/messages`, { name: 'co-tin' })).expect(200);
  await product.complete(code, 'cuoi');
  const [dossier] = await product.database.dataSource.query<{ secret: string }[]>('select secret from dossier where code = $1', [code]);
  (await product.anyone.get(`/public/dossiers/${code}?secret=${dossier!.secret}`)).expect(200);
  (await desk.post(`/dossiers/${other}/withdraw`, { reason: 'Công dân xin rút' })).expect(200);
  await lookAround(desk, code);
  for (const so of ['1', '1', '2']) (await tax.post('/messages', { name: 'mo-ho-so', correlationKey: so, start: { agency: 'xa-khanh-phu', applicant: { name: 'Cao Thị Bé' }, data: { so } } })).expect(200);
  for (const name of ['co-hieu', 'di-tiep']) {
    const { id } = (await product.as(WHO.administrator).post('/signals', { name })).expect(201);
    await product.advance('PT1S');
    (await product.as(WHO.administrator).get(`/signals/${id}`)).expect(200);
  }
}

async function lookAround(who: Client, code: string): Promise<void> {
  const lists = ['/tasks', '/tasks?mine=true', `/tasks?dossier=${code}`, '/dossiers', '/dossiers?state=3', '/dossiers?q=nguyen%20thi', '/dossiers?q=H01', '/deadlines', '/deadlines?state=missed', '/deadlines?state=running', `/deadlines?dossier=${code}`, '/notices', '/attributions', '/attributions?state=open', '/attributions?from=2026-01-01&to=2027-01-01'];
  for (const list of lists) {
    const page = await who.get(`${list}${list.includes('?') ? '&' : '?'}limit=1`);
    if (page.status === 200 && page.body.next) await who.get(`${list}${list.includes('?') ? '&' : '?'}limit=1&after=${encodeURIComponent(page.body.next)}`);
  }
  for (const page of [`/attributions/${code}`, `/dossiers/${code}`, `/dossiers/${code}/ledger?limit=50`]) await who.get(page);
  const period = 'from=2026-01-01&to=2027-01-01';
  for (const board of ['tower', 'tower/dossiers?state=late', `heatmap?procedure=mot-ho-so&revision=1&${period}`, `heatmap?procedure=mot-ho-so&${period}`, `scores?${period}`, `breaches?${period}`, `breaches?${period}&level=task&open=true`, 'chairman', 'land', 'targets', 'forecast?limit=1', 'forecast?procedure=mot-ho-so', 'forecast/quality', `forecast/${code}`, `breaches?${period}`, 'chairman', 'land', 'targets']) await who.get(`/board/${board}`);
}

/** What supervisors ask for in the background, and what follows from limits that pass: ladders, apologies, reports, forecasts, replays. */
async function aDayOfSupervision(product: TestProduct): Promise<void> {
  const [desk, chairman] = [product.as(WHO.desk), product.as(WHO.chairman)];
  const late = await product.receive('mot-ho-so');
  await product.advance('P20D');
  for (const list of ['/rungs', '/rungs?limit=1', '/rungs?from=2026-01-01&to=2026-03-01&answered=none&undelivered=true&action=notify', '/apologies', '/call-list', `/dossiers/${late}/apology`]) for (const who of [desk, chairman, product.as(WHO.deskHead)]) await who.get(list);
  const parameters = { from: '2026-01-01T00:00:00+07:00', to: '2026-02-01T00:00:00+07:00' };
  for (const kind of ['settlement', 'late', 'register']) (await chairman.post('/reports/issues', { kind, parameters })).expect(201);
  (await chairman.get('/reports/settlement?from=2026-01-01&to=2026-02-01')).expect(200);
  (await chairman.post('/board/forecast/refresh', {})).expect(202);
  await product.advance('PT1M');
  for (const list of ['/reports/runs', '/reports/issues', '/reports/issues?kind=late']) (await chairman.get(list)).expect(200);
  await lookAround(chairman, late);
  const { id } = (await product.as(WHO.designer).post('/replays', { revision: { procedure: 'mot-ho-so', number: 1 }, from: '2026-01-01', to: '2026-12-01', runs: 1, seed: 7 })).expect(202);
  (await product.as(WHO.designer).get(`/replays/${id}`)).expect(200);
}

/** What no page asks: the sweep of wake-ups in real time, the loader of the next window, and upkeep. */
async function clockwork(dataSource: DataSource): Promise<void> {
  const parts = { dataSource, clock: systemClock, ids: randomIds, metrics: new Metrics({ process: false }), log: createLog({ logLevel: 'silent', production: true }) };
  const wakeUps = new WakeUps(parts);
  await wakeUps.pastDue(200);
  await wakeUps.next(new Date(), []);
  await wakeUps.upcoming(new Date(Date.now() + 86_400_000), 1_000);
  await new Upkeep({ ...parts, wakeUps }, { keepDays: 30 }).run();
}

async function largeTables(dataSource: DataSource): Promise<Set<string>> {
  const rows = await dataSource.query<{ relname: string }[]>(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > $1`, [MUCH]);
  return new Set(rows.map(({ relname }) => relname));
}

async function planOf(dataSource: DataSource, text: string, values: unknown[]): Promise<Plan> {
  const [row] = await dataSource.query<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(`explain (format json) ${text}`, values);
  return row!['QUERY PLAN'][0]!.Plan;
}

function scansIn(plan: Plan, large: ReadonlySet<string>): { relation: string; filter: string }[] {
  const relation = plan['Relation Name'];
  const found = plan['Node Type'].endsWith('Seq Scan') && relation !== undefined && large.has(relation) ? [{ relation, filter: plan.Filter ?? '' }] : [];
  return [...found, ...(plan.Plans ?? []).flatMap((part) => scansIn(part, large))];
}
