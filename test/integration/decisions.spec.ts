import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/* Decisions handed in with a procedure, kept with its revision, and made inside the step. */

const rule = '<bpmn:businessRuleTask id="tinh" name="Tính lệ phí"><bpmn:extensionElements><iso:decision ref="le-phi" result="lePhi"/></bpmn:extensionElements></bpmn:businessRuleTask>';
const DIAGRAM = procedure('co-le-phi', start('s') + user('lap') + rule + user('thu') + end('e') + chain('s', 'lap', 'tinh', 'thu', 'e'));
const dmn = (...rules: [string, string][]): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test"><decision id="le-phi" name="Biểu lệ phí"><decisionTable><input label="Số phòng"><inputExpression typeRef="number"><text>soPhong</text></inputExpression></input><output name="phi" typeRef="number"/>${rules
    .map(([when, then]) => `<rule><inputEntry><text>${when}</text></inputEntry><outputEntry><text>${then}</text></outputEntry></rule>`)
    .join('')}</decisionTable></decision></definitions>`;
const FEE = dmn(['[1..6]', 'soPhong * 2000000'], ['(6..20]', '12000000']);

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.open();
});
afterAll(() => product.close());

const handIn = (decisions: Record<string, string> | undefined, xml = DIAGRAM) => product.as(WHO.designer).post('/procedures', { bpmn: xml, ...(decisions && { decisions }) });

async function publish(revision: number): Promise<void> {
  const at = `/procedures/co-le-phi/revisions/${revision}`;
  (await product.as(WHO.checker).post(`${at}/check`)).expect(200);
  (await product.as(WHO.chairman).post(`${at}/approve`)).expect(200);
  (await product.as(WHO.designer).post(`${at}/publish`, {})).expect(200);
}

const variables = async (code: string): Promise<unknown> => (await product.database.dataSource.query<{ variables: unknown }[]>('select variables from instance where dossier = $1', [code]))[0]?.variables;

it('a diagram without the decision it asks for is refused, the finding placed on its task', async () => {
  const refused = await handIn({});
  expect(refused.refusal).toBe('422 blocking_findings');
  expect(refused.body.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'decision-missing', element: 'tinh' })]));
});

it('rules that overlap are refused, the finding placed on decision and rule', async () => {
  const refused = await handIn({ 'le-phi': dmn(['[1..6]', '1'], ['>= 6', '2']) });
  expect(refused.refusal).toBe('422 blocking_findings');
  expect(refused.body.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'decision-overlap', element: 'tinh', decision: { key: 'le-phi', decision: 'le-phi', rule: 2 } })]));
});

it('an entity in a decision is refused like one in a diagram', async () => {
  const refused = await handIn({ 'le-phi': `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${FEE}` });
  expect(refused.body.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: 'decision-malformed', severity: 'error' })]));
});

it('is made in the step, refuses what it cannot decide, and travels with the revision', async () => {
  const { revision } = (await handIn({ 'le-phi': FEE })).expect(201);
  await publish(revision as number);
  const [six, nine, none] = [await product.receive('co-le-phi', { data: { soPhong: 5 } }), await product.receive('co-le-phi', { data: { soPhong: 9 } }), await product.receive('co-le-phi', { data: { soPhong: 40 } })];
  for (const code of [six, nine]) await product.complete(code, 'lap');
  expect([await variables(six), await variables(nine)]).toMatchObject([{ lePhi: 10_000_000 }, { lePhi: 12_000_000 }]);

  const [task] = await product.tasks(none);
  const refused = await product.as(`${task?.agency}.${task?.role}`).post(`/tasks/${task?.id}/complete`, {});
  expect(refused.refusal).toBe('409 invalid_state');
  expect(refused.body.detail).toContain('Quyết định «Biểu lệ phí» (le-phi): không quy tắc nào ứng với Số phòng = 40');
  expect(await product.tokens(none)).toEqual(['lap']);
});

it('a diagram sent alone keeps the decisions of the revision before; what runs stays on its own', async () => {
  const before = await product.receive('co-le-phi', { data: { soPhong: 2 } });
  const { revision } = (await product.as(WHO.designer).post('/procedures', DIAGRAM.replace('Tính lệ phí', 'Tính phí'))).expect(201);
  await publish(revision as number);
  const { revision: dearer } = (await handIn({ 'le-phi': FEE.replace('2000000', '3000000') })).expect(201);
  await publish(dearer as number);
  const after = await product.receive('co-le-phi', { data: { soPhong: 2 } });
  await product.restart();
  for (const code of [before, after]) await product.complete(code, 'lap');
  expect([await variables(before), await variables(after)]).toMatchObject([{ lePhi: 4_000_000 }, { lePhi: 6_000_000 }]);
});
