import { type IsoTableRow, ISO_NAMESPACE, type UnreadCell } from '#contract';
import type { Budget } from '#kernel';
import { slug } from '../read-model.js';
import { type Box, type Layout, layOut } from './lane-layout.js';
import { END, type Plan, type PlanFlow, type PlanNode, planFlow } from './plan-flow.js';

/** What a document says of its procedure above the table. */
export interface TableHead {
  code: string;
  name: string;
  field?: string | null;
  level?: string | null;
  legalLimit?: Budget | null;
  basis?: string | null;
  papers?: readonly { code: string; name: string }[];
}

export interface DrawnTable {
  bpmn: string;
  unread: UnreadCell[];
}

/** Draws a table as a diagram that runs: lanes of the agencies and roles, steps with their budgets and papers, choices with a form that asks for them. */
export function tableToBpmn(rows: readonly IsoTableRow[], head: TableHead): DrawnTable {
  const plan = planFlow(rows);
  const lanes = lanesOf(plan);
  return { bpmn: new Writer(plan, head, lanes, layOut(plan, lanes.of)).xml, unread: plan.unread };
}

interface Lanes {
  of: Map<string, string>;
  rows: Map<string, IsoTableRow | null>;
}

/** A lane for each agency and role; what nobody works on stands with the step before it. */
function lanesOf({ nodes }: Plan): Lanes {
  const first = nodes.find(({ row }) => row?.responsible.agency)?.row ?? null;
  const lanes: Lanes = { of: new Map(), rows: new Map() };
  let row = first;
  for (const node of nodes) {
    if (node.row?.responsible.agency) row = node.row;
    const key = slug(`${row?.responsible.agency ?? 'receiving'} ${row?.responsible.role ?? ''}`);
    if (!lanes.rows.has(key)) lanes.rows.set(key, row);
    lanes.of.set(node.id, key);
  }
  return lanes;
}

class Writer {
  readonly xml: string;
  readonly #plan: Plan;
  readonly #head: TableHead;
  readonly #process: string;

