import type { StepSpec } from '#contract';
import { text } from '#kernel';
import { type ModdleElement, extension, is, list, one, string } from './document.js';
import { finding } from './finding.js';
import type { FlowNode } from './graph.js';
import type { IsoValues } from './iso-values.js';

/** Who works on a step where neither the step nor its lane says so: the reception desk that took the dossier in. */
const DEFAULT_AGENCY = 'receiving';
const DEFAULT_ROLE = 'tiep-nhan';

/** Through these the process passes without waiting (BPMN 2.0.2, 13.3.3), so nobody can work on them. */
const PASSING = ['Task', 'ManualTask'];
const INHERITED = ['agency', 'role', 'budget', 'unit', 'opinion', 'signature', 'ladder'] as const;

/** `iso:step` elements of the lanes an element lies in, innermost first. */
export function laneStepsOf(process: ModdleElement): Map<string, ModdleElement[]> {
  const steps = new Map<string, ModdleElement[]>();
  const visit = (lane: ModdleElement, outer: ModdleElement[]): void => {
    const own = extension(lane, 'Step');
    const chain = own ? [own, ...outer] : outer;
    for (const { id } of list(lane, 'flowNodeRef')) if (id && chain.length >= (steps.get(id)?.length ?? 0)) steps.set(id, chain);
    for (const child of list(one(lane, 'childLaneSet'), 'lanes')) visit(child, chain);
  };
  const visitScope = (scope: ModdleElement): void => {
    for (const set of list(scope, 'laneSets')) for (const lane of list(set, 'lanes')) visit(lane, []);
    for (const inner of list(scope, 'flowElements')) visitScope(inner);
  };
  visitScope(process);
  return steps;
}

/** User tasks are steps; other waiting activities become steps when the designer gives them an `iso:step`. */
export function readStep(node: FlowNode, lanes: Map<string, ModdleElement[]>, values: IsoValues): StepSpec | undefined {
  const { element } = node;
  const own = extension(element, 'Step');
  if (is(element, ...PASSING) || (!own && !is(element, 'UserTask'))) return undefined;
  const merged = merge([...(own ? [own] : []), ...lanesOf(node, lanes)]);
  if (!string(merged, 'agency') || !string(merged, 'role')) {
    const message = text('Bước chưa nêu cơ quan và vị trí thực hiện; giao cho bộ phận tiếp nhận.', 'The step names no agency and role; it goes to the reception desk.');
    values.findings.push(finding('warning', 'step-without-actor', node.id, message));
  }
  const name = element.name?.trim() || node.id;
  return {
    element: node.id,
    name: text(name, string(own, 'nameEn') ?? name),
    agency: string(merged, 'agency') ?? DEFAULT_AGENCY,
    role: string(merged, 'role') ?? DEFAULT_ROLE,
    budget: values.budget(element, merged, 'budget', 'unit'),
    opinion: values.flag(element, merged, 'opinion'),
    signature: values.flag(element, merged, 'signature'),
    papersIn: list(own, 'papersIn').flatMap((paper) => values.required(element, paper, 'code') ?? []),
    papersOut: list(own, 'papersOut').flatMap((paper) => values.paper(element, paper)),
    form: string(own, 'form') ?? null,
    ladder: string(merged, 'ladder') ?? null,
  };
}

/** An element inside a sub-process stands in the lane of the sub-process. */
function lanesOf(node: FlowNode, lanes: Map<string, ModdleElement[]>): ModdleElement[] {
  for (let at: FlowNode | null = node; at; at = at.scope.owner) {
    const found = lanes.get(at.id);
    if (found) return found;
  }
  return [];
}

/** A budget is inherited with its unit or not at all. */
function merge(sources: ModdleElement[]): ModdleElement {
  const merged: ModdleElement = { $type: 'iso:Step' };
  for (const name of INHERITED) {
    if (name === 'unit') continue;
    const source = sources.find((candidate) => string(candidate, name) !== undefined);
    if (!source) continue;
    merged[name] = source[name];
    if (name === 'budget') merged['unit'] = source['unit'];
  }
  const sameDay = sources.find((candidate) => string(candidate, 'unit') === 'same_day');
  if (merged['budget'] === undefined && sameDay) merged['unit'] = 'same_day';
  return merged;
}
