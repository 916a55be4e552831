import { text } from '#kernel';
import { calledIn } from '../arrange/local-calls.js';
import { is, list, string } from '../document.js';
import { isExpression } from '../feel.js';
import { type Rule, at } from './rule.js';

/** A call activity names the code of a procedure or component, or a FEEL expression that gives one; never its own procedure. */
export const callNamesCode: Rule = {
  id: 'call-names-code',
  severity: 'error',
  check: ({ document, nodes, model }) =>
    nodes
      .filter(({ element }) => is(element, 'CallActivity'))
      .flatMap(({ element }) => {
        const code = string(element, 'calledElement')?.trim() ?? '';
        if (code === '') return [at(element, text('Chưa nêu mã thủ tục được gọi (calledElement).', 'The code of the called procedure (calledElement) is missing.'))];
        if (code === model.code) return [at(element, text('Thủ tục gọi chính nó.', 'The procedure calls itself.'))];
        if (calledIn(document.arranged, element)) return [at(element, text(`«${code}» gọi lại chính nó.`, `"${code}" calls itself.`))];
        if (list(document.definitions, 'rootElements').some(({ id }) => id === code)) return [at(element, text(`«${code}» không phải quy trình hay công việc dùng chung.`, `"${code}" is no process and no global task.`))];
        if (isExpression(code) || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) return [];
        return [at(element, text(`«${code}» không phải mã thủ tục (chữ thường, số, gạch nối).`, `"${code}" is no procedure code (lower case letters, digits, hyphens).`))];
      }),
};
