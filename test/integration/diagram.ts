/** Procedures drawn by hand for tests, short enough that a test shows its diagram. Conditions are FEEL. */

const tag = (name: string) => (id: string, inner = '', attributes = ''): string => `<bpmn:${name} id="${id}" ${attributes}>${inner}</bpmn:${name}>`;
const extended = (inner: string): string => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const attributes = (values: Record<string, string | number | boolean | undefined>): string =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : `${name}="${value}"`)).join(' ');

export const start = tag('startEvent');
export const end = tag('endEvent');
export const xor = tag('exclusiveGateway');
export const and = tag('parallelGateway');
export const or = tag('inclusiveGateway');
export const eventGateway = tag('eventBasedGateway');
export const sub = tag('subProcess');
export const caught = tag('intermediateCatchEvent');
export const thrown = tag('intermediateThrowEvent');
export const element = (name: string, id: string, inner = '', attrs = ''): string => tag(name)(id, inner, attrs);

interface Work {
  name?: string;
  agency?: string;
  role?: string;
  budget?: number;
  unit?: string;
  opinion?: boolean;
  form?: string;
  /** Codes of papers the step makes; `code@compartment` for a closed one. */
  papers?: string[];
  milestone?: number;
  inner?: string;
}

/** A user task; by default one working day of the desk that received the dossier. */
export function user(id: string, { name = id, agency = 'receiving', role = 'tiep-nhan', budget = 1, unit = 'working_day', opinion, form, papers = [], milestone, inner = '' }: Work = {}): string {
  const made = papers.map((paper) => {
    const [code, compartment] = paper.split('@');
    return `<iso:paperOut ${attributes({ code, name: code, compartment })}/>`;
  });
  const step = `<iso:step ${attributes({ agency, role, budget, unit, opinion, form })}>${made.join('')}</iso:step>`;
  return tag('userTask')(id, extended(step + (milestone === undefined ? '' : `<iso:milestone state="${milestone}"/>`)) + inner, `name="${name}"`);
}

export const call = (id: string, code: string, inner = ''): string => tag('callActivity')(id, inner, `calledElement="${code}"`);

/** The clock stands while the event waits for the message. */
export const stopsUntil = (id: string, messageId: string, stop: string, evidence: string): string =>
  caught(id, extended(`<iso:clock stop="${stop}" evidence="${evidence}"/>`) + message(messageId));

export const boundary = (id: string, host: string, definition: string, interrupts = true): string =>
  tag('boundaryEvent')(id, definition, `attachedToRef="${host}" cancelActivity="${interrupts}"`);

export const flow = (from: string, to: string, condition?: string): string =>
  `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${condition === undefined ? '' : formal('conditionExpression', condition)}</bpmn:sequenceFlow>`;

export const chain = (...ids: string[]): string => ids.slice(1).map((to, at) => flow(ids[at] as string, to)).join('');

export const message = (ref: string): string => `<bpmn:messageEventDefinition messageRef="${ref}"/>`;
export const signal = (ref: string): string => `<bpmn:signalEventDefinition signalRef="${ref}"/>`;
export const error = (ref: string): string => `<bpmn:errorEventDefinition errorRef="${ref}"/>`;
export const terminate = '<bpmn:terminateEventDefinition/>';
export const duration = (value: string): string => timer('timeDuration', value);
export const cycle = (value: string): string => timer('timeCycle', value);
const timer = (kind: string, value: string): string => `<bpmn:timerEventDefinition>${formal(kind, value)}</bpmn:timerEventDefinition>`;

/** Once for each item of the list that the FEEL expression gives. */
export const forEach = (collection: string, item: string, { sequential = false, until }: { sequential?: boolean; until?: string } = {}): string =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}" iso:collection="${collection}" iso:elementVariable="${item}">` +
  `${until === undefined ? '' : formal('completionCondition', until)}</bpmn:multiInstanceLoopCharacteristics>`;

const formal = (name: string, body: string): string => `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</bpmn:${name}>`;

interface Head {
  kind?: 'procedure' | 'component';
  /** Working days. */
  limit?: number;
  field?: string;
  /** Codes of papers handed in; `code@compartment` for a closed one. */
  papers?: string[];
  /** Root elements beside the process: messages, signals, errors. */
  roots?: string;
  forms?: Record<string, object>;
}

/** A whole document. Its code is the id of its process. */
export function procedure(code: string, body: string, { kind = 'procedure', limit = 20, field = 'thu-nghiem', papers = [], roots = '', forms = {} }: Head = {}): string {
  const handedIn = papers.map((paper) => {
    const [paperCode, compartment] = paper.split('@');
    return `<iso:paper ${attributes({ code: paperCode, name: paperCode, compartment })}/>`;
  });
  const keys = Object.entries(forms).map(([key, schema]) => `<iso:form key="${key}"><![CDATA[${JSON.stringify(schema)}]]></iso:form>`);
  const iso = `<iso:procedure ${attributes({ code, kind, nameEn: `Trial ${code}`, field, level: 'district', legalLimit: limit, legalUnit: 'working_day', basis: 'test' })}>${handedIn.join('')}</iso:procedure>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso="urn:lienthong:bpmn:iso:1" id="d_${code}" targetNamespace="urn:test">
${roots}<bpmn:process id="${code}" name="Thử nghiệm ${code}" isExecutable="true">${extended(iso + keys.join(''))}${body}</bpmn:process>
</bpmn:definitions>`;
}

export const messageRoot = (id: string, name = id): string => `<bpmn:message id="${id}" name="${name}"/>`;
export const signalRoot = (id: string, name = id): string => `<bpmn:signal id="${id}" name="${name}"/>`;
export const errorRoot = (id: string, code = id): string => `<bpmn:error id="${id}" name="${code}" errorCode="${code}"/>`;
