import { boundary, caught, chain, element, end, flow, procedure, signal, signalRoot, start, thrown, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Signals between dossiers: sent by who answers for them, or thrown inside one; each dossier in a step of its own. */

const ROOTS = ['bao-lu', 'het-lu', 'vong', 'hong', 'dong-kho'].map((name) => signalRoot(name)).join('');
const at = (agencies: string): string => `<bpmn:extensionElements><iso:start agencies="${agencies}"/></bpmn:extensionElements>`;
const DIAGRAMS = [
  procedure('cho-lu', start('s') + caught('choLu', signal('bao-lu')) + user('xem') + end('e') + chain('s', 'choLu', 'xem', 'e'), { roots: ROOTS }),
  procedure('khan-cap', start('lu', at('agency:xa-khanh-phu agency:xa-khanh-trung') + signal('bao-lu')) + user('ungPho') + end('e') + chain('lu', 'ungPho', 'e'), { roots: ROOTS }),
  procedure('nem-lu', start('s') + user('do') + thrown('bao', signal('bao-lu')) + user('sau') + end('e') + chain('s', 'do', 'bao', 'sau', 'e'), { roots: ROOTS }),
  procedure('nem-va-cho', start('s') + user('do') + element('parallelGateway', 'f') + caught('tuCho', signal('het-lu')) + user('mot') + thrown('bao', signal('het-lu')) + element('parallelGateway', 'j') + user('sau') + end('e')
    + chain('s', 'do', 'f', 'tuCho', 'j', 'sau', 'e') + chain('f', 'mot', 'bao', 'j'), { roots: ROOTS }),
  procedure('ngat', start('s') + user('lam', { inner: '' }) + boundary('ngung', 'lam', signal('dong-kho')) + user('dong') + end('e') + end('e2') + chain('s', 'lam', 'e') + chain('ngung', 'dong', 'e2'), { roots: ROOTS }),
  procedure('hong-khi-nghe', start('s') + caught('cho', signal('hong')) + xor('g') + user('lam') + end('e') + chain('s', 'cho', 'g') + flow('g', 'lam', 'dung = true') + chain('lam', 'e'), { roots: ROOTS }),
  procedure('vong-tron', start('nghe', at('agency:xa-khanh-phu') + signal('vong')) + element('endEvent', 'e', signal('vong')) + chain('nghe', 'e'), { roots: ROOTS }),
];

let product: TestProduct;

beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of DIAGRAMS) await product.publish(xml);
});
afterAll(() => product.close());

