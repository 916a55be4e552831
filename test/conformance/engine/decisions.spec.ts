import { readDecisions } from '#bpmn';
import { LiveInstance, compile } from '../../../libs/runtime/src/engine/engine.js';
import { toExecutable } from '../../../libs/bpmn/src/executable.js';
import { NINE } from './play.js';

const DMN = (inner: string): string => `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">${inner}</definitions>`;
const FEE = DMN(`<decision id="le-phi" name="Lệ phí"><decisionTable><input label="soPhong"><inputExpression typeRef="number"><text>soPhong</text></inputExpression></input><output name="lePhi" typeRef="number"/>
<rule><inputEntry><text>[1..5]</text></inputEntry><outputEntry><text>soPhong * 1000000</text></outputEntry></rule></decisionTable></decision>`);

const diagram = (decision: string, loop = ''): string => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1" id="d" targetNamespace="urn:test">
<process id="p" isExecutable="true">
<startEvent id="s"/><businessRuleTask id="tinh" name="Tính lệ phí"><extensionElements>${decision}</extensionElements>${loop}</businessRuleTask>
<userTask id="thu"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="tinh"/><sequenceFlow id="f2" sourceRef="tinh" targetRef="thu"/><sequenceFlow id="f3" sourceRef="thu" targetRef="e"/>
</process></definitions>`;

async function start(xml: string, variables: Record<string, unknown>, decisions: Record<string, string> = { 'le-phi': FEE }) {
  const source = await toExecutable(xml);
  return LiveInstance.start(compile(source, await readDecisions({ ...source.decisions, ...decisions })), { variables, now: NINE });
}

const waits = ({ instance }: Awaited<ReturnType<typeof start>>): string[] => instance.waiting().map(({ element, kind }) => `${element} ${kind}`);

describe('a business rule task', () => {
  it('is answered by its decision inside the step', async () => {
    const run = await start(diagram('<iso:decision ref="le-phi" result="phaiThu"/>'), { soPhong: 3 });
    expect([waits(run), run.instance.variables]).toEqual([['thu user'], { soPhong: 3, phaiThu: 3_000_000 }]);
    expect(run.effects.left.map(({ element }) => element)).toContain('tinh');
  });

  it('gives the output its own name where no other is asked for', async () => {
    expect((await start(diagram('<iso:decision ref="le-phi"/>'), { soPhong: 1 })).instance.variables).toEqual({ soPhong: 1, lePhi: 1_000_000 });
  });

  it('takes a decision written into the diagram', async () => {
    const inside = diagram('<iso:decision ref="le-phi"/>').replace('<startEvent', `<extensionElements><iso:dmn key="le-phi"><![CDATA[${FEE}]]></iso:dmn></extensionElements><startEvent`);
    expect((await start(inside, { soPhong: 2 }, {})).instance.variables).toMatchObject({ lePhi: 2_000_000 });
  });

  it('stays work of software outside without a decision', async () => {
    expect(waits(await start(diagram('<iso:job topic="le-phi.tinh"/>'), {}))).toEqual(['tinh job']);
  });

  it('fails the step where nothing can be decided, with the decision named in both languages', async () => {
    const { effects } = await start(diagram('<iso:decision ref="le-phi"/>'), { soPhong: 9 });
    expect(effects).toMatchObject({ status: 'failed', error: { element: 'tinh', reason: { vi: 'Quyết định «Lệ phí» (le-phi): không quy tắc nào ứng với soPhong = 9', en: 'Decision "Lệ phí" (le-phi): no rule fits soPhong = 9' } } });
  });

  it('decides for each item of a list, and gathers what was decided', async () => {
    const loop = '<multiInstanceLoopCharacteristics iso:collection="=coSo" iso:elementVariable="soPhong" iso:outputCollection="cacPhi"/>';
    expect((await start(diagram('<iso:decision ref="le-phi" result="phi"/>', loop), { coSo: [1, 5] })).instance.variables).toMatchObject({ cacPhi: [{ phi: 1_000_000 }, { phi: 5_000_000 }] });
  });

  it('lives on in a saved state like any other element', async () => {
    const { instance } = await start(diagram('<iso:decision ref="le-phi"/>'), { soPhong: 3 });
    const recovered = LiveInstance.recover(instance.compiled, JSON.parse(JSON.stringify(instance.state())) as never, { variables: instance.variables, now: NINE });
    expect(recovered.waiting().map(({ element }) => element)).toEqual(['thu']);
  });
});
