import { and, caught, chain, duration, element, end, eventGateway, flow, message, or, receive, signal, task, user, xor } from '../engine/diagram.js';
import { between, log, refused, runs } from './collection.js';

/** `g` leads to `a`, `b` and `c` by what the input contains; `more` are the flows that differ. */
const input = (text: string) => ({ variables: { input: text } });
const has = (letter: string) => `contains(input, "${letter}")`;
const byInput = (letters: string) => [...letters].map((letter) => flow('g', letter, has(letter))).join('');
const merged = (join: string, letters = 'abc') => [...letters].map((letter) => flow(letter, join)).join('');
const tasks = (letters = 'abc') => [...letters].map((letter) => log(letter)).join('');

describe('exclusive gateway (13.4.2)', () => {
  runs('branches', between(xor('g'), tasks(), xor('m'), log('z')) + flow('s', 'g') + byInput('abc') + merged('m') + chain('m', 'z', 'e'), {
    first: { ...input('a'), traces: ['a z'] },
    second: { ...input('b'), traces: ['b z'] },
    'the first of two that hold': { ...input('cab'), traces: ['a z'] },
    'none: a fault': { ...input('x'), traces: [''], status: 'failed' },
  });
  runs('default', between(xor('g', '', 'default="d"'), tasks(), xor('m'), log('z')) + flow('s', 'g') + byInput('ab') + flow('g', 'c', undefined, 'd') + merged('m') + chain('m', 'z', 'e'), { taken: { ...input('x'), traces: ['c z'] }, 'not taken': { ...input('ab'), traces: ['a z'] } });
  runs('mixed', between(xor('f'), tasks('ab'), xor('g', '', 'default="d"'), log('x'), log('y'), xor('m')) + flow('s', 'f') + flow('f', 'a', has('a')) + flow('f', 'b', `not(${has('a')})`) + merged('g', 'ab') + flow('g', 'x', has('x')) + flow('g', 'y', undefined, 'd') + merged('m', 'xy') + flow('m', 'e'), {
    'joins and splits': { ...input('ax'), traces: ['a x'] },
    'the other way': { ...input('b'), traces: ['b y'] },
  });
  runs('merge of all by flows alone', between(xor('g'), tasks('ab'), log('z')) + flow('s', 'g') + byInput('ab') + merged('z', 'ab') + flow('z', 'e'), { one: { ...input('b'), traces: ['b z'] } });
});

