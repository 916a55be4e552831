import { text } from '#kernel';
import { is, one } from '../document.js';
import { type Rule, at } from './rule.js';

/** A branch of an exclusive gateway without a condition, and not its default, is always taken and shadows those after it. */
export const conditionMissing: Rule = {
  id: 'condition-missing',
  severity: 'warning',
  check: ({ nodes }) =>
    nodes
      .filter(({ element, outgoing }) => is(element, 'ExclusiveGateway') && outgoing.length > 1)
      .flatMap(({ element, outgoing }) => outgoing.filter((flow) => one(element, 'default') !== flow.element && !one(flow.element, 'conditionExpression')))
      .map((flow) => at(flow.element, text('Nhánh chưa có điều kiện và không phải nhánh mặc định.', 'The branch has no condition and is not the default.'))),
};
