import { and, boundary, call, caught, chain, diagram, duration, end, eventGateway, eventSub, message, rounds, start, sub, user } from './diagram.js';
import { type Play, feature } from './play.js';

/* Tokens moved by hand: as if a flow had led to what is started, and without anything flowing out of what is cancelled. */

const root = '<bpmn:message id="paid" name="paid"/>';
const move = (run: Play, cancel: string[], begin: string[]) => run.apply({ kind: 'modify', cancel: cancel.map((one) => run.find(one).executionId), start: begin });
const refused = (run: Play, cancel: string[], begin: string[], why: RegExp) => {
  const before = JSON.stringify(run.instance.waiting());
  const result = run.instance.apply({ kind: 'modify', cancel: cancel.map((one) => run.find(one).executionId), start: begin }, run.now);
  expect(result).toMatchObject({ ok: false, rejection: { code: 'invalid_state', message: { en: expect.stringMatching(why) } } });
  expect(JSON.stringify(run.instance.waiting())).toBe(before);
};

const LINE = diagram(
  start('s') + user('a') + boundary('late', 'a', duration('P1D'), false) + user('b') + user('c') + sub('sp', start('ss') + user('x') + user('y') + end('se') + chain('ss', 'x', 'y', 'se')) + end('e') +
    chain('s', 'a', 'b', 'c', 'sp', 'e') + chain('late', 'e'),
);

describe('a token is moved', () => {
  feature('back and on, with the guards of what is left and entered', LINE, {}, (run) => {
    run.complete('a');
    move(run, ['b'], ['a']);
    expect(run.last.closed).toMatchObject([{ element: 'b', how: 'cancelled' }]);
    expect(run.waiting).toEqual(['a', 'late']);
    expect(run.last.taken).toEqual([]);
    move(run, ['a'], ['c']);
    expect(run.waiting).toEqual(['c']);
    run.complete('c').complete('x').complete('y');
    expect(run.status).toBe('completed');
  });

  feature('into a sub-process from outside by its own entry, and inside it from step to step', LINE, {}, (run) => {
    move(run, ['a'], ['sp']);
    expect(run.waiting).toEqual(['x']);
    move(run, ['x'], ['y']);
    move(run, ['y'], ['x']);
    expect(run.waiting).toEqual(['x']);
    run.complete('x').complete('y');
    expect(run.status).toBe('completed');
  });

  feature('out of a call, which is cancelled', diagram(start('s') + call('k', '', 'calledElement="other"') + user('a') + end('e') + chain('s', 'k', 'a', 'e')), {}, (run) => {
    move(run, ['k'], ['a']);
    run.complete('a');
    expect(run.status).toBe('completed');
  });

  feature('only one branch of several', diagram(start('s') + and('f') + user('a') + user('b') + user('b2') + and('j') + end('e') + chain('s', 'f', 'a', 'j', 'e') + chain('f', 'b', 'b2', 'j')), {}, (run) => {
    move(run, ['b'], ['b2']);
    run.complete('a').complete('b2');
    expect(run.status).toBe('completed');
  });

  feature('beside a trigger that stands by', diagram(eventSub('ev', message('paid'), false, user('v') + end('ve') + chain('ev_start', 'v', 've')) + start('s') + user('a') + user('b') + end('e') + chain('s', 'a', 'b', 'e'), root), {}, (run) => {
    move(run, ['a'], ['b']);
    expect(run.waiting).toEqual(['b', 'ev_start']);
    run.message('paid').complete('b').complete('v');
    expect(run.status).toBe('completed');
  });
});

describe('refused is', () => {
  feature('nothing at all, what is not there, what is not alive', LINE, {}, (run) => {
    refused(run, [], [], /Nothing/);
    refused(run, ['a'], ['nowhere'], /no element/);
    refused(run, ['a'], ['x'], /does not run exactly once/);
    expect(run.instance.apply({ kind: 'modify', cancel: ['a_0123456789'], start: ['b'] }, run.now)).toMatchObject({ ok: false });
  });
  feature('to start what runs already', LINE, {}, (run) => {
    refused(run, [], ['a'], /runs already/);
    refused(run, ['a'], ['a'], /runs already/);
  });
  feature('a boundary event and a start event', LINE, {}, (run) => {
    refused(run, ['late'], ['b'], /by hand/);
    refused(run, [], ['late'], /by hand/);
    refused(run, ['a'], ['s'], /by hand/);
  });
  feature('to empty a sub-process', LINE, {}, (run) => {
    move(run, ['a'], ['sp']);
    refused(run, ['x'], [], /last token/);
    refused(run, ['x'], ['a'], /last token/);
  });
  feature('a join', diagram(start('s') + and('f') + user('a') + user('b') + and('j') + end('e') + chain('s', 'f', 'a', 'j', 'e') + chain('f', 'b', 'j')), {}, (run) => refused(run, ['a'], ['j'], /joins/));
  feature('rounds of a multi-instance activity and what is inside one', diagram(
    start('s') + user('m', rounds({ cardinality: '2' })) + sub('sp', rounds({ cardinality: '2' }) + start('ss') + user('x') + user('y') + end('se') + chain('ss', 'x', 'y', 'se')) + end('e') + chain('s', 'm', 'sp', 'e'),
  ), {}, (run) => {
    refused(run, ['m'], ['sp'], /by hand/);
    run.complete('m').complete('m');
    refused(run, ['x'], [], /multi-instance/);
    refused(run, [], ['y'], /exactly once/);
  });
  feature('one choice of an event-based gateway', diagram(start('s') + eventGateway('g') + caught('m', message('paid')) + caught('t', duration('P1D')) + end('e') + chain('s', 'g', 'm', 'e') + chain('g', 't', 'e'), root), {}, (run) => {
    refused(run, ['m'], [], /by hand/);
    refused(run, ['m'], ['t'], /by hand/);
  });
});
