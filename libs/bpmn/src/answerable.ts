import type { Finding, ProcessModel, StepSpec } from '#contract';
import { text } from '#kernel';
import { isExpression } from './feel.js';
import { finding } from './finding.js';
import { schemaFault } from './form-schema.js';
import { type FlowNode, type Scope, allNodes } from './graph.js';
import { surePapers } from './sure-papers.js';
import type { Component } from './timely.js';

/** What the proof asks of the directory of agencies. */
export interface RoleDirectory {
  /** Codes of all agencies that a relation can mean, for any dossier; none if it is no relation. */
  reachable(relation: string): readonly string[];
  hasRole(agency: string, role: string): boolean;
}

const NAMED = 5;

/** Every agency that a step can come to has somebody in the role. What an expression gives cannot be known beforehand. */
export function checkRoles(model: ProcessModel, directory: RoleDirectory): Finding[] {
  return [...checkSteps(model, directory), ...checkStarts(model, directory)];
}

/** Each place at which a start opens dossiers stands for some agency. */
const checkStarts = ({ starts = {} }: ProcessModel, directory: RoleDirectory): Finding[] =>
  Object.entries(starts).flatMap(([element, { agencies }]) =>
    agencies
      .filter((relation) => directory.reachable(relation).length === 0)
      .map((relation) => finding('error', 'unknown-relation', element, text(`Không cơ quan nào ứng với «${relation}».`, `No agency stands in the relation "${relation}".`))),
  );

/** Who receives is a desk, or an agency at which a start opens dossiers. */
function checkSteps(model: ProcessModel, directory: RoleDirectory): Finding[] {
  const opening = Object.values(model.starts ?? {}).flatMap(({ agencies }) => agencies.flatMap((relation) => directory.reachable(relation)));
  return Object.values(model.steps).flatMap((step) => {
    if (isExpression(step.agency)) return [];
    const agencies = step.agency === 'receiving' ? [...new Set([...directory.reachable(step.agency), ...opening])] : directory.reachable(step.agency);
    if (agencies.length === 0) {
      return [finding('error', 'unknown-relation', step.element, text(`Không cơ quan nào ứng với «${step.agency}».`, `No agency stands in the relation "${step.agency}".`))];
    }
    const lacking = agencies.filter((agency) => !directory.hasRole(agency, step.role));
    return lacking.length === 0 ? [] : [roleWithoutHolder(step, lacking)];
  });
}

function roleWithoutHolder({ element, role }: StepSpec, lacking: readonly string[]): Finding {
  const more = lacking.length > NAMED ? { vi: ` và ${lacking.length - NAMED} cơ quan khác`, en: ` and ${lacking.length - NAMED} more` } : { vi: '', en: '' };
  const named = lacking.slice(0, NAMED).join(', ');
  return finding('error', 'role-without-holder', element, text(`Vị trí «${role}» không có ai ở: ${named}${more.vi}.`, `Nobody holds the role "${role}" at: ${named}${more.en}.`));
}

/** Answerable, apart from people: stops have their evidence, forms are there, called procedures exist, papers come from somewhere. */
export const answerableFindings = (graph: Scope, model: ProcessModel, component?: Component): Finding[] => [
  ...stopFindings(model),
  ...formFindings(model),
  ...(component ? callFindings(model, component) : []),
  ...paperFindings(graph, model),
];

const stopFindings = ({ stops }: ProcessModel): Finding[] =>
  Object.entries(stops)
    .filter(([, { evidence }]) => !evidence?.trim())
    .map(([element]) => finding('error', 'stop-without-evidence', element, text('Dừng tính hạn phải nêu loại giấy tờ chứng minh (evidence).', 'A stop of the clock states the document that proves it (evidence).')));

const formFindings = ({ steps, forms, processId }: ProcessModel): Finding[] => [
  ...Object.entries(forms).flatMap(([key, schema]) => {
    const fault = schemaFault(schema);
    return fault === null ? [] : [finding('error', 'form-malformed', processId, text(`Biểu mẫu «${key}» không phải JSON Schema của một đối tượng: ${fault}.`, `Form "${key}" is not the JSON Schema of an object: ${fault}.`))];
  }),
  ...Object.values(steps).flatMap(({ element, form }) =>
    form === null || form in forms ? [] : [finding('error', 'form-missing', element, text(`Không có biểu mẫu «${form}».`, `There is no form "${form}".`))],
  ),
];

const callFindings = ({ calls }: ProcessModel, component: Component): Finding[] =>
  Object.entries(calls).flatMap(([element, code]) =>
    isExpression(code) || component(code) !== null
      ? []
      : [finding('warning', 'call-unknown', element, text(`Thủ tục được gọi «${code}» chưa có bản có hiệu lực.`, `The called procedure "${code}" has no revision in force.`))],
  );

/** A paper that a step needs is in the dossier from the start, or comes out of a step before on every way to it. */
function paperFindings(graph: Scope, model: ProcessModel): Finding[] {
  const nodes = new Map(allNodes(graph).map((node) => [node.id, node]));
  const filed = new Set(model.papers.map(({ code }) => code));
  const sure = surePapers(graph, model);
  return Object.values(model.steps).flatMap((step) => {
    const node = nodes.get(step.element);
    if (!node || step.papersIn.length === 0) return [];
    const before = new Set([...earlier(node)].flatMap(({ id }) => model.steps[id]?.papersOut.map(({ code }) => code) ?? []));
    return step.papersIn.filter((code) => !filed.has(code) && !sure.get(node)?.has(code)).map((code) => uncovered(step.element, code, before.has(code)));
  });
}

const uncovered = (element: string, code: string, isMadeSometimes: boolean): Finding =>
  finding('warning', 'paper-uncovered', element, isMadeSometimes
    ? text(`Giấy tờ «${code}» chỉ được tạo ra trên một số đường đi tới bước này.`, `Paper "${code}" is made on some of the ways to this step only.`)
    : text(`Giấy tờ «${code}» không có trong thành phần hồ sơ, cũng không bước nào trước đó tạo ra.`, `Paper "${code}" is not among the dossier's papers and no earlier step makes it.`));

function earlier(node: FlowNode): Set<FlowNode> {
  const found = new Set<FlowNode>();
  const open = before(node);
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...before(next), ...(next.children?.nodes ?? []));
  }
  return found;
}

function before(node: FlowNode): FlowNode[] {
  const hosts = node.scope.nodes.filter(({ boundary }) => boundary.includes(node));
  return [...node.incoming.map(({ source }) => source), ...hosts, ...(node.scope.owner ? [node.scope.owner] : [])];
}
