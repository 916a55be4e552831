/** BPMN by hand, short enough that a test shows its diagram. */

const tag = (name: string) => (id: string, inner = '', attributes = '') => `<bpmn:${name} id="${id}" ${attributes}>${inner}</bpmn:${name}>`;

export const start = tag('startEvent');
export const end = tag('endEvent');
export const user = tag('userTask');
export const service = tag('serviceTask');
export const task = tag('task');
export const receive = tag('receiveTask');
export const call = tag('callActivity');
export const script = (id: string, feel: string, attributes = 'scriptFormat="feel"') => tag('scriptTask')(id, `<bpmn:script>${escape(feel)}</bpmn:script>`, attributes);
export const caught = tag('intermediateCatchEvent');
export const thrown = tag('intermediateThrowEvent');
export const xor = tag('exclusiveGateway');
export const and = tag('parallelGateway');
export const or = tag('inclusiveGateway');
export const eventGateway = tag('eventBasedGateway');
export const sub = tag('subProcess');
export const element = (name: string, id: string, inner = '', attributes = '') => tag(name)(id, inner, attributes);

export const boundary = (id: string, host: string, definition: string, interrupts = true) =>
  tag('boundaryEvent')(id, definition, `attachedToRef="${host}" cancelActivity="${interrupts}"`);

/** An event sub-process with its start event `<id>_start`. */
export const eventSub = (id: string, definition: string, interrupts: boolean, inner: string) =>
  sub(id, start(`${id}_start`, definition, `isInterrupting="${interrupts}"`) + inner, 'triggeredByEvent="true"');

export const flow = (from: string, to: string, condition?: string, id = `${from}_${to}`) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition === undefined ? '' : formal('conditionExpression', condition)}</bpmn:sequenceFlow>`;

export const chain = (...ids: string[]) => ids.slice(1).map((to, at) => flow(ids[at] as string, to)).join('');

export const association = (id: string, from: string, to: string) => `<bpmn:association id="${id}" associationDirection="One" sourceRef="${from}" targetRef="${to}"/>`;

export const date = (value: string) => timer('timeDate', value);
export const duration = (value: string) => timer('timeDuration', value);
export const cycle = (value: string) => timer('timeCycle', value);
const timer = (kind: string, value: string) => `<bpmn:timerEventDefinition>${formal(kind, value)}</bpmn:timerEventDefinition>`;

export const message = (ref: string) => `<bpmn:messageEventDefinition messageRef="${ref}"/>`;
export const signal = (ref: string) => `<bpmn:signalEventDefinition signalRef="${ref}"/>`;
export const error = (ref?: string) => `<bpmn:errorEventDefinition${ref ? ` errorRef="${ref}"` : ''}/>`;
export const escalation = (ref?: string) => `<bpmn:escalationEventDefinition${ref ? ` escalationRef="${ref}"` : ''}/>`;
export const condition = (feel: string) => `<bpmn:conditionalEventDefinition>${formal('condition', feel)}</bpmn:conditionalEventDefinition>`;
export const link = (name: string) => `<bpmn:linkEventDefinition name="${name}"/>`;
export const compensate = (activity?: string) => `<bpmn:compensateEventDefinition${activity ? ` activityRef="${activity}"` : ''}/>`;
export const terminate = '<bpmn:terminateEventDefinition/>';
export const cancel = '<bpmn:cancelEventDefinition/>';
export const forCompensation = 'isForCompensation="true"';

/** `options`: `cardinality`, `until`, and the attributes of the ISO extension. */
export const rounds = (options: { sequential?: boolean; cardinality?: string; until?: string; collection?: string; item?: string; outputs?: string }) => {
  const { sequential = false, cardinality, until, collection, item, outputs } = options;
  const attribute = (name: string, value: string | undefined) => (value === undefined ? '' : ` iso:${name}="${value}"`);
  const attributes = attribute('collection', collection) + attribute('elementVariable', item) + attribute('outputCollection', outputs);
  const inner = (cardinality === undefined ? '' : formal('loopCardinality', cardinality)) + (until === undefined ? '' : formal('completionCondition', until));
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`;
};

export const loop = (options: { maximum?: number; whilst?: string; before?: boolean }) => {
  const attributes = `${options.maximum === undefined ? '' : ` loopMaximum="${options.maximum}"`}${options.before ? ' testBefore="true"' : ''}`;
  return `<bpmn:standardLoopCharacteristics${attributes}>${options.whilst === undefined ? '' : formal('loopCondition', options.whilst)}</bpmn:standardLoopCharacteristics>`;
};

/** Messages M1 and M2, signal S1, errors E1 and E2 and escalation X1 are there to refer to. */
export const diagram = (body: string, roots = '') => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso="urn:lienthong:bpmn:iso:1" id="definitions" targetNamespace="http://example.org">
<bpmn:message id="M1" name="paid"/><bpmn:message id="M2" name="withdrawn"/><bpmn:signal id="S1" name="storm"/>
<bpmn:error id="E1" name="refused" errorCode="E1"/><bpmn:error id="E2" name="lost" errorCode="E2"/>
<bpmn:escalation id="X1" name="late" escalationCode="X1"/><bpmn:escalation id="X2" name="dear" escalationCode="X2"/>${roots}
<bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`;

const formal = (name: string, value: string) => `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${escape(value)}</bpmn:${name}>`;
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
