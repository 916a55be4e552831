import { text } from '#kernel';
import { is, list, one } from '../document.js';
import { type Rule, at } from './rule.js';

/** Cancellation is of transactions: thrown directly inside one, caught at its boundary (BPMN 2.0.2, 10.5.4 and 10.7). */
export const transactionCancel: Rule = {
  id: 'transaction-cancel',
  severity: 'error',
  check: ({ nodes }) =>
    nodes
      .filter(({ element }) => list(element, 'eventDefinitions').some((definition) => is(definition, 'CancelEventDefinition')))
      .filter(({ element, scope }) => !is(is(element, 'BoundaryEvent') ? one(element, 'attachedToRef') : scope.element, 'Transaction'))
      .map((node) => at(node, text('Sự kiện huỷ chỉ dùng trong giao dịch (transaction).', 'A cancel event belongs to a transaction.'))),
};
