import {
  and, association, boundary, call, caught, chain, compensate, condition, diagram, duration, element, end, error, escalation, eventSub, flow, forCompensation, loop, message, or, receive, rounds, signal, start, sub, terminate, thrown, user, xor,
} from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, runs } from './collection.js';

/* Events in the positions that the specification gives them, thrown and caught over scopes. */

const handler = (definition: string, interrupts = true) => eventSub('h', definition, interrupts, log('x') + end('he') + chain('h_start', 'x', 'he'));
const perhaps = (id: string, definition: string) => xor(`${id}g`, '', `default="${id}d"`) + end(`${id}t`, definition) + end(`${id}e`) + flow(`${id}g`, `${id}t`, '=bad') + flow(`${id}g`, `${id}e`, undefined, `${id}d`);
const bad = { variables: { bad: true } };
const good = { variables: { bad: false } };

describe('errors and escalations over scopes', () => {
  runs('error of the process, by its event sub-process', start('s') + log('a') + perhaps('k', error('E1')) + chain('s', 'a', 'kg') + handler(error('E1')), { thrown: { ...bad, traces: ['a x'] }, 'not thrown': { ...good, traces: ['a'] } });
  runs('any error, by an event sub-process of the process', start('s') + log('a') + perhaps('k', error('E1')) + chain('s', 'a', 'kg') + handler(error()), { thrown: { ...bad, traces: ['a x'] } });
  runs('error two scopes down, by the event sub-process of the process', between(sub('u', start('us') + sub('v', start('vs') + perhaps('k', error('E1')) + flow('vs', 'kg')) + end('ue') + chain('us', 'v', 'ue')), log('z')) + chain('s', 'u', 'z', 'e') + handler(error('E1')), { thrown: { ...bad, traces: ['x'] }, 'not thrown': { ...good, traces: ['z'] } });
  runs('error of work, by the event sub-process of its scope', between(sub('u', start('us') + element('serviceTask', 't') + end('ue') + chain('us', 't', 'ue') + handler(error('E1'))), log('z')) + chain('s', 'u', 'z', 'e'), { failed: { tell: (run) => run.fail('t', 'E1'), traces: ['x z'] }, done: { tell: (run) => run.complete('t'), traces: ['z'] } });
  runs('error with other work beside it', between(sub('u', start('us') + and('g') + user('w') + user('t') + perhaps('k', error('E1')) + end('uf') + chain('us', 'g', 'w', 'uf') + chain('g', 't', 'kg')), boundary('b', 'u', error('E1')), log('z'), log('x')) + end('f') + chain('s', 'u', 'z', 'e') + chain('b', 'x', 'f'), { 'ends that': { ...bad, tell: (run) => run.complete('t'), traces: ['x'] } });
  runs('escalation of the process, by its event sub-process', start('s') + log('a') + thrown('t', escalation('X1')) + log('b') + end('e') + chain('s', 'a', 't', 'b', 'e') + handler(escalation('X1'), false), { 'runs beside': { traces: ['a x b', 'a b x'] } });
  runs('escalation two scopes down, at a boundary', between(sub('u', start('us') + sub('v', start('vs') + thrown('t', escalation('X1')) + end('ve') + chain('vs', 't', 've')) + log('y') + end('ue') + chain('us', 'v', 'y', 'ue')), boundary('b', 'u', escalation('X1'), false), log('z'), log('x')) + end('f') + chain('s', 'u', 'z', 'e') + chain('b', 'x', 'f'), { 'goes on inside': { traces: ['x y z', 'y x z', 'y z x'] } });
  runs('escalation at an end event', between(sub('u', start('us') + log('a') + end('ue', escalation('X1')) + chain('us', 'a', 'ue')), boundary('b', 'u', escalation('X1'), false), log('z'), log('x')) + end('f') + chain('s', 'u', 'z', 'e') + chain('b', 'x', 'f'), { 'both ways': { traces: ['a x z', 'a z x'] } });
  runs('escalation that nobody catches', between(log('a'), thrown('t', escalation('X1')), log('b')) + chain('s', 'a', 't', 'b', 'e'), { 'is lost': { traces: ['a b'] } });
  runs('error before the wider one', between(sub('u', start('us') + perhaps('k', error('E1')) + flow('us', 'kg')), boundary('b1', 'u', error()), boundary('b2', 'u', error('E1')), log('x'), log('y')) + end('f') + end('h') + chain('s', 'u', 'e') + chain('b1', 'x', 'f') + chain('b2', 'y', 'h'), { 'by its own code': { ...bad, traces: ['y'] } });
});

