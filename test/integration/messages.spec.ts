import type { Client } from './client.js';
import { and, caught, chain, element, end, forEach, message, messageRoot, procedure, start, user } from './diagram.js';
import { type TestProduct, WHO } from './product.js';
import { openWithSoftware, software } from './software.js';

/* Messages from outside: by dossier or business key, before or after something waits for them, once. */

const TAX = 'ct-khanh-vinh';

const correlated = (id: string, ref: string, key: string): string => caught(id, `<bpmn:extensionElements><iso:correlation key="${key}"/></bpmn:extensionElements>${message(ref)}`);

const SIMPLE = procedure(
  'cho-thue',
  start('s') + user('lap') + caught('choThue', message('da-nop')) + user('xem') + caught('choNua', message('da-nop')) + user('cuoi') + end('e') + chain('s', 'lap', 'choThue', 'xem', 'choNua', 'cuoi', 'e'),
  { roots: messageRoot('da-nop') },
);
const ROW = procedure(
  'lien-tiep',
  start('s') + user('lap') + caught('mot', message('buoc')) + caught('hai', message('buoc')) + user('xong') + end('e') + chain('s', 'lap', 'mot', 'hai', 'xong', 'e'),
  { roots: messageRoot('buoc') },
);
const KEYED = procedure(
  'theo-to-khai',
  start('s') + user('lap') + correlated('choKhai', 'ket-qua-thue', '=soToKhai') + user('xem') + end('e') + chain('s', 'lap', 'choKhai', 'xem', 'e'),
  { roots: messageRoot('ket-qua-thue') },
);
const EACH = procedure(
  'tung-to',
  start('s') + user('lap') + element('subProcess', 'moi', forEach('=to', 'soTo') + start('cs') + correlated('cho', 'ket-qua-thue', '=soTo') + end('ce') + chain('cs', 'cho', 'ce')) + user('xem') + end('e') + chain('s', 'lap', 'moi', 'xem', 'e'),
  { roots: messageRoot('ket-qua-thue') },
);
const PARALLEL = procedure(
  'hai-nguoi',
  start('s') + and('f') + caught('a', message('chung')) + caught('b', message('chung')) + and('j') + user('xong') + end('e') + chain('s', 'f', 'a', 'j', 'xong', 'e') + chain('f', 'b', 'j'),
  { roots: messageRoot('chung') },
);

let product: TestProduct;
let tax: Client;

beforeAll(async () => {
  product = await openWithSoftware({ [TAX]: [] });
  tax = software(product, TAX);
  for (const xml of [SIMPLE, ROW, KEYED, EACH, PARALLEL]) await product.publish(xml);
});
afterAll(() => product.close());

const send = (body: object, by: Client = tax) => by.post('/messages', body);
const told = async (body: object, by?: Client) => (await send(body, by)).expect(200);
const kindsOf = async (code: string): Promise<string[]> => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.map(({ kind }: { kind: string }) => kind).filter((kind: string) => kind.startsWith('message.'));
};
const waitingAt = async (procedureCode: string, data: object = {}): Promise<string> => {
  const code = await product.receive(procedureCode, { data });
  await product.complete(code, 'lap');
  return code;
};

