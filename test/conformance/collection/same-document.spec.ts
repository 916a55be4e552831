import {
  and, association, boundary, call, caught, chain, compensate, condition, cycle, date, diagram, duration, element, end, error, escalation, eventSub, flow, forCompensation, message, receive, rounds, signal, start, sub,
  terminate, thrown, user, xor,
} from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, refused, runs } from './collection.js';

const shared = '<bpmn:eventDefinitionRef>D</bpmn:eventDefinitionRef>';
const root = (definition: string) => definition.replace(/EventDefinition(?=[ />])/, 'EventDefinition id="D"');
const set = (run: Play, name: string) => run.apply({ kind: 'condition', variables: { [name]: true } });

const CAUGHT: [name: string, definition: string, occur: (run: Play, at: string) => unknown][] = [
  ['message', message('M1'), (run) => run.message('paid')],
  ['signal', signal('S1'), (run) => run.signal('storm')],
  ['timer (duration)', duration('PT1H'), (run, at) => run.timer(at)],
  ['timer (date)', date('2026-03-01T00:00:00Z'), (run, at) => run.timer(at)],
  ['timer (cycle)', cycle('R3/PT1H'), (run, at) => run.timer(at)],
  ['condition', condition('=go = true'), (run) => set(run, 'go')],
];

describe('event definitions by reference (10.5.1)', () => {
  for (const [name, definition, occur] of CAUGHT) {
    const told = { tell: (run: Play) => void occur(run, 'w') };
    runs(`start: ${name}`, diagram(start('s', shared) + log('a') + end('e') + chain('s', 'a', 'e'), root(definition)), { 'it has occurred': { traces: ['a'] } });
    if (!name.includes('cycle')) runs(`intermediate: ${name}`, diagram(between(caught('w', shared), log('a')) + chain('s', 'w', 'a', 'e'), root(definition)), { occurs: { ...told, traces: ['a'] } });
    for (const interrupts of [true, false]) {
      const finish = (run: Play) => void (occur(run, 'w'), interrupts || run.complete('t'));
      runs(`boundary: ${name}, ${interrupts ? 'interrupting' : 'beside'}`, diagram(between(user('t'), boundary('w', 't', shared, interrupts), log('a'), log('x')) + end('f') + chain('s', 't', 'a', 'e') + chain('w', 'x', 'f'), root(definition)), { occurs: { tell: finish, traces: [interrupts ? 'x' : 'x a'] } });
      runs(`event sub-process: ${name}, ${interrupts ? 'interrupting' : 'beside'}`, diagram(between(user('t'), log('a')) + chain('s', 't', 'a', 'e') + eventSub('h', shared, interrupts, log('x') + end('he') + chain('h_start', 'x', 'he')), root(definition)), {
        occurs: { tell: (run) => void (occur(run, 'h_start'), interrupts || run.complete('t')), traces: [interrupts ? 'x' : 'x a'] },
      });
    }
  }
  const inside = (definition: string, caughtAs: string, interrupts = true) => diagram(between(sub('u', start('us') + log('a') + end('ue', shared) + chain('us', 'a', 'ue')), boundary('b', 'u', caughtAs, interrupts), log('z'), log('x'), xor('m')) + chain('s', 'u', 'z', 'm', 'e') + chain('b', 'x', 'm'), root(definition));
  runs('error, thrown and caught by one definition', inside(error('E1'), shared).replace('<bpmn:endEvent id="ue"', '<bpmn:endEvent id="uf"></bpmn:endEvent><bpmn:exclusiveGateway id="g" default="d"/><bpmn:endEvent id="ue"').replace('sourceRef="a" targetRef="ue"', 'sourceRef="a" targetRef="g"').replace('<bpmn:startEvent id="us"', `${flow('g', 'ue', '=bad')}${flow('g', 'uf', undefined, 'd')}<bpmn:startEvent id="us"`), { thrown: { variables: { bad: true }, traces: ['a x'] }, 'not thrown': { variables: { bad: false }, traces: ['a z'] } });
  runs('escalation', inside(escalation('X1'), shared, false).replace('parallel', 'parallel').replace(chain('b', 'x', 'm'), chain('b', 'x', 'e')), { 'thrown beside': { traces: ['a x z', 'a z x'] } });
  runs('terminate', diagram(start('s') + and('g') + user('t') + log('a') + end('e', shared) + end('f') + chain('s', 'g', 'a', 'e') + chain('g', 't', 'f'), root(terminate)), { 'ends the rest': { traces: ['a'] } });
  runs('compensation', diagram(between(log('t'), boundary('b', 't', shared), log('u', '', forCompensation), association('as', 'b', 'u'), thrown('c', shared), log('z')) + chain('s', 't', 'c', 'z', 'e'), root(compensate())), { thrown: { traces: ['t u z'] } });
  runs('several: one written, one referred to', diagram(between(caught('w', message('M1') + shared), log('a')) + chain('s', 'w', 'a', 'e'), root(signal('S1'))), { 'the one': { tell: (run) => run.message('paid'), traces: ['a'] }, 'the other': { tell: (run) => run.signal('storm'), traces: ['a'] } });
  runs('a message flow to a start by reference', diagram(start('s', shared) + log('a') + end('e') + chain('s', 'a', 'e'), `${root(message('M1'))}<bpmn:collaboration id="co"><bpmn:participant id="pa" processRef="p"/><bpmn:participant id="pb"/><bpmn:messageFlow id="mf" sourceRef="pb" targetRef="s"/></bpmn:collaboration>`), { 'it has come': { traces: ['a'] } });
  refused('that is not there', diagram(between(caught('w', shared)) + chain('s', 'w', 'e')), 'w');
});

