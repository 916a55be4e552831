import type { Client } from './client.js';
import { caught, chain, end, message, messageRoot, procedure, start, user } from './diagram.js';
import { type TestProduct, WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

/* A message that begins dossiers: once for its id, once for a key as long as the dossier is open, by who may. */

const TAX = 'ct-khanh-vinh';
const OTHER = 'bhxh-khanh-vinh';
const FORM = { type: 'object', properties: { soTo: { type: 'string', title: 'Số tờ khai' } }, required: ['soTo'] };
const ROOTS = messageRoot('to-khai') + messageRoot('bo-sung') + messageRoot('chung');

const keyed = (key: string): string => `<bpmn:extensionElements><iso:correlation key="${key}"/></bpmn:extensionElements>`;
const KEYED = procedure(
  'theo-to',
  start('nhanTo', keyed('=soTo') + message('to-khai')) + user('xem') + caught('choThem', message('to-khai')) + user('cuoi') + end('e') + chain('nhanTo', 'xem', 'choThem', 'cuoi', 'e'),
  { roots: ROOTS, forms: { 'tiep-nhan': FORM } },
);
const EACH = procedure('moi-lan', start('nhan', message('bo-sung')) + user('xem') + end('e') + chain('nhan', 'xem', 'e'), { roots: ROOTS });
const SHARED = ['chung-mot', 'chung-hai'].map((code) => procedure(code, start('nhan', message('chung')) + user('xem') + end('e') + chain('nhan', 'xem', 'e'), { roots: ROOTS }));

let product: TestProduct;
let tax: Client;

beforeAll(async () => {
  product = await openWithSoftware({ [TAX]: ['start:theo-to', 'start:moi-lan', 'start:chung-hai'], [OTHER]: ['thue.tinh'] });
  tax = software(product, TAX);
  for (const xml of [KEYED, EACH, ...SHARED]) await product.publish(xml);
});
afterAll(() => product.close());

const says = (soTo: string) => ({ agency: 'xa-khanh-phu', applicant: { name: 'Pi Năng Thị Lý' }, data: { soTo } });
const send = (body: object, by: Client = tax) => by.post('/messages', body);
const begin = async (soTo: string, more: object = {}, by?: Client) => (await send({ name: 'to-khai', correlationKey: soTo, start: says(soTo), ...more }, by)).expect(200);
const countOf = async (code: string): Promise<number> => (await product.database.dataSource.query('select count(*)::int as n from dossier where procedure = $1', [code]))[0].n;

describe('a message that begins a procedure', () => {
  it('opens a dossier that is as any other', async () => {
    const outcome = await begin('T-1', { payload: { soThue: 12 } });

    expect(outcome).toMatchObject({ outcome: 'started', catchers: 0, expiresAt: null });
    const { body } = await product.as(WHO.desk).get(`/dossiers/${outcome.dossier}`);
    expect(body).toMatchObject({ procedure: 'theo-to', agency: 'xa-khanh-phu', channel: 'online', applicant: { name: 'Pi Năng Thị Lý' }, data: { soTo: 'T-1' }, state: 2 });
    expect(body.dueAt).not.toBeNull();
    expect(await product.tokens(outcome.dossier)).toEqual(['xem']);
    const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${outcome.dossier}/ledger?limit=200`)).expect(200);
    expect(verified).toBe(true);
    expect(items.find(({ kind }: { kind: string }) => kind === 'instance.started')).toMatchObject({
      actor: `${TAX}.he-thong`, agency: 'xa-khanh-phu', element: 'nhanTo', data: { by: 'message', name: 'to-khai', message: outcome.id, key: 'T-1', agency: TAX },
    });
    const [{ variables }] = await product.database.dataSource.query('select variables from instance where dossier = $1', [outcome.dossier]);
    expect(variables).toMatchObject({ soTo: 'T-1', soThue: 12 });
    expect((await product.as(WHO.desk).get(`/dossiers/${outcome.dossier}/receipt.pdf`)).status).toBe(200);
  });

  it('with the key of an open dossier goes to it, is kept there, and opens another when that has ended', async () => {
    const { dossier } = await begin('T-2');

    expect(await begin('T-2')).toMatchObject({ outcome: 'buffered', dossier });
    await product.complete(dossier, 'xem');
    expect(await product.tokens(dossier)).toEqual(['cuoi']);
    (await product.as(WHO.desk).post(`/dossiers/${dossier}/withdraw`, { reason: 'xin rút' })).expect(200);

    const next = await begin('T-2');
    expect(next).toMatchObject({ outcome: 'started' });
    await product.complete(next.dossier, 'xem');
    expect(await begin('T-2')).toMatchObject({ outcome: 'delivered', dossier: next.dossier, catchers: 1 });
  });

  it('finds the dossier that a desk took in under the key', async () => {
    const dossier = await product.receive('theo-to', { data: { soTo: 'T-3' } });
    expect(await begin('T-3')).toMatchObject({ outcome: 'buffered', dossier });
  });

  it('says the same id once', async () => {
    const first = await begin('T-4', { messageId: 'bt-4' });
    const before = await countOf('theo-to');
    expect(await begin('T-4', { messageId: 'bt-4' })).toEqual(first);
    const both = await Promise.all(['bt-5', 'bt-5'].map((messageId) => begin('T-5', { messageId })));
    expect(both[0]).toEqual(both[1]);
    expect(await countOf('theo-to')).toBe(before + 1);
  });

  it('of one key at the same time opens one dossier', async () => {
    const before = await countOf('theo-to');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => begin('T-6')));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['buffered', 'buffered', 'buffered', 'buffered', 'started']);
    expect(await countOf('theo-to')).toBe(before + 1);
  });

  it('without a key of the start event opens one each time', async () => {
    const before = await countOf('moi-lan');
    for (const correlationKey of ['x', 'x']) (await send({ name: 'bo-sung', correlationKey, start: says('1') })).expect(200);
    expect(await countOf('moi-lan')).toBe(before + 2);
  });

  it('of several procedures is asked for one', async () => {
    const answer = await send({ name: 'chung', correlationKey: 'k', start: says('1') });
    expect(answer.body.errors).toMatchObject([{ path: 'start.procedure', message: expect.stringContaining('chung-hai, chung-mot') }]);
    expect((await send({ name: 'chung', correlationKey: 'k', start: { ...says('1'), procedure: 'chung-hai' } })).status).toBe(200);
  });
});

describe('is refused, and leaves nothing', () => {
  const paths = (body: { errors?: { path: string }[] }): string[] => (body.errors ?? []).map(({ path }) => path).sort();

  it.each<[string, object, string, string[]]>([
    ['without a word about the dossier', { start: undefined }, '400 invalid_input', ['start.agency', 'start.applicant']],
    ['without the applicant', { start: { agency: 'xa-khanh-phu' } }, '400 invalid_input', ['start.applicant']],
    ['at an agency that nobody knows', { start: { ...says('T-9'), agency: 'khong-co' } }, '400 agency_not_found', ['start.agency']],
    ['with data that the form does not take', { start: { ...says('T-9'), data: {} } }, '400 invalid_input', ['start.soTo']],
    ['with another key than that of the data', { correlationKey: 'T-10' }, '400 invalid_input', ['correlationKey']],
    ['where no procedure begins by it', { name: 'khong-ai-cho' }, '409 not_effective', ['start']],
  ])('%s', async (_, more, refusal, fields) => {
    const before = await product.countRows();
    const answer = await send({ name: 'to-khai', correlationKey: 'T-9', start: says('T-9'), ...more });
    expect(answer.refusal).toBe(refusal);
    expect(paths(answer.body).map((path) => path.replace('start.data.', 'start.'))).toEqual(fields);
    expect(await product.countRows()).toEqual(before);
  });

  it('from software without the scope, and from officers who do not receive there', async () => {
    for (const by of [software(product, OTHER), product.as(WHO.otherDesk), product.as(WHO.land), product.as(WHO.administrator)]) {
      expect((await send({ name: 'to-khai', correlationKey: 'T-11', start: says('T-11') }, by)).refusal).toBe('403 not_allowed');
    }
    expect((await send({ name: 'to-khai', correlationKey: 'T-11', start: says('T-11') }, product.as(WHO.desk))).status).toBe(200);
  });

  it('to a stranger, who does not learn of the dossier under the key', async () => {
    const { dossier } = await begin('T-12');
    const answer = await send({ name: 'to-khai', correlationKey: 'T-12', start: says('T-12') }, product.as(WHO.otherDesk));
    expect(answer.refusal).toBe('404 not_found');
    expect(JSON.stringify(answer.body)).not.toContain(dossier);
  });
});