describe('by the code of the dossier', () => {
  it('reaches what waits, with its data', async () => {
    const code = await waitingAt('cho-thue');

    const outcome = await told({ name: 'da-nop', correlationKey: code, payload: { soTien: 5 } });

    expect(outcome).toMatchObject({ outcome: 'delivered', dossier: code, catchers: 1, expiresAt: null });
    expect(await product.tokens(code)).toEqual(['xem']);
    expect(await kindsOf(code)).toEqual(['message.delivered']);
    expect((await product.as(WHO.desk).get(`/dossiers/${code}`)).body.tokens).toHaveLength(1);
  });

  it('reaches all that wait for it in the dossier', async () => {
    const code = await product.receive('hai-nguoi');
    expect(await told({ name: 'chung', correlationKey: code })).toMatchObject({ outcome: 'delivered', catchers: 2 });
    expect(await product.tokens(code)).toEqual(['xong']);
  });

  it('is kept for what does not wait yet, and delivered in the very step that begins to wait', async () => {
    const code = await product.receive('cho-thue');

    const kept = await told({ name: 'da-nop', correlationKey: code, payload: { soTien: 7 }, ttlSeconds: 3_600 });
    expect(kept).toMatchObject({ outcome: 'buffered', dossier: code, catchers: 0 });
    expect(await product.tokens(code)).toEqual(['lap']);
    await product.complete(code, 'lap');

    expect(await product.tokens(code)).toEqual(['xem']);
    expect(await kindsOf(code)).toEqual(['message.buffered', 'message.delivered']);
    const [{ variables }] = await product.database.dataSource.query('select variables from instance where dossier = $1', [code]);
    expect(variables).toMatchObject({ soTien: 7 });
  });

  it('kept ones go to one catcher after the other, oldest first', async () => {
    const code = await product.receive('lien-tiep');
    for (const n of [1, 2, 3]) await told({ name: 'buoc', correlationKey: code, payload: { n, [`m${n}`]: true } });

    await product.complete(code, 'lap');

    expect(await product.tokens(code)).toEqual(['xong']);
    expect(await product.database.dataSource.query(`select payload -> 'n' as n, state from message_buffer where key = $1 order by id`, [code])).toEqual([
      { n: 1, state: 'delivered' }, { n: 2, state: 'delivered' }, { n: 3, state: 'buffered' },
    ]);
  });

  it('a kept one expires', async () => {
    const code = await product.receive('cho-thue');
    await told({ name: 'da-nop', correlationKey: code, ttlSeconds: 60 });

    await product.advance('PT60S');
    await product.complete(code, 'lap');

    expect(await product.tokens(code)).toEqual(['choThue']);
    expect(await kindsOf(code)).toEqual(['message.buffered', 'message.expired']);
  });

  it('with no time to live it is refused where nothing waits, and so it is after the end of the dossier', async () => {
    const code = await waitingAt('cho-thue');
    expect((await send({ name: 'khac', correlationKey: code, ttlSeconds: 0 })).refusal).toBe('409 invalid_state');
    (await product.as(WHO.desk).post(`/dossiers/${code}/withdraw`, { reason: 'xin rút' })).expect(200);
    expect((await send({ name: 'da-nop', correlationKey: code })).refusal).toBe('409 invalid_state');
  });

  it('survives a restart of the product while it is kept', async () => {
    const code = await product.receive('cho-thue');
    await told({ name: 'da-nop', correlationKey: code });
    await product.restart();
    await product.complete(code, 'lap');
    expect(await product.tokens(code)).toEqual(['xem']);
  });
});

describe('by a business key', () => {
  it('finds the element that gave it when it began to wait', async () => {
    const [mine, other] = [await waitingAt('theo-to-khai', { soToKhai: 'TK-1' }), await waitingAt('theo-to-khai', { soToKhai: 'TK-2' })];

    expect(await told({ name: 'ket-qua-thue', correlationKey: 'TK-1' })).toMatchObject({ outcome: 'delivered', dossier: mine, catchers: 1 });

    expect(await product.tokens(mine)).toEqual(['xem']);
    expect(await product.tokens(other)).toEqual(['choKhai']);
  });

  it('a number is a key too; the code of the dossier finds it as well', async () => {
    const [a, b] = [await waitingAt('theo-to-khai', { soToKhai: 4711 }), await waitingAt('theo-to-khai', { soToKhai: 4712 })];
    await told({ name: 'ket-qua-thue', correlationKey: '4711' });
    await told({ name: 'ket-qua-thue', correlationKey: b });
    expect([await product.tokens(a), await product.tokens(b)]).toEqual([['xem'], ['xem']]);
  });

  it('without a key the code alone finds it', async () => {
    const code = await waitingAt('theo-to-khai');
    expect(await told({ name: 'ket-qua-thue', correlationKey: code })).toMatchObject({ outcome: 'delivered', dossier: code });
  });

  it('tells the rounds of one dossier apart', async () => {
    const code = await waitingAt('tung-to', { to: ['T1', 'T2', 'T3'] });
    await told({ name: 'ket-qua-thue', correlationKey: 'T2' });
    expect(await product.tokens(code)).toEqual(['cho', 'cho']);
    await told({ name: 'ket-qua-thue', correlationKey: 'T1' });
    await told({ name: 'ket-qua-thue', correlationKey: 'T3' });
    expect(await product.tokens(code)).toEqual(['xem']);
  });

  it('is kept before any dossier knows the key', async () => {
    expect(await told({ name: 'ket-qua-thue', correlationKey: 'TK-9' })).toMatchObject({ outcome: 'buffered', dossier: null });
    const code = await waitingAt('theo-to-khai', { soToKhai: 'TK-9' });
    expect(await product.tokens(code)).toEqual(['xem']);
    expect(await kindsOf(code)).toEqual(['message.delivered']);
  });

  it('that several dossiers wait by is refused', async () => {
    await waitingAt('theo-to-khai', { soToKhai: 'TRUNG' });
    await waitingAt('theo-to-khai', { soToKhai: 'TRUNG' });
    expect((await send({ name: 'ket-qua-thue', correlationKey: 'TRUNG' })).refusal).toBe('409 invalid_state');
  });

  it('sent while the element begins to wait is never lost', async () => {
    for (let round = 0; round < 25; round++) {
      const key = `DUA-${round}`;
      const code = await product.receive('theo-to-khai', { data: { soToKhai: key } });
      await Promise.all([product.complete(code, 'lap'), told({ name: 'ket-qua-thue', correlationKey: key })]);
      expect(await product.tokens(code)).toEqual(['xem']);
    }
  });
});

