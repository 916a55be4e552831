import {
  and, association, boundary, caught, chain, compensate, condition, cycle, date, duration, element, end, error, escalation, eventSub, flow, forCompensation, link, message, signal, start, sub, terminate,
  thrown, user, xor,
} from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, refused, runs } from './collection.js';

const set = (run: Play, name: string) => run.apply({ kind: 'condition', variables: { [name]: true } });
const due = (run: Play) => run.apply({ kind: 'timer', executionId: run.instance.waiting().find(({ kind }) => kind === 'timer')?.executionId ?? '' });
type Occur = [name: string, definition: string, occur: (run: Play, at: string) => unknown];
const CAUGHT: Occur[] = [
  ['message', message('M1'), (run) => run.message('paid')],
  ['signal', signal('S1'), (run) => run.signal('storm')],
  ['timer (duration)', duration('PT1H'), (run, at) => run.timer(at)],
  ['timer (date)', date('2026-03-01T00:00:00Z'), (run, at) => run.timer(at)],
  ['condition', condition('=go = true'), (run) => set(run, 'go')],
  ['any of several', message('M1') + signal('S1'), (run) => run.signal('storm')],
];
const BOTH = message('M1') + signal('S1');

describe('start events', () => {
  const starting = (definition: string, attributes = '') => start('s', definition, attributes) + log('a') + end('e') + chain('s', 'a', 'e');
  for (const [name, definition] of [...CAUGHT.map(([one, two]) => [one, two] as const), ['none', ''] as const, ['timer (cycle)', cycle('R3/PT1H')] as const]) runs(name, starting(definition), { 'it has occurred': { traces: ['a'] } });
  runs('all of several', starting(BOTH, 'parallelMultiple="true"'), { 'they have occurred': { traces: ['a'] } });
  runs('several, one of which occurs', start('s1', message('M1')) + start('s2', signal('S1')) + start('s3') + log('a') + log('b') + log('c') + end('e') + chain('s1', 'a', 'e') + chain('s2', 'b', 'e') + chain('s3', 'c', 'e'), {
    message: { startEvent: 's1', traces: ['a'] },
    signal: { startEvent: 's2', traces: ['b'] },
    'by hand': { traces: ['c'] },
  });
  refused('error', starting(error('E1')), 's', 'executable-subset');
});

describe('end events', () => {
  const split = (ended: string) => start('s') + and('g') + user('t') + log('a') + end('e', ended) + end('f') + chain('s', 'g', 'a', 'e') + chain('g', 't', 'f');
  runs('none', split(''), { 'the rest goes on': { tell: (run) => run.complete('t'), traces: ['a'] } });
  runs('terminate', split(terminate), { 'ends the rest': { traces: ['a'] } });
  runs('terminate in a sub-process', between(sub('u', start('us') + and('g') + user('t') + log('a') + end('ue', terminate) + end('uf') + chain('us', 'g', 'a', 'ue') + chain('g', 't', 'uf')), log('z')) + chain('s', 'u', 'z', 'e'), { 'ends that alone': { traces: ['a z'] } });
  for (const [name, definition] of [['message', message('M1')], ['signal', signal('S1')], ['escalation', escalation('X1')]] as const) {
    runs(name, start('s') + log('a') + end('e', definition) + chain('s', 'a', 'e'), { 'is thrown': { tell: (run) => expect(run.last.thrown).toMatchObject([{ kind: name, element: 'e' }]), traces: ['a'] } });
  }
  runs('error that nobody catches', start('s') + log('a') + end('e', error('E1')) + chain('s', 'a', 'e'), { 'fails the instance': { traces: ['a'], status: 'failed' } });
  runs('several', start('s') + log('a') + end('e', message('M1') + signal('S1')) + chain('s', 'a', 'e'), { 'all are thrown': { tell: (run) => expect(run.last.thrown).toMatchObject([{ kind: 'message', element: 'e' }, { kind: 'signal', element: 'e' }]), traces: ['a'] } });
  runs('several, with terminate', start('s') + and('g') + user('t') + log('a') + end('e', terminate + signal('S1')) + end('f') + chain('s', 'g', 'a', 'e') + chain('g', 't', 'f'), { 'terminates last': { tell: (run) => expect(run.last.thrown).toHaveLength(1), traces: ['a'] } });
});