describe('boundary events on every kind of activity', () => {
  const HOSTS: [string, string, (run: Play) => unknown][] = [
    ['receive task', receive('t', '', 'messageRef="M2"'), (run) => run.message('withdrawn')],
    ['send task', element('sendTask', 't'), (run) => run.complete('t')],
    ['service task', element('serviceTask', 't'), (run) => run.complete('t')],
    ['business rule task', element('businessRuleTask', 't'), (run) => run.complete('t')],
    ['call activity', call('t', '', 'calledElement="khai-sinh"'), (run) => run.apply({ kind: 'call-completed', executionId: run.find('t').executionId, output: {} })],
    ['parallel rounds', user('t', rounds({ cardinality: '2' })), (run) => run.complete('t').complete('t')],
    ['sequential rounds', user('t', rounds({ cardinality: '2', sequential: true })), (run) => run.complete('t').complete('t')],
    ['loop', user('t', loop({ maximum: 2 })), (run) => run.complete('t').complete('t')],
    ['ad-hoc sub-process', element('adHocSubProcess', 't', user('i')), (run) => run.complete('i')],
  ];
  const EVENTS: [string, string, (run: Play) => unknown][] = [
    ['message', message('M1'), (run) => run.message('paid')],
    ['signal', signal('S1'), (run) => run.signal('storm')],
    ['timer', duration('PT1H'), (run) => run.timer('b')],
    ['condition', condition('=go = true'), (run) => run.apply({ kind: 'condition', variables: { go: true } })],
  ];
  for (const [where, host, complete] of HOSTS) {
    for (const [name, definition, occur] of EVENTS) {
      const guarded = (interrupts: boolean) => between(host, boundary('b', 't', definition, interrupts), log('a'), log('x')) + end('f') + chain('s', 't', 'a', 'e') + chain('b', 'x', 'f');
      runs(`${name}, interrupting, on a ${where}`, guarded(true), { occurs: { tell: (run) => void occur(run), traces: ['x'] }, 'does not': { tell: (run) => void complete(run), traces: ['a'] } });
      runs(`${name}, beside, on a ${where}`, guarded(false), { occurs: { tell: (run) => void (occur(run), complete(run)), traces: ['x a'] } });
    }
  }
});

describe('several events of one kind', () => {
  runs('two timers on one task', between(user('t'), boundary('b1', 't', duration('PT1H'), false), boundary('b2', 't', duration('PT2H')), log('x'), log('y')) + end('f') + end('h') + chain('s', 't', 'e') + chain('b1', 'x', 'f') + chain('b2', 'y', 'h'), { 'each for itself': { tell: (run) => run.timer('b1').timer('b2'), traces: ['x y'] } });
  runs('two messages on one task', between(user('t'), boundary('b1', 't', message('M1')), boundary('b2', 't', message('M2')), log('x'), log('y')) + end('f') + end('h') + chain('s', 't', 'e') + chain('b1', 'x', 'f') + chain('b2', 'y', 'h'), { 'by its name': { tell: (run) => run.message('withdrawn'), traces: ['y'] } });
  runs('two event sub-processes', start('s') + user('t') + log('a') + end('e') + chain('s', 't', 'a', 'e') + handler(message('M1'), false) + eventSub('k', signal('S1'), true, log('y') + end('ke') + chain('k_start', 'y', 'ke')), { 'one beside, one instead': { tell: (run) => run.message('paid').signal('storm'), traces: ['x y'] } });
  runs('a signal that a handler throws', start('s') + user('t') + caught('w', signal('S1')) + log('a') + end('e') + chain('s', 't', 'w', 'a', 'e') + eventSub('h', message('M1'), false, thrown('ht', signal('S1')) + log('x') + end('he') + chain('h_start', 'ht', 'x', 'he')), { 'reaches who waits': { tell: (run) => run.complete('t').message('paid'), traces: ['a x', 'x a'] } });
});

