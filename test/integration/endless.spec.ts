import { call, caught, chain, duration, element, end, flow, procedure, signal, signalRoot, start, thrown, and, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* A diagram that goes on for ever without waiting is refused like any other that leads nowhere: nothing is written, and the process serves others. */

const auto = (id: string): string => element('task', id);
const loop = (body: string): string => user('lam') + xor('gop') + body + xor('x', '', 'default="x_gop"') + end('e') + flow('x', 'gop') + flow('x', 'e', '=xong = true');

const DIAGRAMS = {
  'vong-cong': procedure('vong-cong', start('s') + loop(auto('tu-dong')) + chain('s', 'lam', 'gop', 'tu-dong', 'x')),
  'vong-goi': procedure('vong-goi', start('s') + loop(call('goi', 'tu-xong')) + chain('s', 'lam', 'gop', 'goi', 'x')),
  'vong-tin-hieu': procedure(
    'vong-tin-hieu',
    start('s') + user('lam') + and('f') + call('a', 'nghe-mot') + call('b', 'nghe-hai') + and('j') + end('e') + chain('s', 'lam', 'f', 'a', 'j', 'e') + chain('f', 'b', 'j'),
  ),
};
const COMPONENTS = [
  procedure('tu-xong', start('s') + auto('t') + end('e') + chain('s', 't', 'e'), { kind: 'component' }),
  ...[['nghe-mot', 'mot', 'hai'], ['nghe-hai', 'hai', 'mot']].map(([code, hears, says]) =>
    procedure(
      code!,
      start('s') + xor('gop') + caught('nghe', signal(hears!)) + thrown('noi', signal(says!)) + xor('x', '', 'default="x_gop"') + end('e') + chain('s', 'gop', 'nghe', 'noi', 'x') + flow('x', 'gop') + flow('x', 'e', '=xong = true'),
      { kind: 'component', roots: signalRoot('mot') + signalRoot('hai') },
    ),
  ),
];
const TIMED = procedure('vong-hen', start('s') + caught('hen', duration('P1D')) + xor('gop') + auto('t') + xor('x', '', 'default="x_gop"') + end('e') + chain('s', 'hen', 'gop', 't', 'x') + flow('x', 'gop') + flow('x', 'e', '=xong = true'));

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of [...COMPONENTS, ...Object.values(DIAGRAMS), TIMED]) await product.publish(xml);
});
afterAll(() => product.close());

it.each(['vong-cong', 'vong-goi'])('%s: who completes the step before it is refused, and nothing is written', async (code) => {
  const dossier = await product.receive(code);
  const [task] = await product.tasks(dossier);
  const rows = await product.countRows();

  const answer = await product.as(`${task!.agency}.${task!.role}`).post(`/tasks/${task!.id}/complete`, { opinion: 'Đồng ý' });

  expect([answer.refusal, answer.body.detail]).toEqual(['409 invalid_state', expect.stringContaining('lặp mãi')]);
  expect(await product.countRows()).toEqual(rows);
  expect(await product.tokens(dossier)).toEqual(['lam']);
});

it('two called procedures that signal each other without end are refused, too', async () => {
  const dossier = await product.receive('vong-tin-hieu');
  await product.complete(dossier, 'lam');
  expect(await product.tokens(dossier)).toEqual(['a', 'b', 'nghe', 'nghe']);
  const rows = await product.countRows();

  const answer = await product.as(WHO.administrator).post('/signals', { name: 'mot' });
  await product.advance('PT1S');

  for (let tries = 1; tries < 6; tries++) await product.advance('PT1H');

  expect(answer.status).toBe(201);
  const { items } = (await product.as(WHO.administrator).get(`/incidents?state=open&dossier=${dossier}`)).expect(200);
  expect(items).toMatchObject([{ kind: 'wakeup', topic: 'runtime.signal', message: expect.stringContaining('lặp mãi') }]);
  expect(await product.tokens(dossier)).toEqual(['a', 'b', 'nghe', 'nghe']);
  expect((await product.countRows())['instance']).toBe(rows['instance']);
});

it.each(Object.entries(DIAGRAMS))('%s: tried out, it is told, too', async (code, bpmn) => {
  const attempt = (actions: object[]) => product.as(WHO.designer).post('/trials', { bpmn, agency: 'xa-khanh-phu', actions });
  const [{ wait }] = (await attempt([])).expect(200).waits;
  const done = [{ kind: 'complete', wait }];
  const last = await attempt(code === 'vong-tin-hieu' ? [...done, { kind: 'signal', name: 'mot' }] : done);
  expect([last.refusal, last.body.detail]).toEqual(['409 invalid_state', expect.stringContaining('lặp mãi')]);
});

it('a timer before it becomes an incident that says so', async () => {
  const dossier = await product.receive('vong-hen');
  await product.advance('P1D');
  for (let tries = 1; tries < 6; tries++) await product.advance('PT1H');
  const { items } = (await product.as(WHO.administrator).get(`/incidents?state=open&dossier=${dossier}`)).expect(200);
  expect(items).toMatchObject([{ kind: 'wakeup', element: 'hen', message: expect.stringContaining('lặp mãi') }]);
});
