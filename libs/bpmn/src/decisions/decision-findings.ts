import type { Finding, ProcessModel } from '#contract';
import { text } from '#kernel';
import { is } from '../document.js';
import { finding } from '../finding.js';
import type { FlowNode } from '../graph.js';
import type { Decisions } from './decision.js';

/** Every decision that a task asks for is there, and every decision that is there can be made; placed at the first task that asks it. */
export function decisionFindings(model: ProcessModel, nodes: readonly FlowNode[], library: Decisions): Finding[] {
  const uses = Object.entries(model.decisions ?? {});
  const askedBy = (key: string): string => uses.find(([, { ref }]) => library.find(ref)?.key === key || ref === key)?.[0] ?? model.processId;
  return [
    ...uses.flatMap(([element, { ref }]) => missing(element, ref, library)),
    ...nodes.filter(({ id, element }) => id in (model.decisions ?? {}) && !is(element, 'BusinessRuleTask')).map(({ id }) => elsewhere(id)),
    ...library.flaws.map(({ rule, severity, at, message }) => ({ ...finding(severity, rule, askedBy(at.key), message), decision: at })),
  ];
}

const elsewhere = (element: string): Finding =>
  finding('error', 'decision-task', element, text('Chỉ công việc quy tắc nghiệp vụ (businessRuleTask) được trả lời bằng quyết định.', 'Only a business rule task is answered by a decision.'));

/** What could not be read at all is said by the flaws of its file. */
function missing(element: string, ref: string, library: Decisions): Finding[] {
  if (library.find(ref) !== null || library.flaws.some(({ at }) => at.key === ref)) return [];
  return [finding('error', 'decision-missing', element, text(`Không có quyết định «${ref}», hoặc tệp ấy có nhiều quyết định mà chưa nêu quyết định nào.`, `There is no decision "${ref}", or its file has several and none is named.`))];
}
