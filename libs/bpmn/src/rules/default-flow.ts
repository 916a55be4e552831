import { text } from '#kernel';
import { is, one } from '../document.js';
import { type Rule, at } from './rule.js';

/** Where each branch has a condition, a default says what happens when none holds; without it the dossier stops with a fault. */
export const defaultFlow: Rule = {
  id: 'default-flow',
  severity: 'warning',
  check: ({ nodes }) =>
    nodes
      .filter(({ element, outgoing }) => is(element, 'ExclusiveGateway', 'InclusiveGateway') && outgoing.length > 1 && !one(element, 'default'))
      .filter(({ outgoing }) => outgoing.every(({ element }) => one(element, 'conditionExpression')))
      .map((node) => at(node, text('Mọi nhánh đều có điều kiện mà không có nhánh mặc định.', 'Every branch has a condition and there is no default.'))),
};
