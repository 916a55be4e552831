import {
  and, association, boundary, call, cancel, caught, chain, compensate, condition, diagram, duration, element, end, error, escalation, eventSub, flow, forCompensation, loop, message, receive, rounds, signal, start, sub,
  terminate, thrown, user, xor,
} from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, refused, runs } from './collection.js';

const until = (feel: string) => `<bpmn:completionCondition>${feel}</bpmn:completionCondition>`;
const adHoc = (inner: string, attributes = '') => between(element('adHocSubProcess', 'u', inner, attributes), log('z')) + chain('s', 'u', 'z', 'e');
const counted = (id: string) => log(id).replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:');

describe('ad-hoc sub-process (13.3.5)', () => {
  runs('parallel', adHoc(log('a') + log('b')), { 'offers each once': { traces: ['a b z', 'b a z'] } });
  runs('sequential', adHoc(log('a') + log('b') + log('c'), 'ordering="Sequential"'), { 'takes one after the other': { traces: ['a b c z'] } });
  runs('sequential, of people', adHoc(user('a') + user('b'), 'ordering="Sequential"'), {
    'one at a time': {
      tell: (run) => {
        expect(run.waiting).toEqual(['a']);
        run.complete('a');
        expect(run.waiting).toEqual(['b']);
        run.complete('b');
      },
      traces: ['z'],
    },
  });
  runs('with flows inside', adHoc(log('a') + log('b') + log('c') + flow('a', 'b')), { 'follows them': { traces: ['a c b z', 'a b c z', 'c a b z'] } });
  runs('parallel with a condition', adHoc(user('a') + user('b') + until('done = true')), {
    'ends at once and cancels the rest': { tell: (run) => run.complete('a', { done: true }), traces: ['z'] },
    'goes on while it does not hold': { tell: (run) => run.complete('a').complete('b', { done: true }), traces: ['z'] },
    'offers all again': {
      tell: (run) => {
        run.complete('a').complete('b');
        expect(run.waiting).toEqual(['a', 'b']);
        run.complete('b', { done: true });
      },
      traces: ['z'],
    },
  });
  runs('that waits for the rest', adHoc(user('a') + user('b') + until('done = true'), 'cancelRemainingInstances="false"'), {
    'though the condition holds': {
      tell: (run) => {
        run.complete('a', { done: true });
        expect(run.waiting).toEqual(['b']);
        run.complete('b');
      },
      traces: ['z'],
    },
  });
  runs('sequential with a condition', adHoc(counted('a') + counted('b') + until('n = 3'), 'ordering="Sequential"'), { 'repeats until it holds': { traces: ['a b a z'] } });
  runs('sequential, ended early', adHoc(counted('a') + counted('b') + until('n = 1'), 'ordering="Sequential"'), { 'takes no further activity': { traces: ['a z'] } });
  refused('branches in a sequential one', adHoc(log('a') + log('b') + log('c') + flow('a', 'b') + flow('a', 'c'), 'ordering="Sequential"'), 'a');
});

describe('call activity', () => {
  runs('of a procedure', between(call('c', '', 'calledElement="khai-sinh"'), log('z')) + chain('s', 'c', 'z', 'e'), {
    'goes on with its data': { tell: (run) => run.apply({ kind: 'call-completed', executionId: run.find('c').executionId, output: { trail: ['called'] } }), traces: ['called z'] },
  });
  runs('that fails', between(call('c', '', 'calledElement="khai-sinh"'), boundary('b', 'c', error('E1')), log('z'), log('y')) + end('f') + chain('s', 'c', 'z', 'e') + chain('b', 'y', 'f'), {
    'goes to its boundary': { tell: (run) => run.apply({ kind: 'call-failed', executionId: run.find('c').executionId, code: 'E1', message: 'no' }), traces: ['y'] },
  });
  refused('of itself', between(call('c', '', 'calledElement="p"')) + chain('s', 'c', 'e'), 'c', 'call-names-code');
});

