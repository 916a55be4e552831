import { text } from '#kernel';
import { is, one, string } from '../document.js';
import { type Rule, at } from './rule.js';

/** A multi-instance activity says how many: a number, or a list (`iso:collection`) whose items it handles one by one. */
export const loopValues: Rule = {
  id: 'loop-values',
  severity: 'error',
  check: ({ nodes }) =>
    nodes.flatMap(({ element }) => {
      const loop = one(element, 'loopCharacteristics');
      if (!is(loop, 'MultiInstanceLoopCharacteristics') || one(loop, 'loopCardinality') || string(loop, 'collection')) return [];
      return [at(element, text('Công việc nhiều lần phải nêu số lần hoặc danh sách (iso:collection).', 'A multi-instance activity states a number or a list (iso:collection).'))];
    }),
};
