import { text } from '#kernel';
import { eventDefinition, is } from '../document.js';
import { type FlowNode, type Scope, isEventSubProcess } from '../graph.js';
import { type Rule, at } from './rule.js';

/** Every element can be reached from a start event along the drawn flows; without one, other elements may begin, an event in the flow not (10.5.4). */
export const elementUnreachable: Rule = {
  id: 'element-unreachable',
  severity: 'error',
  check: ({ scopes }) => scopes.flatMap((scope) => unreached(scope).map((node) => at(node, text('Không luồng nào dẫn tới phần tử này.', 'No flow leads to this element.')))),
};

function unreached(scope: Scope): FlowNode[] {
  const starts = scope.nodes.filter(({ element }) => is(element, 'StartEvent'));
  if (starts.length === 0) return is(scope.element, 'AdHocSubProcess') ? [] : scope.nodes.filter(isLeft);
  const reached = new Set<FlowNode>();
  const visit = (node: FlowNode): void => {
    if (reached.has(node)) return;
    reached.add(node);
    for (const next of [...node.outgoing.map(({ target }) => target), ...node.boundary]) visit(next);
  };
  for (const node of [...starts, ...scope.nodes.filter(entersByItself)]) visit(node);
  return scope.nodes.filter((node) => !reached.has(node));
}

/** Event sub-processes and compensation handlers have no incoming flow by definition; an ad-hoc sub-process starts what has none. */
const entersByItself = ({ element, scope, incoming }: FlowNode): boolean =>
  isEventSubProcess(element) || element['isForCompensation'] === true || (is(scope.element, 'AdHocSubProcess') && incoming.length === 0);

const isLeft = ({ element, incoming }: FlowNode): boolean =>
  incoming.length === 0 && is(element, 'IntermediateThrowEvent', 'IntermediateCatchEvent') && !is(eventDefinition(element), 'LinkEventDefinition');
