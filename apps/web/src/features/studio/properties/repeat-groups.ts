import { type Model, is } from '../modeler/parts.js';
import type { Entry, Group } from './entry-types.js';
import { expressionEntry, flagEntry, group, textEntry } from './entries.js';
import { expressionOf, writeExpression } from './expressions.js';
import { feelMistake } from './feel.js';
import type { Subject } from './subject.js';

/** An activity done for each of several, or again and again; which of them it is, is chosen in the menu of the element. */
export function repeatGroups(subject: Subject): Group[] {
  if (!is(subject.shape, 'bpmn:Activity')) return [];
  const loop = subject.model.get<Model | undefined>('loopCharacteristics');
  if (loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics') return [manyGroup(subject, loop)];
  return loop ? [loopGroup(subject, loop)] : [];
}

function manyGroup({ t, get, shape }: Subject, loop: Model): Group {
  const iso = (name: string, label: string): Entry =>
    textEntry({ id: `many-${name}`, label, get: () => loop.get<string | undefined>(`iso:${name}`) ?? '', set: (value) => get('modeling').updateModdleProperties(shape, loop, { [`iso:${name}`]: value || undefined }) });
  const body = (name: string, label: string): Entry =>
    expressionEntry({ id: `many-${name}`, label, get: () => expressionOf(loop, name), set: (value) => writeExpression(get, shape, loop, name, value), wrong: feelMistake });
  return group('many', t('many'), [
    iso('collection', t('collection')), iso('elementVariable', t('elementVariable')), iso('outputCollection', t('outputCollection')), body('loopCardinality', t('cardinality')), body('completionCondition', t('completion')),
    flagEntry({ id: 'sequential', label: t('sequential'), get: () => loop.get<boolean>('isSequential'), set: (isSequential) => get('modeling').updateModdleProperties(shape, loop, { isSequential }) }),
  ], true);
}

function loopGroup({ t, get, shape }: Subject, loop: Model): Group {
  return group('rounds', t('rounds'), [
    expressionEntry({ id: 'loopCondition', label: t('loopCondition'), get: () => expressionOf(loop, 'loopCondition'), set: (value) => writeExpression(get, shape, loop, 'loopCondition', value), wrong: feelMistake }),
    textEntry({ id: 'loopMaximum', label: t('loopMaximum'), get: () => String(loop.get<number | undefined>('loopMaximum') ?? ''), set: (value) => get('modeling').updateModdleProperties(shape, loop, { loopMaximum: Number(value) > 0 ? Math.trunc(Number(value)) : undefined }) }),
    flagEntry({ id: 'testBefore', label: t('testBefore'), get: () => loop.get<boolean>('testBefore'), set: (testBefore) => get('modeling').updateModdleProperties(shape, loop, { testBefore }) }),
  ], true);
}
