import { and, boundary, caught, chain, duration, element, end, eventGateway, flow, message, or, rounds, signal, start, sub, terminate, thrown, user, xor } from '../engine/diagram.js';
import { between, log, refused, runs } from './collection.js';

/** The workflow control patterns (van der Aalst, ter Hofstede, Russell), by their numbers, as far as BPMN can draw them. */
const counting = (id: string) => log(id).replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:');
const choice = (id: string, fallback: string) => xor(id, '', `default="${fallback}"`);

describe('basic control flow', () => {
  runs('1 sequence', between(log('a'), log('b')) + chain('s', 'a', 'b', 'e'), { runs: { traces: ['a b'] } });
  runs('2 and 3 parallel split, synchronisation', between(and('g'), log('a'), log('b'), and('m'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'b', 'm'), { runs: { traces: ['a b z', 'b a z'] } });
  runs('2 by flows alone', between(log('a'), log('b'), log('c')) + chain('s', 'a', 'b', 'e') + chain('a', 'c', 'e'), { runs: { traces: ['a b c', 'a c b'] } });
  runs('4 and 5 exclusive choice, simple merge', between(choice('g', 'd'), log('a'), log('b'), log('z')) + flow('s', 'g') + flow('g', 'a', '=x') + flow('g', 'b', undefined, 'd') + chain('a', 'z', 'e') + flow('b', 'z'), { first: { variables: { x: true }, traces: ['a z'] }, other: { variables: { x: false }, traces: ['b z'] } });
});

describe('advanced branching and synchronisation', () => {
  const many = (join: string) => between(or('g'), log('a'), log('b'), log('c'), join, log('z')) + flow('s', 'g') + flow('g', 'a', '=n > 0') + flow('g', 'b', '=n > 1') + flow('g', 'c', '=n > 2') + chain('a', 'm', 'z', 'e') + flow('b', 'm') + flow('c', 'm');
  runs('6 and 7 multi-choice, structured synchronising merge', many(or('m')), { one: { variables: { n: 1 }, traces: ['a z'] }, two: { variables: { n: 2 }, traces: ['a b z'] }, three: { variables: { n: 3 }, traces: ['a b c z'] } });
  runs('6 by conditional flows', between(log('g'), log('a'), log('b')) + flow('s', 'g') + flow('g', 'a', '=n > 0') + flow('g', 'b', '=n > 1') + flow('a', 'e') + flow('b', 'e'), { both: { variables: { n: 2 }, traces: ['g a b'] }, one: { variables: { n: 1 }, traces: ['g a'] } });
  runs('6 by conditional flows with a default', between(log('g', '', 'default="d"'), log('a'), log('b')) + flow('s', 'g') + flow('g', 'a', '=n > 0') + flow('g', 'b', undefined, 'd') + flow('a', 'e') + flow('b', 'e'), { default: { variables: { n: 0 }, traces: ['g b'] }, other: { variables: { n: 1 }, traces: ['g a'] } });
  runs('8 multi-merge', many(xor('m')), { one: { variables: { n: 1 }, traces: ['a z'] }, two: { variables: { n: 2 }, traces: ['a b z z', 'a z b z'] } });
  runs('8 multi-merge before a chain', between(and('g'), log('a'), log('b'), xor('m'), log('y'), log('z')) + chain('s', 'g', 'a', 'm', 'y', 'z', 'e') + chain('g', 'b', 'm'), { 'each thread its own': { traces: ['a b y y z z', 'a b y z y z', 'a y b z y z', 'a y b y z z', 'a y z b y z'] } });
  refused('8 multi-merge before a person', between(and('g'), log('a'), log('b'), xor('m'), user('y')) + chain('s', 'g', 'a', 'm', 'y', 'e') + chain('g', 'b', 'm'), 'm', 'missing-synchronisation');
  refused('9 discriminator by a complex gateway', between(and('g'), log('a'), log('b'), element('complexGateway', 'm'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'b', 'm'), 'm', 'executable-subset');
  runs('9 and 35 cancelling discriminator by rounds', between(user('a', rounds({ cardinality: '3', until: 'numberOfCompletedInstances >= 1' })), log('z')) + chain('s', 'a', 'z', 'e'), { 'the first wins': { tell: (run) => run.complete('a'), traces: ['z'] } });
  runs('29 cancelling discriminator by terminate', between(sub('u', start('us') + and('g') + user('a') + user('b') + end('ue', terminate) + chain('us', 'g', 'a', 'ue') + chain('g', 'b', 'ue')), log('z')) + chain('s', 'u', 'z', 'e'), { 'the first wins': { tell: (run) => run.complete('b'), traces: ['z'] } });
  runs('33 generalised and-join', between(and('f'), and('g'), and('h'), xor('k'), xor('q'), log('a'), and('m'), log('z')) + flow('s', 'f') + flow('f', 'g') + flow('f', 'h') + flow('g', 'k') + flow('g', 'q') + flow('h', 'k') + flow('h', 'q') + chain('k', 'a', 'm', 'z', 'e') + flow('q', 'm'), { 'joins again for the next tokens': { traces: ['a a z z', 'a z a z'] } });
  runs('34 static partial join', between(user('a', rounds({ cardinality: '4', until: 'numberOfCompletedInstances = 3' })), log('z')) + chain('s', 'a', 'z', 'e'), { 'three of four': { tell: (run) => run.complete('a').complete('a').complete('a'), traces: ['z'] } });
  runs('37 and 38 local and general synchronising merge', between(or('g'), user('a'), or('h'), user('b'), user('c'), or('m'), log('z')) + flow('s', 'g') + flow('g', 'a', '=n > 0') + flow('g', 'h', '=n > 1') + flow('h', 'b', '=n > 2') + flow('h', 'c', '=true') + flow('a', 'm') + flow('b', 'm') + flow('c', 'm') + chain('m', 'z', 'e'), {
    'waits for what can come': { variables: { n: 3 }, tell: (run) => run.complete('c').complete('a').complete('b'), traces: ['z'] },
    'and not for more': { variables: { n: 1 }, tell: (run) => run.complete('a'), traces: ['z'] },
  });
  runs('41 and 42 thread merge and split', between(log('a', '', 'completionQuantity="3"'), log('b'), log('z', '', 'startQuantity="3"')) + chain('s', 'a', 'b', 'z', 'e'), { runs: { traces: ['a b b b z'] } });
});

describe('several instances', () => {
  for (const [number, loop, variables] of [['13 design time', rounds({ cardinality: '3' }), {}], ['14 run time', rounds({ cardinality: '=n' }), { n: 3 }], ['14 a list', rounds({ collection: '=list', item: 'one' }), { list: [1, 2, 3] }]] as const) {
    runs(`${number} knowledge`, between(user('a', loop), log('z')) + chain('s', 'a', 'z', 'e'), { 'all, in any order': { variables, tell: (run) => run.complete('a').complete('a').complete('a'), traces: ['z'] } });
  }
  runs('12 without synchronisation', between(log('a', '', 'completionQuantity="3"'), log('b')) + chain('s', 'a', 'b', 'e'), { 'each ends by itself': { traces: ['a b b b'] } });
  refused('12 by a loop of any number of rounds', between(xor('l'), and('g'), log('b'), choice('x', 'd')) + end('f') + chain('s', 'l', 'g', 'b', 'f') + flow('g', 'x') + flow('x', 'l', '=more') + flow('x', 'e', undefined, 'd'), 'b', 'missing-synchronisation');
  runs('36 dynamic partial join', between(user('a', rounds({ cardinality: '5', until: 'enough = true' })), log('z')) + chain('s', 'a', 'z', 'e'), { 'by the data of the rounds': { tell: (run) => run.complete('a').complete('a', { enough: true }), traces: ['z'] } });
});

describe('states', () => {
  runs('16 deferred choice', between(eventGateway('g'), caught('w', message('M1')), caught('v', duration('PT1H')), log('a'), log('b')) + chain('s', 'g', 'w', 'a', 'e') + chain('g', 'v', 'b', 'e'), { 'by the first event': { tell: (run) => run.timer('v'), traces: ['b'] } });
  runs('17 and 40 interleaved routing', between(element('adHocSubProcess', 'u', user('a') + user('b') + user('c'), 'ordering="Sequential"'), log('z')) + chain('s', 'u', 'z', 'e'), {
    'one at a time': {
      tell: (run) => {
        for (let left = 3; left > 0; left--) {
          expect(run.waiting).toHaveLength(1);
          run.complete(run.waiting[0] as string);
        }
      },
      traces: ['z'],
    },
  });
  runs('18 milestone', between(and('g'), user('a'), thrown('t', signal('S1')), eventGateway('x'), caught('w', signal('S1')), caught('v', message('M1')), log('late'), log('early'), xor('m'), and('j')) + chain('s', 'g', 'a', 't', 'j', 'e') + chain('g', 'x', 'w', 'late', 'm', 'j') + chain('x', 'v', 'early', 'm'), {
    'reached in time': { tell: (run) => run.message('paid').complete('a'), traces: ['early'] },
    'passed': { tell: (run) => run.complete('a'), traces: ['late'] },
  });
});

describe('cancellation and termination', () => {
  runs('19 cancel activity', between(user('a'), boundary('b', 'a', message('M1')), log('x')) + end('f') + chain('s', 'a', 'f') + chain('b', 'x', 'e'), { withdrawn: { tell: (run) => run.message('paid'), traces: ['x'] } });
  runs('20 cancel case', between(and('g'), user('a'), user('b')) + end('f', terminate) + chain('s', 'g', 'a', 'f') + chain('g', 'b', 'e'), { all: { tell: (run) => run.complete('a'), traces: [''] } });
  runs('25 cancel region', between(sub('u', start('us') + and('g') + user('a') + user('b') + end('ue') + chain('us', 'g', 'a', 'ue') + chain('g', 'b', 'ue')), boundary('b1', 'u', signal('S1')), log('x')) + end('f') + chain('s', 'u', 'f') + chain('b1', 'x', 'e'), { 'the inside': { tell: (run) => run.complete('a').signal('storm'), traces: ['x'] } });
  for (const sequential of [false, true]) {
    runs(`26 cancel several instances, ${sequential ? 'sequential' : 'parallel'}`, between(user('a', rounds({ cardinality: '3', sequential })), boundary('b', 'a', message('M1')), log('x')) + end('f') + chain('s', 'a', 'f') + chain('b', 'x', 'e'), { all: { tell: (run) => run.complete('a').message('paid'), traces: ['x'] } });
  }
  runs('27 complete several instances', between(user('a', rounds({ cardinality: '3', until: 'numberOfCompletedInstances = 2' })), log('x')) + chain('s', 'a', 'x', 'e'), { early: { tell: (run) => run.complete('a').complete('a'), traces: ['x'] } });
  runs('11 implicit termination', start('s') + and('g') + log('a') + user('b') + end('e') + end('f') + chain('s', 'g', 'a', 'e') + chain('g', 'b', 'f'), { 'when nothing is left': { tell: (run) => run.complete('b'), traces: ['a'] } });
  runs('43 explicit termination', start('s') + and('g') + log('a') + user('b') + end('e', terminate) + end('f') + chain('s', 'g', 'a', 'e') + chain('g', 'b', 'f'), { 'at the end event': { traces: ['a'] } });
});

describe('iteration and triggers', () => {
  runs('10 arbitrary cycles', between(xor('m1'), counting('a'), xor('m2'), counting('b'), choice('x', 'd1'), choice('y', 'd2')) + chain('s', 'm1', 'a', 'm2', 'b', 'x') + flow('x', 'y', undefined, 'd1') + flow('x', 'm2', '=n = 2') + flow('y', 'm1', '=n = 3') + flow('y', 'e', undefined, 'd2'), { 'two loops that overlap': { traces: ['a b b a b'] } });
  runs('21 structured loop', between(xor('m'), counting('a'), choice('x', 'd')) + chain('s', 'm', 'a', 'x') + flow('x', 'm', '=n < 3') + flow('x', 'e', undefined, 'd'), { 'three times': { traces: ['a a a'] } });
  refused('22 recursion', between(element('callActivity', 'c', '', 'calledElement="p"')) + chain('s', 'c', 'e'), 'c', 'call-names-code');
  runs('23 transient trigger', between(user('a'), caught('w', signal('S1')), log('z')) + chain('s', 'a', 'w', 'z', 'e'), { 'lost when nobody waits': { tell: (run) => run.signal('storm').complete('a'), traces: [''], status: 'running' } });
  runs('24 persistent trigger', between(and('g'), user('a'), caught('w', message('M1')), and('m'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'w', 'm'), { 'kept until it is needed': { tell: (run) => run.message('paid').complete('a'), traces: ['z'] } });
  runs('39 critical section by rounds in sequence', between(user('a', rounds({ cardinality: '2', sequential: true })), log('z')) + chain('s', 'a', 'z', 'e'), {
    'one at a time': {
      tell: (run) => {
        expect(run.waiting).toEqual(['a']);
        run.complete('a').complete('a');
      },
      traces: ['z'],
    },
  });
});
