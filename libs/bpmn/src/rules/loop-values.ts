import { text } from '#kernel';
import { type ModdleElement, is, one, string } from '../document.js';
import { type Flaw, type Rule, at } from './rule.js';

/**
 * A multi-instance activity says how many: a number, or a list (`iso:collection`) whose items it handles one by one. A standard loop
 * says when it ends: by a condition, a maximum, or both.
 */
export const loopValues: Rule = {
  id: 'loop-values',
  severity: 'error',
  check: ({ nodes }) =>
    nodes.flatMap(({ element }) => {
      const loop = one(element, 'loopCharacteristics');
      return is(loop, 'MultiInstanceLoopCharacteristics') ? rounds(element, loop) : is(loop, 'StandardLoopCharacteristics') ? repeats(element, loop) : [];
    }),
};

/** As many as the engine opens for one activity. */
const MOST_ROUNDS = 10_000;

function rounds(element: ModdleElement, loop: ModdleElement | undefined): Flaw[] {
  const cardinality = one(loop, 'loopCardinality');
  if (!cardinality && !string(loop, 'collection')) return [at(element, text('Công việc nhiều lần phải nêu số lần hoặc danh sách (iso:collection).', 'A multi-instance activity states a number or a list (iso:collection).'))];
  if (cardinality && string(loop, 'collection')) return [at(element, text('Công việc nhiều lần nêu số lần hoặc danh sách, không phải cả hai.', 'A multi-instance activity states a number or a list, not both.'))];
  const written = (string(cardinality, 'body') ?? '').trim().replace(/^=/, '').trim();
  const isCount = /^\d+$/.test(written) || !/^(-?[\d.]+|"[^"]*"|true|false|null|)$/.test(written);
  if (isCount && Number(written) > MOST_ROUNDS) return [at(element, text(`Số lần «${written}» vượt ${MOST_ROUNDS}.`, `"${written}" is more than ${MOST_ROUNDS} times.`))];
  return !cardinality || isCount ? [] : [at(element, text(`Số lần «${written}» không phải số nguyên không âm.`, `"${written}" is no number of times.`))];
}

function repeats(element: ModdleElement, loop: ModdleElement | undefined): Flaw[] {
  const maximum = loop?.['loopMaximum'];
  if (maximum !== undefined && !(Number.isInteger(maximum) && Number(maximum) >= 1)) return [at(element, text('loopMaximum là số nguyên từ 1.', 'loopMaximum is a whole number from 1.'))];
  return maximum !== undefined || one(loop, 'loopCondition') ? [] : [at(element, text('Vòng lặp phải nêu điều kiện hoặc số lần tối đa.', 'A loop states a condition or a maximum.'))];
}
