import { type ExecutableSource, NotExecutableError, toExecutable } from './executable.js';
import type { ModdleElement } from './document.js';

const wrap = (body: string) =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1" id="d" targetNamespace="x"><bpmn:message id="m" name="paid"/>
  <bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`;
const flow = (from: string, to: string) => `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const main = `<bpmn:startEvent id="s"/><bpmn:userTask id="t"/>${flow('s', 't')}`;
const handler = (start: string) => `<bpmn:subProcess id="h" triggeredByEvent="true">${start}<bpmn:userTask id="ht"/>${flow('hs', 'ht')}</bpmn:subProcess>`;

const elements = (source: ExecutableSource) => (source.context as { elementsById: Record<string, ModdleElement> }).elementsById;

describe('toExecutable', () => {
  it('leaves a diagram as it is that the core can run', async () => {
    const source = await toExecutable(wrap(main));
    expect(source).toMatchObject({ processId: 'p', helpers: {} });
    expect(Object.keys(elements(source))).toEqual(expect.arrayContaining(['s', 't', 's_t']));
  });

  it('puts an event sub-process as a boundary event of all else', async () => {
    const source = await toExecutable(wrap(main + handler('<bpmn:startEvent id="hs" isInterrupting="false"><bpmn:messageEventDefinition id="ed" messageRef="m"/></bpmn:startEvent>')));
    const { h, t, ...others } = elements(source);
    expect(h?.['triggeredByEvent']).toBe(false);
    expect((t?.$parent as ModdleElement).id).toBe('p__lt-body');
    expect(others['h__lt-trigger']).toMatchObject({ $type: 'bpmn:BoundaryEvent', cancelActivity: false, attachedToRef: { id: 'p__lt-body' } });
  });

  it('tells every helper, and what is shown for the one that waits', async () => {
    const { helpers } = await toExecutable(wrap(main + handler('<bpmn:startEvent id="hs"><bpmn:messageEventDefinition id="ed" messageRef="m"/></bpmn:startEvent>')));
    expect(helpers).toEqual({ 'p__lt-body': null, 'p__lt-start': null, 'p__lt-enter': null, 'h__lt-trigger': 'hs', 'h__lt-enter': null });
  });

  it('puts a pair of links as a flow', async () => {
    const link = '<bpmn:linkEventDefinition name="L"/>';
    const source = await toExecutable(wrap(`${main}<bpmn:intermediateThrowEvent id="lt">${link}</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="lc">${link}</bpmn:intermediateCatchEvent>${flow('t', 'lt')}`));
    expect(elements(source)['lt__lt-link']).toMatchObject({ $type: 'bpmn:SequenceFlow', sourceRef: { id: 'lt' }, targetRef: { id: 'lc' } });
    expect(elements(source)['lc']?.$type).toBe('bpmn:IntermediateThrowEvent');
  });

  it.each([
    ['a link without a target', '<bpmn:intermediateThrowEvent id="lt"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent>'],
    ['an event sub-process without a trigger', handler('<bpmn:startEvent id="hs"/>')],
    ['an id of the helpers', '<bpmn:userTask id="x__lt-body"/>'],
  ])('refuses %s', async (_, body) => {
    await expect(toExecutable(wrap(main + body))).rejects.toThrow(NotExecutableError);
  });
});
