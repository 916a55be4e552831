import { text } from '#kernel';
import { type ModdleElement, eventDefinition, is, list } from '../document.js';
import { type FlowNode, isEventSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

const ACTIVITIES = [
  'Task', 'UserTask', 'ManualTask', 'ServiceTask', 'SendTask', 'ReceiveTask', 'ScriptTask', 'BusinessRuleTask',
  'CallActivity', 'SubProcess', 'AdHocSubProcess', 'Transaction',
];
const GATEWAYS = ['ExclusiveGateway', 'ParallelGateway', 'InclusiveGateway', 'EventBasedGateway'];

/** Event definitions that run, by kind of event; an event without definition is `None`. */
const EVENTS: Record<string, readonly string[]> = {
  process: ['None', 'Message', 'Timer', 'Signal'],
  embedded: ['None'],
  eventSubProcess: ['Message', 'Timer', 'Signal', 'Error', 'Escalation', 'Conditional'],
  IntermediateCatchEvent: ['Message', 'Timer', 'Signal', 'Link', 'Conditional'],
  IntermediateThrowEvent: ['None', 'Message', 'Signal', 'Link', 'Escalation', 'Compensate'],
  BoundaryEvent: ['Message', 'Timer', 'Signal', 'Error', 'Escalation', 'Conditional', 'Compensate', 'Cancel'],
  EndEvent: ['None', 'Terminate', 'Error', 'Escalation', 'Message', 'Signal', 'Compensate', 'Cancel'],
};

const FOREIGN_ROOTS = /Choreography|Conversation/;

/** Every element must be one that the engine runs with the meaning that BPMN 2.0 gives it. */
export const executableSubset: Rule = {
  id: 'executable-subset',
  severity: 'error',
  check: ({ document, nodes }) => [
    ...list(document.definitions, 'rootElements').filter((root) => FOREIGN_ROOTS.test(root.$type)).map((root) => refuse(root)),
    ...nodes.flatMap(check),
  ],
};

function check(node: FlowNode): Flaw[] {
  const { element } = node;
  if (is(element, ...ACTIVITIES)) return element['instantiate'] === true ? [refuse(element)] : [];
  if (is(element, ...GATEWAYS)) return element['instantiate'] === true ? [refuse(element)] : [];
  const allowed = EVENTS[is(element, 'StartEvent') ? startPlace(node) : element.$type.replace('bpmn:', '')];
  if (!allowed) return [refuse(element)];
  const definitions = list(element, 'eventDefinitions');
  if (definitions.length > 1) return [at(element, text('Sự kiện có nhiều định nghĩa; chỉ dùng một.', 'The event has several definitions; use one.'))];
  const kind = definitions.length === 0 ? 'None' : eventKind(element);
  return allowed.includes(kind) ? [] : [refuse(element, kind)];
}

const startPlace = ({ scope }: FlowNode): string =>
  scope.owner === null ? 'process' : isEventSubProcess(scope.element) ? 'eventSubProcess' : 'embedded';

const eventKind = (element: ModdleElement): string => eventDefinition(element)?.$type.replace(/^bpmn:|EventDefinition$/g, '') ?? 'None';

function refuse(element: ModdleElement, kind?: string): Flaw {
  const what = `${element.$type.replace('bpmn:', '')}${kind ? ` (${kind})` : ''}`;
  return at(element, text(`Phần tử ${what} không chạy được ở đây.`, `Element ${what} cannot be run here.`));
}