describe('intermediate events', () => {
  for (const [name, definition, occur] of CAUGHT) {
    runs(`caught: ${name}`, between(caught('w', definition), log('a')) + chain('s', 'w', 'a', 'e'), { occurs: { tell: (run) => void occur(run, 'w'), traces: ['a'] }, 'not yet': { traces: [''], status: 'running' } });
  }
  const together = (definition: string) => between(element('intermediateCatchEvent', 'w', definition, 'parallelMultiple="true"'), log('a')) + chain('s', 'w', 'a', 'e');
  runs('caught: all of several', together(BOTH), {
    'in one order': { tell: (run) => run.message('paid').signal('storm'), traces: ['a'] },
    'in the other': { tell: (run) => run.signal('storm').message('paid'), traces: ['a'] },
    'one twice is not all': { tell: (run) => run.signal('storm').signal('storm'), traces: [''], status: 'running' },
  });
  runs('caught: all of three kinds', together(message('M1') + duration('PT1H') + condition('=go = true')), {
    'the condition first': { variables: { go: true }, tell: (run) => due(run).message('paid'), traces: ['a'] },
    'the condition last': { tell: (run) => set(due(run.message('paid')), 'go'), traces: ['a'] },
  });
  runs('caught: a condition that holds already', between(caught('w', condition('=go = true')), log('a')) + chain('s', 'w', 'a', 'e'), { 'at once': { variables: { go: true }, traces: ['a'] } });
  runs('caught: a condition made true by another branch', between(and('g'), caught('w', condition('=x = 1')), log('a'), log('b').replace('{ trail:', '{ x: 1, trail:')) + chain('s', 'g', 'w', 'a', 'e') + chain('g', 'b', 'e'), { occurs: { traces: ['b a'] } });
  for (const [name, definition] of [['none', ''], ['message', message('M1')], ['signal', signal('S1')], ['escalation', escalation('X1')], ['several', BOTH]] as const) {
    runs(`thrown: ${name}`, between(thrown('w', definition), log('a')) + chain('s', 'w', 'a', 'e'), { 'and on': { traces: ['a'] } });
  }
  runs('message thrown and caught', between(and('g'), caught('w', message('M1')), user('t'), thrown('m', message('M1')), log('a'), log('b')) + chain('s', 'g', 'w', 'a', 'e') + chain('g', 't', 'm', 'b', 'e'), { 'in one instance': { tell: (run) => run.complete('t'), traces: ['a b', 'b a'] } });
  runs('signal thrown to all', between(and('g'), caught('w', signal('S1')), caught('v', signal('S1')), user('t'), thrown('m', BOTH), log('a'), log('b')) + chain('s', 'g', 'w', 'a', 'e') + chain('g', 'v', 'b', 'e') + chain('g', 't', 'm', 'e'), { 'every catcher': { tell: (run) => run.complete('t'), traces: ['a b', 'b a'] } });
  runs('link', between(log('a'), thrown('w', link('L')), caught('v', link('L')), log('b')) + chain('s', 'a', 'w') + chain('v', 'b', 'e'), { 'goes on elsewhere': { traces: ['a b'] } });
  runs('links from two places', between(xor('g', '', 'default="d"'), log('a'), log('b'), thrown('w1', link('L')), thrown('w2', link('L')), caught('v', link('L')), log('z')) + flow('s', 'g') + flow('g', 'a', '=first') + flow('g', 'b', undefined, 'd') + chain('a', 'w1') + chain('b', 'w2') + chain('v', 'z', 'e'), {
    'one': { variables: { first: true }, traces: ['a z'] },
    'the other': { variables: { first: false }, traces: ['b z'] },
  });
  runs('a timer that never comes', between(caught('w', duration('PT1H')), log('a')) + chain('s', 'w', 'a', 'e'), { 'is waited for': { tell: (run) => run.signal('storm'), traces: [''], status: 'running' } });
});

