import { and, association, boundary, call, caught, chain, compensate, diagram, duration, end, error, eventGateway, eventSub, flow, forCompensation, message, receive, rounds, signal, start, sub, task, thrown, user, xor } from './diagram.js';
import { type Play, feature } from './play.js';

/** A path that begins anew with each message M1 while `t` is open. */
const reminded = (path: string, flows: string) => diagram(start('s') + user('t') + boundary('b', 't', message('M1'), false) + end('e') + end('f') + chain('s', 't', 'e') + path + flows);
const of = (run: Play, element: string) => run.instance.waiting().filter((waiting) => waiting.element === element);

describe('a token that comes while the element runs for another starts it anew (13.3.2)', () => {
  feature('people’s tasks side by side, done in any order', reminded(user('x'), chain('b', 'x', 'f')), {}, (run) => {
    run.message('paid').message('paid').message('paid');
    expect(run.waiting).toEqual(['b', 't', 'x', 'x', 'x']);
    const [, second] = of(run, 'x');
    expect(new Set(of(run, 'x').map(({ executionId }) => executionId)).size).toBe(3);
    run.apply({ kind: 'complete', executionId: second?.executionId ?? '' });
    expect(run.last.left.map(({ element }) => element)).toEqual(['x', 'f']);
    run.complete('t').complete('x').complete('x');
    expect([run.ended('x'), run.ended('f'), run.status]).toEqual([3, 3, 'completed']);
  });

  feature('a task that is free again is used first', reminded(user('x'), chain('b', 'x', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    const [first] = of(run, 'x');
    run.apply({ kind: 'complete', executionId: first?.executionId ?? '' }).message('paid');
    expect(of(run, 'x').filter(({ executionId }) => executionId.startsWith('x_') && !executionId.includes('__'))).toHaveLength(1);
    run.complete('t').complete('x').complete('x');
    expect([run.ended('x'), run.status]).toEqual([3, 'completed']);
  });

  feature('each with boundary events of its own', reminded(user('x') + boundary('xb', 'x', duration('PT1H')) + user('y'), chain('b', 'x', 'f') + chain('xb', 'y', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    const guards = of(run, 'xb');
    expect(guards.map(({ attachedTo }) => attachedTo).sort()).toEqual(of(run, 'x').map(({ executionId }) => executionId).sort());
    run.apply({ kind: 'timer', executionId: guards[1]?.executionId ?? '' });
    expect(run.waiting).toEqual(['b', 't', 'x', 'xb', 'y']);
    run.complete('t').complete('x').complete('y');
    expect([run.ended('x'), run.ended('xb'), run.ended('y'), run.status]).toEqual([1, 1, 1, 'completed']);
  });

  feature('each catches its own error', reminded(call('x', '', 'calledElement="c"') + boundary('xb', 'x', error('E1')) + user('y'), chain('b', 'x', 'f') + chain('xb', 'y', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    const [, second] = of(run, 'x');
    run.apply({ kind: 'call-failed', executionId: second?.executionId ?? '', code: 'E1', message: 'no' });
    expect(run.waiting).toEqual(['b', 't', 'x', 'y']);
  });

  feature('several instances of each', reminded(user('x', rounds({ cardinality: '2' })), chain('b', 'x', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    expect(of(run, 'x')).toHaveLength(4);
    expect(new Set(of(run, 'x').map(({ loop }) => loop?.root)).size).toBe(2);
    for (let left = 4; left > 0; left--) run.complete('x');
    expect([run.ended('x'), run.complete('t').status]).toEqual([2, 'completed']);
  });

  feature('waits for messages and receive tasks, served one by one', reminded(caught('w', signal('S1')) + receive('r', '', 'messageRef="M2"'), chain('b', 'w', 'r', 'f')), {}, (run) => {
    run.message('paid').message('paid').signal('storm');
    expect(of(run, 'r')).toHaveLength(2);
    run.message('withdrawn');
    expect(of(run, 'r')).toHaveLength(1);
    expect([run.message('withdrawn').complete('t').status, run.ended('f')]).toEqual(['completed', 2]);
  });

  const inside = start('us') + and('g') + user('x') + boundary('xb', 'x', duration('PT1H')) + user('y') + and('j') + end('ue') + chain('us', 'g', 'x', 'j', 'ue') + chain('g', 'y', 'j') + flow('xb', 'j2') + xor('j2') + end('ux') + flow('j2', 'ux');
  feature('sub-processes side by side, whose joins take their own tokens', reminded(sub('u', inside), chain('b', 'u', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    expect(run.waiting).toEqual(['b', 't', 'x', 'x', 'xb', 'xb', 'y', 'y']);
    const first = of(run, 'x')[0]?.executionId ?? '';
    run.apply({ kind: 'complete', executionId: first });
    run.apply({ kind: 'complete', executionId: of(run, 'y')[1]?.executionId ?? '' });
    expect(run.ended('j')).toBe(0);
    run.complete('x').complete('y');
    expect([run.ended('j'), run.ended('u')]).toEqual([2, 2]);
    expect(run.complete('t').status).toBe('completed');
  });

  feature('nested sub-processes', reminded(sub('u', start('us') + sub('v', start('vs') + user('x') + end('ve') + chain('vs', 'x', 've')) + end('ue') + chain('us', 'v', 'ue')), chain('b', 'u', 'f')), {}, (run) => {
    run.message('paid').message('paid').complete('x').complete('x');
    expect([run.ended('v'), run.ended('u'), run.complete('t').status]).toEqual([2, 2, 'completed']);
  });

  feature('handlers of an event sub-process side by side', diagram(start('s') + user('t') + end('e') + chain('s', 't', 'e') + eventSub('h', message('M1'), false, user('ht') + end('he') + chain('h_start', 'ht', 'he'))), {}, (run) => {
    run.message('paid').message('paid');
    expect(run.waiting).toEqual(['h_start', 'ht', 'ht', 't']);
    run.complete('t').complete('ht').complete('ht');
    expect([run.ended('h'), run.ended('ht'), run.status]).toEqual([2, 2, 'completed']);
  });

  feature('choices between events side by side', reminded(eventGateway('g') + caught('w', message('M2')) + caught('v', duration('PT1H')) + user('x') + user('y'), chain('b', 'g', 'w', 'x', 'f') + chain('g', 'v', 'y', 'f')), {}, (run) => {
    run.message('paid').message('paid').message('paid');
    expect(run.waiting).toEqual(['b', 't', 'v', 'v', 'v', 'w', 'w', 'w']);
    run.message('withdrawn');
    expect(run.waiting).toEqual(['b', 't', 'v', 'v', 'w', 'w', 'x']);
    run.apply({ kind: 'timer', executionId: of(run, 'v')[1]?.executionId ?? '' });
    expect(run.waiting).toEqual(['b', 't', 'v', 'w', 'x', 'y']);
    run.message('paid').timer('v').message('withdrawn').complete('t');
    for (const element of run.waiting) run.complete(element);
    expect([run.ended('x') + run.ended('y'), run.ended('g'), run.status]).toEqual([4, 4, 'completed']);
  });

  feature('an interrupted sub-process leaves the other alone', reminded(sub('u', start('us') + user('x') + end('ue') + chain('us', 'x', 'ue')) + boundary('ub', 'u', duration('PT1H')) + user('y'), chain('b', 'u', 'f') + chain('ub', 'y', 'f')), {}, (run) => {
    run.message('paid').message('paid');
    run.apply({ kind: 'timer', executionId: of(run, 'ub')[1]?.executionId ?? '' });
    expect(run.waiting).toEqual(['b', 't', 'ub', 'x', 'y']);
    expect(run.complete('x').complete('y').complete('t').status).toBe('completed');
  });

  feature('a sub-process with an event sub-process of its own', reminded(sub('u', start('us') + user('x') + end('ue') + chain('us', 'x', 'ue') + eventSub('h', signal('S1'), true, user('ht') + end('he') + chain('h_start', 'ht', 'he'))), chain('b', 'u', 'f')), {}, (run) => {
    run.message('paid').message('paid').complete('x').signal('storm');
    expect(run.waiting).toEqual(['b', 'ht', 't']);
    expect(run.complete('ht').complete('t').status).toBe('completed');
    expect(run.ended('u')).toBe(2);
  });

  feature('compensated as often as they were completed', reminded(user('x') + boundary('xc', 'x', compensate()) + task('undo', '', forCompensation) + association('as', 'xc', 'undo'), chain('b', 'x', 'f')).replace(flow('t', 'e'), thrown('th', compensate()) + chain('t', 'th', 'e')), {}, (run) => {
    run.message('paid').message('paid').complete('x').complete('x').complete('t');
    expect([run.ended('undo'), run.status]).toEqual([2, 'completed']);
  });
});
