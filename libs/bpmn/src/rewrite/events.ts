import { type ModdleElement, eventDefinition, is, isInterrupting, list } from '../document.js';
import { type Draft, HELPER, NotExecutableError, append, remove } from './draft.js';

const isEventSubProcess = (element: ModdleElement): boolean => is(element, 'SubProcess') && element['triggeredByEvent'] === true;
const startOf = (subProcess: ModdleElement): ModdleElement | undefined => list(subProcess, 'flowElements').find((element) => is(element, 'StartEvent'));

/** Link events (BPMN 2.0.2, 10.5.1): a pair is a sequence flow by another drawing; the throwing event gets that flow. */
export function joinLinks(draft: Draft, scope: ModdleElement): void {
  const link = (element: ModdleElement): ModdleElement | undefined => {
    const definition = eventDefinition(element);
    return is(definition, 'LinkEventDefinition') ? definition : undefined;
  };
  const elements = list(scope, 'flowElements');
  const catches = new Map(elements.filter((element) => is(element, 'IntermediateCatchEvent')).flatMap((element) => (link(element) ? [[link(element)?.name, element] as const] : [])));
  const throwers = elements.filter((element) => is(element, 'IntermediateThrowEvent') && link(element));
  for (const thrower of throwers) if (!catches.has(link(thrower)?.name)) throw new NotExecutableError(`Link "${link(thrower)?.name}" of "${thrower.id}" has no target.`);
  for (const [name, target] of catches) {
    const passing = draft.replace(target, 'bpmn:IntermediateThrowEvent', scope);
    for (const thrower of throwers.filter((one) => link(one)?.name === name)) {
      draft.connect(`${thrower.id}${HELPER}link`, thrower, passing, scope);
      thrower['eventDefinitions'] = undefined;
    }
  }
}

/** Ends of the scope come after what is only thrown. */
const LAST = /(Terminate|Error|Cancel)EventDefinition$/;

/**
 * A throwing event with several definitions throws them all (BPMN 2.0.2, 10.5.1), while the core stops at the first: each but the
 * last gets an event of its own before it.
 */
export function chainThrows(draft: Draft, scope: ModdleElement): void {
  for (const event of list(scope, 'flowElements').filter((element) => is(element, 'IntermediateThrowEvent', 'EndEvent'))) {
    const definitions = [...list(event, 'eventDefinitions')].sort((a, b) => Number(LAST.test(a.$type)) - Number(LAST.test(b.$type)));
    if (definitions.length < 2) continue;
    const helpers = definitions.slice(0, -1).map((definition, at) => {
      const helper = draft.add('bpmn:IntermediateThrowEvent', { id: `${event.id}${HELPER}throw-${at}`, name: event.name }, scope, event.id);
      draft.move([definition], helper, 'eventDefinitions');
      return helper;
    });
    draft.redirect(event, helpers[0] as ModdleElement);
    draft.move(definitions.slice(-1), event, 'eventDefinitions');
    [...helpers.slice(1), event].forEach((next, at) => draft.connect(`${event.id}${HELPER}next-${at}`, helpers[at] as ModdleElement, next, scope));
  }
}

/**
 * Compensation that is not waited for (BPMN 2.0.2, 10.5.1, `waitForCompletion`): the throwing event stands on a branch of its own, and the token
 * goes on beside it. At an end event nothing is left to go on.
 */
export function detachCompensation(draft: Draft, scope: ModdleElement): void {
  for (const event of list(scope, 'flowElements').filter((element) => is(element, 'IntermediateThrowEvent', 'EndEvent'))) {
    const definition = eventDefinition(event);
    if (!is(definition, 'CompensateEventDefinition') || definition?.['waitForCompletion'] !== false) continue;
    definition['waitForCompletion'] = undefined;
    draft.changed = true;
    if (list(event, 'outgoing').length === 0) continue;
    const fork = draft.add('bpmn:ParallelGateway', { id: `${event.id}${HELPER}fork` }, scope);
    draft.redirect(event, fork);
    draft.resource(event, fork);
    draft.connect(`${event.id}${HELPER}beside`, fork, event, scope);
  }
}

/**
 * What starts an instance by waiting (BPMN 2.0.2, 10.6.6 and 13.5.1): the instance waits there from its beginning. A parallel
 * event-based gateway waits for all its events, so it forks.
 */
