import {
  and, boundary, call, caught, chain, cycle, duration, end, error, errorRoot, eventGateway, flow, forEach, message, messageRoot, or, procedure, signal, signalRoot, start, sub, terminate, thrown, user, xor,
} from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * What diagrams do in the product. Each scenario is played twice: once in one process, once with a restart before every step, so that
 * nothing may live in memory alone.
 */

const XOR_OR = procedure(
  'nhanh',
  start('s') + user('hoi', { form: 'hoi' }) + xor('x') + user('nho') + or('o') + user('thue', { agency: 'tax', role: 'chuyen-vien' }) + user('dat', { agency: 'land_registry', role: 'chuyen-vien' }) + or('oj') + xor('xj') + user('cuoi') + end('e') +
    chain('s', 'hoi', 'x') + flow('x', 'nho', '=dienTich < 100') + flow('x', 'o', '=dienTich >= 100') + flow('o', 'thue', '=coThue') + flow('o', 'dat', '=true') + chain('thue', 'oj', 'xj', 'cuoi', 'e') + chain('dat', 'oj') + chain('nho', 'xj'),
  { forms: { hoi: { type: 'object', required: ['dienTich'], properties: { dienTich: { type: 'number' }, coThue: { type: 'boolean', default: false } } } } },
);
const MULTI = procedure(
  'nhieu-lan',
  start('s') + user('layykien', { inner: forEach('=nguoi', 'ai') }) + user('cuoi') + end('e') + chain('s', 'layykien', 'cuoi', 'e'),
);
const SEQUENTIAL = procedure('lan-luot', start('s') + user('hop', { inner: forEach('=nguoi', 'ai', { sequential: true }) }) + end('e') + chain('s', 'hop', 'e'));
const EVENT_GATEWAY = procedure(
  'cho-tin',
  start('s') + eventGateway('g') + caught('tin', message('co-tin')) + caught('het', duration('P3D')) + user('coTin') + user('hetGio') + end('e') + end('e2') +
    chain('s', 'g', 'tin', 'coTin', 'e') + chain('g', 'het', 'hetGio', 'e2'),
  { roots: messageRoot('co-tin') },
);
const BOUNDARY = procedure(
  'bien',
  start('s') + user('cho', { agency: 'tax', role: 'chuyen-vien' }) + boundary('nhac', 'cho', cycle('R3/P1D'), false) + user('donDoc', { budget: 0.1 }) + end('en') +
    boundary('quaHan', 'cho', duration('P10D')) + user('boQua') + end('e') + end('eb') + chain('s', 'cho', 'e') + chain('nhac', 'donDoc', 'en') + chain('quaHan', 'boQua', 'eb'),
);
const CALLED = procedure(
  'bi-goi',
  start('s') + user('xet', { form: 'xet' }) + xor('x') + end('ok') + element('khong') + chain('s', 'xet', 'x') + flow('x', 'ok', '=dat') + flow('x', 'khong', '=not(dat)'),
  { kind: 'component', roots: errorRoot('KHONG-DAT'), forms: { xet: { type: 'object', required: ['dat'], properties: { dat: { type: 'boolean' } } } } },
);
const CALLER = procedure(
  'goi-di',
  start('s') + call('g', 'bi-goi') + boundary('loi', 'g', error('KHONG-DAT')) + user('suaLai') + user('tiep') + end('e') + end('e2') + chain('s', 'g', 'tiep', 'e') + chain('loi', 'suaLai', 'e2'),
  { roots: errorRoot('KHONG-DAT') },
);
const SIGNAL = procedure(
  'tin-hieu',
  start('s') + and('f') + call('g', 'cho-hieu') + user('phat') + thrown('hieu', signal('bao')) + and('j') + end('e') + chain('s', 'f', 'g', 'j', 'e') + chain('f', 'phat', 'hieu', 'j'),
  { roots: signalRoot('bao') },
);
const WAITS_FOR_SIGNAL = procedure('cho-hieu', start('s') + caught('doi', signal('bao')) + user('sau') + end('e') + chain('s', 'doi', 'sau', 'e'), { kind: 'component', roots: signalRoot('bao') });
const TERMINATE = procedure(
  'cham-dut',
  start('s') + and('f') + user('a') + user('b', { agency: 'tax', role: 'chuyen-vien' }) + sub('con', start('cs') + user('c') + end('ce') + chain('cs', 'c', 'ce')) + end('het', terminate) + end('eb') + end('ec') +
    chain('s', 'f', 'a', 'het') + chain('f', 'b', 'eb') + chain('f', 'con', 'ec'),
);

