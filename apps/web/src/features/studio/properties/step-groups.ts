import { language } from '../../../i18n/language.js';
import { stopKinds } from '../../dossiers/dossier-words.js';
import { relationGroups, relationName, roleName, rolesOf } from '../directory.js';
import { inheritedAttribute, isoAttribute, isoChildren, writeIso } from '../modeler/iso-values.js';
import { type Shape, is, processOf } from '../modeler/parts.js';
import { milestoneWords } from './milestone-words.js';
import type { Entry, Group } from './entry-types.js';
import { choiceEntry, flagEntry, group, textEntry } from './entries.js';
import { feelOrTextMistake } from './feel.js';
import { nameEntry } from './general-group.js';
import type { Subject } from './subject.js';
import { amountOf } from '../table/amounts.js';
import { amountMistake, rowsGroup, unitOptions } from './process-groups.js';

const isStep = (shape: Shape): boolean => is(shape, 'bpmn:UserTask');
const waits = (shape: Shape): boolean => is(shape, 'bpmn:CatchEvent') || is(shape, 'bpmn:EventBasedGateway') || is(shape, 'bpmn:Activity');

/** Who works, how long, on which papers: `iso:step`; what stops the clock: `iso:clock`; the state reached: `iso:milestone`. */
export function stepGroups(subject: Subject): Group[] {
  const { shape } = subject;
  const step = isStep(shape) ? [whoGroup(subject), timeGroup(subject), workGroup(subject), ...paperGroups(subject)] : [];
  return [...step, ...(waits(shape) && !is(shape, 'bpmn:StartEvent') ? [clockGroup(subject)] : []), ...(is(shape, 'bpmn:FlowNode') ? [milestoneGroup(subject)] : [])];
}

/** A lane says once what holds for all its steps. */
export const laneGroups = (subject: Subject): Group[] => [group('general', subject.t('lane'), [nameEntry(subject)], true), whoGroup(subject), timeGroup(subject)];

const read = ({ model }: Subject, name: string): string => isoAttribute(model, 'iso:Step', name);
const write = ({ get, shape, model }: Subject, values: Record<string, string | undefined>): void => writeIso(get, shape, model, 'iso:Step', values);

function whoGroup(subject: Subject): Group {
  const { t, get, shape, surroundings: { agencies } } = subject;
  const [agency, role] = [inheritedAttribute(get, shape, 'agency'), inheritedAttribute(get, shape, 'role')];
  const own = (): string => read(subject, 'agency');
  const lane = shape.type === 'bpmn:Lane' ? '' : t('fromLane');
  return group('who', t('who'), [
    choiceEntry({ id: 'agency', label: t('agency'), get: own, set: (value) => write(subject, { agency: value }), hint: own() || !agency ? undefined : t('inherited', { value: relationName(agency, agencies, language()) }) }, relationGroups(agencies, language()), lane),
    textEntry({ id: 'agencyExpression', label: t('agencyExpression'), get: () => (own().startsWith('=') ? own() : ''), set: (value) => write(subject, { agency: value }), wrong: feelOrTextMistake }),
    choiceEntry({ id: 'role', label: t('role'), get: () => read(subject, 'role'), set: (value) => write(subject, { role: value }), hint: read(subject, 'role') || !role ? undefined : t('inherited', { value: roleName(role, agencies) }) }, rolesOf(agency, agencies), lane),
  ], true);
}

function timeGroup(subject: Subject): Group {
  const { t } = subject;
  return group('time', t('time'), [
    textEntry({ id: 'budget', label: t('budget'), get: () => read(subject, 'budget'), set: (budget) => write(subject, { budget: amountOf(budget), unit: read(subject, 'unit') || (budget ? 'working_day' : undefined) }), wrong: amountMistake(subject) }),
    choiceEntry({ id: 'unit', label: t('unit'), get: () => read(subject, 'unit'), set: (unit) => write(subject, { unit }) }, unitOptions().map(([value, label]) => ({ value, label }))),
    textEntry({ id: 'ladder', label: t('ladder'), get: () => read(subject, 'ladder'), set: (ladder) => write(subject, { ladder }) }),
  ], true);
}