export function waitAtStart(draft: Draft, scope: ModdleElement): void {
  for (const element of list(scope, 'flowElements').filter((one) => one['instantiate'] === true)) {
    const waiting = is(element, 'EventBasedGateway') ? list(element, 'outgoing').map((flow) => flow['targetRef'] as ModdleElement) : [element];
    draft.entries.push(...waiting.map(({ id }) => id as string));
    element['instantiate'] = undefined;
    draft.changed = true;
    if (is(element, 'EventBasedGateway') && element['eventGatewayType'] === 'Parallel') draft.replace(element, 'bpmn:ParallelGateway', scope);
  }
}

/**
 * Event sub-process (BPMN 2.0.2, 13.5.4): all else of its scope moves into a helper sub-process, and its start event becomes a boundary
 * event of that, from which a flow leads to the event sub-process, now a plain one.
 */
export function wrapForEvents(draft: Draft, scope: ModdleElement): void {
  const triggered = list(scope, 'flowElements').filter((element) => isEventSubProcess(element) && !isUndoing(element));
  if (triggered.length === 0) return;
  const body = draft.create('bpmn:SubProcess', { id: `${scope.id}${HELPER}body` }, scope);
  draft.helpers[body.id as string] = null;
  const stays = (element: ModdleElement): boolean => isEventSubProcess(element) || /Data(Object|Store)/.test(element.$type);
  const elements = list(scope, 'flowElements');
  draft.move(elements.filter((element) => !stays(element)), body, 'flowElements');
  draft.move(list(scope, 'artifacts'), body, 'artifacts');
  scope['artifacts'] = [];
  scope['flowElements'] = [...elements.filter(stays), body];
  const start = draft.add('bpmn:StartEvent', { id: `${scope.id}${HELPER}start` }, scope);
  draft.connect(`${scope.id}${HELPER}enter`, start, body, scope);
  for (const subProcess of triggered) attach(draft, subProcess, body, scope);
}

function attach(draft: Draft, subProcess: ModdleElement, body: ModdleElement, scope: ModdleElement): void {
  const start = startOf(subProcess);
  if (!start || !eventDefinition(start)) throw new NotExecutableError(`Event sub-process "${subProcess.id}" has no start event with a trigger.`);
  const definitions = list(start, 'eventDefinitions');
  const properties = { id: `${subProcess.id}${HELPER}trigger`, name: start.name, attachedToRef: body, cancelActivity: isInterrupting(start), parallelMultiple: start['parallelMultiple'] };
  const trigger = draft.add('bpmn:BoundaryEvent', properties, scope, start.id ?? null);
  draft.move(definitions, trigger, 'eventDefinitions');
  start['eventDefinitions'] = undefined;
  start['isInterrupting'] = undefined;
  start['parallelMultiple'] = undefined;
  subProcess['triggeredByEvent'] = false;
  draft.connect(`${subProcess.id}${HELPER}enter`, trigger, subProcess, scope);
}

const isUndoing = (element: ModdleElement): boolean => {
  const start = isEventSubProcess(element) ? startOf(element) : undefined;
  return is(start && eventDefinition(start), 'CompensateEventDefinition');
};

/**
 * Compensation event sub-process (BPMN 2.0.2, 13.5.5): it is the compensation handler of the sub-process that it lies in, so it moves
 * out and is drawn as one. The data of the sub-process are the instance's anyway.
 */
export function hoistCompensation(draft: Draft, scope: ModdleElement): void {
  for (const owner of list(scope, 'flowElements')) {
    const handler = list(owner, 'flowElements').find(isUndoing);
    if (!handler) continue;
    remove(owner, 'flowElements', handler);
    draft.move([...list(scope, 'flowElements'), handler], scope, 'flowElements');
    const start = startOf(handler) as ModdleElement;
    const boundary = draft.add('bpmn:BoundaryEvent', { id: `${handler.id}${HELPER}undo`, attachedToRef: owner }, scope, start.id ?? null);
    draft.move(list(start, 'eventDefinitions'), boundary, 'eventDefinitions');
    start['eventDefinitions'] = undefined;
    start['isInterrupting'] = undefined;
    handler['triggeredByEvent'] = false;
    handler['isForCompensation'] = true;
    const association = draft.create('bpmn:Association', { id: `${handler.id}${HELPER}undone-by`, associationDirection: 'One', sourceRef: boundary, targetRef: handler }, scope);
    append(scope, 'artifacts', [association]);
  }
}
