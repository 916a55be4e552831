import { boundary, chain, condition, cycle, diagram, duration, end, error, message, service, signal, start, sub, task, user } from './diagram.js';
import { feature } from './play.js';

const guarded = (definition: string, interrupts = true, inner = '', path = user('x')) =>
  diagram(start('s') + user('t', inner) + boundary('b', 't', definition, interrupts) + path + end('e1') + end('e2') + chain('s', 't', 'e1') + chain('b', 'x', 'e2'));

describe('boundary timer (13.5.3)', () => {
  feature('an interrupting one ends its activity', guarded(duration('PT1H')), {}, (run) => {
    const t = run.find('t');
    expect(run.find('b')).toMatchObject({ kind: 'timer', attachedTo: t.executionId, dueAt: new Date('2026-02-12T10:00:00+07:00') });
    run.timer('b');
    expect(run.waiting).toEqual(['x']);
    expect(run.last.closed).toContainEqual({ executionId: t.executionId, element: 't', how: 'cancelled' });
    run.complete('x');
    expect([run.ended('t'), run.ended('b'), run.status]).toEqual([0, 1, 'completed']);
  });

  feature('goes with its activity', guarded(duration('PT1H')), {}, (run) => {
    run.complete('t');
    expect(run.last.closed.map(({ element, how }) => `${element} ${how}`).sort()).toEqual(['b cancelled', 't completed']);
    expect([run.ended('b'), run.status]).toEqual([0, 'completed']);
  });

  feature('a non-interrupting one adds a token', guarded(duration('PT1H'), false), {}, (run) => {
    expect(run.timer('b').waiting).toEqual(['t', 'x']);
    run.complete('t').complete('x');
    expect([run.ended('e1'), run.ended('e2'), run.status]).toEqual([1, 1, 'completed']);
  });

  feature('a cycle fires as often as it says, counted from the last due instant', guarded(cycle('R3/PT1H'), false, '', task('x')), {}, (run) => {
    expect(run.find('b')).toMatchObject({ repeat: 3, dueAt: new Date('2026-02-12T10:00:00+07:00') });
    run.now = new Date('2026-02-12T10:25:00+07:00');
    run.timer('b');
    expect(run.find('b')).toMatchObject({ repeat: 2, dueAt: new Date('2026-02-12T11:00:00+07:00') });
    run.timer('b').timer('b');
    expect(run.waiting).toEqual(['t']);
    expect(run.ended('e2')).toBe(3);
    expect(run.complete('t').status).toBe('completed');
  });

  feature('a cycle without a number goes on while its activity runs', guarded(cycle('R/PT1H'), false, '', task('x')), {}, (run) => {
    for (let at = 0; at < 5; at++) run.timer('b');
    expect(run.find('b').repeat).toBe(-1);
    expect(run.complete('t').status).toBe('completed');
    expect(run.ended('x')).toBe(5);
  });

  feature('a cycle with a task on its path', guarded(cycle('R3/PT1H'), false), {}, (run) => {
    run.timer('b').complete('x').timer('b').complete('x').complete('t');
    expect([run.ended('x'), run.status]).toEqual([2, 'completed']);
  });

  feature(
    'two on one activity',
    diagram(start('s') + user('t') + boundary('b1', 't', duration('PT1H'), false) + boundary('b2', 't', duration('PT2H')) + user('x') + user('y') + chain('s', 't') + chain('b1', 'x') + chain('b2', 'y')),
    {},
    (run) => {
      run.timer('b1').timer('b2');
      expect(run.waiting).toEqual(['x', 'y']);
      expect(run.complete('x').complete('y').status).toBe('completed');
    },
  );

  feature('on a service task takes its job away', diagram(start('s') + service('v') + boundary('b', 'v', duration('PT1H')) + user('x') + end('e') + chain('s', 'v', 'e') + chain('b', 'x')), {}, (run) => {
    expect(run.find('v').kind).toBe('job');
    expect(run.timer('b').waiting).toEqual(['x']);
  });

  feature('in a sub-process', diagram(start('s') + sub('u', start('us') + user('t') + boundary('b', 't', duration('PT1H')) + end('ue') + chain('us', 't', 'ue') + chain('b', 'ue')) + end('e') + chain('s', 'u', 'e')), {}, (run) => {
    run.timer('b');
    expect([run.ended('t'), run.ended('u'), run.status]).toEqual([0, 1, 'completed']);
  });

  feature('on a sub-process ends all inside', diagram(start('s') + sub('u', user('a') + service('v') + user('c') + boundary('ib', 'c', duration('PT5H'))) + boundary('b', 'u', duration('PT1H')) + user('x') + end('e') + chain('s', 'u', 'e') + chain('b', 'x')), {}, (run) => {
    expect(run.waiting).toEqual(['a', 'b', 'c', 'ib', 'v']);
    run.timer('b');
    expect(run.waiting).toEqual(['x']);
    expect(run.last.closed.filter(({ how }) => how === 'cancelled').map(({ element }) => element).sort()).toEqual(['a', 'c', 'ib', 'v']);
  });
});

