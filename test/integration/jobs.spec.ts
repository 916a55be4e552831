import { request } from 'node:http';
import type { Client } from './client.js';
import { boundary, chain, duration, element, end, error, errorRoot, flow, forEach, procedure, start, user, xor } from './diagram.js';
import { type TestProduct, WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

/* Work that agencies' own systems take over HTTP: leases, retries, incidents, scopes. */

const TAX = 'ct-khanh-vinh';
const LAND = 'vpdk-khanh-vinh';

const service = (id: string, job = '', inner = ''): string =>
  element('serviceTask', id, (job ? `<bpmn:extensionElements><iso:job ${job}/></bpmn:extensionElements>` : '') + inner);

const PLAIN = procedure('tinh-thue', start('s') + service('tinhThue', 'topic="thue.tinh" retries="2" backoff="PT1M"') + user('xem') + end('e') + chain('s', 'tinhThue', 'xem', 'e'));
const CAUGHT = procedure(
  'do-dac',
  start('s') + service('doDac') + boundary('khongDo', 'doDac', error('KHONG-DO-DUOC')) + boundary('qua', 'doDac', duration('P5D')) + user('sua') + user('boQua') + user('tiep') + end('e') + end('e2') + end('e3') +
    chain('s', 'doDac', 'tiep', 'e') + chain('khongDo', 'sua', 'e2') + chain('qua', 'boQua', 'e3'),
  { roots: errorRoot('KHONG-DO-DUOC') },
);
const MANY = procedure('tung-thua', start('s') + service('tungThua', 'topic="thua"', forEach('=thua', 'mot')) + user('gom') + end('e') + chain('s', 'tungThua', 'gom', 'e'));
const STUCK = procedure(
  'ket-re',
  start('s') + service('hoi', 'topic="ket.re"') + xor('x') + user('a') + user('b') + end('e') + end('e2') + chain('s', 'hoi', 'x') + flow('x', 'a', '=so = 1') + flow('x', 'b', '=so = 2') + chain('a', 'e') + chain('b', 'e2'),
);

let product: TestProduct;
let tax: Client;
let land: Client;

beforeAll(async () => {
  product = await openWithSoftware({ [TAX]: ['thue.tinh', 'thua', 'ket.re', 'khong-ai-lam'], [LAND]: ['doDac'] });
  tax = software(product, TAX);
  land = software(product, LAND);
  for (const xml of [PLAIN, CAUGHT, MANY, STUCK]) await product.publish(xml);
});
afterAll(() => product.close());
/** What one test leaves is not for the next. */
afterEach(() => product.database.dataSource.query(`update job set state = 'cancelled' where state in ('open', 'incident')`));

const admin = (): Client => product.as(WHO.administrator);
const fetch = (more: object = {}): object => ({ topics: ['thue.tinh'], worker: 'may-1', ...more });
const take = async (more: object = {}, by = tax) => (await by.post('/jobs/fetch', fetch(more))).expect(200).items;
const kindsOf = async (code: string): Promise<string[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.map(({ kind }: { kind: string }) => kind);
};
const incidents = async (query = ''): Promise<{ id: string; kind: string; dossier: string; message: string; outcome: string | null }[]> =>
  (await admin().get(`/incidents?state=open${query}`)).expect(200).items;

describe('fetch', () => {
  it('gives a job with what the worker needs to know, locked for it alone', async () => {
    const code = await product.receive('tinh-thue', { data: { dienTich: 120 } });

    const [job, ...others] = await take({ max: 10, lockSeconds: 60 });

    expect(others).toEqual([]);
    expect(job).toMatchObject({
      topic: 'thue.tinh', dossier: code, procedure: 'tinh-thue', revision: 1, element: 'tinhThue', variables: { dienTich: 120 }, loop: null, failures: 0, retriesLeft: 2, worker: 'may-1', lastError: null,
    });
    expect(Date.parse(job.lockedUntil) - Date.parse(job.createdAt)).toBe(60_000);
    expect(await take({ worker: 'may-2', max: 10 })).toEqual([]);
  });

  it('gives each round of a multi-instance activity to one of many workers that ask at once', async () => {
    const code = await product.receive('tung-thua', { data: { thua: Array.from({ length: 40 }, (_, n) => `t${n}`) } });

    const taken = await Promise.all(Array.from({ length: 8 }, (_, n) => take({ topics: ['thua'], worker: `may-${n}`, max: 5 })));
    const rest = await take({ topics: ['thua'], max: 100 });

    const jobs = [...taken, rest].flat() as { id: string; dossier: string; loop: { index: number; item: string } }[];
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(40);
    expect(jobs).toHaveLength(40);
    expect(jobs.map(({ loop }) => loop.item).sort()).toEqual(Array.from({ length: 40 }, (_, n) => `t${n}`).sort());
    expect(jobs.every(({ dossier }) => dossier === code)).toBe(true);
  });

  it('serves the topics in the order of the asking', async () => {
    await product.receive('tinh-thue');
    await product.receive('tung-thua', { data: { thua: ['a', 'b'] } });

    const topics = (await take({ topics: ['thua', 'thue.tinh'], max: 10 })).map(({ topic }: { topic: string }) => topic);

    expect(topics).toEqual(['thua', 'thua', 'thue.tinh']);
  });

  it('waits until there is a job, and takes it at once', async () => {
    const waiting = take({ waitSeconds: 30 });
    const code = await product.receive('tinh-thue');

    expect((await waiting).map(({ dossier }: { dossier: string }) => dossier)).toEqual([code]);
  });

  it('holds no database connection while many wait, and gives the job to one of them', async () => {
    const asked = Array.from({ length: 30 }, (_, n) => take({ worker: `cho-${n}`, waitSeconds: 2 }));
    const code = await product.receive('tinh-thue');

    const answers = await Promise.all(asked);

    expect(answers.flat().map(({ dossier }: { dossier: string }) => dossier)).toEqual([code]);
  });

  it('locks nothing for a worker that went away before its session was known', async () => {
    const token = (await product.anyone.post('/session', { username: `${TAX}.he-thong`, password: process.env['TEST_SAMPLE_PASSWORD'] })).expect(200).token;
    const address = new URL(`${product.url}/api/v1/jobs/fetch`);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const leave = (): Promise<void> =>
      new Promise((resolve) => {
        const asked = request(address, { method: 'POST', headers }).on('error', () => undefined).on('close', resolve);
        asked.end(JSON.stringify(fetch({ worker: 'may-mat', waitSeconds: 30 })), () => asked.destroy());
      });
    await Promise.all(Array.from({ length: 20 }, leave));
    await take({ waitSeconds: 1 });

    await product.receive('tinh-thue');

    expect(await take()).toHaveLength(1);
  });

  it('locks nothing for a worker that went away while it waited', async () => {
    const token = (await product.anyone.post('/session', { username: `${TAX}.he-thong`, password: process.env['TEST_SAMPLE_PASSWORD'] })).expect(200).token;
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asked = globalThis.fetch(`${product.url}/api/v1/jobs/fetch`, { method: 'POST', headers, body: JSON.stringify(fetch({ worker: 'may-mat', waitSeconds: 30 })), signal: gone.signal });
    const listening = () => product.database.dataSource.query<unknown[]>(`select 1 from pg_stat_activity where application_name = 'lienthong jobs' and datname = current_database()`);
    while ((await listening()).length === 0);
    gone.abort();
    await expect(asked).rejects.toThrow();
    await take({ waitSeconds: 1 });

    await product.receive('tinh-thue');

    expect(await take()).toHaveLength(1);
  });

  it('is over when the product stops', async () => {
    const waiting = take({ waitSeconds: 30 });
    const listening = () => product.database.dataSource.query<unknown[]>(`select 1 from pg_stat_activity where application_name = 'lienthong jobs' and datname = current_database()`);
    while ((await listening()).length === 0);
    const began = performance.now();
    await product.restart();
    await waiting.catch(() => []);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('complete', () => {
  it('moves the dossier on, the variables with it', async () => {
    const code = await product.receive('tinh-thue');
    const [job] = await take();

    const done = (await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1', variables: { soThue: 1_200_000 } })).expect(200);

    expect(done).toMatchObject({ id: job.id, state: 'done', lockedUntil: null });
    expect(await product.tokens(code)).toEqual(['xem']);
    expect(await kindsOf(code)).toContain('job.done');
    expect((await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).refusal).toBe('409 already_done');
  });

  it('twice at once moves it once; with one idempotency key both hear that it is done', async () => {
    const code = await product.receive('tinh-thue');
    const [job] = await take();
    const answers = await Promise.all([1, 2, 3].map(() => tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await kindsOf(code)).filter((kind) => kind === 'job.done')).toHaveLength(1);

    await product.receive('tinh-thue');
    const [other] = await take();
    const repeated = await Promise.all([1, 2, 3].map(() => tax.post(`/jobs/${other.id}/complete`, { worker: 'may-1' }, { 'idempotency-key': 'xong-1' })));
    expect(repeated.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('where the diagram has no way on: refused with the reason, an incident, and the dossier stands', async () => {
    const code = await product.receive('ket-re');
    const [job] = await take({ topics: ['ket.re'] });

    const refused = await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1', variables: { so: 3 } });

    expect(refused.refusal).toBe('409 invalid_state');
    expect(await product.tokens(code)).toEqual(['hoi']);
    const [incident] = await incidents(`&dossier=${code}`);
    expect(incident).toMatchObject({ kind: 'job', dossier: code, outcome: null });
    expect(await take({ topics: ['ket.re'] })).toEqual([]);

    (await admin().post(`/incidents/${incident!.id}/retry`)).expect(200);
    const [again] = await take({ topics: ['ket.re'] });
    (await tax.post(`/jobs/${again.id}/complete`, { worker: 'may-1', variables: { so: 2 } })).expect(200);
    expect(await product.tokens(code)).toEqual(['b']);
  });
});

describe('the lock', () => {
  it('of a worker that died runs out, another takes the job, and the late answer is refused', async () => {
    const code = await product.receive('tinh-thue');
    const [job] = await take({ lockSeconds: 60 });

    await product.advance('PT59S');
    expect(await take({ worker: 'may-2' })).toEqual([]);
    await product.advance('PT1S');
    const [again] = await take({ worker: 'may-2' });

    expect(again.id).toBe(job.id);
    for (const [verb, body] of [['complete', {}], ['fail', { message: 'x' }], ['error', { code: 'X' }], ['extend', { lockSeconds: 9 }]] as const)
      expect((await tax.post(`/jobs/${job.id}/${verb}`, { worker: 'may-1', ...body })).refusal).toBe('409 already_claimed');
    (await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-2' })).expect(200);
    expect(await product.tokens(code)).toEqual(['xem']);
  });

  it('that has run out still counts while nobody else has taken the job', async () => {
    const code = await product.receive('tinh-thue');
    const [job] = await take({ lockSeconds: 1 });
    await product.advance('PT10M');

    (await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).expect(200);

    expect(await product.tokens(code)).toEqual(['xem']);
  });

  it('is extended from now on', async () => {
    await product.receive('tinh-thue');
    const [job] = await take({ lockSeconds: 60 });
    await product.advance('PT50S');

    const { lockedUntil } = (await tax.post(`/jobs/${job.id}/extend`, { worker: 'may-1', lockSeconds: 60 })).expect(200);

    expect(Date.parse(lockedUntil) - Date.parse(job.lockedUntil)).toBe(50_000);
    await product.advance('PT59S');
    expect(await take({ worker: 'may-2' })).toEqual([]);
    await product.advance('PT1S');
    expect(await take({ worker: 'may-2' })).toHaveLength(1);
  });

  it('is given back by a failure, so that the job has to be fetched again', async () => {
    await product.receive('tinh-thue');
    const [job] = await take();
    (await tax.post(`/jobs/${job.id}/fail`, { worker: 'may-1', message: 'mất mạng' })).expect(200);

    expect((await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).refusal).toBe('409 invalid_state');
  });

  it('belongs to the account as well as to the name', async () => {
    await product.receive('do-dac');
    const [job] = await take({ topics: ['doDac'], worker: 'may-1' }, land);
    (await admin().put('/job-scopes', { agency: TAX, topics: ['thue.tinh', 'thua', 'ket.re', 'doDac', 'khong-ai-lam'] })).expect(200);

    expect((await tax.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).refusal).toBe('409 already_claimed');

    (await admin().put('/job-scopes', { agency: TAX, topics: ['thue.tinh', 'thua', 'ket.re', 'khong-ai-lam'] })).expect(200);
  });
});

describe('failures', () => {
  const failOnce = async (more: object = {}) => {
    const [job] = await take();
    return (await tax.post(`/jobs/${job.id}/fail`, { worker: 'may-1', message: 'hệ thống thuế không trả lời', ...more })).expect(200);
  };
  const pauseOf = async (outcome: { availableAt: string }): Promise<number> => {
    const { now } = (await product.anyone.get('/simulation/clock')).expect(200);
    return (Date.parse(outcome.availableAt) - Date.parse(now)) / 1_000;
  };

  it('are retried after a pause that doubles, then become an incident, which an administrator retries', async () => {
    const code = await product.receive('tinh-thue');

    const first = await failOnce();
    expect(first).toMatchObject({ state: 'open', retriesLeft: 1 });
    const pause = await pauseOf(first);
    expect(pause).toBeGreaterThanOrEqual(48);
    expect(pause).toBeLessThanOrEqual(72);
    expect(await take()).toEqual([]);
    await product.advance('PT72S');
    const second = await failOnce();
    const longer = await pauseOf(second);
    expect(longer).toBeGreaterThanOrEqual(96);
    expect(longer).toBeLessThanOrEqual(144);
    await product.advance('PT144S');
    expect(await failOnce()).toMatchObject({ state: 'incident', retriesLeft: 0, availableAt: null });

    const [incident] = await incidents(`&topic=thue.tinh`);
    expect(incident).toMatchObject({ kind: 'job', dossier: code, message: 'hệ thống thuế không trả lời', outcome: null });
    await product.advance('P3D');
    expect(await take()).toEqual([]);
    expect((await admin().post(`/incidents/${incident!.id}/retry`)).expect(200)).toMatchObject({ outcome: 'retried', closedBy: WHO.administrator });
    expect((await admin().post(`/incidents/${incident!.id}/retry`)).refusal).toBe('409 already_done');

    const [again] = await take();
    expect(again).toMatchObject({ failures: 0, retriesLeft: 2, lastError: 'hệ thống thuế không trả lời' });
    (await tax.post(`/jobs/${again.id}/complete`, { worker: 'may-1' })).expect(200);
    expect(await product.tokens(code)).toEqual(['xem']);
    expect((await kindsOf(code)).filter((kind) => /job|incident/.test(kind))).toEqual(['job.failed', 'job.failed', 'job.failed', 'incident.opened', 'incident.retried', 'job.done']);
  });

  it('may name their own pause', async () => {
    await product.receive('tinh-thue');
    expect(await pauseOf(await failOnce({ retryAfterSeconds: 7 }))).toBe(7);
    await product.advance('PT7S');
    expect(await take()).toHaveLength(1);
  });

  it('of many dossiers are retried together, by topic or by procedure', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, () => product.receive('ket-re')));
    const jobs = await take({ topics: ['ket.re'], max: 100 });
    for (const { id } of jobs) expect((await tax.post(`/jobs/${id}/error`, { worker: 'may-1', code: 'LA' })).status).toBe(409);
    expect((await incidents('&topic=ket.re')).map(({ dossier }) => dossier).sort()).toEqual(codes.sort());

    expect((await admin().post('/incidents/retry', { procedure: 'khac' })).expect(200)).toEqual({ retried: 0, refused: [], remaining: 0 });
    expect((await admin().post('/incidents/retry', { topic: 'ket.re' })).expect(200)).toEqual({ retried: 12, refused: [], remaining: 0 });

    expect(await incidents('&topic=ket.re')).toEqual([]);
    expect(await take({ topics: ['ket.re'], max: 100 })).toHaveLength(12);
  });
});

describe('a BPMN error', () => {
  it('goes to the boundary that catches it', async () => {
    const code = await product.receive('do-dac');
    const [job] = await take({ topics: ['doDac'] }, land);

    expect((await land.post(`/jobs/${job.id}/error`, { worker: 'may-1', code: 'KHONG-DO-DUOC', message: 'thửa bị ngập' })).expect(200)).toMatchObject({ state: 'failed' });

    expect(await product.tokens(code)).toEqual(['sua']);
  });

  it('that nothing catches ends no dossier: refused, and an incident', async () => {
    const code = await product.receive('do-dac');
    const [job] = await take({ topics: ['doDac'] }, land);

    expect((await land.post(`/jobs/${job.id}/error`, { worker: 'may-1', code: 'LA' })).refusal).toBe('409 invalid_state');

    expect(await product.tokens(code)).toEqual(['doDac', 'khongDo', 'qua'].filter((id) => id !== 'khongDo'));
    expect(await incidents(`&dossier=${code}`)).toMatchObject([{ kind: 'job', message: expect.stringContaining('LA') }]);
  });

  it('an incident whose activity is over is obsolete and cannot be retried', async () => {
    const code = await product.receive('do-dac');
    const [job] = await take({ topics: ['doDac'] }, land);
    expect((await land.post(`/jobs/${job.id}/error`, { worker: 'may-1', code: 'LA' })).status).toBe(409);
    const [incident] = await incidents(`&dossier=${code}`);

    await product.advance('P5D');

    expect(await product.tokens(code)).toEqual(['boQua']);
    expect(await incidents(`&dossier=${code}`)).toEqual([]);
    expect((await admin().get(`/incidents?state=closed&dossier=${code}`)).expect(200).items).toMatchObject([{ id: incident!.id, outcome: 'obsolete' }]);
    expect((await admin().post(`/incidents/${incident!.id}/retry`)).refusal).toBe('409 already_done');
    expect((await land.post(`/jobs/${job.id}/complete`, { worker: 'may-1' })).refusal).toBe('409 already_done');
  });
});

describe('scopes', () => {
  it('a topic of another agency is refused, and its jobs do not exist', async () => {
    await product.receive('do-dac');
    const refused = await tax.post('/jobs/fetch', fetch({ topics: ['thue.tinh', 'doDac'] }));
    expect(refused.refusal).toBe('403 not_allowed');
    expect(refused.body.detail).toContain('doDac');
    const [job] = await take({ topics: ['doDac'] }, land);

    for (const [verb, body] of [['complete', {}], ['fail', { message: 'x' }], ['error', { code: 'X' }], ['extend', { lockSeconds: 9 }]] as const)
      expect((await tax.post(`/jobs/${job.id}/${verb}`, { worker: 'may-1', ...body })).refusal).toBe('404 not_found');
  });

  it('an officer is no software, whatever the agency may do', async () => {
    expect((await product.as(WHO.tax).post('/jobs/fetch', fetch())).refusal).toBe('403 not_allowed');
    expect((await admin().post('/jobs/fetch', fetch())).refusal).toBe('403 not_allowed');
  });

  it('are read and set by administrators alone; a scope taken away counts at once', async () => {
    expect((await product.as(WHO.desk).get('/job-scopes')).refusal).toBe('403 not_allowed');
    expect((await tax.put('/job-scopes', { agency: TAX, topics: ['doDac'] })).refusal).toBe('403 not_allowed');
    expect((await admin().get('/job-scopes')).expect(200).items).toEqual([{ agency: TAX, topics: ['ket.re', 'khong-ai-lam', 'thua', 'thue.tinh'] }, { agency: LAND, topics: ['doDac'] }]);
    (await admin().put('/job-scopes', { agency: LAND, topics: [] })).expect(200);
    expect((await land.post('/jobs/fetch', fetch({ topics: ['doDac'] }))).refusal).toBe('403 not_allowed');
    (await admin().put('/job-scopes', { agency: LAND, topics: ['doDac'] })).expect(200);
    expect(await take({ topics: ['doDac'] }, land)).toEqual([]);
  });

  it('incidents are for administrators alone', async () => {
    expect((await tax.get('/incidents')).refusal).toBe('403 not_allowed');
    expect((await product.as(WHO.desk).post('/incidents/retry', { topic: 'x' })).refusal).toBe('403 not_allowed');
    expect((await tax.post('/incidents/00000000-0000-4000-8000-000000000000/retry')).refusal).toBe('403 not_allowed');
  });
});

describe('bad input', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['/jobs/fetch', {}], ['/jobs/fetch', fetch({ topics: [] })], ['/jobs/fetch', fetch({ topics: ['có dấu'] })], ['/jobs/fetch', fetch({ topics: 'thue.tinh' })], ['/jobs/fetch', fetch({ worker: ' ' })],
    ['/jobs/fetch', fetch({ max: 0 })], ['/jobs/fetch', fetch({ max: 101 })], ['/jobs/fetch', fetch({ lockSeconds: 0 })], ['/jobs/fetch', fetch({ lockSeconds: 1e9 })], ['/jobs/fetch', fetch({ waitSeconds: 31 })],
    ['/jobs/fetch', fetch({ waitSeconds: -1 })], ['/jobs/fetch', fetch({ la: 1 })], ['/jobs/fetch', fetch({ worker: 'a\u0000' })],
    [`/jobs/${id}/complete`, {}], [`/jobs/${id}/complete`, { worker: 'a', variables: [] }], [`/jobs/${id}/complete`, { worker: 'a', variables: { '': 1 } }], [`/jobs/${id}/complete`, { worker: 'a', la: 1 }], ['/jobs/7/complete', { worker: 'a' }],
    [`/jobs/${id}/fail`, { worker: 'a' }], [`/jobs/${id}/fail`, { worker: 'a', message: ' ' }], [`/jobs/${id}/fail`, { worker: 'a', message: 'x', retryAfterSeconds: -1 }], [`/jobs/${id}/fail`, { worker: 'a', message: 'x', retryAfterSeconds: 1.5 }],
    [`/jobs/${id}/error`, { worker: 'a' }], [`/jobs/${id}/error`, { worker: 'a', code: '' }], [`/jobs/${id}/extend`, { worker: 'a' }], [`/jobs/${id}/extend`, { worker: 'a', lockSeconds: 'x' }],
  ])('POST %s %j → 400', async (path, body) => {
    const answer = await tax.post(path, body);
    expect(answer.refusal).toBe('400 invalid_input');
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  it.each(['complete', 'fail', 'error', 'extend'])('%s of a job that does not exist: 404', async (verb) => {
    expect((await tax.post(`/jobs/${id}/${verb}`, { worker: 'a', ...{ complete: {}, fail: { message: 'x' }, error: { code: 'x' }, extend: { lockSeconds: 1 } }[verb] })).refusal).toBe('404 not_found');
  });

  it.each([
    ['GET', '/incidents?state=la', undefined, '400 invalid_input'], ['GET', '/incidents?kind=la', undefined, '400 invalid_input'], ['GET', '/incidents?after=7', undefined, '400 invalid_input'], ['GET', '/incidents?limit=0', undefined, '400 invalid_input'],
    ['POST', `/incidents/${id}/retry`, undefined, '404 not_found'], ['POST', '/incidents/7/retry', undefined, '400 invalid_input'], ['POST', '/incidents/retry', {}, '400 invalid_input'], ['POST', '/incidents/retry', { topic: '' }, '400 invalid_input'],
    ['PUT', '/job-scopes', {}, '400 invalid_input'], ['PUT', '/job-scopes', { agency: 'la', topics: [] }, '400 agency_not_found'], ['PUT', '/job-scopes', { agency: TAX, topics: ['có dấu'] }, '400 invalid_input'],
  ])('%s %s %j → %s', async (method, path, body, refusal) => {
    expect((await admin().send(method, path, body)).refusal).toBe(refusal);
  });

  it('without a session: 401', async () => {
    for (const path of ['/jobs/fetch', `/jobs/${id}/complete`, '/incidents/retry', '/messages']) expect((await product.anyone.post(path, {})).status).toBe(401);
  });
});
