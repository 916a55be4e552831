import { isoAttribute, writeIso } from '../modeler/iso-values.js';
import { rootNamed } from '../modeler/root-elements.js';
import { type Model, is } from '../modeler/parts.js';
import type { Entry, Group } from './entry-types.js';
import { choiceEntry, expressionEntry, group, textEntry } from './entries.js';
import { expression, expressionOf, writeExpression } from './expressions.js';
import { feelMistake, feelOrTextMistake } from './feel.js';
import type { Subject } from './subject.js';

const TIMERS = ['timeDuration', 'timeDate', 'timeCycle'] as const;
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** What an element waits for or sends: time, message, signal, software, another procedure. */
export function triggerGroups(subject: Subject): Group[] {
  const { model, shape } = subject;
  const definitions = is(shape, 'bpmn:Event') ? model.get<Model[]>('eventDefinitions') : [];
  return [
    ...definitions.flatMap((definition) => definitionGroup(subject, definition)),
    ...(opensDossiers(subject, definitions) ? [startGroup(subject)] : []),
    ...(is(shape, 'bpmn:ReceiveTask') ? [messageGroup(subject, model)] : []),
    ...(is(shape, 'bpmn:BusinessRuleTask') ? [decisionGroup(subject)] : []),
    ...(['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask'].some((type) => is(shape, type)) ? [jobGroup(subject)] : []),
    ...(is(shape, 'bpmn:CallActivity') ? [callGroup(subject)] : []),
    ...(is(shape, 'bpmn:ScriptTask') ? [scriptGroup(subject)] : []),
  ];
}

function definitionGroup(subject: Subject, definition: Model): Group[] {
  const { t } = subject;
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition': return [timerGroup(subject, definition)];
    case 'bpmn:MessageEventDefinition': return [messageGroup(subject, definition)];
    case 'bpmn:SignalEventDefinition': return [group('signal', t('signal'), [referenceEntry(subject, definition, 'signalRef', 'bpmn:Signal', 'name', t('signalName'))], true)];
    case 'bpmn:ErrorEventDefinition': return [group('error', t('errorCode'), [referenceEntry(subject, definition, 'errorRef', 'bpmn:Error', 'errorCode', t('errorCode'))], true)];
    case 'bpmn:EscalationEventDefinition': return [group('escalation', t('escalationCode'), [referenceEntry(subject, definition, 'escalationRef', 'bpmn:Escalation', 'escalationCode', t('escalationCode'))], true)];
    case 'bpmn:ConditionalEventDefinition': return [group('conditional', t('condDefinition'), [conditionalEntry(subject, definition)], true)];
    default: return [];
  }
}

function timerGroup({ t, get, shape }: Subject, definition: Model): Group {
  const kind = (): (typeof TIMERS)[number] => TIMERS.find((name) => definition.get(name)) ?? 'timeDuration';
  const set = (name: string, body: string | undefined): void => {
    const values = Object.fromEntries(TIMERS.map((other) => [other, other === name && body !== undefined ? expression(get, definition, body) : undefined]));
    get('modeling').updateModdleProperties(shape, definition, values);
  };
  const hints = { timeDuration: t('durationHint'), timeDate: t('dateHint'), timeCycle: t('cycleHint') };
  const wrong = (value: string): string | null => feelOrTextMistake(value) ?? (kind() === 'timeDuration' && !value.startsWith('=') && !DURATION.test(value) ? t('durationWrong') : null);
  return group('timer', t('timer'), [
    choiceEntry({ id: 'timerKind', label: t('timerKind'), get: kind, set: (name) => set(name ?? 'timeDuration', expressionOf(definition, kind())) }, [{ value: 'timeDuration', label: t('duration') }, { value: 'timeDate', label: t('date') }, { value: 'timeCycle', label: t('cycle') }]),
    expressionEntry({ id: 'timerValue', label: t('timerValue'), hint: hints[kind()], get: () => expressionOf(definition, kind()), set: (value) => set(kind(), value ?? ''), wrong }),
  ], true);
}

function messageGroup(subject: Subject, holder: Model): Group {
  const { t, get, shape, model } = subject;
  const catches = !['bpmn:EndEvent', 'bpmn:IntermediateThrowEvent'].includes(shape.type);
  return group('message', t('message'), [
    referenceEntry(subject, holder, 'messageRef', 'bpmn:Message', 'name', t('messageName')),
    ...(catches && shape.parent?.type !== 'bpmn:Collaboration' ? [textEntry({ id: 'correlation', label: t('correlation'), hint: t('correlationHint'), get: () => isoAttribute(model, 'iso:Correlation', 'key'), set: (key) => writeIso(get, shape, model, 'iso:Correlation', { key }), wrong: feelOrTextMistake })] : []),
  ], true);
}