describe('standard loop (13.3.6)', () => {
  const looping = (inner: string) => between(counted('a').replace('</bpmn:scriptTask>', `${inner}</bpmn:scriptTask>`), log('z')) + chain('s', 'a', 'z', 'e');
  const times = (n: number) => `${'a '.repeat(n)}z`;
  runs('tested after', looping(loop({ whilst: 'n < 3' })), { 'runs until it does not hold': { traces: [times(3)] }, 'once at least': { variables: { n: 9 }, traces: [times(1)] } });
  runs('tested before', looping(loop({ whilst: 'n < 3', before: true })), { 'runs while it holds': { variables: { n: 0 }, traces: [times(3)] }, 'perhaps never': { variables: { n: 9 }, traces: ['z'] } });
  runs('up to a maximum', looping(loop({ maximum: 2 })), { 'stops there': { traces: [times(2)] } });
  runs('condition and maximum', looping(loop({ whilst: 'n < 5', maximum: 3 })), { 'the maximum first': { traces: [times(3)] }, 'the condition first': { variables: { n: 3 }, traces: [times(2)] } });
  runs('tested before, with a maximum', looping(loop({ whilst: 'n < 5', maximum: 2, before: true })), { 'the maximum first': { variables: { n: 0 }, traces: [times(2)] } });
  runs('of a sub-process', between(sub('u', start('us') + counted('a') + end('ue') + chain('us', 'a', 'ue') + loop({ whilst: 'n < 3' })), log('z')) + chain('s', 'u', 'z', 'e'), { 'repeats its inside': { traces: [times(3)] } });
  refused('with a negative maximum', looping(loop({ maximum: -1 })), 'a', 'loop-values');
});

describe('multi-instance (13.3.7)', () => {
  const many = (inner: string, more = '') => between(log('a', inner), log('z'), more) + chain('s', 'a', 'z', 'e');
  for (const sequential of [false, true]) {
    const kind = sequential ? 'sequential' : 'parallel';
    runs(`${kind} task, a number`, many(rounds({ sequential, cardinality: '3' })), { 'that often': { traces: ['a a a z'] } });
    runs(`${kind} task, a number from data`, many(rounds({ sequential, cardinality: 'n' })), { 'that often': { variables: { n: 2 }, traces: ['a a z'] }, 'not at all': { variables: { n: 0 }, traces: ['z'] } });
    runs(`${kind} task, a list`, many(rounds({ sequential, collection: '=list', item: 'one' })), { 'once an item': { variables: { list: ['x', 'y'] }, traces: ['a a z'] } });
    runs(`${kind} sub-process`, between(sub('u', start('us') + log('a') + log('b') + end('ue') + chain('us', 'a', 'b', 'ue') + rounds({ sequential, cardinality: '2' })), log('z')) + chain('s', 'u', 'z', 'e'), {
      'each round its own': { traces: sequential ? ['a b a b z'] : ['a b a b z', 'a a b b z'] },
    });
    runs(`${kind} people, up to a condition`, between(user('a', rounds({ sequential, cardinality: '3', until: 'numberOfCompletedInstances = 2' })), log('z')) + chain('s', 'a', 'z', 'e'), {
      'cancels the rest': { tell: (run) => run.complete('a').complete('a'), traces: ['z'] },
    });
    runs(`${kind} with a boundary`, between(user('a', rounds({ sequential, cardinality: '2' })), boundary('b', 'a', message('M1')), log('z'), log('y')) + end('f') + chain('s', 'a', 'z', 'e') + chain('b', 'y', 'f'), {
      'ends all rounds': { tell: (run) => run.complete('a').message('paid'), traces: ['y'] },
      'goes with them': { tell: (run) => run.complete('a').complete('a'), traces: ['z'] },
    });
  }
  const telling = (behaviour: string, sequential: boolean, interrupts: boolean, of = user('a', rounds({ sequential, cardinality: '3' }))) =>
    diagram(
      between(of.replace('isSequential', `behavior="${behaviour}" ${behaviour.toLowerCase()}BehaviorEventRef="round" isSequential`), boundary('b', 'a', signal('S1'), interrupts), log('x'), log('z')) + end('f') + chain('s', 'a', 'z', 'e') + chain('b', 'x', 'f'),
      '<bpmn:signalEventDefinition id="round" signalRef="S1"/>',
    );
  for (const sequential of [false, true]) {
    const kind = sequential ? 'sequential' : 'parallel';
    const all = (run: Play) => run.complete('a').complete('a').complete('a');
    runs(`${kind}, an event at each round`, telling('None', sequential, false), { 'is caught beside': { tell: all, traces: ['x x x z', 'x x z x'] } });
    runs(`${kind}, an event at the first round`, telling('One', sequential, false), { 'is caught beside': { tell: all, traces: ['x z'] } });
    refused(`${kind}, an event at the first round that interrupts`, telling('One', sequential, true), 'b', 'executable-subset');
  }
  refused('behaviour One without an event', many(rounds({ cardinality: '2' }).replace('isSequential', 'behavior="One" isSequential')), 'a', 'executable-subset');
  refused('complex behaviour', many(rounds({ cardinality: '2' }).replace('isSequential', 'behavior="Complex" isSequential')), 'a', 'executable-subset');
  const overData = (sequential: boolean, more = '') => `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:loopDataInputRef>list</bpmn:loopDataInputRef>${more}<bpmn:inputDataItem id="item" name="one"/></bpmn:multiInstanceLoopCharacteristics>`;
  const lists = '<bpmn:dataObject id="list" isCollection="true"/><bpmn:dataObject id="results" isCollection="true"/>';
  for (const sequential of [false, true]) {
    runs(`${sequential ? 'sequential' : 'parallel'}, over a data object`, lists + many(overData(sequential)), { 'once an item': { variables: { list: ['x', 'y'] }, traces: ['a a z'] } });
  }
  runs('that collects into a data object', lists + between(user('a', overData(false, '<bpmn:loopDataOutputRef>results</bpmn:loopDataOutputRef>').replace('</bpmn:multi', '<bpmn:outputDataItem id="out" name="so"/></bpmn:multi'))) + chain('s', 'a', 'e'), {
    'one value a round': { variables: { list: ['x', 'y'] }, tell: (run) => void (run.complete('a', { so: 1, khac: 9 }).complete('a', { so: 2 }), expect(run.variables).toMatchObject({ results: [1, 2] })), traces: [''] },
  });
  refused('no number', many(rounds({})), 'a', 'loop-values');
});

