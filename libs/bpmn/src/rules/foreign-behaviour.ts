import { text } from '#kernel';
import { type ModdleElement, list, one } from '../document.js';
import { type Rule, at } from './rule.js';

const BEHAVIOUR = /:(class|delegateExpression|expression|executionListener|taskListener|connector|resultVariable|script|taskDefinition)$/i;

/** Behaviour written for another engine is not run; the designer should know what the diagram loses here. */
export const foreignBehaviour: Rule = {
  id: 'foreign-behaviour',
  severity: 'info',
  check: ({ nodes }) =>
    nodes.flatMap(({ element }) => {
      const found = [...Object.keys(element.$attrs ?? {}), ...list(one(element, 'extensionElements'), 'values').map((value: ModdleElement) => value.$type)];
      const behaviour = found.filter((name) => BEHAVIOUR.test(name));
      if (behaviour.length === 0) return [];
      const names = behaviour.join(', ');
      return [at(element, text(`Hành vi của công cụ khác không được chạy: ${names}.`, `The behaviour of another tool is not run: ${names}.`))];
    }),
};
