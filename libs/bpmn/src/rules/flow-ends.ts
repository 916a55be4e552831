import { text } from '#kernel';
import { type ModdleElement, is, label, list, one } from '../document.js';
import { type FlowNode, type Scope, isActivity, isEventSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/** From these each outgoing flow is taken, so that none can have a condition (BPMN 2.0.2, 8.3.13 and table 8.50). */
const UNCONDITIONAL = ['ParallelGateway', 'EventBasedGateway', 'StartEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent'];

/**
 * A sequence flow leads from one flow node to another of the same scope; conditions and defaults stand where a choice is made
 * (BPMN 2.0.2, 8.3.13 and 10.5).
 */
export const flowEnds: Rule = {
  id: 'flow-ends',
  severity: 'error',
  check: ({ scopes }) => scopes.flatMap((scope) => [...list(scope.element, 'flowElements').filter((element) => is(element, 'SequenceFlow')).flatMap((flow) => ends(scope, flow)), ...scope.nodes.flatMap(choices)]),
};

function ends(scope: Scope, flow: ModdleElement): Flaw[] {
  const sides = ['sourceRef', 'targetRef'].map((side) => one(flow, side));
  if (sides.some((side) => side === undefined)) return [at(flow, text('Luồng thiếu đầu hoặc cuối.', 'The flow lacks its source or target.'))];
  const outside = sides.find((side) => !scope.nodes.some(({ element }) => element === side));
  return outside ? [at(flow, text(`Luồng nối tới ${label(outside)}, ngoài phạm vi của nó.`, `The flow connects ${label(outside)}, which is not of its scope.`))] : [];
}

function choices(node: FlowNode): Flaw[] {
  const { element, outgoing, incoming } = node;
  const flaws: Flaw[] = [];
  const fallback = one(element, 'default');
  const say = (at_: ModdleElement, vi: string, en: string): number => flaws.push(at(at_, text(vi, en)));
  if (fallback && !outgoing.some((flow) => flow.element === fallback)) say(element, 'Luồng mặc định không đi ra từ phần tử này.', 'The default flow does not leave this element.');
  if (fallback && one(fallback, 'conditionExpression')) say(fallback, 'Luồng mặc định không được mang điều kiện.', 'A default flow may not carry a condition.');
  if (element.$attrs?.['default'] !== undefined) say(element, 'Phần tử này không được có luồng mặc định.', 'This element may not have a default flow.');
  for (const { element: flow } of outgoing) {
    if (is(element, ...UNCONDITIONAL) && one(flow, 'conditionExpression')) say(flow, `Luồng ra từ ${label(element)} không được mang điều kiện.`, `A flow out of ${label(element)} may not carry a condition.`);
  }
  const onlyFlow = outgoing.length === 1 ? outgoing[0]?.element : undefined;
  if (isActivity(element) && onlyFlow && one(onlyFlow, 'conditionExpression')) say(onlyFlow, 'Luồng duy nhất ra khỏi công việc không được mang điều kiện.', 'The only flow out of an activity may not carry a condition.');
  if ((isEventSubProcess(element) || element['isForCompensation'] === true) && incoming.length + outgoing.length > 0) {
    say(element, 'Quy trình con sự kiện và công việc bù trừ không nối vào luồng.', 'Event sub-processes and compensation handlers are connected to no flow.');
  }
  return flaws;
}