const called = (body: string, id = 'q', attributes = '') => `<bpmn:process id="${id}" ${attributes}>${body}</bpmn:process>`;
const calling = (roots: string, of = 'q', more = '', extra = '') => diagram(between(log('a'), call('c', more, `calledElement="${of}"`), log('z')) + chain('s', 'a', 'c', 'z', 'e') + extra, roots);
const straight = start('qs') + log('b') + end('qe') + chain('qs', 'b', 'qe');

describe('calls within one document (10.3.6)', () => {
  runs('a process', calling(called(straight)), { 'runs inside': { traces: ['a b z'] } });
  runs('an executable process', calling(called(straight, 'q', 'isExecutable="true"')), { 'is called, not started': { traces: ['a b z'] } });
  runs('a process by a qualified name', calling(called(straight), 'tns:q'), { 'runs inside': { traces: ['a b z'] } });
  runs('a process with people', calling(called(start('qs') + user('t') + end('qe') + chain('qs', 't', 'qe'))), { 'waits for them': { tell: (run) => void (expect(run.waiting).toEqual(['t']), run.complete('t')), traces: ['a z'] } });
  runs('twice', diagram(between(call('c', '', 'calledElement="q"'), call('d', '', 'calledElement="q"')) + chain('s', 'c', 'd', 'e'), called(straight)), { 'each for itself': { traces: ['b b'] } });
  runs('twice at once, with people', diagram(between(and('g'), call('c', '', 'calledElement="q"'), call('d', '', 'calledElement="q"'), and('j')) + chain('s', 'g', 'c', 'j', 'e') + chain('g', 'd', 'j'), called(start('qs') + user('t') + log('b') + end('qe') + chain('qs', 't', 'b', 'qe'))), { 'shown as drawn': { tell: (run) => void (expect(run.waiting).toEqual(['t', 't']), run.complete('t').complete('t')), traces: ['b b'] } });
  runs('a call that calls', calling(called(start('qs') + call('c2', '', 'calledElement="r"') + end('qe') + chain('qs', 'c2', 'qe')) + called(start('rs') + log('b') + end('re') + chain('rs', 'b', 're'), 'r')), { 'runs inside that': { traces: ['a b z'] } });
  runs('in several instances', calling(called(straight), 'q', rounds({ cardinality: '3', sequential: true })), { 'each time': { traces: ['a b b b z'] } });
  runs('that ends in an error', calling(called(start('qs') + xor('g', '', 'default="d"') + end('qe', error('E1')) + end('qf') + chain('qs', 'g') + flow('g', 'qe', '=bad') + flow('g', 'qf', undefined, 'd')), 'q', '', boundary('b', 'c', error('E1')) + log('x') + end('f') + chain('b', 'x', 'f')), { 'goes to the boundary': { variables: { bad: true }, traces: ['a x'] }, 'or not': { variables: { bad: false }, traces: ['a z'] } });
  runs('that terminates', calling(called(start('qs') + and('g') + user('t') + log('b') + end('qe', terminate) + end('qf') + chain('qs', 'g', 'b', 'qe') + chain('g', 't', 'qf'))), { 'ends itself alone': { traces: ['a b z'] } });
  runs('that is interrupted', calling(called(start('qs') + user('t') + end('qe') + chain('qs', 't', 'qe')), 'q', '', boundary('b', 'c', message('M1')) + log('x') + end('f') + chain('b', 'x', 'f')), { 'from outside': { tell: (run) => run.message('paid'), traces: ['a x'] } });
  const undone = start('qs') + log('b') + boundary('qb', 'b', compensate()) + log('ub', '', forCompensation) + association('qa', 'qb', 'ub') + thrown('qt', compensate()) + end('qe') + chain('qs', 'b', 'qt', 'qe');
  runs('that compensates by an association of its own', calling(called(undone)), { 'inside': { traces: ['a b ub z'] } });
  runs('that compensates, twice', diagram(between(call('c', '', 'calledElement="q"'), call('d', '', 'calledElement="q"')) + chain('s', 'c', 'd', 'e'), called(undone)), { 'each for itself': { traces: ['b ub b ub'] } });
  runs('compensated by a compensation event sub-process of the process called', diagram(between(call('c', '', 'calledElement="q"'), thrown('t', compensate('c')), log('z')) + chain('s', 'c', 't', 'z', 'e'), called(straight + eventSub('h', compensate(), true, log('ub') + end('he') + chain('h_start', 'ub', 'he')))), { 'as a whole': { traces: ['b ub z'] } });
  const GLOBAL: [string, string, (run: Play) => unknown][] = [
    ['global task', '<bpmn:globalTask id="q"/>', () => undefined],
    ['global manual task', '<bpmn:globalManualTask id="q"/>', () => undefined],
    ['global user task', '<bpmn:globalUserTask id="q" name="Ký"/>', (run) => run.complete('c')],
    ['global business rule task', '<bpmn:globalBusinessRuleTask id="q"/>', (run) => run.complete('c')],
    ['global script task', '<bpmn:globalScriptTask id="q" scriptLanguage="feel"><bpmn:script>{ n: 1 }</bpmn:script></bpmn:globalScriptTask>', (run) => expect(run.variables).toMatchObject({ n: 1 })],
  ];
  for (const [name, xml, tell] of GLOBAL) runs(`a ${name}`, calling(xml), { 'is that task': { tell: (run) => void tell(run), traces: ['a z'] } });
  refused('a global script in another language', calling('<bpmn:globalScriptTask id="q" scriptLanguage="javascript"><bpmn:script>1</bpmn:script></bpmn:globalScriptTask>'), 'c', 'script-feel');
  refused('a process that calls itself', calling(called(start('qs') + call('c2', '', 'calledElement="q"') + end('qe') + chain('qs', 'c2', 'qe'))), 'c2', 'call-names-code');
  refused('two that call each other', calling(called(start('qs') + call('c2', '', 'calledElement="r"') + end('qe') + chain('qs', 'c2', 'qe')) + called(start('rs') + call('c3', '', 'calledElement="q"') + end('re') + chain('rs', 'c3', 're'), 'r')), 'c3', 'call-names-code');
  refused('what is no process', calling('<bpmn:interface id="q" name="i"/>'), 'c', 'call-names-code');
});

