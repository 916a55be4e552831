import { applyTable, importForeign, isoTable, parseBpmn, tableToBpmn } from '#bpmn';
import { BpmnModdle } from 'bpmn-moddle';
import { readFileSync, readdirSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { EXPORTS } from './exports.js';

/*
 * A diagram made here goes through another modeler, which knows nothing of our extension, and comes back; a diagram of another modeler
 * goes through us. What it says must stay: every element, attribute, text, shape and waypoint, whatever the prefixes and the order of attributes.
 */

const PROCESSES = new URL('../../../processes/', import.meta.url);
const shipped = readdirSync(PROCESSES).map((code) => [code, readFileSync(new URL(`${code}/${code}.bpmn`, PROCESSES), 'utf8')] as const);

/** The document as a list of facts, by namespaces instead of prefixes; attributes in the order of their names, blanks between elements left out. */
function canonical(xml: string): string[] {
  const parser = new SaxesParser({ xmlns: true });
  const facts: string[] = [];
  const path: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text.trim() !== '') facts.push(`${path.join('/')} = ${text.trim()}`);
    text = '';
  };
  parser.on('opentag', (tag) => {
    flush();
    path.push(`{${tag.uri}}${tag.local}`);
    const attributes = Object.values(tag.attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns').map(({ uri, local, value }) => `${uri && `{${uri}}`}${local}=${plainValue(local, value)}`);
    facts.push(`${path.join('/')} ${attributes.filter((attribute) => !DEFAULTS.has(attribute)).sort().join(' ')}`.trim());
  });
  parser.on('closetag', () => {
    flush();
    path.pop();
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  return facts.map(sameExpression).filter((fact) => !isDangling(fact, xml)).sort();
}

/** `formalExpression` and `expression xsi:type="tFormalExpression"` are the same element. */
const sameExpression = (fact: string): string => fact.replace(/\}formalExpression(?=[ /]|$)/, '}expression').replace(/ ?\{http:\/\/www.w3.org\/2001\/XMLSchema-instance\}type=t?FormalExpression/, '');

/** A reference to what the document does not have says nothing. */
function isDangling(fact: string, xml: string): boolean {
  const target = /\}(?:incoming|outgoing) = (.*)$/.exec(fact)?.[1] ?? / bpmnElement=(\S+)/.exec(fact)?.[1];
  return (target !== undefined && !xml.includes(`id="${target}"`)) || /\}(incoming|outgoing)$/.test(fact);
}

/** What says nothing because it is so anyway. */
const DEFAULTS = new Set(['isImmediate=true', 'startQuantity=1', 'completionQuantity=1', 'isForCompensation=false', 'isClosed=false', 'processType=None', 'implementation=##unspecified', 'isCollection=false', 'isExecutable=false', 'associationDirection=None', 'typeLanguage=http://www.w3.org/2001/XMLSchema', 'expressionLanguage=http://www.w3.org/1999/XPath', 'textFormat=text/plain', 'resolution=96']);
const plainValue = (name: string, value: string): string => (/^(x|y|width|height)$/.test(name) ? String(Number(value)) : value.replace(/^\w+:(?=t?(FormalExpression|Expression)$)/, ''));

interface Moddle {
  fromXML(xml: string): Promise<{ rootElement: unknown; warnings: unknown[] }>;
  toXML(element: unknown, options?: { format: boolean }): Promise<{ xml: string }>;
}

/** Another tool: it knows BPMN 2.0 and no extension. */
async function otherModeler(xml: string): Promise<string> {
  const moddle = new BpmnModdle() as unknown as Moddle;
  const { rootElement } = await moddle.fromXML(xml);
  return (await moddle.toXML(rootElement, { format: true })).xml;
}

describe('a diagram made here', () => {
  it.each(shipped)('%s opens in another modeler and comes back unchanged', async (_, xml) => {
    // when
    const back = await otherModeler(xml);

    // then
    expect(canonical(back)).toEqual(canonical(xml));
    const [before, after] = [await parseBpmn(xml), await parseBpmn(back)];
    expect(before.ok && after.ok && isoTable(after.value)).toEqual(before.ok && isoTable(before.value));
  });

  it.each(shipped)('%s goes through the ISO table and the translation without loss', async (_, xml) => {
    const parsed = await parseBpmn(xml);
    if (!parsed.ok) throw new Error(parsed.rejection.message.en);
    const applied = await applyTable(parsed.value, isoTable(parsed.value));
    expect(applied.ok && canonical(applied.value.bpmn)).toEqual(canonical(xml));
    const translated = await importForeign(xml, { agencies: [], roles: [] });
    expect(translated.ok && [translated.value.mapped, canonical(translated.value.bpmn)]).toEqual([[], canonical(xml)]);
  });

  it('from an ISO table opens in another modeler and comes back unchanged', async () => {
    const [, xml = ''] = shipped[0] ?? [];
    const parsed = await parseBpmn(xml);
    const { bpmn } = tableToBpmn(parsed.ok ? isoTable(parsed.value) : [], { code: 'thu', name: 'Thử', legalLimit: { amount: 20, unit: 'working_day' } });
    expect(canonical(await otherModeler(bpmn))).toEqual(canonical(bpmn));
  });
});

