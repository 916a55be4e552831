import { text } from '#kernel';
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
        const local = list(document.definitions, 'rootElements').find((root) => root.id === code.replace(/^[\w-]+:/, '') && !isExpression(code));
        if (local && !is(local, 'Process')) return [at(element, text(`Không gọi được ${local.$type.replace('bpmn:', '')} «${code}»; chỉ gọi thủ tục đã ban hành.`, `A ${local.$type.replace('bpmn:', '')} cannot be called ("${code}"); only published procedures can.`))];
        if (local) return [at(element, text(`«${code}» là quy trình trong chính tài liệu này; hãy ban hành riêng rồi gọi theo mã.`, `"${code}" is a process of this document; publish it by itself and call it by its code.`))];
        if (isExpression(code) || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) return [];
        return [at(element, text(`«${code}» không phải mã thủ tục (chữ thường, số, gạch nối).`, `"${code}" is no procedure code (lower case letters, digits, hyphens).`))];
      }),
};
