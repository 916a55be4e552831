import { and, caught, chain, cycle, element, end, eventGateway, message, messageRoot, procedure, signal, signalRoot, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* A procedure that begins with an event, taken in by a desk: the receipt is the event. */

const condition = (feel: string): string => `<bpmn:conditionalEventDefinition><bpmn:condition>${feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</bpmn:condition></bpmn:conditionalEventDefinition>`;
const at = (agencies: string, catchUp?: number): string => `<bpmn:extensionElements><iso:start agencies="${agencies}"${catchUp === undefined ? '' : ` catchUp="${catchUp}"`}/></bpmn:extensionElements>`;
const HERE = at('agency:xa-khanh-phu');
const ROOTS = messageRoot('don') + messageRoot('bo-sung') + signalRoot('bao-lu');
const one = (code: string, inner: string, attributes = ''): string => procedure(code, start('s', inner, attributes) + user('lam') + end('e') + chain('s', 'lam', 'e'), { roots: ROOTS });

const SINGLE: [code: string, definition: string, attributes?: string][] = [
  ['theo-thong-diep', message('don')],
  ['theo-tin-hieu', HERE + signal('bao-lu')],
  ['theo-gio', HERE + cycle('R/P1W')],
  ['theo-dieu-kien', condition('dienTich > 100')],
  ['theo-nhieu', message('don') + condition('dienTich > 100')],
  ['theo-tat-ca', message('don') + message('bo-sung'), 'parallelMultiple="true"'],
];
const CHOICE = procedure(
  'hai-cach',
  start('theoDon', message('don'), 'name="Theo đơn"') + start('theoDienTich', condition('dienTich > 100'), 'name="Theo diện tích"') + user('xetDon') + user('xetDat') + end('e')
    + chain('theoDon', 'xetDon', 'e') + chain('theoDienTich', 'xetDat', 'e'),
  { roots: ROOTS },
);
const BESIDE = procedure(
  'thuong-va-don',
  start('thuong') + start('theoDon', message('don')) + user('mot') + user('hai') + end('e') + chain('thuong', 'mot', 'e') + chain('theoDon', 'hai', 'e'),
  { roots: ROOTS },
);
const gateway = (code: string, type: string, join: string): string =>
  procedure(
    code,
    eventGateway('g', '', `instantiate="true" eventGatewayType="${type}"`) + caught('nhanDon', message('don')) + caught('nhanBoSung', message('bo-sung')) + join + user('lam') + end('e')
      + chain('g', 'nhanDon', 'j') + chain('g', 'nhanBoSung', 'j') + chain('j', 'lam', 'e'),
    { roots: ROOTS },
  );
const RECEIVE = procedure('nhan-viec', element('receiveTask', 'nhan', '', 'messageRef="don" instantiate="true"') + user('lam') + end('e') + chain('nhan', 'lam', 'e'), { roots: ROOTS });

let product: TestProduct;

beforeAll(async () => {
  product = await TestProduct.open();
  for (const [code, definition, attributes] of SINGLE) await product.publish(one(code, definition, attributes));
  for (const xml of [CHOICE, BESIDE, gateway('cong-loai-tru', 'Exclusive', element('exclusiveGateway', 'j')), gateway('cong-song-song', 'Parallel', and('j')), RECEIVE]) await product.publish(xml);
});
afterAll(() => product.close());

const receipt = (code: string, more: object = {}) => product.as(WHO.desk).post('/dossiers', { procedure: code, agency: 'xa-khanh-phu', applicant: { name: 'Cao Văn Bảy' }, data: {}, ...more });
const begunBy = async (code: string) => {
  const { items, verified } = (await product.as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
  expect(verified).toBe(true);
  return items.filter(({ kind }: { kind: string }) => kind === 'instance.started').map(({ element: where, data }: { element: string; data: object }) => ({ element: where, ...data }));
};

describe('a procedure with one start', () => {
  it.each(SINGLE.map(([code]) => code))('%s begins by its receipt', async (code) => {
    const dossier = await product.receive(code, { data: { dienTich: 150 } });

    expect(await product.tokens(dossier)).toEqual(['lam']);
    expect(await begunBy(dossier)).toMatchObject([{ element: 's', by: 'desk' }]);
  });

  it('by a condition that does not hold is not taken in, and leaves nothing', async () => {
    const before = await product.countRows();

    const answer = await receipt('theo-dieu-kien', { data: { dienTich: 50 } });

    expect(answer.refusal).toBe('409 invalid_state');
    expect(answer.body.detail ?? answer.body.title).toContain('(s)');
    expect(await product.countRows()).toEqual(before);
    expect((await receipt('theo-dieu-kien')).refusal).toBe('409 invalid_state');
  });

  it('with other triggers beside the condition, the receipt may be one of those', async () => {
    expect((await receipt('theo-nhieu', { data: { dienTich: 50 } })).status).toBe(201);
  });

  it('that is a receive task is past it', async () => {
    expect(await product.tokens(await product.receive('nhan-viec'))).toEqual(['lam']);
  });
});

describe('a procedure with several starts', () => {
  it('lists them', async () => {
    const { starts } = (await product.as(WHO.desk).get('/procedures/hai-cach')).expect(200);

    expect(starts).toEqual([
      { element: 'theoDon', name: 'Theo đơn', triggers: [{ kind: 'message', value: 'don' }], all: false, agencies: [], nextDue: null },
      { element: 'theoDienTich', name: 'Theo diện tích', triggers: [{ kind: 'condition', value: 'dienTich > 100' }], all: false, agencies: [], nextDue: null },
    ]);
  });

  it('asks which, by name', async () => {
    const answer = await receipt('hai-cach');

    expect(answer.refusal).toBe('400 invalid_input');
    expect(answer.body.errors).toMatchObject([{ path: 'startEvent', message: expect.stringContaining('theoDon (Theo đơn), theoDienTich (Theo diện tích)') }]);
    expect(answer.body.starts).toEqual([{ element: 'theoDon', name: 'Theo đơn' }, { element: 'theoDienTich', name: 'Theo diện tích' }]);
    expect((await receipt('hai-cach', { startEvent: 'xetDon' })).body.errors).toMatchObject([{ path: 'startEvent' }]);
  });

  it('begins where the desk says', async () => {
    expect(await product.tokens(await product.receive('hai-cach', { startEvent: 'theoDon' }))).toEqual(['xetDon']);
    expect(await product.tokens(await product.receive('hai-cach', { startEvent: 'theoDienTich', data: { dienTich: 101 } }))).toEqual(['xetDat']);
    expect((await receipt('hai-cach', { startEvent: 'theoDienTich', data: { dienTich: 1 } })).refusal).toBe('409 invalid_state');
  });

  it('begins by hand where it is drawn so and nothing else is said', async () => {
    const plain = await product.receive('thuong-va-don');
    expect(await product.tokens(plain)).toEqual(['mot']);
    expect(await begunBy(plain)).toEqual([]);
    expect(await product.tokens(await product.receive('thuong-va-don', { startEvent: 'theoDon' }))).toEqual(['hai']);
  });

  it('of an exclusive gateway that instantiates takes one, of a parallel one waits for the others', async () => {
    expect((await receipt('cong-loai-tru')).body.starts.map((s: { element: string }) => s.element)).toEqual(['nhanDon', 'nhanBoSung']);
    expect(await product.tokens(await product.receive('cong-loai-tru', { startEvent: 'nhanBoSung' }))).toEqual(['lam']);

    const both = await product.receive('cong-song-song', { startEvent: 'nhanDon' });
    expect(await product.tokens(both)).toEqual(['nhanBoSung']);
    (await product.as(WHO.desk).post(`/dossiers/${both}/messages`, { name: 'bo-sung' })).expect(200);
    expect(await product.tokens(both)).toEqual(['lam']);
  });
});

describe('a start without a place', () => {
  it.each([['theo-gio-sai', cycle('R/P1W')], ['tin-hieu-sai', signal('bao-lu')]])('%s is not published', async (code, definition) => {
    const answer = await product.as(WHO.designer).post('/procedures', one(code, definition));

    expect(answer.refusal).toBe('422 blocking_findings');
    expect(answer.body.findings).toMatchObject([expect.objectContaining({ rule: 'start-agencies', element: 's' })]);
  });

  it('at an agency that nobody knows is not published', async () => {
    const answer = await product.as(WHO.designer).post('/procedures', one('khong-ai', at('agency:khong-co') + cycle('R/P1W')));
    expect(answer.body.findings).toMatchObject([expect.objectContaining({ rule: 'unknown-relation', element: 's' })]);
    const wrong = await product.as(WHO.designer).post('/procedures', one('khong-ai', at('=donVi') + cycle('R/P1W')));
    expect(wrong.body.findings.map(({ rule }: { rule: string }) => rule)).toContain('iso-value');
  });
});
