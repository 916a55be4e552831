import { text } from '#kernel';
import { eventDefinition, is } from '../document.js';
import { type Scope, isEventSubProcess } from '../graph.js';
import { type Flaw, type Rule, at } from './rule.js';

/**
 * Each scope says where it begins: one plain start event, or, without start and end events, what no flow leads to (BPMN 2.0.2, 10.5.2); an event sub-process begins with exactly one event that
 * triggers it.
 */
export const startEvent: Rule = { id: 'start-event', severity: 'error', check: ({ scopes }) => scopes.flatMap(check) };

function check(scope: Scope): Flaw[] {
  if (is(scope.element, 'AdHocSubProcess')) return [];
  const starts = scope.nodes.filter(({ element }) => is(element, 'StartEvent'));
  if (starts.length === 0 && scope.owner === null && scope.nodes.some(({ element }) => element['instantiate'] === true)) return [];
  if (starts.length === 0 && scope.nodes.length > 0 && !isEventSubProcess(scope.element) && !scope.nodes.some(({ element }) => is(element, 'EndEvent'))) return beginsSomewhere(scope);
  if (starts.length === 0) return [at(scope.element, text('Thiếu sự kiện bắt đầu.', 'The start event is missing.'))];
  const entered = starts.filter(({ incoming }) => incoming.length > 0).map((start) => at(start, text('Sự kiện bắt đầu không nhận luồng vào.', 'A start event takes no incoming flow.')));
  const alike = isEventSubProcess(scope.element) ? starts : starts.filter(({ element }) => !eventDefinition(element));
  const doubled = alike.length > 1 ? [at(scope.element, text('Có nhiều sự kiện bắt đầu; chỉ một được dùng.', 'There are several start events; use one.'))] : [];
  const untriggered = isEventSubProcess(scope.element) ? starts.filter(({ element }) => !eventDefinition(element)).map((start) => at(start, text('Quy trình con sự kiện bắt đầu bằng một sự kiện có định nghĩa.', 'An event sub-process begins with an event that triggers it.'))) : [];
  const staying = starts
    .filter(({ element }) => element['isInterrupting'] === false && is(eventDefinition(element), 'ErrorEventDefinition', 'CompensateEventDefinition'))
    .map((start) => at(start, text('Sự kiện lỗi luôn ngắt.', 'An error event always interrupts.')));
  return [...entered, ...doubled, ...untriggered, ...staying];
}

function beginsSomewhere(scope: Scope): Flaw[] {
  const first = scope.nodes.some(({ element, incoming }) => incoming.length === 0 && !is(element, 'BoundaryEvent') && !isEventSubProcess(element) && element['isForCompensation'] !== true);
  return first ? [] : [at(scope.element, text('Không phần tử nào là chỗ bắt đầu.', 'There is no element to begin with.'))];
}
