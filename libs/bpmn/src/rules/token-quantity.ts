import { text } from '#kernel';
import { isActivity, isEventSubProcess } from '../graph.js';
import { type Rule, at } from './rule.js';

const MOST = 20;

/** How many tokens an activity needs and gives is a whole number from 1 (BPMN 2.0.2, table 10.3), and no more than a drawing can mean. */
export const tokenQuantity: Rule = {
  id: 'token-quantity',
  severity: 'error',
  check: ({ nodes }) => [
    ...nodes
      .filter(({ element }) => isActivity(element) && (isEventSubProcess(element) || element['isForCompensation'] === true) && [element['startQuantity'], element['completionQuantity']].some((quantity) => quantity !== undefined && quantity !== 1))
      .map((node) => at(node, text('Không thẻ nào đi vào hay ra khỏi phần tử này theo luồng.', 'No token comes to this element or leaves it by a flow.'))),
    ...nodes
      .filter(({ element }) => isActivity(element) && [element['startQuantity'], element['completionQuantity']].some(isWrong))
      .map((node) => at(node, text(`startQuantity và completionQuantity là số nguyên từ 1 đến ${MOST}.`, `startQuantity and completionQuantity are whole numbers from 1 to ${MOST}.`))),
  ],
};

const isWrong = (quantity: unknown): boolean => quantity !== undefined && !(Number.isInteger(quantity) && Number(quantity) >= 1 && Number(quantity) <= MOST);