/** The end event that throws the component's error. */
function element(id: string): string {
  return end(id, error('KHONG-DAT'));
}

describe.each([['in one process', false], ['with a restart before every step', true]])('%s', (_, restarts) => {
  let product: TestProduct;
  beforeAll(async () => {
    product = await TestProduct.open();
    for (const xml of [XOR_OR, MULTI, SEQUENTIAL, EVENT_GATEWAY, BOUNDARY, CALLED, CALLER, WAITS_FOR_SIGNAL, SIGNAL, TERMINATE]) await product.publish(xml);
  });
  afterAll(() => product.close());

  /** What waits after the work has been done. */
  async function after(code: string, ...work: (() => Promise<unknown>)[]): Promise<string[]> {
    for (const act of work) {
      if (restarts) await product.restart();
      await act();
    }
    return product.tokens(code);
  }
  const done = (code: string, element: string, data: object = {}) => () => product.complete(code, element, { data });
  const state = async (code: string): Promise<number> => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).state;

  it('an exclusive gateway goes one way, by what the form said', async () => {
    const code = await product.receive('nhanh');
    expect(await after(code, done(code, 'hoi', { dienTich: 60 }))).toEqual(['nho']);
    expect(await after(code, done(code, 'nho'), done(code, 'cuoi'))).toEqual([]);
    expect(await state(code)).toBe(10);
  });

  it('an inclusive join waits for the branches that were taken and for no other', async () => {
    const both = await product.receive('nhanh');
    expect(await after(both, done(both, 'hoi', { dienTich: 200, coThue: true }))).toEqual(['dat', 'thue']);
    expect(await after(both, done(both, 'dat'))).toEqual(['thue']);
    expect(await after(both, done(both, 'thue'))).toEqual(['cuoi']);

    const one = await product.receive('nhanh');
    expect(await after(one, done(one, 'hoi', { dienTich: 200 }))).toEqual(['dat']);
    expect(await after(one, done(one, 'dat'))).toEqual(['cuoi']);
  });

  it('multi-instance: one task for each item, all waited for', async () => {
    const code = await product.receive('nhieu-lan', { data: { nguoi: ['An', 'Bình', 'Chi'] } });
    expect(await product.tokens(code)).toEqual(['layykien', 'layykien', 'layykien']);
    expect(await after(code, done(code, 'layykien'), done(code, 'layykien'))).toEqual(['layykien']);
    expect(await after(code, done(code, 'layykien'))).toEqual(['cuoi']);
  });

  it('multi-instance over an empty list goes on at once; over no list the dossier is not received', async () => {
    expect(await product.tokens(await product.receive('nhieu-lan', { data: { nguoi: [] } }))).toEqual(['cuoi']);
    const before = await product.countRows();
    const refused = await product.as(WHO.desk).post('/dossiers', { procedure: 'nhieu-lan', agency: 'xa-khanh-phu', applicant: { name: 'A' } });
    expect([400, 409]).toContain(refused.status);
    expect(await product.countRows()).toEqual(before);
  });

  it('multi-instance in sequence: one after the other', async () => {
    const code = await product.receive('lan-luot', { data: { nguoi: [1, 2, 3] } });
    for (let i = 0; i < 2; i++) expect(await after(code, done(code, 'hop'))).toEqual(['hop']);
    expect(await after(code, done(code, 'hop'))).toEqual([]);
    expect(await state(code)).toBe(10);
  });

  it('an event-based gateway takes the first: the message', async () => {
    const code = await product.receive('cho-tin');
    const tell = () => product.as(WHO.desk).post(`/dossiers/${code}/messages`, { name: 'co-tin' });
    expect(await after(code, async () => (await tell()).expect(200))).toEqual(['coTin']);
    expect(await after(code, () => product.advance('P5D'))).toEqual(['coTin']);
    expect((await tell()).refusal).toBe('409 invalid_state');
  });

  it('an event-based gateway takes the first: the timer', async () => {
    const code = await product.receive('cho-tin');
    expect(await after(code, () => product.advance('P2D'))).toEqual(['het', 'tin']);
    expect(await after(code, () => product.advance('P1D'))).toEqual(['hetGio']);
    expect((await product.as(WHO.desk).post(`/dossiers/${code}/messages`, { name: 'co-tin' })).refusal).toBe('409 invalid_state');
  });

  it('a non-interrupting cycle reminds three times beside the work, each a task of its own; the interrupting timer ends the work', async () => {
    const code = await product.receive('bien');
    expect(await after(code, () => product.advance('P1DT1H'))).toEqual(['cho', 'donDoc', 'nhac', 'quaHan']);
    expect(await after(code, () => product.advance('P4D'))).toEqual(['cho', 'donDoc', 'donDoc', 'donDoc', 'quaHan']);
    expect(await after(code, () => product.advance('P6D'))).toEqual(['boQua', 'donDoc', 'donDoc', 'donDoc']);
    expect(await after(code, done(code, 'donDoc'), done(code, 'donDoc'))).toEqual(['boQua', 'donDoc']);
    expect(await after(code, done(code, 'donDoc'))).toEqual(['boQua']);
    expect(await after(code, done(code, 'boQua'))).toEqual([]);
    expect(await state(code)).toBe(10);
  });

  it('work done in time takes its timers with it', async () => {
    const code = await product.receive('bien');
    expect(await after(code, done(code, 'cho'), () => product.advance('P20D'))).toEqual([]);
    expect(await state(code)).toBe(10);
  });

  it('a call activity hands its outcome back, and its error goes to the boundary', async () => {
    const good = await product.receive('goi-di');
    expect(await after(good, done(good, 'xet', { dat: true }))).toEqual(['tiep']);
    const bad = await product.receive('goi-di');
    expect(await after(bad, done(bad, 'xet', { dat: false }))).toEqual(['suaLai']);
    expect(await after(bad, done(bad, 'suaLai'))).toEqual([]);
  });

  it('a signal reaches the called instance of the same dossier in its step, and other dossiers after it', async () => {
    const [here, there] = [await product.receive('tin-hieu'), await product.receive('tin-hieu')];
    expect(await after(here, done(here, 'phat'))).toEqual(['g', 'sau']);
    await product.advance('PT1S');
    expect(await product.tokens(there)).toEqual(['g', 'phat', 'sau']);
    expect(await after(here, done(here, 'sau'))).toEqual([]);
  });

  it('terminate ends everything of the dossier', async () => {
    const code = await product.receive('cham-dut');
    expect(await product.tokens(code)).toEqual(['a', 'b', 'c']);
    expect(await after(code, done(code, 'a'))).toEqual([]);
    expect(await product.tasks(code)).toEqual([]);
    expect(await state(code)).toBe(10);
  });

  it('left nothing past due and every ledger whole', async () => {
    const dossiers = (await product.as(WHO.administrator).get('/dossiers?limit=200')).expect(200).items as { code: string }[];
    for (const { code } of dossiers) expect((await product.as(WHO.administrator).get(`/dossiers/${code}/ledger?limit=1`)).expect(200).verified).toBe(true);
    const metrics = (await product.anyone.get('/metrics')).body as string;
    expect(/^lienthong_wakeups_past_due (\d+)$/m.exec(metrics)?.[1]).toBe('0');
    expect(/^lienthong_outbox_pending (\d+)$/m.exec(metrics)?.[1]).toBe('0');
  });
});