describe('tasks and sub-processes', () => {
  runs('send task', between(element('sendTask', 't'), log('z')) + chain('s', 't', 'z', 'e'), { 'is done outside': { tell: (run) => run.complete('t'), traces: ['z'] } });
  runs('receive task', between(receive('t', '', 'messageRef="M1"'), log('z')) + chain('s', 't', 'z', 'e'), { 'waits for its message': { tell: (run) => run.message('paid'), traces: ['z'] } });
  runs('receive task that starts', receive('t', '', 'messageRef="M1" instantiate="true"') + log('z') + end('e') + chain('t', 'z', 'e'), {
    'waits from the beginning': { tell: (run) => run.message('paid'), traces: ['z'] },
    'began by its message': { startEvent: 't', traces: ['z'] },
  });
  runs('nested sub-processes', between(sub('u', start('us') + log('a') + sub('v', start('vs') + log('b') + end('ve') + chain('vs', 'b', 've')) + log('c') + end('ue') + chain('us', 'a', 'v', 'c', 'ue')), log('z')) + chain('s', 'u', 'z', 'e'), { 'run inside out': { traces: ['a b c z'] } });
  runs('several ends in a sub-process', between(sub('u', start('us') + and('f') + log('a') + log('b') + end('ue') + end('uf') + chain('us', 'f', 'a', 'ue') + chain('f', 'b', 'uf')), log('z')) + chain('s', 'u', 'z', 'e'), { 'all are waited for': { traces: ['a b z', 'b a z'] } });
  runs('token quantities', between(log('a', '', 'completionQuantity="4"'), log('b', '', 'startQuantity="2"'), log('z')) + chain('s', 'a', 'b', 'z', 'e'), { 'give and gather': { traces: ['a b b z z', 'a b z b z'] } });
  runs('tokens gathered from people', between(and('f'), user('x'), user('y'), log('b', '', 'startQuantity="2"')) + chain('s', 'f', 'x', 'b', 'e') + chain('f', 'y', 'b'), { 'by whichever flows': { tell: (run) => run.complete('y').complete('x'), traces: ['b'] } });
  refused('tokens that are too few', between(log('b', '', 'startQuantity="2"')) + chain('s', 'b', 'e'), 'b');
});

