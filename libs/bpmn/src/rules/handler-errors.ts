import { text } from '#kernel';
import { type ModdleElement, eventDefinition, is, isInterrupting, one, string } from '../document.js';
import { type FlowNode, isEventSubProcess } from '../graph.js';
import { type Flaw, at } from './rule.js';

/**
 * An error that leaves an event sub-process which did not interrupt belongs to the scope around, whose other event sub-processes could catch it
 * (BPMN 2.0.2, 10.5.1 and 13.5.4). The execution core ends the scope before they can.
 */
export function errorsBeside(node: FlowNode): Flaw[] {
  if (!mayFail(node.element)) return [];
  let from = node;
  for (let scope = node.scope; ; scope = from.scope) {
    const heard = scope.nodes.some((other) => other !== from && isEventSubProcess(other.element) && catches(startOf(other), node.element));
    const isHandler = isEventSubProcess(from.element);
    if (heard && isHandler && !isInterrupting(startOf(from) as ModdleElement)) return [at(node, text('Lỗi ở đây rời quy trình con sự kiện không ngắt để tới quy trình con sự kiện bên cạnh, là điều không chạy được; bắt lỗi bằng sự kiện biên ngay trong quy trình con sự kiện này.', 'An error here would leave a non-interrupting event sub-process for the one beside it, which does not run; catch it by a boundary event inside.'))];
    if ((heard && !isHandler) || !scope.owner || scope.owner.boundary.some(({ element }) => catches(element, node.element))) return [];
    from = scope.owner;
  }
}

const mayFail = (element: ModdleElement): boolean =>
  is(element, 'ServiceTask', 'SendTask', 'BusinessRuleTask', 'CallActivity') || (is(element, 'EndEvent') && is(eventDefinition(element), 'ErrorEventDefinition'));

const startOf = ({ children }: FlowNode): ModdleElement | undefined => children?.nodes.find(({ element }) => is(element, 'StartEvent'))?.element;

/** Work of machines may fail with any code. */
function catches(event: ModdleElement | undefined, thrower: ModdleElement): boolean {
  const caught = event && eventDefinition(event);
  if (!is(caught, 'ErrorEventDefinition')) return false;
  const [wanted, thrown] = [caught, eventDefinition(thrower)].map((definition) => string(one(definition, 'errorRef'), 'errorCode')?.trim());
  return !wanted || !is(thrower, 'EndEvent') || wanted === thrown;
}
