import { text } from '#kernel';
import { is, one } from '../document.js';
import { isActivity } from '../graph.js';
import { type Rule, at } from './rule.js';

/**
 * An ad-hoc sub-process holds activities and no start or end events (BPMN 2.0.2, 10.3.5). In sequence, or up to a condition, it
 * is run activity by activity, so that then nothing but flows can stand between them.
 */
export const adHocContent: Rule = {
  id: 'ad-hoc-content',
  severity: 'error',
  check: ({ scopes }) =>
    scopes
      .filter(({ element }) => is(element, 'AdHocSubProcess'))
      .flatMap(({ element, nodes }) => [
        ...nodes.filter((node) => is(node.element, 'StartEvent', 'EndEvent')).map((node) => at(node, text('Quy trình con tự do không có sự kiện bắt đầu, kết thúc.', 'An ad-hoc sub-process has no start or end event.'))),
        ...(nodes.some((node) => isActivity(node.element)) ? [] : [at(element, text('Quy trình con tự do không có công việc nào.', 'The ad-hoc sub-process has no activity.'))]),
        ...(isArranged(element) ? nodes.filter((node) => !isActivity(node.element) && !is(node.element, 'BoundaryEvent', 'StartEvent', 'EndEvent')) : []).map((node) =>
          at(node, text('Trong quy trình con tự do có thứ tự hoặc điều kiện chỉ dùng công việc.', 'An ad-hoc sub-process with an order or a condition holds activities only.')),
        ),
        ...(isArranged(element) ? nodes.filter((node) => node.outgoing.length > 1 || (node.incoming.length > 0 && element['ordering'] === 'Sequential')) : []).map((node) =>
          at(node, text('Trong quy trình con tự do có thứ tự hoặc điều kiện không rẽ nhánh.', 'In an ad-hoc sub-process with an order or a condition nothing branches.')),
        ),
      ]),
};

const isArranged = (element: Parameters<typeof is>[0]): boolean => element?.['ordering'] === 'Sequential' || one(element, 'completionCondition') !== undefined;
