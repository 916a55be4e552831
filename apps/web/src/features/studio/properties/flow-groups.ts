import { isoAttribute, writeIso } from '../modeler/iso-values.js';
import { flowsOut, type Connection, type Model, is } from '../modeler/parts.js';
import type { Group } from './entry-types.js';
import { expressionEntry, flagEntry, group, textEntry } from './entries.js';
import { expression, expressionOf } from './expressions.js';
import { feelMistake } from './feel.js';
import { generalGroup } from './general-group.js';
import type { Subject } from './subject.js';

const CHOICES = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:Activity'];

/** When a way is taken: its condition, or that it is the one for where no other holds. */
export function flowGroups(subject: Subject): Group[] {
  const flow = subject.shape as Connection;
  return [generalGroup(subject), ...(CHOICES.some((type) => is(flow.source, type)) ? [conditionGroup(subject, flow)] : [])];
}

function conditionGroup({ t, get, shape, model }: Subject, flow: Connection): Group {
  const isDefault = (): boolean => flow.source.businessObject.get<Model | undefined>('default') === model;
  const setCondition = (body: string | undefined): void => get('modeling').updateProperties(shape, { conditionExpression: body ? expression(get, model, body) : undefined });
  return group('flow', t('flow'), [
    ...(isDefault() ? [] : [expressionEntry({ id: 'condition', label: t('condition'), hint: t('conditionHint'), get: () => expressionOf(model, 'conditionExpression'), set: setCondition, wrong: feelMistake })]),
    textEntry({ id: 'rounds', label: t('maxRounds'), hint: t('maxRoundsHint'), get: () => isoAttribute(model, 'iso:Loop', 'rounds'), set: (rounds) => writeIso(get, shape, model, 'iso:Loop', { rounds }), wrong: (value) => (/^\d+$/.test(value) ? null : t('number')) }),
    ...(flowsOut(flow.source).length > 1 || isDefault() ? [flagEntry({ id: 'default', label: t('isDefault'), get: isDefault, set: (on) => get('modeling').updateProperties(flow.source, { default: on ? model : undefined }) })] : []),
  ], true);
}