describe('boundary events', () => {
  const HOSTS: [string, string, (run: Play) => unknown][] = [
    ['task', user('t'), (run) => run.complete('t')],
    ['sub-process', sub('t', start('ts') + user('i') + end('te') + chain('ts', 'i', 'te')), (run) => run.complete('i')],
    ['transaction', element('transaction', 't', start('ts') + user('i') + end('te') + chain('ts', 'i', 'te')), (run) => run.complete('i')],
  ];
  const guarded = (host: string, definition: string, interrupts: boolean, attributes = '') =>
    between(host, boundary('b', 't', definition, interrupts).replace('id="b"', `id="b" ${attributes}`), log('a'), log('x')) + end('f') + chain('s', 't', 'a', 'e') + chain('b', 'x', 'f');
  for (const [name, definition, occur] of CAUGHT) {
    for (const [where, host, complete] of HOSTS) {
      runs(`${name}, interrupting, on a ${where}`, guarded(host, definition, true), { occurs: { tell: (run) => void occur(run, 'b'), traces: ['x'] }, 'does not': { tell: (run) => void complete(run), traces: ['a'] } });
      runs(`${name}, beside, on a ${where}`, guarded(host, definition, false), { occurs: { tell: (run) => void (occur(run, 'b'), complete(run)), traces: ['x a'] } });
    }
  }
  for (const [where, host, complete] of HOSTS) {
    runs(`all of several, interrupting, on a ${where}`, guarded(host, BOTH, true, 'parallelMultiple="true"'), { occur: { tell: (run) => run.signal('storm').message('paid'), traces: ['x'] }, 'one does not': { tell: (run) => void complete(run.signal('storm')), traces: ['a'] } });
    runs(`all of several, beside, on a ${where}`, guarded(host, BOTH, false, 'parallelMultiple="true"'), { occur: { tell: (run) => void complete(run.signal('storm').message('paid')), traces: ['x a'] } });
  }
  const throwing = (definition: string) => sub('t', start('ts') + thrown('i', definition) + log('y') + end('te') + chain('ts', 'i', 'y', 'te'));
  const asked = sub('t', start('ts') + xor('g', '', 'default="d"') + end('te') + end('tf', escalation('X1')) + chain('ts', 'g') + flow('g', 'tf', '=bad') + flow('g', 'te', undefined, 'd'));
  runs('escalation, interrupting', guarded(asked, escalation('X1'), true), { thrown: { variables: { bad: true }, traces: ['x'] }, 'not thrown': { variables: { bad: false }, traces: ['a'] } });
  runs('any escalation', guarded(asked, escalation(), true), { thrown: { variables: { bad: true }, traces: ['x'] } });
  runs('escalation, beside', guarded(throwing(escalation('X1')), escalation('X1'), false), { 'the inside goes on': { traces: ['x y a'] } });
  runs('signal thrown inside', guarded(throwing(signal('S1')), signal('S1'), true), { interrupts: { traces: ['x'] } });
  const failing = (caughtAs: string) => guarded(sub('t', start('ts') + xor('g', '', 'default="d"') + end('te') + end('tf', error('E1')) + chain('ts', 'g') + flow('g', 'tf', '=bad') + flow('g', 'te', undefined, 'd')), caughtAs, true);
  runs('error by its code', failing(error('E1')), { thrown: { variables: { bad: true }, traces: ['x'] }, 'not thrown': { variables: { bad: false }, traces: ['a'] } });
  runs('any error', failing(error()), { thrown: { variables: { bad: true }, traces: ['x'] } });
  runs('compensation', between(log('t'), boundary('b', 't', compensate()), log('u', '', forCompensation), association('as', 'b', 'u'), thrown('c', compensate()), log('z')) + chain('s', 't', 'c', 'z', 'e'), { thrown: { traces: ['t u z'] } });
  runs('timer (cycle), beside', guarded(user('t'), cycle('R3/PT1H'), false), { 'as often as it says': { tell: (run) => run.timer('b').timer('b').timer('b').complete('t'), traces: ['x x x a'] } });
  runs('message, beside, again and again', guarded(user('t'), message('M1'), false), { 'each time': { tell: (run) => run.message('paid').message('paid').complete('t'), traces: ['x x a'] } });
  runs('reminders that people work on', between(user('t'), boundary('b', 't', message('M1'), false), user('x')) + end('f') + chain('s', 't', 'e') + chain('b', 'x', 'f'), {
    'at the same time': {
      tell: (run) => {
        run.message('paid').message('paid');
        expect(run.waiting.filter((element) => element === 'x')).toHaveLength(2);
        run.complete('x').complete('t').complete('x');
      },
      traces: [''],
    },
  });
  refused('error, beside', guarded(user('t'), error('E1'), false), 'b', 'boundary-attached');
  refused('cancel on a task', guarded(user('t'), '<bpmn:cancelEventDefinition/>', true), 'b', 'transaction-cancel');
  refused('error among several', guarded(user('t'), error('E1') + message('M1'), true), 'b', 'executable-subset');
});

describe('event sub-process of the process', () => {
  for (const [name, definition, occur] of CAUGHT) {
    const model = (interrupts: boolean) => start('s') + user('t') + log('a') + end('e') + chain('s', 't', 'a', 'e') + eventSub('h', definition, interrupts, log('x') + end('he') + chain('h_start', 'x', 'he'));
    runs(`${name}, interrupting`, model(true), { occurs: { tell: (run) => void occur(run, 'h_start'), traces: ['x'] } });
    runs(`${name}, beside`, model(false), { occurs: { tell: (run) => void (occur(run, 'h_start'), run.complete('t')), traces: ['x a'] } });
  }
});