function workGroup(subject: Subject): Group {
  const { t, surroundings } = subject;
  const flag = (name: 'opinion' | 'signature'): Entry => flagEntry({ id: name, label: t(name), get: () => read(subject, name) === 'true', set: (on) => write(subject, { [name]: on ? 'true' : undefined }) });
  return group('work', t('work'), [
    textEntry({ id: 'nameEn', label: t('nameEn'), get: () => read(subject, 'nameEn'), set: (nameEn) => write(subject, { nameEn }) }),
    choiceEntry({ id: 'form', label: t('form'), get: () => read(subject, 'form'), set: (form) => write(subject, { form }) }, surroundings.forms.map((key) => ({ value: key, label: key })), t('noForm')),
    flag('opinion'), flag('signature'),
  ]);
}

function paperGroups(subject: Subject): Group[] {
  const { t, get, model } = subject;
  const process = processOf(get)?.process;
  const known = process ? isoChildren(process, 'iso:Procedure', 'papers').map((paper) => paper.get<string>('code')) : [];
  const used = new Set(isoChildren(model, 'iso:Step', 'papersIn').map((paper) => paper.get<string>('code')));
  return [
    rowsGroup({ subject, parent: 'iso:Step', list: 'papersIn', type: 'iso:PaperIn', label: t('papersIn'), one: t('paper'), texts: [['code', t('code')]], flags: [], fresh: () => ({ code: known.find((code) => !used.has(code)) ?? 'giay-to' }) }),
    rowsGroup({ subject, parent: 'iso:Step', list: 'papersOut', type: 'iso:PaperOut', label: t('papersOut'), one: t('paper'), texts: [['code', t('code')], ['name', t('name')], ['nameEn', t('nameEn')], ['compartment', t('compartment')]], flags: [['required', t('required')]], fresh: () => ({ code: `van-ban-${isoChildren(model, 'iso:Step', 'papersOut').length + 1}`, name: t('paper') }) }),
  ];
}

function clockGroup({ t, get, shape, model }: Subject): Group {
  const value = (name: string): string => isoAttribute(model, 'iso:Clock', name);
  const set = (values: Record<string, string | undefined>): void => writeIso(get, shape, model, 'iso:Clock', values);
  const stops = Object.entries(stopKinds[language()]).map(([value, label]) => ({ value, label }));
  return group('clock', t('clock'), [
    choiceEntry({ id: 'stop', label: t('stop'), get: () => value('stop'), set: (stop) => set(stop ? { stop } : { stop: undefined, evidence: undefined }) }, stops, t('noStop')),
    textEntry({ id: 'evidence', label: t('evidence'), hint: value('stop') && !value('evidence') ? t('evidenceMissing') : t('evidenceHint'), get: () => value('evidence'), set: (evidence) => set({ evidence }) }),
  ]);
}

function milestoneGroup({ t, get, shape, model }: Subject): Group {
  const value = (name: string): string => isoAttribute(model, 'iso:Milestone', name);
  const set = (values: Record<string, string | undefined>): void => writeIso(get, shape, model, 'iso:Milestone', values);
  const states = Object.entries(milestoneWords[language()]).map(([state, label]) => ({ value: state.slice(1), label: `${state.slice(1)}. ${label}` }));
  return group('milestone', t('milestone'), [
    choiceEntry({ id: 'state', label: t('state'), get: () => value('state'), set: (state) => set(state ? { state } : { state: undefined, result: undefined }) }, states, t('noState')),
    textEntry({ id: 'milestoneResult', label: t('milestoneResult'), get: () => value('result'), set: (result) => set({ result }) }),
  ]);
}
