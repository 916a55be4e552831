import { boundary, call, chain, element, end, error, errorRoot, flow, messageRoot, procedure, start, user, xor } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* What a procedure draws elsewhere than in its process: other pools, processes that it calls, shared definitions, data. */

const process = (id: string, body: string, attributes = ''): string => `<bpmn:process id="${id}" ${attributes}>${body}</bpmn:process>`;
const asked = '<bpmn:messageEventDefinition/>';

const POOLS = procedure(
  'hai-ben',
  start('s') + user('lap') + element('sendTask', 'gui') + element('receiveTask', 'nhan') + user('tra') + end('e') + chain('s', 'lap', 'gui', 'nhan', 'tra', 'e'),
  {
    roots:
      '<bpmn:collaboration id="k"><bpmn:participant id="xa" name="Xã" processRef="hai-ben"/><bpmn:participant id="thue" name="Thuế" processRef="ben-thue"/><bpmn:participant id="dan" name="Dân"/>' +
      '<bpmn:messageFlow id="m1" sourceRef="gui" targetRef="bs"/><bpmn:messageFlow id="m2" sourceRef="be" targetRef="nhan"/><bpmn:messageFlow id="m3" sourceRef="tra" targetRef="dan"/></bpmn:collaboration>' +
      process('ben-thue', start('bs', asked) + user('tinh') + end('be', asked) + chain('bs', 'tinh', 'be'), 'isExecutable="true"'),
  },
);
const CALLS = procedure(
  'goi-trong-tep',
  start('s') + call('mot', 'kiem-tra-chung') + call('hai', 'kiem-tra-chung') + boundary('loi', 'hai', '<bpmn:eventDefinitionRef>bat-loi</bpmn:eventDefinitionRef>') + user('sua') + call('ky', 'ky-chung') + end('e') + end('f') + chain('s', 'mot', 'hai', 'ky', 'e') + chain('loi', 'sua', 'f'),
  {
    roots:
      errorRoot('sai') + '<bpmn:errorEventDefinition id="bat-loi" errorRef="sai"/><bpmn:globalUserTask id="ky-chung" name="Ký"/>' +
      process('kiem-tra-chung', start('ks') + user('kiemTra') + xor('kg', '', 'default="kg_ke"') + end('ke') + end('kf', error('sai')) + chain('ks', 'kiemTra', 'kg', 'ke') + flow('kg', 'kf', '=hong = true')),
  },
);
const DATA = procedure(
  'du-lieu',
  `<bpmn:dataObject id="do" name="phi"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>${start('s')}${user('tinh', {
    inner: '<bpmn:ioSpecification><bpmn:dataOutput id="ra" name="soTien"/><bpmn:inputSet/><bpmn:outputSet><bpmn:dataOutputRefs>ra</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification><bpmn:dataOutputAssociation><bpmn:sourceRef>ra</bpmn:sourceRef><bpmn:targetRef>dr</bpmn:targetRef><bpmn:transformation>soTien * 2</bpmn:transformation></bpmn:dataOutputAssociation>',
  })}${xor('g', '', 'default="g_it"')}${user('nhieu')}${user('it')}${end('e')}${chain('s', 'tinh', 'g', 'it', 'e')}${flow('g', 'nhieu', '=phi > 100')}${chain('nhieu', 'e')}`,
);

let product: TestProduct;

beforeAll(async () => {
  product = await TestProduct.open();
  for (const xml of [POOLS, CALLS, DATA]) await product.publish(xml);
});
afterAll(() => product.close());

const elements = async (code: string): Promise<string[]> => (await product.tasks(code)).map(({ element: at }) => at);
const stateOf = async (code: string): Promise<string> => (await product.as(WHO.desk).get(`/dossiers/${code}`)).expect(200).state as string;

it('two pools work on one dossier, each when the other has sent', async () => {
  const code = await product.receive('hai-ben');
  await product.complete(code, 'lap');
  expect(await elements(code)).toEqual(['tinh']);
  await product.restart();
  await product.complete(code, 'tinh');
  expect(await elements(code)).toEqual(['tra']);
  await product.complete(code, 'tra');
  expect(await elements(code)).toEqual([]);
  expect(await product.tokens(code)).toEqual([]);
});

it('a process of the document runs wherever it is called', async () => {
  const code = await product.receive('goi-trong-tep');
  await product.complete(code, 'kiemTra', { data: {} });
  await product.restart();
  expect(await elements(code)).toEqual(['kiemTra']);
  await product.complete(code, 'kiemTra', { data: {} });
  expect(await elements(code)).toEqual(['ky']);
  await product.complete(code, 'ky');
  expect(await product.tokens(code)).toEqual([]);
});

it('an error inside is caught outside, by a shared definition', async () => {
  const code = await product.receive('goi-trong-tep');
  await product.complete(code, 'kiemTra', { data: {} });
  await product.complete(code, 'kiemTra', { data: { hong: true } });
  expect(await elements(code)).toEqual(['sua']);
});

it('what a step gives goes where its data association says', async () => {
  for (const [amount, next] of [[60, 'nhieu'], [40, 'it']] as const) {
    const code = await product.receive('du-lieu');
    await product.complete(code, 'tinh', { data: { soTien: amount } });
    expect(await elements(code)).toEqual([next]);
  }
});

it('two messages for one message flow are refused, and nothing is kept', async () => {
  const xml = POOLS.replaceAll('hai-ben', 'hai-thu').replace('<bpmn:collaboration', `${messageRoot('a')}${messageRoot('b')}<bpmn:collaboration`).replace('<bpmn:sendTask id="gui"', '<bpmn:sendTask id="gui" messageRef="a"').replace('<bpmn:messageEventDefinition/>', '<bpmn:messageEventDefinition messageRef="b"/>');
  const answer = await product.as(WHO.designer).post('/procedures', xml);
  expect(answer.status).toBe(422);
});

it('a dossier of two pools is still there when one has ended', async () => {
  const code = await product.receive('hai-ben');
  await product.complete(code, 'lap');
  expect(await stateOf(code)).toBeDefined();
  expect(await product.tokens(code)).toContain('nhan');
});
