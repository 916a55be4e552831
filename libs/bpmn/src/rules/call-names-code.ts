import { text } from '#kernel';
import { is, string } from '../document.js';
import { isExpression } from '../feel.js';
import { type Rule, at } from './rule.js';

/** A call activity names the code of a procedure or component, or a FEEL expression that gives one; never its own procedure. */
export const callNamesCode: Rule = {
  id: 'call-names-code',
  severity: 'error',
  check: ({ nodes, model }) =>
    nodes
      .filter(({ element }) => is(element, 'CallActivity'))
      .flatMap(({ element }) => {
        const code = string(element, 'calledElement')?.trim() ?? '';
        if (code === '') return [at(element, text('Chưa nêu mã thủ tục được gọi (calledElement).', 'The code of the called procedure (calledElement) is missing.'))];
        if (code === model.code) return [at(element, text('Thủ tục gọi chính nó.', 'The procedure calls itself.'))];
        if (isExpression(code) || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) return [];
        return [at(element, text(`«${code}» không phải mã thủ tục (chữ thường, số, gạch nối).`, `"${code}" is no procedure code (lower case letters, digits, hyphens).`))];
      }),
};