describe('transaction (13.5.4)', () => {
  const inside = start('ts') + log('a') + boundary('ca', 'a', compensate()) + log('ua', '', forCompensation) + association('as1', 'ca', 'ua') + log('b') + boundary('cb', 'b', compensate()) + log('ub', '', forCompensation) + association('as2', 'cb', 'ub') + xor('x', '', 'default="fine"') + end('te') + end('tc', cancel) + chain('ts', 'a', 'b', 'x') + flow('x', 'tc', '=bad', 'stop') + flow('x', 'te', undefined, 'fine');
  const whole = (more = '') => between(element('transaction', 'u', inside), boundary('bc', 'u', cancel), log('z'), log('y'), more) + end('f') + chain('s', 'u', 'z', 'e') + chain('bc', 'y', 'f');
  runs('cancel', whole(), { 'undoes, last first, and leaves by its boundary': { variables: { bad: true }, traces: ['a b ub ua y'] }, 'or completes': { variables: { bad: false }, traces: ['a b z'] } });
  const failing = start('ts') + log('a') + boundary('ca', 'a', compensate()) + log('ua', '', forCompensation) + association('as1', 'ca', 'ua') + xor('x', '', 'default="fine"') + end('te', error('E1')) + end('tf') + chain('ts', 'a', 'x') + flow('x', 'te', '=bad') + flow('x', 'tf', undefined, 'fine');
  runs('error', between(element('transaction', 'u', failing), boundary('b', 'u', error('E1')), log('y')) + end('f') + chain('s', 'u', 'f') + chain('b', 'y', 'e'), { 'leaves without undoing': { variables: { bad: true }, traces: ['a y'] } });
});

