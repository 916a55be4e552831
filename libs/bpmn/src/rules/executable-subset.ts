import { text } from '#kernel';
import { type ModdleElement, eventDefinition, is, isInterrupting, label, list, one, string } from '../document.js';
import { type FlowNode, type Scope, allScopes, isEventSubProcess, isSubProcess } from '../graph.js';
import { type RoundEvent, roundEvent } from '../rewrite/round-events.js';
import { errorsBeside } from './handler-errors.js';
import { type Flaw, type Rule, at } from './rule.js';

const ACTIVITIES = [
  'Task', 'UserTask', 'ManualTask', 'ServiceTask', 'SendTask', 'ReceiveTask', 'ScriptTask', 'BusinessRuleTask',
  'CallActivity', 'SubProcess', 'AdHocSubProcess', 'Transaction',
];
const GATEWAYS = ['ExclusiveGateway', 'ParallelGateway', 'InclusiveGateway', 'EventBasedGateway'];

/** Event definitions that run, by kind of event; an event without definition is `None`. */
const EVENTS: Record<string, readonly string[]> = {
  process: ['None', 'Message', 'Timer', 'Signal', 'Conditional'],
  embedded: ['None'],
  eventSubProcess: ['Message', 'Timer', 'Signal', 'Error', 'Escalation', 'Conditional', 'Compensate'],
  IntermediateCatchEvent: ['Message', 'Timer', 'Signal', 'Link', 'Conditional'],
  IntermediateThrowEvent: ['None', 'Message', 'Signal', 'Link', 'Escalation', 'Compensate'],
  BoundaryEvent: ['Message', 'Timer', 'Signal', 'Error', 'Escalation', 'Conditional', 'Compensate', 'Cancel'],
  EndEvent: ['None', 'Terminate', 'Error', 'Escalation', 'Message', 'Signal', 'Compensate', 'Cancel'],
};

/** Definitions that run beside others in one event. */
const CAUGHT_TOGETHER = ['Message', 'Timer', 'Signal', 'Conditional'];
const THROWN_TOGETHER = ['Message', 'Signal', 'Compensate', 'Terminate'];

const FOREIGN_ROOTS = /Choreography|Conversation/;
const KNOWN_CONTENT = /(Task|Gateway|Event|Activity|SubProcess|Transaction|SequenceFlow|DataObject|DataObjectReference|DataStoreReference)$/;

/** Every element must be one that the engine runs with the meaning that BPMN 2.0 gives it. */
export const executableSubset: Rule = {
  id: 'executable-subset',
  severity: 'error',
  check: ({ document, nodes, scopes }) => [
    ...(document.process.id ? [] : [at(document.process, text('Quy trình không có mã (id).', 'The process has no id.'))]),
    ...list(document.definitions, 'rootElements').filter((root) => FOREIGN_ROOTS.test(root.$type)).map((root) => refuse(root)),
    ...scopes.flatMap(({ element }) => list(element, 'flowElements').filter((content) => !KNOWN_CONTENT.test(content.$type))).map((content) => refuse(content)),
    ...nodes.flatMap((node) => [...check(node), ...details(node), ...stopsItself(node), ...outOfReach(node), ...errorsBeside(node)]),
  ],
};

function check(node: FlowNode): Flaw[] {
  const { element } = node;
  if (is(element, ...ACTIVITIES, ...GATEWAYS)) return [];
  if (is(element, 'ComplexGateway')) return [at(element, text('Cổng phức hợp chỉ chạy khi tách nhánh; để hợp nhánh dùng cổng song song hoặc bao hàm.', 'A complex gateway runs only where it splits; to join, use a parallel or inclusive gateway.'))];
  const allowed = EVENTS[is(element, 'StartEvent') ? startPlace(node) : element.$type.replace('bpmn:', '')];
  if (!allowed || list(element, 'eventDefinitionRef').length > 0) return [refuse(element)];
  const kinds = list(element, 'eventDefinitions').map(kindOf);
  if (kinds.length > 1) return several(node, kinds);
  const kind = kinds[0] ?? 'None';
  if (kind === 'Compensate' && is(element, 'StartEvent') && isEventSubProcess(node.scope.element) && !isSubProcess(node.scope.owner?.scope.element as ModdleElement)) return [refuse(element, kind)];
  return allowed.includes(kind) ? [] : [refuse(element, kind)];
}

/** Several definitions in one event: any of them, or all where it is parallel multiple (BPMN 2.0.2, 10.5.1). */
function several({ element, scope }: FlowNode, kinds: string[]): Flaw[] {
  const throws = is(element, 'EndEvent', 'IntermediateThrowEvent');
  const together = throws ? THROWN_TOGETHER.filter((kind) => kind !== 'Terminate' || is(element, 'EndEvent')) : CAUGHT_TOGETHER;
  const wrong = kinds.filter((kind) => !together.includes(kind));
  const inside = is(element, 'StartEvent') && scope.owner !== null && !isEventSubProcess(scope.element);
  if (wrong.length > 0 || inside) return [refuse(element, (wrong.length > 0 ? wrong : kinds).join(', '))];
  const stays = element['cancelActivity'] === false || (is(element, 'StartEvent') && element['isInterrupting'] === false);
  return stays && kinds.includes('Timer') ? [refuse(element, kinds.join(', '))] : [];
}

const startPlace = ({ scope }: FlowNode): string =>
  scope.owner === null ? 'process' : isEventSubProcess(scope.element) ? 'eventSubProcess' : 'embedded';

const kindOf = (definition: ModdleElement): string => definition.$type.replace(/^bpmn:|EventDefinition$/g, '');