const send = (body: object, by: string = WHO.administrator, headers: Record<string, string> = {}) => product.as(by).post('/signals', body, headers);
const told = async (body: object, by?: string) => (await send(body, by)).expect(201);
const settled = async (id: string, by: string = WHO.administrator) => {
  await product.advance('PT1S');
  return (await product.as(by).get(`/signals/${id}`)).expect(200);
};
const kindsOf = async (code: string, by: string = WHO.desk): Promise<string[]> => {
  const { items, verified } = (await product.as(by).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.map(({ kind }: { kind: string }) => kind).filter((kind: string) => /^(signal|instance.started)/.test(kind));
};
const elsewhere = async (code: string): Promise<string> =>
  (await product.as(WHO.otherDesk).post('/dossiers', { procedure: code, agency: 'xa-khanh-trung', applicant: { name: 'Mấu Văn Thi' }, data: {}, papers: [] })).expect(201).code as string;
const openings = (): Promise<{ code: string; agency: string }[]> => product.database.dataSource.query(`select code, agency from dossier where procedure = 'khan-cap' order by code`);

describe('a signal that is sent', () => {
  it('reaches all open dossiers that wait for it, and opens those that begin by it where the diagram says', async () => {
    const [one, two, other] = [await product.receive('cho-lu'), await elsewhere('cho-lu'), await product.receive('nem-lu')];

    const sent = await told({ name: 'bao-lu', data: { mucNuoc: 7 } });
    expect(sent).toMatchObject({ name: 'bao-lu', dossiers: { done: 0, left: 2, failed: 0 }, starts: { done: 0, left: 2, failed: 0 }, by: WHO.administrator, dossier: null });

    const done = await settled(sent.id);
    expect(done).toMatchObject({ dossiers: { done: 2, left: 0, failed: 0 }, starts: { done: 2, left: 0, failed: 0 }, failures: [] });
    expect(await product.tokens(one)).toEqual(['xem']);
    expect((await product.as(WHO.otherDesk).get(`/dossiers/${two}`)).body.tokens).toMatchObject([{ element: 'xem' }]);
    expect(await product.tokens(other)).toEqual(['do']);
    expect(await kindsOf(one)).toEqual(['signal.delivered']);
    const begun = await openings();
    expect(begun.map(({ agency }) => agency).sort()).toEqual(['xa-khanh-phu', 'xa-khanh-trung']);
    expect(done.opened).toEqual(begun.map(({ code }) => code));
    const mine = begun.find(({ agency }) => agency === 'xa-khanh-phu')!.code;
    expect(await kindsOf(mine)).toEqual(['instance.started']);
    expect((await product.as(WHO.desk).get(`/dossiers/${mine}`)).body).toMatchObject({ data: { mucNuoc: 7 } });
    const [{ variables }] = await product.database.dataSource.query('select variables from instance where dossier = $1', [one]);
    expect(variables).toMatchObject({ mucNuoc: 7 });
  });

  it('reaches only what the named agencies received', async () => {
    const [one, two] = [await product.receive('ngat'), await elsewhere('ngat')];
    const { id } = await told({ name: 'dong-kho', agencies: ['xa-khanh-phu'] }, WHO.chairman);
    expect(await settled(id, WHO.chairman)).toMatchObject({ dossiers: { done: 1, left: 0, failed: 0 }, agencies: ['xa-khanh-phu'] });
    expect(await product.tokens(one)).toEqual(['dong']);
    expect((await product.as(WHO.otherDesk).get(`/dossiers/${two}`)).body.tokens).toMatchObject([{ element: 'lam' }, { element: 'ngung' }]);
  });

  it('again under the same key is sent once', async () => {
    const key = { 'idempotency-key': 'tin-1' };
    const [first, second] = [(await send({ name: 'khong-ai' }, WHO.administrator, key)).expect(201), (await send({ name: 'khong-ai' }, WHO.administrator, key)).expect(201)];
    expect(second.id).toBe(first.id);
    expect(await settled(first.id)).toMatchObject({ dossiers: { done: 0, left: 0, failed: 0 }, starts: { done: 0, left: 0, failed: 0 } });
  });

  it('waits for a dossier that stands suspended', async () => {
    const code = await product.receive('cho-lu');
    const { id: suspension } = (await product.as(WHO.administrator).post('/suspensions', { subject: 'dossier', ref: code, reason: 'chờ' })).expect(201);
    const { id } = await told({ name: 'bao-lu', agencies: ['xa-khanh-phu'] });
    expect((await settled(id)).dossiers).toEqual({ done: 0, left: 1, failed: 0 });
    (await product.as(WHO.administrator).send('DELETE', `/suspensions/${suspension}`, { reason: 'xong' })).expect(200);
    expect((await settled(id)).dossiers).toEqual({ done: 1, left: 0, failed: 0 });
    expect(await product.tokens(code)).toEqual(['xem']);
  });

  it('a dossier whose course fails on it is an incident and hinders no other', async () => {
    const [bad, good] = [await product.receive('hong-khi-nghe', { data: { dung: false } }), await product.receive('hong-khi-nghe', { data: { dung: true } })];
    const { id } = await told({ name: 'hong' });
    for (let tries = 0; tries < 7; tries++) await product.advance('PT1H');
    const view = await settled(id);
    expect(view.dossiers).toEqual({ done: 1, left: 0, failed: 1 });
    expect(view.failures).toMatchObject([{ dossier: bad, procedure: null, reason: expect.any(String) }]);
    expect(await product.tokens(bad)).toEqual(['cho']);
    expect(await product.tokens(good)).toEqual(['lam']);
    const { items } = (await product.as(WHO.administrator).get(`/incidents?state=open&dossier=${bad}`)).expect(200);
    expect(items).toMatchObject([{ kind: 'wakeup', topic: 'runtime.signal', dossier: bad, procedure: 'hong-khi-nghe' }]);
  });
});

describe('a signal thrown in a dossier', () => {
  it('reaches the others after its step, and opens what begins by it', async () => {
    const before = (await openings()).length;
    const [waits, throws] = [await product.receive('cho-lu'), await product.receive('nem-lu')];

    await product.complete(throws, 'do');
    expect(await product.tokens(throws)).toEqual(['sau']);
    await product.advance('PT1S');

    expect(await product.tokens(waits)).toEqual(['xem']);
    expect(await kindsOf(throws)).toEqual(['signal.thrown']);
    expect(await kindsOf(waits)).toEqual(['signal.delivered']);
    expect((await openings()).length).toBe(before + 2);
  });

  it('reaches its own instances in the same step, and leaves no trace where nobody else is concerned', async () => {
    const code = await product.receive('nem-va-cho');
    await product.complete(code, 'do');
    await product.complete(code, 'mot');
    expect(await product.tokens(code)).toEqual(['sau']);
    expect(await kindsOf(code)).toEqual([]);
  });

  it('that goes round in a circle is cut and becomes an incident', async () => {
    await told({ name: 'vong' });
    for (let tries = 0; tries < 8; tries++) await product.advance('PT1H');

    const [{ n }] = await product.database.dataSource.query(`select count(*)::int as n from dossier where procedure = 'vong-tron'`);
    expect(n).toBe(11);
    const { items } = (await product.as(WHO.administrator).get('/incidents?state=open&topic=runtime.signal-spread')).expect(200);
    expect(items).toMatchObject([{ kind: 'wakeup', message: expect.stringContaining('thành vòng') }]);
  });
});

describe('is refused', () => {
  it.each([WHO.desk, WHO.deskHead, WHO.designer, WHO.tax])('from %s', async (who) => {
    expect((await send({ name: 'bao-lu' }, who)).refusal).toBe('403 not_allowed');
  });

  it.each<[string, object, string, string]>([
    ['without a name', {}, '400 invalid_input', 'name'],
    ['to an agency that nobody knows', { name: 'bao-lu', agencies: ['xa-khanh-phu', 'khong-co'] }, '400 agency_not_found', 'agencies.1'],
    ['to no agency at all', { name: 'bao-lu', agencies: [] }, '400 invalid_input', 'agencies'],
  ])('%s', async (_, body, refusal, path) => {
    const before = await product.countRows();
    const answer = await send(body);
    expect(answer.refusal).toBe(refusal);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
    expect(await product.countRows()).toEqual(before);
  });

  it('to strangers, for whom there is none', async () => {
    const { id } = await told({ name: 'khong-ai' });
    expect((await product.as(WHO.desk).get(`/signals/${id}`)).refusal).toBe('404 not_found');
  });
});