describe('compensation (13.5.5)', () => {
  const undo = (of: string) => boundary(`c${of}`, of, compensate()) + log(`u${of}`, '', forCompensation) + association(`as${of}`, `c${of}`, `u${of}`);
  const done = (...ids: string[]) => ids.map((id) => log(id) + undo(id)).join('');
  runs('by an intermediate event', between(done('a', 'b'), thrown('t', compensate()), log('z')) + chain('s', 'a', 'b', 't', 'z', 'e'), { 'last first, then on': { traces: ['a b ub ua z'] } });
  runs('by an end event', start('s') + done('a', 'b') + end('e', compensate()) + chain('s', 'a', 'b', 'e'), { 'last first': { traces: ['a b ub ua'] } });
  runs('of one activity', between(done('a', 'b'), thrown('t', compensate('a')), log('z')) + chain('s', 'a', 'b', 't', 'z', 'e'), { 'leaves others alone': { traces: ['a b ua z'] } });
  const waitless = compensate().replace('/>', ' waitForCompletion="false"/>');
  runs('that is not waited for', between(user('a') + boundary('ca', 'a', compensate()) + user('ua', '', forCompensation) + association('asa', 'ca', 'ua'), thrown('t', waitless), log('z')) + chain('s', 'a', 't', 'z', 'e'), {
    'goes on beside it': {
      tell: (run) => {
        run.complete('a');
        expect(run.waiting).toEqual(['ua']);
        expect(run.variables).toMatchObject({ trail: ['z'] });
        run.complete('ua');
      },
      traces: ['z'],
    },
  });
  runs('by an end event, not waited for', start('s') + done('a', 'b') + end('e', waitless) + chain('s', 'a', 'b', 'e'), { 'last first': { traces: ['a b ub ua'] } });
  runs('of what did not run', between(done('a', 'b'), xor('x', '', 'default="d"'), xor('m'), thrown('t', compensate())) + flow('s', 'x') + flow('x', 'a', '=first') + flow('x', 'b', undefined, 'd') + chain('a', 'm', 't', 'e') + chain('b', 'm'), {
    'not at all': { variables: { first: true }, traces: ['a ua'] },
  });
  runs('of a sub-process by its handler', between(sub('u', start('us') + log('a') + end('ue') + chain('us', 'a', 'ue')), undo('u'), thrown('t', compensate('u')), log('z')) + chain('s', 'u', 't', 'z', 'e'), { 'as a whole': { traces: ['a uu z'] } });
  const inner = sub('u', start('us') + done('a', 'b') + end('ue') + chain('us', 'a', 'b', 'ue'));
  runs('of what a completed sub-process did', between(inner, log('c'), undo('c'), thrown('t', compensate()), log('z')) + chain('s', 'u', 'c', 't', 'z', 'e'), { 'by the handlers inside it, last first': { traces: ['a b c uc ub ua z'] } });
  runs('of one sub-process', between(inner, log('c'), undo('c'), thrown('t', compensate('u')), log('z')) + chain('s', 'u', 'c', 't', 'z', 'e'), { 'its inside only': { traces: ['a b c ub ua z'] } });
  runs('two scopes down', between(sub('v', start('vs') + inner + end('ve') + chain('vs', 'u', 've')), thrown('t', compensate()), log('z')) + chain('s', 'v', 't', 'z', 'e'), { 'reaches the handlers': { traces: ['a b ub ua z'] } });
  runs('of people’s work in a completed sub-process', between(sub('u', start('us') + user('a') + boundary('ca', 'a', compensate()) + user('ua', '', forCompensation) + association('asa', 'ca', 'ua') + end('ue') + chain('us', 'a', 'ue')), thrown('t', compensate()), log('z')) + chain('s', 'u', 't', 'z', 'e'), {
    'is a task again': {
      tell: (run) => {
        run.complete('a');
        expect(run.waiting).toEqual(['ua']);
        run.complete('ua');
        expect(run.last.left.map(({ element: id }) => id)).toContain('ua');
      },
      traces: ['z'],
    },
  });
  runs('of each round', between(sub('u', start('us') + done('a') + end('ue') + chain('us', 'a', 'ue') + rounds({ sequential: true, cardinality: '2' })), thrown('t', compensate()), log('z')) + chain('s', 'u', 't', 'z', 'e'), { 'as often as it ran': { traces: ['a a ua ua z'] } });
  runs('by a compensation event sub-process', between(sub('u', start('us') + log('a') + end('ue') + chain('us', 'a', 'ue') + eventSub('h', compensate(), true, log('ua') + end('he') + chain('h_start', 'ua', 'he'))), thrown('t', compensate('u')), log('z')) + chain('s', 'u', 't', 'z', 'e'), { 'stands for the sub-process': { traces: ['a ua z'] } });
  runs('by a handler that is a sub-process', between(log('a'), boundary('ca', 'a', compensate()), sub('h', start('hs') + log('ua') + end('he') + chain('hs', 'ua', 'he'), forCompensation), association('asa', 'ca', 'h'), thrown('t', compensate()), log('z')) + chain('s', 'a', 't', 'z', 'e'), { 'runs its inside': { traces: ['a ua z'] } });
  runs('from an event sub-process', start('s') + done('a') + user('w') + end('e') + chain('s', 'a', 'w', 'e') + eventSub('h', message('M1'), true, thrown('t', compensate()) + log('z') + end('he') + chain('h_start', 't', 'z', 'he')), {
    'undoes its scope, though that was ended': { tell: (run) => run.message('paid'), traces: ['a ua z'] },
  });
  runs('from a non-interrupting event sub-process', start('s') + done('a') + user('w') + end('e') + chain('s', 'a', 'w', 'e') + eventSub('h', message('M1'), false, thrown('t', compensate()) + log('z') + end('he') + chain('h_start', 't', 'z', 'he')), {
    'undoes its scope, which goes on': { tell: (run) => run.message('paid').complete('w'), traces: ['a ua z'] },
  });
  runs('of what was interrupted', between(sub('u', start('us') + done('a') + user('w') + end('ue') + chain('us', 'a', 'w', 'ue')), boundary('b', 'u', message('M1')), thrown('t', compensate()), log('z')) + end('f') + chain('s', 'u', 'e') + chain('b', 't', 'z', 'f'), {
    'not at all': { tell: (run) => run.message('paid'), traces: ['a z'] },
  });
  refused('of a process by itself', start('s') + log('a') + end('e') + chain('s', 'a', 'e') + eventSub('h', compensate(), true, end('he') + chain('h_start', 'he')), 'h_start', 'executable-subset');
});

