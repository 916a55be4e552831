import { inheritedAttribute, writeIso } from './iso-values.js';
import { type Get, type Shape, flowsIn, modelOf } from './parts.js';

/** A new step that no lane gives to anybody is given to whoever works on the step before it; a person changes that where it is wrong. */
export function giveToWhoeverWorksBefore(get: Get, step: Shape): void {
  if (inheritedAttribute(get, step, 'agency')) return;
  const before = stepBefore(step);
  if (!before) return;
  writeIso(get, step, modelOf(step), 'iso:Step', { agency: inheritedAttribute(get, before, 'agency'), role: inheritedAttribute(get, before, 'role') });
}

/** The nearest step of a person that leads here. */
function stepBefore(step: Shape): Shape | undefined {
  const seen = new Set([step]);
  let front = [step];
  while (front.length > 0) {
    const before = front.flatMap(flowsIn).map(({ source }) => source.host ?? source).filter((source) => !seen.has(source));
    const found = before.find(({ type }) => type === 'bpmn:UserTask');
    if (found) return found;
    for (const one of before) seen.add(one);
    front = before;
  }
  return undefined;
}