/** Names what is shared by sender and receiver; a name that the document does not have yet makes it. */
function referenceEntry({ get, shape }: Subject, holder: Model, property: string, type: string, by: string, label: string): Entry {
  return textEntry({
    id: property, label, get: () => holder.get<Model | undefined>(property)?.get<string | undefined>(by) ?? '',
    set: (name) => get('modeling').updateModdleProperties(shape, holder, { [property]: name ? rootNamed(get, type, by, name) : undefined }),
  });
}

const conditionalEntry = ({ t, get, shape }: Subject, definition: Model): Entry =>
  expressionEntry({ id: 'conditional', label: t('condition'), hint: t('conditionHint'), get: () => expressionOf(definition, 'condition'), set: (body) => writeExpression(get, shape, definition, 'condition', body), wrong: feelMistake });

/** A start of the procedure that no citizen makes: by time or signal. */
const opensDossiers = ({ shape, model }: Subject, definitions: readonly Model[]): boolean =>
  is(shape, 'bpmn:StartEvent') && model.$parent?.$type === 'bpmn:Process' && definitions.some(({ $type }) => $type === 'bpmn:TimerEventDefinition' || $type === 'bpmn:SignalEventDefinition');

function startGroup({ t, get, shape, model }: Subject): Group {
  const entry = (name: string, label: string, hint: string): Entry =>
    textEntry({ id: `start-${name}`, label, hint, get: () => isoAttribute(model, 'iso:Start', name), set: (value) => writeIso(get, shape, model, 'iso:Start', { [name]: value }) });
  return group('start', t('opens'), [entry('agencies', t('opensAt'), t('opensAtHint')), entry('catchUp', t('catchUp'), t('catchUpHint'))], true);
}

function jobGroup({ t, get, shape, model }: Subject): Group {
  const entry = (name: string, label: string, hint?: string): Entry =>
    textEntry({ id: `job-${name}`, label, hint, get: () => isoAttribute(model, 'iso:Job', name), set: (value) => writeIso(get, shape, model, 'iso:Job', { [name]: value }) });
  return group('job', t('job'), [entry('topic', t('topic'), t('topicHint')), entry('retries', t('retries')), entry('backoff', t('backoff'), 'PT1M')], true);
}

/** The decision that is made at this step; without one the work is that of outside software. */
function decisionGroup({ t, get, shape, model, surroundings }: Subject): Group {
  const read = (name: string): string => isoAttribute(model, 'iso:Decision', name);
  const set = (values: Record<string, string | undefined>): void => writeIso(get, shape, model, 'iso:Decision', values);
  return group('decision', t('decision'), [
    choiceEntry({ id: 'decisionRef', label: t('decision'), hint: t('decisionHint'), get: () => read('ref'), set: (ref) => set(ref ? { ref } : { ref: undefined, result: undefined }) }, surroundings.decisions.map((key) => ({ value: key, label: key })), t('noDecision')),
    textEntry({ id: 'decisionResult', label: t('resultVariable'), get: () => read('result'), set: (result) => set({ result }) }),
  ], true);
}

function callGroup({ t, get, shape, model, surroundings }: Subject): Group {
  const called = (): string => model.get<string | undefined>('calledElement') ?? '';
  const set = (calledElement: string | undefined): void => get('modeling').updateProperties(shape, { calledElement });
  const known = surroundings.procedures.map(({ code, name }) => ({ value: code, label: name }));
  return group('call', t('call'), [
    choiceEntry({ id: 'called', label: t('called'), get: called, set }, known, t('noCall')),
    textEntry({ id: 'calledOther', label: t('calledOther'), get: called, set, wrong: feelOrTextMistake }),
  ], true);
}

function scriptGroup({ t, get, shape, model }: Subject): Group {
  return group('script', t('script'), [
    expressionEntry({ id: 'scriptBody', label: t('scriptBody'), get: () => model.get<string | undefined>('script') ?? '', set: (script) => get('modeling').updateProperties(shape, { script, scriptFormat: 'feel' }), wrong: feelMistake }),
  ], true);
}