describe('boundary message, signal and condition (13.5.3)', () => {
  feature('an interrupting message', guarded(message('M1')), {}, (run) => {
    expect(run.message('paid', { amount: 5 }).waiting).toEqual(['x']);
    expect(run.variables).toEqual({ amount: 5 });
  });

  feature('a non-interrupting message occurs again and again', guarded(message('M1'), false, '', task('x')), {}, (run) => {
    run.message('paid').message('paid').message('paid').complete('t');
    expect([run.ended('x'), run.status]).toEqual([3, 'completed']);
  });

  feature('a non-interrupting signal occurs again and again', guarded(signal('S1'), false, '', task('x')), {}, (run) => {
    run.signal('storm').signal('storm').complete('t');
    expect([run.ended('x'), run.status]).toEqual([2, 'completed']);
  });

  feature('an interrupting signal', guarded(signal('S1')), {}, (run) => expect(run.signal('storm').waiting).toEqual(['x']));

  feature('a condition occurs when data makes it true', guarded(condition('=done > 1')), { variables: { done: 0 } }, (run) => {
    expect(run.apply({ kind: 'condition', variables: { done: 1 } }).waiting).toEqual(['b', 't']);
    expect(run.apply({ kind: 'condition', variables: { done: 2 } }).waiting).toEqual(['x']);
  });

  feature('a non-interrupting condition must have been false to occur again', guarded(condition('=hot'), false, '', task('x')), { variables: { hot: true } }, (run) => {
    const set = (hot: boolean) => run.apply({ kind: 'condition', variables: { hot } });
    expect(run.ended('x')).toBe(1);
    set(true);
    expect(run.ended('x')).toBe(1);
    set(false);
    set(true);
    expect(run.ended('x')).toBe(2);
    expect(run.complete('t').status).toBe('completed');
  });
});

describe('boundary error (13.5.3)', () => {
  const failing = (...boundaries: string[]) => diagram(start('s') + service('v') + boundaries.join('') + end('e1') + chain('s', 'v', 'e1'));

  feature('catches the error of a job by its code', failing(boundary('b', 'v', error('E1')) + user('x') + chain('b', 'x')), {}, (run) => {
    run.fail('v', 'E1');
    expect(run.waiting).toEqual(['x']);
    expect(run.last.thrown).toEqual([{ kind: 'error', name: 'failed with E1', code: 'E1', element: 'v' }]);
    expect([run.complete('x').status, run.ended('v')]).toEqual(['completed', 0]);
  });

  feature('catches the error of a person’s task', diagram(start('s') + user('t') + boundary('b', 't', error('E1')) + user('x') + chain('s', 't') + chain('b', 'x')), {}, (run) => expect(run.fail('t', 'E1').waiting).toEqual(['x']));

  feature('leaves another code alone: the instance fails', failing(boundary('b', 'v', error('E1')) + user('x') + chain('b', 'x')), {}, (run) => {
    run.fail('v', 'E9');
    expect(run.status).toBe('failed');
    expect(run.last.error).toEqual({ code: 'E9', message: 'failed with E9', element: 'v' });
    expect(run.waiting).toEqual([]);
  });

  const both = boundary('any', 'v', error()) + boundary('one', 'v', error('E1')) + user('x') + user('y') + chain('any', 'x') + chain('one', 'y');
  feature('the one for the code goes before the one for any', failing(both), {}, (run) => expect(run.fail('v', 'E1').waiting).toEqual(['y']));
  feature('the one for any catches all others', failing(both), {}, (run) => expect(run.fail('v', 'E7').waiting).toEqual(['x']));

  feature(
    'of two codes, the one thrown',
    diagram(start('s') + sub('u', user('t') + end('ue', error('E2')) + chain('t', 'ue')) + boundary('b1', 'u', error('E1')) + boundary('b2', 'u', error('E2')) + user('x') + user('y') + chain('s', 'u') + chain('b1', 'x') + chain('b2', 'y')),
    {},
    (run) => expect(run.complete('t').waiting).toEqual(['y']),
  );
});