/** Properties of elements in the subset that give them a meaning outside of it. */
function details(node: FlowNode): Flaw[] {
  const { element } = node;
  const loop = one(element, 'loopCharacteristics');
  const unsupported: [boolean, string][] = [
    [!element.id, 'id'],
    [['None', 'One', 'Complex'].includes(string(loop, 'behavior') ?? '') && !(loop?.['behavior'] !== 'Complex' && roundEvent(loop)), 'multiInstanceLoopCharacteristics behavior'],
    [list(loop, 'complexBehaviorDefinition').length > 0, 'complexBehaviorDefinition'],
    [['loopDataInputRef', 'loopDataOutputRef', 'inputDataItem', 'outputDataItem'].some((property) => loop?.[property] !== undefined), 'loopDataInputRef'],
    [element['instantiate'] === true && !startsByMessage(node), 'instantiate="true"'],
    [is(element, 'Transaction') && cancelsBesideHandler(node.children), 'cancelEventDefinition'],
  ];
  return unsupported.filter(([found]) => found).map(([, what]) => refuseDetail(element, what));
}

/** An instance can begin by waiting for messages where nothing leads to the element. */
function startsByMessage({ element, incoming, outgoing }: FlowNode): boolean {
  const isMessage = (target: ModdleElement): boolean => is(target, 'ReceiveTask') || is(eventDefinition(target), 'MessageEventDefinition');
  return incoming.length === 0 && (is(element, 'ReceiveTask') || outgoing.every(({ target }) => isMessage(target.element)));
}

/** The cancellation would end only what lies beside the event sub-processes. */
const cancelsBesideHandler = (inside: Scope | null): boolean =>
  inside !== null &&
  inside.nodes.some(({ element }) => isEventSubProcess(element)) &&
  inside.nodes.some(({ element }) => is(eventDefinition(element), 'CancelEventDefinition') && is(element, 'EndEvent'));

/** A sub-process that compensates from within another cannot be run after that has completed, or once an event sub-process has ended its scope. */
function outOfReach(node: FlowNode): Flaw[] {
  if (!isSubProcess(node.element)) return [];
  const undone = isEventSubProcess(node.element) ? undoneBy(node) : node.element['isForCompensation'] === true ? node.scope : null;
  const isFar = undone !== null && (compensatesBeside(undone) || (isEventSubProcess(node.element) ? isReachedFromOutside(undone) : undone.owner !== null));
  const [vi, en] = ['Quy trình con bù trừ này không được gọi tới từ ngoài phạm vi của nó; vẽ việc bù trừ bằng các công việc.', 'This sub-process that compensates cannot be reached from outside of its scope; draw tasks that compensate.'];
  return isFar ? [at(node, text(vi, en))] : [];
}

/** Of a compensation event sub-process: the scope of the sub-process that it undoes. */
const undoneBy = ({ scope, children }: FlowNode): Scope | null =>
  children?.nodes.some(({ element }) => is(element, 'StartEvent') && is(eventDefinition(element), 'CompensateEventDefinition')) ? (scope.owner?.scope ?? null) : null;

const throwsBack = ({ nodes }: Scope): boolean => nodes.some(({ element }) => is(element, 'IntermediateThrowEvent', 'EndEvent') && list(element, 'eventDefinitions').some((definition) => is(definition, 'CompensateEventDefinition', 'CancelEventDefinition')));

const compensatesBeside = ({ nodes }: Scope): boolean => nodes.some(({ element, children }) => isEventSubProcess(element) && children !== null && allScopes(children).some(throwsBack));

function isReachedFromOutside({ owner }: Scope): boolean {
  if (!owner) return false;
  const isUndone = owner.boundary.some(({ element }) => is(eventDefinition(element), 'CompensateEventDefinition')) || owner.children?.nodes.some((node) => undoneBy(node) !== null);
  return !isUndone && (throwsBack(owner.scope) || compensatesBeside(owner.scope) || isReachedFromOutside(owner.scope));
}

/**
 * An event that each round throws, or the first (BPMN 2.0.2, table 10.29), would end at an interrupting boundary the rounds that it tells of. Some
 * who draw it mean that and some do not; a completion condition, or an event beside, says which.
 */
function stopsItself({ element, boundary }: FlowNode): Flaw[] {
  const loop = one(element, 'loopCharacteristics');
  const told = ['None', 'One'].includes(string(loop, 'behavior') ?? '') ? roundEvent(loop) : null;
  const heard = boundary.filter((event) => told !== null && isInterrupting(event.element) && list(event.element, 'eventDefinitions').some((definition) => hears(definition, told)));
  const [vi, en] = ['Sự kiện biên ngắt bởi sự kiện của chính các lần làm: dùng sự kiện không ngắt, hoặc điều kiện dừng.', 'A boundary event that interrupts by the event of the activity\'s own rounds: use a non-interrupting one, or a completion condition.'];
  return heard.map((event) => at(event, text(vi, en)));
}

function hears(definition: ModdleElement, { kind, name, code }: RoundEvent): boolean {
  if (kindOf(definition).toLowerCase() !== kind) return false;
  const heard = one(definition, `${kind}Ref`);
  return kind === 'escalation' ? !string(heard, 'escalationCode') || string(heard, 'escalationCode') === code : heard?.name === name;
}

function refuse(element: ModdleElement, kind?: string): Flaw {
  const what = `${element.$type.replace('bpmn:', '')}${kind ? ` (${kind})` : ''}`;
  return at(element, text(`Phần tử ${what} không chạy được ở đây.`, `Element ${what} cannot be run here.`));
}

const refuseDetail = (element: ModdleElement, what: string): Flaw =>
  at(element, text(`${label(element)}: ${what} không chạy được.`, `${label(element)}: ${what} cannot be run.`));