describe('with an id of its sender', () => {
  it('is heard once, however often and however much at once it comes', async () => {
    const code = await waitingAt('cho-thue');
    const body = { name: 'da-nop', correlationKey: code, messageId: 'bt-1' };

    const answers = await Promise.all(Array.from({ length: 6 }, () => told(body)));
    await product.complete(code, 'xem');
    const later = await told(body);

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(later).toEqual(answers[0]);
    expect(await product.tokens(code)).toEqual(['choNua']);
    expect(await kindsOf(code)).toEqual(['message.delivered']);
  });

  it('answers with the first outcome after a kept one was delivered', async () => {
    const body = { name: 'ket-qua-thue', correlationKey: 'TK-20', messageId: 'bt-20' };
    const first = await told(body);
    const code = await waitingAt('theo-to-khai', { soToKhai: 'TK-20' });
    const next = await waitingAt('theo-to-khai', { soToKhai: 'TK-20' });

    expect(await told(body)).toEqual(first);
    expect([await product.tokens(code), await product.tokens(next)]).toEqual([['xem'], ['choKhai']]);
  });

  it('at once and under a key that nobody waits by: kept once', async () => {
    const body = { name: 'ket-qua-thue', correlationKey: 'TK-21', messageId: 'bt-21' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => told(body)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await product.database.dataSource.query(`select 1 from message_buffer where key = 'TK-21'`)).toHaveLength(1);
  });

  it('of another sender is another message; a refused one leaves its id free', async () => {
    const code = await waitingAt('cho-thue');
    expect((await send({ name: 'khac', correlationKey: code, ttlSeconds: 0, messageId: 'bt-2' })).status).toBe(409);
    await told({ name: 'da-nop', correlationKey: code, messageId: 'bt-2' });
    await product.complete(code, 'xem');
    await told({ name: 'da-nop', correlationKey: code, messageId: 'bt-2' }, product.as(WHO.desk));
    expect(await product.tokens(code)).toEqual(['cuoi']);
  });
});

describe('who may', () => {
  it('officers of agencies that have to do with the dossier, and software', async () => {
    const code = await waitingAt('cho-thue');
    for (const stranger of [WHO.otherDesk, WHO.tax, WHO.administrator]) expect((await send({ name: 'da-nop', correlationKey: code }, product.as(stranger))).refusal).toBe('404 not_found');
    await told({ name: 'da-nop', correlationKey: code }, product.as(WHO.desk));
    expect(await product.tokens(code)).toEqual(['xem']);
  });

  it('an officer leaves nothing under a key that no dossier knows', async () => {
    expect((await send({ name: 'da-nop', correlationKey: 'khong-co' }, product.as(WHO.desk))).refusal).toBe('404 not_found');
  });

  it('an officer who repeats a request with its key hears its first outcome, though nothing waits by the business key any more', async () => {
    const code = await waitingAt('theo-to-khai', { soToKhai: 'LAI' });
    const ask = (key: string, more: object = {}) => product.as(WHO.desk).post('/messages', { name: 'ket-qua-thue', correlationKey: 'LAI', ...more }, { 'idempotency-key': key });
    const [first, second] = [(await ask('mot-lan')).expect(200), (await ask('mot-lan')).expect(200)];
    expect(second).toEqual(first);
    expect(first).toMatchObject({ outcome: 'delivered', dossier: code });
    expect((await ask('lan-khac')).refusal).toBe('404 not_found');
    expect((await ask('mot-lan', { payload: { so: 1 } })).refusal).toBe('422 idempotency_mismatch');
    expect(await kindsOf(code)).toEqual(['message.delivered']);
  });

  it('an officer finds by key only dossiers of their own', async () => {
    const code = await waitingAt('theo-to-khai', { soToKhai: 'RIENG' });
    expect((await send({ name: 'ket-qua-thue', correlationKey: 'RIENG' }, product.as(WHO.otherDesk))).refusal).toBe('404 not_found');
    await told({ name: 'ket-qua-thue', correlationKey: 'RIENG' }, product.as(WHO.desk));
    expect(await product.tokens(code)).toEqual(['xem']);
  });
});

it.each([
  {}, { name: 'x' }, { correlationKey: 'x' }, { name: ' ', correlationKey: 'x' }, { name: 'x', correlationKey: '' }, { name: 'x', correlationKey: 'x', payload: [] }, { name: 'x', correlationKey: 'x', ttlSeconds: -1 },
  { name: 'x', correlationKey: 'x', ttlSeconds: 1e12 }, { name: 'x', correlationKey: 'x', ttlSeconds: 'x' }, { name: 'x', correlationKey: 'x', messageId: '' }, { name: 'x', correlationKey: 'x', la: 1 }, { name: 'x\u0000', correlationKey: 'x' },
])('bad input %j → 400', async (body) => {
  const answer = await send(body);
  expect(answer.refusal).toBe('400 invalid_input');
  expect(answer.body.errors.length).toBeGreaterThan(0);
});
