import { text } from '#kernel';
import { eventDefinition, is, label } from '../document.js';
import { type FlowNode, type Scope, isEventSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/** Every path says that it is over: each scope has an end event, and nothing else ends a path. */
export const endEvent: Rule = {
  id: 'end-event',
  severity: 'error',
  check: ({ scopes }) =>
    scopes
      .filter((scope) => !is(scope.element, 'AdHocSubProcess'))
      .flatMap((scope): Flaw[] => {
        if (isWithoutEvents(scope)) return loose(scope.nodes.filter(({ element }) => is(element, 'IntermediateThrowEvent', 'IntermediateCatchEvent')));
        const missing = scope.nodes.some(({ element }) => is(element, 'EndEvent')) ? [] : [at(scope.element, text('Thiếu sự kiện kết thúc.', 'The end event is missing.'))];
        const continued = scope.nodes
          .filter(({ element, outgoing }) => is(element, 'EndEvent') && outgoing.length > 0)
          .map((node) => at(node, text('Sự kiện kết thúc không có luồng ra.', 'An end event has no outgoing flow.')));
        return [...missing, ...loose(scope.nodes), ...continued];
      }),
};

const loose = (nodes: readonly FlowNode[]): Flaw[] =>
  nodes.filter(endsOpen).map((node) => at(node, text(`Sau ${label(node.element)} không có gì; nối tới sự kiện kết thúc.`, `Nothing follows ${label(node.element)}; lead it to an end event.`)));

/** Where nothing says that it begins, nothing has to say that it ends (BPMN 2.0.2, 10.5.3), but an event in the flow leads on (10.5.4). */
const isWithoutEvents = ({ element, nodes }: Scope): boolean => nodes.length > 0 && !isEventSubProcess(element) && !nodes.some((node) => is(node.element, 'StartEvent', 'EndEvent') || node.element['instantiate'] === true);

function endsOpen({ element, outgoing }: FlowNode): boolean {
  if (outgoing.length > 0 || is(element, 'EndEvent', 'BoundaryEvent')) return false;
  return !isEventSubProcess(element) && element['isForCompensation'] !== true && !is(eventDefinition(element), 'LinkEventDefinition');
}
