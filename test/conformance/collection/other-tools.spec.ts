import { association, boundary, chain, compensate, diagram, element, end, error, escalation, eventSub, flow, forCompensation, message, start, sub, thrown, user } from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, refused, runs } from './collection.js';

/** What documents of other tools say in ways that are BPMN, if seldom ours. */

const roots = '<bpmn:error id="any" name="Bất kỳ"/><bpmn:escalation id="anyone" name="Bất kỳ"/>';
const anyError = '<bpmn:errorEventDefinition errorRef="any"/>';
const anyEscalation = '<bpmn:escalationEventDefinition escalationRef="anyone"/>';

describe('errors and escalations that are caught without a code (10.5)', () => {
  const fails = (caught: string, ends = error('E1')) => diagram(between(sub('u', start('us') + log('a') + end('ue', ends) + chain('us', 'a', 'ue')), log('x')) + end('f') + caught + chain('s', 'u', 'e') + chain('b', 'x', 'f'), roots);
  runs('by a boundary event whose error has none', fails(boundary('b', 'u', anyError)), { 'any is caught': { traces: ['a x'] } });
  runs('by a boundary event whose escalation has none', fails(boundary('b', 'u', anyEscalation), escalation('X1')), { 'any is caught': { traces: ['a x'] } });
  runs('beside one with the code', fails(boundary('b', 'u', error('E1')) + boundary('c', 'u', anyError) + log('y') + end('g') + chain('c', 'y', 'g')), { 'the code goes first': { traces: ['a x'] } });
  runs(
    'by an event sub-process',
    diagram(between(sub('u', start('us') + log('a') + end('ue', error('E1')) + chain('us', 'a', 'ue') + eventSub('h', anyError, true, log('x') + end('he') + chain('h_start', 'x', 'he'))), log('z')) + chain('s', 'u', 'z', 'e'), roots),
    { 'any is caught': { traces: ['a x z'] } },
  );
  refused('and thrown without one', diagram(between(sub('u', start('us') + end('ue', anyError) + chain('us', 'ue')), log('x')) + end('f') + boundary('b', 'u', anyError) + chain('s', 'u', 'e') + chain('b', 'x', 'f'), roots), 'ue', 'event-ref-named');
  refused('an escalation thrown without one', diagram(between(thrown('t', anyEscalation)) + chain('s', 't', 'e'), roots), 't', 'event-ref-named');
});

describe('what an event sub-process throws and another of the same scope catches (10.5.1, 13.5.4)', () => {
  const handler = (id: string, caught: string, interrupts: boolean, ends = '') => eventSub(id, caught, interrupts, log(`${id}x`) + end(`${id}e`, ends) + chain(`${id}_start`, `${id}x`, `${id}e`));
  const scope = (...handlers: string[]) => between(sub('u', start('us') + user('w') + end('ue') + chain('us', 'w', 'ue') + handlers.join('')), log('z')) + chain('s', 'u', 'z', 'e');
  const process = (...handlers: string[]) => between(user('w'), ...handlers) + chain('s', 'w', 'e');
  const told = (run: Play) => void run.message('paid');
  const toldThenDone = (run: Play) => void run.message('paid').complete('w');
  runs('an escalation, not interrupting', scope(handler('a', message('M1'), false, escalation('X1')), handler('b', escalation('X1'), false)), { 'is caught beside the work': { tell: toldThenDone, traces: ['ax bx z'] } });
  runs('an escalation, interrupting', scope(handler('a', message('M1'), false, escalation('X1')), handler('b', escalation('X1'), true)), { 'is caught instead of the work': { tell: told, traces: ['ax bx z'] } });
  runs('an escalation, in the process', process(handler('a', message('M1'), false, escalation('X1')), handler('b', escalation('X1'), false)), { 'is caught': { tell: toldThenDone, traces: ['ax bx'] } });
  runs('an escalation of one that has interrupted', scope(handler('a', message('M1'), true, escalation('X1')), handler('b', escalation('X1'), false), handler('c', message('M2'), false, escalation('X1'))), { 'is for those around': { tell: told, traces: ['ax z'] } });
  refused('an error', scope(handler('a', message('M1'), false, error('E1')), handler('b', error('E1'), true)), 'ae', 'executable-subset');
  refused('an error that is caught for any code', process(handler('a', message('M1'), false, error('E1')), handler('b', '<bpmn:errorEventDefinition/>', true)), 'ae', 'executable-subset');
});

describe('a compensation event sub-process that throws for one activity after the other (13.5.5)', () => {
  const done = (id: string) => log(id) + boundary(`c${id}`, id, compensate()) + log(`u${id}`, '', forCompensation) + association(`as${id}`, `c${id}`, `u${id}`);
  const undo = (...order: string[]) => eventSub('h', compensate(), true, order.map((id) => thrown(`t${id}`, compensate(id))).join('') + log('x') + end('he') + chain('h_start', ...order.map((id) => `t${id}`), 'x', 'he'));
  const model = (...order: string[]) => between(sub('u', start('us') + done('a') + done('b') + end('ue') + chain('us', 'a', 'b', 'ue') + undo(...order)), thrown('t', compensate()), log('z')) + chain('s', 'u', 't', 'z', 'e');
  runs('in the order done', model('a', 'b'), { 'goes as it throws': { traces: ['a b ua ub x z'] } });
  runs('in the order undone', model('b', 'a'), { 'goes as it throws': { traces: ['a b ub ua x z'] } });
  runs('for one alone', model('a'), { 'leaves the other': { traces: ['a b ua x z'] } });
});

describe('data of rounds in associations (table 10.29)', () => {
  const io = '<bpmn:ioSpecification><bpmn:dataInput id="all"/><bpmn:dataInput id="own" name="rieng"/><bpmn:inputSet><bpmn:dataInputRefs>all</bpmn:dataInputRefs><bpmn:dataInputRefs>own</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>';
  const into = (from: string, to: string) => `<bpmn:dataInputAssociation><bpmn:sourceRef>${from}</bpmn:sourceRef><bpmn:targetRef>${to}</bpmn:targetRef></bpmn:dataInputAssociation>`;
  const loop = '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopDataInputRef>all</bpmn:loopDataInputRef><bpmn:inputDataItem id="item" name="muc"/></bpmn:multiInstanceLoopCharacteristics>';
  const task = element('scriptTask', 'w', `${io}${into('ds', 'all')}${into('item', 'own')}${loop}<bpmn:script>{ trail: append(if trail = null then [] else trail, rieng) }</bpmn:script>`, 'scriptFormat="feel"');
  runs('the item of a round goes to an input', between(`<bpmn:dataObject id="ds" name="ds" isCollection="true"/>`, task) + flow('s', 'w') + flow('w', 'e'), { 'and is what the round reads': { variables: { ds: ['a', 'b'] }, traces: ['a b'] } });
});
