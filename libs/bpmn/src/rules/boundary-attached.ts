import { text } from '#kernel';
import { type BpmnDocument, type ModdleElement, eventDefinition, is, isInterrupting, one } from '../document.js';
import { type FlowNode, type Scope, isActivity } from '../graph.js';
import { type Rule, at } from './rule.js';

/** A boundary event sits on an activity of its own scope, is entered by no flow, and leads somewhere. */
export const boundaryAttached: Rule = {
  id: 'boundary-attached',
  severity: 'error',
  check: ({ document, scopes }) =>
    scopes.flatMap((scope) =>
      scope.nodes.filter(({ element }) => is(element, 'BoundaryEvent')).flatMap((event) => [
        ...(isAttached(scope, event) && isHost(one(event.element, 'attachedToRef')) ? [] : [at(event, text('Sự kiện biên không gắn vào công việc nào.', 'The boundary event is attached to no activity.'))]),
        ...(event.incoming.length === 0 ? [] : [at(event, text('Sự kiện biên không nhận luồng vào.', 'A boundary event takes no incoming flow.'))]),
        ...(event.outgoing.length > 0 || isCompensation(event) ? [] : [at(event, text('Sự kiện biên không dẫn tới đâu.', 'The boundary event leads nowhere.'))]),
        ...(!isInterrupting(event.element) && is(eventDefinition(event.element), 'ErrorEventDefinition', 'CancelEventDefinition')
          ? [at(event, text('Sự kiện lỗi hoặc huỷ luôn ngắt công việc.', 'An error or cancel event always interrupts.'))]
          : []),
        ...(!isInterrupting(event.element) && isCompensation(event) && !isCareless(document)
          ? [at(event, text('Sự kiện bù trừ tới sau khi công việc đã xong, không có dạng không ngắt (cancelActivity="false").', 'A compensation event comes after the activity; it has no non-interrupting form (cancelActivity="false").'))]
          : []),
      ]),
    ),
};

/** Tools of the Activiti family write `cancelActivity="false"` wherever nobody has chosen (BPMN 2.0.2, 10.5.4 has no value for compensation). */
const isCareless = ({ definitions }: BpmnDocument): boolean => Object.values(definitions.$attrs ?? {}).some((value) => /\/\/(activiti|flowable)\.org\//.test(String(value)));

const isHost = (host: ModdleElement | undefined): boolean => host !== undefined && isActivity(host) && !(host['triggeredByEvent'] === true);
const isAttached = (scope: Scope, event: FlowNode): boolean => scope.nodes.some(({ boundary }) => boundary.includes(event));
const isCompensation = ({ element }: FlowNode): boolean => is(eventDefinition(element), 'CompensateEventDefinition');