const pool = (id: string, process: string) => `<bpmn:participant id="${id}" name="${id}" processRef="${process}"/>`;
const collaboration = (flows: string, second: string, body: string) => diagram(body, `<bpmn:collaboration id="k">${pool('A', 'p')}${pool('B', 'q')}${flows}</bpmn:collaboration>${called(second, 'q', 'isExecutable="true"')}`);
const messageFlow = (from: string, to: string, attributes = '') => `<bpmn:messageFlow id="mf_${from}_${to}" sourceRef="${from}" targetRef="${to}" ${attributes}/>`;
const send = (id: string, inner = '', attributes = '') => element('sendTask', id, inner, attributes);
const asked = '<bpmn:messageEventDefinition/>';

describe('pools that run together (9.2, 9.3)', () => {
  runs('a message begins the other', collaboration(messageFlow('t', 'qs'), start('qs', asked) + log('b') + end('qe') + chain('qs', 'b', 'qe'), between(send('t'), log('z')) + chain('s', 't', 'z', 'e')), { 'at once': { traces: ['b z', 'z b'] } });
  runs('there and back', collaboration(messageFlow('t', 'qs') + messageFlow('qt', 'r'), start('qs', asked) + log('b') + send('qt') + end('qe') + chain('qs', 'b', 'qt', 'qe'), between(send('t'), receive('r'), log('z')) + chain('s', 't', 'r', 'z', 'e')), { 'and on': { traces: ['b z'] } });
  runs('there and back by events', collaboration(messageFlow('t', 'qs') + messageFlow('qe', 'r'), start('qs', asked) + user('qu') + end('qe', asked) + chain('qs', 'qu', 'qe'), between(thrown('t', asked), caught('r', asked), log('z')) + chain('s', 't', 'r', 'z', 'e')), { 'when the other is done': { tell: (run) => void (expect(run.waiting).toEqual(['qs', 'qu', 'r']), run.complete('qu')), traces: ['z'] } });
  runs('both begin by themselves', collaboration(messageFlow('t', 'qr'), start('qs') + log('b') + receive('qr', '', 'messageRef="M1"') + log('c') + end('qe') + chain('qs', 'b', 'qr', 'c', 'qe'), between(user('u'), send('t', '', 'messageRef="M1"'), log('z')) + chain('s', 'u', 't', 'z', 'e')), { 'and meet': { tell: (run) => run.complete('u'), traces: ['b c z', 'b z c'] } });
  runs('a message that comes early', collaboration(messageFlow('t', 'qr'), start('qs') + user('qu') + receive('qr') + log('c') + end('qe') + chain('qs', 'qu', 'qr', 'c', 'qe'), between(send('t'), log('z')) + chain('s', 't', 'z', 'e')), { 'is kept': { tell: (run) => run.complete('qu'), traces: ['z c'] } });
  runs('a message to a boundary', collaboration(messageFlow('t', 'qb'), start('qs') + user('qu') + boundary('qb', 'qu', asked) + log('b') + end('qe') + end('qf') + chain('qs', 'qu', 'qe') + chain('qb', 'b', 'qf'), between(user('u'), send('t')) + chain('s', 'u', 't', 'e')), { interrupts: { tell: (run) => run.complete('u'), traces: ['b'] } });
  runs('the same message both ways', collaboration(messageFlow('t', 'qr') + messageFlow('qt', 'r'), start('qs') + receive('qr', '', 'messageRef="M1"') + send('qt', '', 'messageRef="M1"') + log('b') + end('qe') + chain('qs', 'qr', 'qt', 'b', 'qe'), between(send('t', '', 'messageRef="M1"'), receive('r', '', 'messageRef="M1"'), log('z')) + chain('s', 't', 'r', 'z', 'e')), { 'is not taken by its sender': { traces: ['b z', 'z b'] } });
  runs('a pool that compensates', collaboration(messageFlow('t', 'qs'), start('qs', asked) + log('b') + boundary('qb', 'b', compensate()) + log('ub', '', forCompensation) + association('qa', 'qb', 'ub') + thrown('qt', compensate()) + end('qe') + chain('qs', 'b', 'qt', 'qe'), between(send('t')) + chain('s', 't', 'e')), { 'by an association of its own': { traces: ['b ub'] } });
  runs('a signal reaches the other', collaboration('', start('qs') + caught('qw', signal('S1')) + log('b') + end('qe') + chain('qs', 'qw', 'b', 'qe'), between(user('u'), thrown('t', signal('S1')), log('z')) + chain('s', 'u', 't', 'z', 'e')), { 'and its catcher': { tell: (run) => run.complete('u'), traces: ['b z', 'z b'] } });
  runs('terminate', collaboration('', start('qs') + user('qu') + log('b') + end('qe') + chain('qs', 'qu', 'b', 'qe'), start('s') + log('a') + end('e', terminate) + chain('s', 'a', 'e')), { 'ends its own pool': { tell: (run) => run.complete('qu'), traces: ['a b'] } });
  runs('the other begins twice', collaboration(messageFlow('t', 'qs') + messageFlow('t2', 'qs'), start('qs', asked) + user('qu') + log('b') + end('qe') + chain('qs', 'qu', 'b', 'qe'), between(send('t'), send('t2'), log('z')) + chain('s', 't', 't2', 'z', 'e')), { 'an instance each': { tell: (run) => void (expect(run.waiting).toEqual(['qu', 'qu']), run.complete('qu').complete('qu')), traces: ['z b b'] } });
  refused('one message flow with two messages', collaboration(messageFlow('t', 'qr'), start('qs') + receive('qr', '', 'messageRef="M2"') + end('qe') + chain('qs', 'qr', 'qe'), between(send('t', '', 'messageRef="M1"')) + chain('s', 't', 'e')), 'mf_t_qr', 'one-process');
  refused('a pool begun by a timer', collaboration('', start('qs', duration('PT1H')) + end('qe') + chain('qs', 'qe'), between(log('a')) + chain('s', 'a', 'e')), 'q', 'one-process');
});

