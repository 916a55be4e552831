import { text } from '#kernel';
import { type ModdleElement, eventDefinition, is, list, one } from '../document.js';
import { type FlowNode, type Scope, isActivity, isEventSubProcess, isSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/**
 * A compensation boundary event leads by one association to the activity that compensates, which is marked for it (BPMN 2.0.2, 10.7);
 * what is thrown for one activity names one of the scope.
 */
export const compensationHandler: Rule = {
  id: 'compensation-handler',
  severity: 'error',
  check: ({ document, scopes }) => {
    const holders = new Set([...list(document.arranged, 'rootElements'), ...scopes.map(({ element }) => element)]);
    const drawn = new Set([...holders].flatMap((holder) => list(holder, 'artifacts')));
    const associations = [...drawn].filter((artifact) => is(artifact, 'Association'));
    return scopes.flatMap((scope) => [...scope.nodes.flatMap((node) => [...boundary(scope, node, associations), ...thrown(scope, node)]), ...unattached(scope, associations)]);
  },
};

const isCompensate = (element: ModdleElement): boolean => is(eventDefinition(element), 'CompensateEventDefinition');

function boundary({ nodes }: Scope, node: FlowNode, associations: ModdleElement[]): Flaw[] {
  const { element, outgoing } = node;
  if (!is(element, 'BoundaryEvent') || !isCompensate(element)) return [];
  if (outgoing.length > 0) return [at(node, text('Sự kiện bù trừ không có luồng ra, chỉ có liên kết tới công việc bù trừ.', 'A compensation event has no outgoing flow, only an association to its handler.'))];
  const targets = associations.filter((association) => one(association, 'sourceRef') === element).map((association) => one(association, 'targetRef'));
  const handlers = nodes.filter((other) => targets.includes(other.element));
  const fits = handlers.length === 1 && targets.length === 1 && isActivity((handlers[0] as FlowNode).element) && handlers[0]?.element['isForCompensation'] === true;
  return fits ? [] : [at(node, text('Sự kiện bù trừ cần đúng một liên kết tới công việc bù trừ (isForCompensation).', 'A compensation event needs one association to an activity marked for compensation.'))];
}

const unattached = ({ nodes }: Scope, associations: ModdleElement[]): Flaw[] =>
  nodes
    .filter(({ element }) => element['isForCompensation'] === true && !isEventSubProcess(element))
    .filter(({ element }) => !associations.some((association) => one(association, 'targetRef') === element && nodes.some((node) => node.element === one(association, 'sourceRef') && isCompensate(node.element))))
    .map((node) => at(node, text('Không sự kiện bù trừ nào dẫn tới công việc này.', 'No compensation event leads to this activity.')));

function thrown(scope: Scope, node: FlowNode): Flaw[] {
  if (!is(node.element, 'IntermediateThrowEvent', 'EndEvent')) return [];
  if (isCompensate(node.element) && isUndoing(scope) && !canThrow(scope)) return [at(node, text('Ở đây quy trình con sự kiện bù trừ không phát bù trừ được; vẽ thẳng các công việc bù trừ trong nó.', 'This compensation event sub-process can throw no compensation; draw what compensates in it.'))];
  const reach = [scope, ...(scope.element['triggeredByEvent'] === true && scope.owner ? [scope.owner.scope] : [])].flatMap(({ nodes }) => nodes);
  return list(node.element, 'eventDefinitions')
    .map((definition) => one(definition, 'activityRef'))
    .filter((activity) => activity !== undefined && !reach.some(({ element }) => element === activity && isActivity(element) && canUndo(reach, element)))
    .map(() => at(node, text('Công việc được bù trừ không ở phạm vi này hoặc không có gì để bù trừ.', 'The activity to compensate is not of this scope or has nothing to compensate it.')));
}

const isUndoing = (scope: Scope | undefined): boolean =>
  scope !== undefined && ((isEventSubProcess(scope.element) && scope.nodes.some(({ element }) => is(element, 'StartEvent') && isCompensate(element))) || isUndoing(scope.owner?.scope));

/** Straight from the handler of a sub-process that has only tasks in it, what these did can be compensated (13.5.5). */
const canThrow = (scope: Scope): boolean =>
  isEventSubProcess(scope.element) && !isUndoing(scope.owner?.scope) && (scope.owner?.scope.nodes ?? []).every(({ element }) => element === scope.element || !isSubProcess(element));

const canUndo = (nodes: FlowNode[], activity: ModdleElement): boolean =>
  isSubProcess(activity) || nodes.some(({ element, boundary: events }) => element === activity && events.some((event) => isCompensate(event.element)));
