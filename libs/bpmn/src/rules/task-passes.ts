import { text } from '#kernel';
import { is } from '../document.js';
import { type Rule, at } from './rule.js';
import { hasScript } from './script-feel.js';

/** BPMN 2.0.2, 13.3.3 and 10.3.3: an abstract or manual task is not waited for, nor is a script task without a script; a designer who wants somebody to do it draws a user task. */
export const taskPasses: Rule = {
  id: 'task-passes',
  severity: 'warning',
  check: ({ nodes }) =>
    nodes
      .filter(({ element }) => is(element, 'Task', 'ManualTask') || (is(element, 'ScriptTask') && !hasScript(element)))
      .map((node) => at(node, text('Công việc này được đi qua ngay, không ai nhận việc; dùng công việc của người dùng (user task).', 'This task is passed at once and nobody gets it; use a user task.'))),
};
