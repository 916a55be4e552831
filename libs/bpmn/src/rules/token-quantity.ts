import { text } from '#kernel';
import { isActivity } from '../graph.js';
import { type Rule, at } from './rule.js';

const MOST = 20;

/** How many tokens an activity needs and gives is a whole number from 1 (BPMN 2.0.2, table 10.3), and no more than a drawing can mean. */
export const tokenQuantity: Rule = {
  id: 'token-quantity',
  severity: 'error',
  check: ({ nodes }) =>
    nodes
      .filter(({ element }) => isActivity(element) && [element['startQuantity'], element['completionQuantity']].some(isWrong))
      .map((node) => at(node, text(`startQuantity và completionQuantity là số nguyên từ 1 đến ${MOST}.`, `startQuantity and completionQuantity are whole numbers from 1 to ${MOST}.`))),
};

const isWrong = (quantity: unknown): boolean => quantity !== undefined && !(Number.isInteger(quantity) && Number(quantity) >= 1 && Number(quantity) <= MOST);