describe('event sub-process (13.5.4), by each trigger', () => {
  const scope = (handler: string) => between(sub('u', start('us') + user('t') + log('a') + end('ue') + chain('us', 't', 'a', 'ue') + handler), log('z')) + chain('s', 'u', 'z', 'e');
  const handler = (definition: string, interrupts: boolean, attributes = '') => eventSub('h', definition, interrupts, log('x') + end('he') + chain('h_start', 'x', 'he')).replace('id="h_start"', `id="h_start" ${attributes}`);
  const triggers: [string, string, (run: Play) => unknown][] = [
    ['message', message('M1'), (run) => run.message('paid')],
    ['signal', signal('S1'), (run) => run.signal('storm')],
    ['timer', duration('PT1H'), (run) => run.timer('h_start')],
    ['condition', condition('=stop = true'), (run) => run.apply({ kind: 'condition', variables: { stop: true } })],
  ];
  for (const [name, definition, occur] of triggers) {
    runs(`${name}, interrupting`, scope(handler(definition, true)), { occurs: { tell: (run) => void occur(run), traces: ['x z'] }, 'does not': { tell: (run) => run.complete('t'), traces: ['a z'] } });
    runs(`${name}, beside`, scope(handler(definition, false)), { occurs: { tell: (run) => void (occur(run), run.complete('t')), traces: ['x a z'] } });
  }
  const throwing = (definition: string, h: string, ended = end('ue', definition)) => between(sub('u', start('us') + log('a') + ended + chain('us', 'a', 'ue') + h), log('z')) + chain('s', 'u', 'z', 'e');
  runs('error', throwing(error('E1'), handler(error('E1'), true)), { 'thrown inside': { traces: ['a x z'] } });
  runs('escalation, interrupting', throwing(escalation('X1'), handler(escalation('X1'), true)), { 'thrown inside': { traces: ['a x z'] } });
  runs('escalation, beside', throwing(escalation('X1'), handler(escalation('X1'), false)), { 'thrown inside': { traces: ['a x z'] } });
  runs('any of several', scope(handler(message('M1') + signal('S1'), true)), { 'by the one': { tell: (run) => run.message('paid'), traces: ['x z'] }, 'by the other': { tell: (run) => run.signal('storm'), traces: ['x z'] } });
  runs('any of several, beside', scope(handler(message('M1') + signal('S1'), false)), { 'both, one after the other': { tell: (run) => run.message('paid').signal('storm').complete('t'), traces: ['x x a z'] } });
  runs('all of several', scope(handler(message('M1') + signal('S1'), true, 'parallelMultiple="true"')), { 'when the last has come': { tell: (run) => run.signal('storm').message('paid'), traces: ['x z'] }, 'not before': { tell: (run) => run.signal('storm').complete('t'), traces: ['a z'] } });
  runs('all of several, beside', scope(handler(message('M1') + signal('S1'), false, 'parallelMultiple="true"')), { 'and again': { tell: (run) => run.signal('storm').message('paid').message('paid').signal('storm').complete('t'), traces: ['x x a z'] } });
  runs('terminate inside', scope(eventSub('h', message('M1'), false, log('x') + end('he', terminate) + chain('h_start', 'x', 'he'))), { 'ends the handler alone': { tell: (run) => run.message('paid').complete('t'), traces: ['x a z'] } });
  refused('a timer among several that stays', scope(handler(message('M1') + duration('PT1H'), false)), 'h_start', 'executable-subset');
  runs('on the process, with a wait inside', start('s') + caught('w', message('M2')) + log('a') + end('e') + chain('s', 'w', 'a', 'e') + handler(message('M1'), false), { 'and on': { tell: (run) => run.message('paid').message('withdrawn'), traces: ['x a'] } });
});