  constructor(plan: Plan, head: TableHead, lanes: Lanes, layout: Layout) {
    this.#plan = plan;
    this.#head = head;
    this.#process = /^[a-z_]/i.test(head.code) ? head.code : `quy-trinh-${head.code}`;
    const waits = plan.nodes.filter(({ type }) => type === 'intermediateCatchEvent');
    this.xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:iso="${ISO_NAMESPACE}" id="Definitions_1" targetNamespace="urn:lienthong:thu-tuc:${attr(head.code)}">
  <bpmn:collaboration id="Collaboration_1"><bpmn:participant id="Pool_1" name="${attr(head.name)}" processRef="${attr(this.#process)}" /></bpmn:collaboration>
${waits.map(({ id, name }) => `  <bpmn:message id="ThongDiep_${id}" name="${attr(slug(name) || id)}" />\n`).join('')}  <bpmn:process id="${attr(this.#process)}" name="${attr(head.name)}" isExecutable="true">
    <bpmn:extensionElements>${this.#procedure()}${this.#forms()}</bpmn:extensionElements>
    <bpmn:laneSet id="Lanes_1">${[...lanes.rows].map(([key, row]) => this.#lane(key, row, lanes)).join('')}</bpmn:laneSet>
${plan.nodes.map((node) => this.#node(node)).join('\n')}
${plan.flows.map((flow) => drawnFlow(flow)).join('\n')}
  </bpmn:process>
${drawing(plan, lanes, layout)}
</bpmn:definitions>
`;
  }

  #procedure(): string {
    const { code, field, level, legalLimit, basis, papers = [] } = this.#head;
    const rows = this.#plan.nodes.flatMap(({ row }) => row ?? []);
    const made = new Set(rows.flatMap(({ results }) => results.map((paper) => paper.code)));
    const needed = rows.flatMap(({ forms }) => forms).filter((paper) => !made.has(paper.code) && !papers.some((one) => one.code === paper.code));
    const optional = [...new Map(needed.map((paper) => [paper.code, paper])).values()];
    const said = { code, field, level, legalLimit: legalLimit?.amount, legalUnit: legalLimit?.unit, basis, basisConfirmed: basis ? 'false' : null };
    const filed = [...papers.map((paper) => `<iso:paper${attributes({ ...paper })} />`), ...optional.map((paper) => `<iso:paper${attributes({ ...paper, required: 'false' })} />`)];
    return `<iso:procedure${attributes(said)}>${filed.join('')}</iso:procedure>`;
  }

  #forms(): string {
    return [...this.#plan.forms].map(([key, schema]) => `<iso:form key="${attr(key)}">${body(JSON.stringify(schema))}</iso:form>`).join('');
  }

  #lane(key: string, row: IsoTableRow | null, { of }: Lanes): string {
    const refs = this.#plan.nodes.filter(({ id }) => of.get(id) === key).map(({ id }) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`);
    const who = row ? `<bpmn:extensionElements><iso:step${attributes({ agency: row.responsible.agency, role: row.responsible.role })} /></bpmn:extensionElements>` : '';
    return `<bpmn:lane id="Lan_${key}" name="${attr(laneName(row))}">${who}${refs.join('')}</bpmn:lane>`;
  }

  #node({ id, type, name, row }: PlanNode): string {
    const flows = [
      ...this.#plan.flows.filter(({ to }) => to === id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...this.#plan.flows.filter(({ from }) => from === id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ].join('');
    const fallback = this.#plan.defaults.get(id);
    const inside = [row ? noted(row) : '', extended(this.#extensions(id, type, row)), flows, type === 'intermediateCatchEvent' ? `<bpmn:messageEventDefinition messageRef="ThongDiep_${id}" />` : ''];
    return `    <bpmn:${type} id="${id}"${attributes({ name: name || null, default: fallback })}>${inside.join('')}</bpmn:${type}>`;
  }

  #extensions(id: string, type: string, row: IsoTableRow | null): string {
    if (id === END) return '<iso:milestone state="10" />';
    const clock = row?.stop ? `<iso:clock${attributes({ stop: row.stop.kind, evidence: row.stop.evidence })} />` : '';
    if (!row || type !== 'userTask') return type === 'serviceTask' && row ? `${clock}<iso:job topic="${attr(slug(row.activity) || id)}" />` : clock;
    const papers = [...row.forms.map(({ code }) => `<iso:paperIn code="${attr(code)}" />`), ...row.results.map((paper) => `<iso:paperOut${attributes({ ...paper })} />`)];
    return `<iso:step${attributes({ budget: row.time?.unit === 'same_day' ? null : row.time?.amount, unit: row.time?.unit, form: this.#plan.formOf.get(id) })}>${papers.join('')}</iso:step>${clock}`;
  }
}

const laneName = (row: IsoTableRow | null): string => (row ? row.responsible.names.join(' – ') : 'Bộ phận tiếp nhận');
const noted = ({ note }: IsoTableRow): string => (note ? `<bpmn:documentation>${body(note)}</bpmn:documentation>` : '');
const extended = (inside: string): string => (inside ? `<bpmn:extensionElements>${inside}</bpmn:extensionElements>` : '');

const drawnFlow = ({ id, from, to, name, condition }: PlanFlow): string =>
  `    <bpmn:sequenceFlow id="${id}"${attributes({ name: name || null, sourceRef: from, targetRef: to })}>${condition === null ? '' : `<bpmn:conditionExpression>${body(condition)}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;

function drawing({ nodes, flows }: Plan, lanes: Lanes, { boxes, lanes: bands, pool, ways }: Layout): string {
  const shape = (id: string, box: Box | undefined, more = ''): string => (box ? `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}><dc:Bounds x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" /></bpmndi:BPMNShape>` : '');
  const edge = ({ id }: PlanFlow): string => `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${(ways.get(id) ?? []).map(({ x, y }) => `<di:waypoint x="${x}" y="${y}" />`).join('')}</bpmndi:BPMNEdge>`;
  const shapes = [
    shape('Pool_1', pool, ' isHorizontal="true"'),
    ...[...lanes.rows.keys()].map((key) => shape(`Lan_${key}`, bands.get(key), ' isHorizontal="true"')),
    ...nodes.map(({ id, type }) => shape(id, boxes.get(id), type === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '')),
  ];
  return `  <bpmndi:BPMNDiagram id="Diagram_1"><bpmndi:BPMNPlane id="Plane_1" bpmnElement="Collaboration_1">${[...shapes, ...flows.map(edge)].join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}

/** Characters that XML cannot hold at all are dropped. */
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
const body = (text: string): string => clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const attr = (text: string): string => body(text).replaceAll('"', '&quot;').replace(/\s+/g, ' ');
const attributes = (values: Record<string, string | number | null | undefined>): string =>
  Object.entries(values).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [` ${name}="${attr(String(value))}"`])).join('');