/** Every kind of element with its drawing, labels and colours, as the models of the interchange tests have them. */
const KINDS = ['task', 'userTask', 'serviceTask', 'sendTask', 'receiveTask', 'manualTask', 'businessRuleTask', 'scriptTask', 'callActivity', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'complexGateway', 'eventBasedGateway', 'intermediateThrowEvent', 'intermediateCatchEvent', 'subProcess', 'transaction', 'adHocSubProcess', 'dataObjectReference', 'dataStoreReference'];
const colours = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" id="d" targetNamespace="urn:x" exporter="MIWG" exporterVersion="1">
<bpmn:collaboration id="c"><bpmn:participant id="pool" name="Xã" processRef="p"/><bpmn:participant id="dan" name="Dân"/><bpmn:messageFlow id="mf" name="Hồ sơ" sourceRef="dan" targetRef="e_userTask"/></bpmn:collaboration>
<bpmn:process id="p" isExecutable="true"><bpmn:laneSet id="ls"><bpmn:lane id="l1" name="Một"><bpmn:flowNodeRef>e_userTask</bpmn:flowNodeRef><bpmn:childLaneSet id="cls"><bpmn:lane id="l2" name="Hai"/></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
${KINDS.map((kind) => `<bpmn:${kind} id="e_${kind}" name="${kind} &amp; &quot;tên&quot;&#10;dòng hai"/>`).join('\n')}
<bpmn:startEvent id="s"><bpmn:timerEventDefinition id="td"><bpmn:timeCycle>R/P7D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
<bpmn:boundaryEvent id="b" cancelActivity="false" attachedToRef="e_userTask"><bpmn:escalationEventDefinition id="ed"/></bpmn:boundaryEvent><bpmn:endEvent id="e"><bpmn:terminateEventDefinition id="ted"/></bpmn:endEvent>
<bpmn:sequenceFlow id="f" name="đủ" sourceRef="s" targetRef="e_userTask"/><bpmn:sequenceFlow id="g" sourceRef="e_userTask" targetRef="e"><bpmn:documentation>Ghi chú</bpmn:documentation></bpmn:sequenceFlow>
<bpmn:textAnnotation id="ta"><bpmn:text>xem thêm</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" associationDirection="One" sourceRef="e_userTask" targetRef="ta"/><bpmn:group id="gr" categoryValueRef="cv"/></bpmn:process><bpmn:category id="cat"><bpmn:categoryValue id="cv" value="Nhóm"/></bpmn:category>
<bpmndi:BPMNDiagram id="dg" name="Trang 1" resolution="72.5"><bpmndi:BPMNPlane id="pl" bpmnElement="c">
<bpmndi:BPMNShape id="pool_di" bpmnElement="pool" isHorizontal="true"><dc:Bounds x="10" y="10" width="900" height="400"/></bpmndi:BPMNShape>
${KINDS.map((kind, at) => `<bpmndi:BPMNShape id="${kind}_di" bpmnElement="e_${kind}" bioc:stroke="#831311" bioc:fill="#ffcdd2" color:background-color="#ffcdd2" color:border-color="#831311"><dc:Bounds x="${at * 10}.25" y="${at}" width="100" height="80"/><bpmndi:BPMNLabel labelStyle="st"><dc:Bounds x="${at}" y="-5.5" width="90" height="14"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>`).join('\n')}
<bpmndi:BPMNEdge id="f_di" bpmnElement="f" color:border-color="#205022"><di:waypoint x="1" y="2"/><di:waypoint x="3.75" y="-4"/><bpmndi:BPMNLabel><dc:Bounds x="1" y="1" width="1" height="1"/></bpmndi:BPMNLabel></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane><bpmndi:BPMNLabelStyle id="st"><dc:Font name="Arial" size="11" isBold="false"/></bpmndi:BPMNLabelStyle></bpmndi:BPMNDiagram></bpmn:definitions>`;

describe('a diagram of another modeler', () => {
  it('with every kind of element, drawing, labels and colours is translated and saved without loss', async () => {
    const translated = await importForeign(colours, { agencies: [], roles: [] });
    if (!translated.ok) throw new Error(translated.rejection.message.en);
    const lost = new Set(canonical(translated.value.bpmn));
    expect(canonical(colours).filter((fact) => !lost.has(fact))).toEqual([]);
  });

  const readable = EXPORTS.filter(({ malformed, errors, source }) => !malformed && !errors.includes('unknown-content') && typeof source === 'string');

  it.each(readable.map((sample) => [sample.tool, String(sample.source)] as const))('%s: nothing of it is lost but conditions that are translated', async (_, source) => {
    const translated = await importForeign(source, { agencies: [], roles: [] });
    if (!translated.ok) throw new Error(translated.rejection.message.en);
    const kept = new Set(canonical(translated.value.bpmn));
    const rewritten = translated.value.mapped.map(({ what }) => what);
    expect(canonical(source).filter((fact) => !kept.has(fact) && !rewritten.some((what) => fact.endsWith(`= ${what}`)))).toEqual([]);
  });
});