describe('compensation of repeated activities', () => {
  const undo = boundary('ca', 'a', compensate()) + log('ua', '', forCompensation) + association('as', 'ca', 'ua');
  runs('of rounds', between(log('a', rounds({ cardinality: '2', sequential: true })), undo, thrown('t', compensate('a')), log('z')) + chain('s', 'a', 't', 'z', 'e'), { 'by its handler': { traces: ['a a ua z', 'a a ua ua z'] } });
  runs('in a loop of the diagram', between(xor('m'), log('a').replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:'), undo, xor('x', '', 'default="d"'), thrown('t', compensate('a')), log('z')) + chain('s', 'm', 'a', 'x') + flow('x', 'm', '=n < 2') + flow('x', 't', undefined, 'd') + chain('t', 'z', 'e'), { 'as often as it ran': { traces: ['a a ua ua z'] } });
  runs('of nothing yet', between(thrown('t', compensate()), log('a'), undo) + chain('s', 't', 'a', 'e'), { 'is nothing': { traces: ['a'] } });
  runs('of a nested scope alone', between(sub('u', start('us') + log('a') + undo + thrown('t', compensate()) + end('ue') + chain('us', 'a', 't', 'ue')), log('z')) + chain('s', 'u', 'z', 'e'), { 'from inside': { traces: ['a ua z'] } });
});

describe('terminate', () => {
  runs('in one of several rounds', between(sub('u', start('us') + and('g') + log('a') + user('w') + end('ue', terminate) + end('uf') + chain('us', 'g', 'a', 'ue') + chain('g', 'w', 'uf') + rounds({ cardinality: '2', sequential: true })), log('z')) + chain('s', 'u', 'z', 'e'), { 'ends that round': { traces: ['a a z'] } });
  runs('with a handler that runs', start('s') + user('t') + end('e', terminate) + chain('s', 't', 'e') + eventSub('h', message('M1'), false, user('x') + end('he') + chain('h_start', 'x', 'he')), { 'ends it too': { tell: (run) => run.message('paid').complete('t'), traces: [''] } });
  runs('beside an inclusive join', between(or('g'), log('a'), log('b'), or('m'), log('z')) + flow('s', 'g') + flow('g', 'a', '=true', 'f1') + flow('g', 'b', '=true', 'f2') + chain('a', 'm', 'z', 'e') + chain('b', 'm'), { 'is not needed': { traces: ['a b z'] } });
});

describe('what a document may say', () => {
  const plain = diagram(between(log('a')) + chain('s', 'a', 'e'));
  runs('no prefix', plain.replaceAll('bpmn:', '').replace('xmlns:bpmn=', 'xmlns='), { runs: { traces: ['a'] } });
  runs('another prefix', plain.replaceAll('bpmn:', 'm1-x:').replace('xmlns:bpmn=', 'xmlns:m1-x='), { runs: { traces: ['a'] } });
  runs('data types', plain.replace('<bpmn:process', '<bpmn:import importType="http://www.w3.org/2001/XMLSchema" location="x.xsd" namespace="urn:x"/><bpmn:itemDefinition id="it" structureRef="xsd:string" isCollection="false" itemKind="Information"/><bpmn:process').replace('<bpmn:startEvent', '<bpmn:dataObject id="do" itemSubjectRef="it" isCollection="false"/><bpmn:startEvent'), { 'are drawn': { traces: ['a'] } });
  runs('documentation and notes', plain.replace('<bpmn:startEvent', '<bpmn:documentation>x</bpmn:documentation><bpmn:startEvent').replace('</bpmn:process>', '<bpmn:textAnnotation id="ta"><bpmn:text>x</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="a" targetRef="ta"/></bpmn:process>'), { 'are drawn': { traces: ['a'] } });
});