describe('parallel gateway (13.4.1)', () => {
  runs('split and join', between(and('g'), tasks(), and('m'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'b', 'm') + chain('g', 'c', 'm'), { all: { traces: ['a b c z'] } });
  runs('mixed', between(and('f'), tasks('ab'), and('g'), log('x'), log('y'), and('m'), log('z')) + chain('s', 'f', 'a', 'g', 'x', 'm', 'z', 'e') + chain('f', 'b', 'g', 'y', 'm'), { 'joins, then splits': { traces: ['a b x y z', 'b a x y z'] } });
  runs('two ways into one join', between(and('g'), and('m'), log('z')) + flow('s', 'g') + flow('g', 'm', undefined, 'f1') + flow('g', 'm', undefined, 'f2') + chain('m', 'z', 'e'), { 'each flow its token': { traces: ['z'] } });
  runs('into an exclusive merge', between(and('g'), tasks('ab'), xor('m'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'b', 'm'), { 'each token goes on': { traces: ['a b z z', 'a z b z', 'b a z z'] } });
  runs('into an inclusive join', between(and('g'), tasks('ab'), or('m'), log('z')) + chain('s', 'g', 'a', 'm', 'z', 'e') + chain('g', 'b', 'm'), { once: { traces: ['a b z', 'b a z'] } });
  runs('in a loop', between(xor('l'), and('g'), tasks('ab'), and('m'), log('c').replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:'), xor('x', '', 'default="d"')) + chain('s', 'l', 'g', 'a', 'm', 'c', 'x') + chain('g', 'b', 'm') + flow('x', 'l', 'n < 2') + flow('x', 'e', undefined, 'd'), { twice: { traces: ['a b c a b c'] } });
  refused('join of exclusive branches', between(xor('g'), tasks('ab'), and('m')) + flow('s', 'g') + byInput('ab') + merged('m', 'ab') + flow('m', 'e'), 'm', 'deadlock');
  refused('join of inclusive branches', between(or('g'), tasks('ab'), and('m')) + flow('s', 'g') + byInput('ab') + merged('m', 'ab') + flow('m', 'e'), 'm', 'deadlock');
});

describe('inclusive gateway (13.4.3)', () => {
  const inclusive = (join: string, fallback = '') => between(or('g', '', fallback && 'default="d"'), tasks(), join, log('z')) + flow('s', 'g') + byInput(fallback ? 'ab' : 'abc') + fallback + merged('m') + chain('m', 'z', 'e');
  runs('branches', inclusive(or('m')), { one: { ...input('b'), traces: ['b z'] }, two: { ...input('ca'), traces: ['a c z'] }, all: { ...input('abc'), traces: ['a b c z'] }, 'none: a fault': { ...input('x'), traces: [''], status: 'failed' } });
  runs('default', inclusive(or('m'), flow('g', 'c', undefined, 'd')), { taken: { ...input('x'), traces: ['c z'] }, 'not taken': { ...input('ab'), traces: ['a b z'] } });
  runs('into an exclusive merge', inclusive(xor('m')), { two: { ...input('ab'), traces: ['a b z z', 'a z b z'] }, three: { ...input('abc'), traces: ['a b c z z z', 'a z b z c z'] } });
  runs('from an exclusive split', between(xor('g'), tasks(), or('m'), log('z')) + flow('s', 'g') + byInput('abc') + merged('m') + chain('m', 'z', 'e'), { one: { ...input('bc'), traces: ['b z'] } });
  runs('mixed', between(or('f'), tasks('ab'), or('g'), log('x'), log('y'), or('m'), log('z')) + flow('s', 'f') + flow('f', 'a', has('a')) + flow('f', 'b', has('b')) + merged('g', 'ab') + flow('g', 'x', has('x')) + flow('g', 'y', has('y')) + merged('m', 'xy') + chain('m', 'z', 'e'), {
    'joins, then splits': { ...input('abxy'), traces: ['a b x y z'] },
    single: { ...input('by'), traces: ['b y z'] },
  });
  runs('of people, out of order', between(or('g'), user('a'), user('b'), user('c'), or('m'), log('z')) + flow('s', 'g') + byInput('abc') + merged('m') + chain('m', 'z', 'e'), {
    'waits for those that work': {
      ...input('ac'),
      tell: (run) => {
        run.complete('c');
        expect(run.waiting).toEqual(['a']);
        run.complete('a');
      },
      traces: ['z'],
    },
  });
  runs('unstructured', between(or('g'), user('a'), user('b'), or('m'), xor('x'), log('y'), or('n'), log('z')) + flow('s', 'g') + flow('g', 'a', has('a')) + flow('g', 'b', has('b')) + flow('a', 'm') + flow('b', 'x') + flow('x', 'm', has('m')) + flow('x', 'n', 'not(contains(input, "m"))') + chain('m', 'y', 'n', 'z', 'e'), {
    'a token that goes past is not waited for': { ...input('ab'), tell: (run) => run.complete('a').complete('b'), traces: ['y z'] },
    'one that comes is': { ...input('abm'), tell: (run) => run.complete('a').complete('b'), traces: ['y z'] },
    'alone': { ...input('b'), tell: (run) => run.complete('b'), traces: ['z'] },
  });
  runs('nested', between(or('g'), log('a'), or('h'), log('x'), log('y'), or('n'), or('m'), log('z')) + flow('s', 'g') + flow('g', 'a', has('a')) + flow('g', 'h', has('h')) + flow('h', 'x', has('x')) + flow('h', 'y', has('y')) + chain('x', 'n', 'm') + chain('y', 'n') + flow('a', 'm') + chain('m', 'z', 'e'), { 'all of it': { ...input('ahxy'), traces: ['a x y z'] }, part: { ...input('hy'), traces: ['y z'] } });
  runs('with a loop in a branch', between(or('g'), user('a'), xor('l'), log('b').replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:'), xor('x', '', 'default="d"'), or('m'), log('z')) + flow('s', 'g') + flow('g', 'a', has('a')) + flow('g', 'l', has('b')) + chain('l', 'b', 'x') + flow('x', 'l', 'n < 3') + flow('x', 'm', undefined, 'd') + flow('a', 'm') + chain('m', 'z', 'e'), { 'joins once': { ...input('ab'), tell: (run) => run.complete('a'), traces: ['b b b z'] } });
});

describe('event-based gateway (13.4.4)', () => {
  const racing = between(eventGateway('g'), caught('w1', message('M1')), caught('w2', duration('PT1H')), caught('w3', signal('S1')), tasks()) + flow('s', 'g') + chain('g', 'w1', 'a', 'e') + chain('g', 'w2', 'b', 'e') + chain('g', 'w3', 'c', 'e');
  runs('message, timer, signal', racing, { message: { tell: (run) => run.message('paid'), traces: ['a'] }, timer: { tell: (run) => run.timer('w2'), traces: ['b'] }, signal: { tell: (run) => run.signal('storm'), traces: ['c'] }, 'none yet': { traces: [''], status: 'running' } });
  runs('receive tasks', between(eventGateway('g'), receive('r1', '', 'messageRef="M1"'), receive('r2', '', 'messageRef="M2"'), tasks('ab')) + flow('s', 'g') + chain('g', 'r1', 'a', 'e') + chain('g', 'r2', 'b', 'e'), { 'the one that comes': { tell: (run) => run.message('withdrawn'), traces: ['b'] } });
  const instantiating = (attributes: string, rest: string) => eventGateway('g', '', `instantiate="true" ${attributes}`) + caught('w1', message('M1')) + caught('w2', message('M2')) + tasks('ab') + end('e') + flow('g', 'w1') + flow('g', 'w2') + rest;
  runs('instantiating', instantiating('', chain('w1', 'a', 'e') + chain('w2', 'b', 'e')), { 'waits from the beginning': { tell: (run) => run.message('withdrawn'), traces: ['b'] }, 'began by one of its messages': { startEvent: 'w1', traces: ['a'] } });
  runs('instantiating, parallel', instantiating('eventGatewayType="Parallel"', chain('w1', 'a', 'e') + chain('w2', 'b', 'e')), {
    'needs all': { tell: (run) => run.message('withdrawn').message('paid'), traces: ['b a'] },
    'began by one': {
      startEvent: 'w1',
      tell: (run) => {
        expect(run.waiting).toEqual(['w2']);
        run.message('withdrawn');
      },
      traces: ['a b'],
    },
  });
  refused('leads to a task', between(eventGateway('g'), task('t'), caught('w', message('M1'))) + chain('s', 'g', 't', 'e') + chain('g', 'w', 'e'), 'g', 'event-gateway-targets');
});

describe('other gateways', () => {
  refused('complex, joining', between(or('g'), tasks('ab'), element('complexGateway', 'm')) + flow('s', 'g') + byInput('ab') + merged('m', 'ab') + flow('m', 'e'), 'm', 'executable-subset');
  runs('combined', between(and('f'), xor('g', '', 'default="d"'), tasks('ab'), xor('k'), or('h'), log('x'), log('y'), or('m'), and('j'), log('z')) + chain('s', 'f', 'g') + flow('g', 'a', has('a')) + flow('g', 'b', undefined, 'd') + merged('k', 'ab') + flow('k', 'j') + flow('f', 'h') + flow('h', 'x', has('x')) + flow('h', 'y', has('y')) + merged('m', 'xy') + flow('m', 'j') + chain('j', 'z', 'e'), {
    'each by its own rule': { ...input('axy'), traces: ['a x y z', 'x a y z', 'x y a z'] },
    'another way': { ...input('y'), traces: ['b y z', 'y b z'] },
  });
});