describe('what has no name', () => {
  runs('a message', diagram(between(caught('w', message('M9')), log('a')) + chain('s', 'w', 'a', 'e'), '<bpmn:message id="M9"/>'), { 'is known by its id': { tell: (run) => run.message('M9'), traces: ['a'] } });
  runs('a signal', diagram(between(and('g'), caught('w', signal('S9')), thrown('t', signal('S9')), log('a'), user('u')) + end('f') + chain('s', 'g', 'w', 'a', 'e') + chain('g', 'u', 't', 'f'), '<bpmn:signal id="S9"/>'), { 'is known by its id': { tell: (run) => run.complete('u'), traces: ['a'] } });
});

describe('scopes without start and end events (10.5.2, 10.5.3)', () => {
  runs('a process', log('a') + log('b') + flow('a', 'b'), { 'begins where no flow leads': { traces: ['a b'] } });
  runs('a process of several beginnings', log('a') + log('b'), { 'at all of them': { traces: ['a b', 'b a'] } });
  runs('a sub-process', between(sub('u', log('a') + log('b') + flow('a', 'b') + log('c')), log('z')) + chain('s', 'u', 'z', 'e'), { 'runs all of it': { traces: ['a c b z', 'a b c z', 'c a b z'] } });
  refused('a start without an end', between(sub('u', start('us') + log('a') + flow('us', 'a'))) + chain('s', 'u', 'e'), 'a', 'end-event');
  refused('an end without a start', between(sub('u', log('a') + end('ue') + flow('a', 'ue'))) + chain('s', 'u', 'e'), 'u', 'start-event');
});
