import { type Result, type Text, ok, reject, text } from '#kernel';
import { type ActivityNode, type ElementDefinition, type ProcessNode, type ScopeExecution, liveElementsOf, subProcessesAround } from './core.js';
import { bringToLife } from './flow-node.js';
import type { ProcessIndex } from './process-index.js';
import type { Scope } from './scope.js';
import type { Wait } from './waiting.js';

export interface Modification {
  /** Execution ids of what waits. */
  cancel: readonly string[];
  /** Ids of elements; each begins as if a sequence flow had led there. */
  start: readonly string[];
}

interface Place {
  execution: ScopeExecution;
  node: ActivityNode;
}

/**
 * Moves tokens by hand. Everything is looked at before anything is done, and what would leave the diagram in a position that BPMN does not
 * know is refused: rounds of a multi-instance activity, boundary events and triggers, the choices of an event-based gateway, joins,
 * elements of a scope that does not run or that run themselves, and taking the last token out of a sub-process.
 */
export function modification(process: ProcessNode, scope: Scope, { cancel, start }: Modification): Result<() => void> {
  const executions = process.execution ? scopesIn(process.execution) : [];
  if (cancel.length + start.length === 0) return refuse(text('Phải nêu bước cần hủy hoặc cần bắt đầu', 'Nothing to cancel or to start is given'));
  const [leaving, entering]: [Place[], Place[]] = [[], []];
  for (const executionId of new Set(cancel)) {
    const found = toCancel(executions, scope, executionId);
    if (!found.ok) return found;
    leaving.push(found.value);
  }
  for (const element of new Set(start)) {
    const found = toStart(executions, scope.index, element);
    if (!found.ok) return found;
    entering.push(found.value);
  }
  const twice = entering.find(({ node }) => node.status);
  if (twice) return refuse(text(`"${twice.node.id}" đang chạy rồi`, `"${twice.node.id}" runs already`));
  const emptied = leaving.find(({ execution }) => execution !== process.execution && !keepsToken(scope, execution, leaving, entering));
  if (emptied) return refuse(text(`Không thể hủy bước cuối cùng trong "${emptied.execution.id}"`, `The last token of "${emptied.execution.id}" cannot be cancelled`));
  return ok(() => {
    for (const { execution, node } of entering) enter(execution, node);
    scope.drain();
    for (const { node } of leaving) node.discard();
  });
}

function enter(execution: ScopeExecution, node: ActivityNode): void {
  bringToLife(execution, node.id);
  const { id, type, parent } = node;
  node.broker.getQueue('inbound-q').queueMessage({ routingKey: 'activity.restart' }, { id, type, parent: { ...parent } });
}

function toCancel(executions: ScopeExecution[], scope: Scope, executionId: string): Result<Place> {
  const wait = scope.waits.get(executionId);
  if (!wait || wait.escalation) return refuse(text(`Bước này không còn chờ xử lý (${executionId})`, `Nothing waits under "${executionId}"`));
  const { element, loop } = wait.view;
  const place = placeOf(executions, wait);
  if (!place || loop || wait.host !== undefined && scope.index.activity(element)?.behaviour.attachedTo) return refuse(notByHand(element));
  const refusal = whyUntouchable(scope.index, place.node, element);
  return refusal ? refuse(refusal) : ok(place);
}

function toStart(executions: ScopeExecution[], index: ProcessIndex, element: string): Result<Place> {
  const definition = index.activity(element);
  if (!definition) return refuse(text(`Sơ đồ không có bước "${element}"`, `The diagram has no element "${element}"`));
  if (isJoin(index, definition)) return refuse(text(`"${element}" là nơi các nhánh nhập lại`, `"${element}" joins several branches`));
  const running = executions.filter(({ id }) => id === definition.parent.id);
  const [execution] = running;
  const node = running.length === 1 && execution?.context.getActivityById(element);
  if (!execution || !node) return refuse(text(`Phạm vi chứa "${element}" không đang chạy một lần`, `The scope of "${element}" does not run exactly once`));
  const refusal = whyUntouchable(index, node, element);
  return refusal ? refuse(refusal) : ok({ execution, node });
}

function whyUntouchable(index: ProcessIndex, node: ActivityNode, element: string): Text | null {
  const { behaviour } = node;
  const reached = index.flowsInto(node.id);
  const chosen = reached.some(({ sourceId }) => index.activity(sourceId)?.type === 'bpmn:EventBasedGateway');
  const outside = index.isHelper(node.id) || behaviour.attachedTo || behaviour.isForCompensation || index.isEventSubProcess(node.id) || reached.length === 0;
  if (outside || chosen) return notByHand(element);
  if (subProcessesAround(node.context).some((around) => around.behaviour.loopCharacteristics)) {
    return text(`"${element}" nằm trong một bước lặp`, `"${element}" is inside a multi-instance activity`);
  }
  return null;
}

const notByHand = (element: string): Text => text(`Không thể can thiệp trực tiếp vào "${element}"`, `"${element}" cannot be cancelled or started by hand`);

const isJoin = (index: ProcessIndex, { id, type, behaviour }: ElementDefinition): boolean =>
  Number(behaviour['startQuantity'] ?? 1) > 1 || ((type === 'bpmn:ParallelGateway' || type === 'bpmn:InclusiveGateway') && index.flowsInto(id).length > 1);

function placeOf(executions: ScopeExecution[], wait: Wait): Place | null {
  for (const execution of executions) {
    const node = liveElementsOf(execution).children.find((child) => child.status && child.executionId === wait.activity);
    if (node) return { execution, node };
  }
  return null;
}

/** Whether something else waits in the scope, or begins in it. */
function keepsToken(scope: Scope, execution: ScopeExecution, leaving: Place[], entering: Place[]): boolean {
  if (entering.some((place) => place.execution === execution)) return true;
  return [...scope.waits.values()].some((wait) => {
    const place = placeOf([execution], wait);
    return place !== null && !place.node.attachedTo && !leaving.some(({ node }) => node === place.node);
  });
}

function scopesIn(execution: ScopeExecution): ScopeExecution[] {
  const inside = liveElementsOf(execution).children.flatMap((child) => (child.status ? (child.execution?.source?.executions ?? []) : []));
  return [execution, ...inside.flatMap(scopesIn)];
}

const refuse = (message: Text): Result<never> => reject('invalid_state', message);
