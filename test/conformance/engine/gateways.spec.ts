import { and, boundary, caught, chain, condition, diagram, duration, end, eventGateway, flow, message, or, receive, signal, start, task, user, xor } from './diagram.js';
import { compiled, feature, Play } from './play.js';

describe('sequence', () => {
  feature('user tasks follow one another', diagram(start('s') + user('a') + user('b') + end('e') + chain('s', 'a', 'b', 'e')), {}, (run) => {
    expect(run.waiting).toEqual(['a']);
    run.complete('a').complete('b');
    expect(run.status).toBe('completed');
    expect(run.order).toEqual(['s', 'a', 'b', 'e']);
  });

  feature('a task with two outgoing flows splits', diagram(start('s') + user('t') + user('a') + user('b') + end('e') + chain('s', 't', 'a', 'e') + chain('t', 'b', 'e')), {}, (run) => {
    run.complete('t');
    expect(run.waiting).toEqual(['a', 'b']);
    run.complete('b').complete('a');
    expect(run.ended('e')).toBe(2);
    expect(run.status).toBe('completed');
  });

  feature(
    'conditional flows of a task: all that hold, the default only when none does',
    diagram(user('t', '', 'default="d"') + user('a') + user('b') + user('c') + flow('t', 'a', '=low') + flow('t', 'b', '=high') + flow('t', 'c', undefined, 'd')),
    { variables: { low: true, high: true } },
    (run) => expect(run.complete('t').waiting).toEqual(['a', 'b']),
  );

  feature('two tokens reach one task one after the other', diagram(start('s') + and('f') + user('a') + user('b') + user('z') + end('e') + chain('s', 'f', 'a', 'z', 'e') + chain('f', 'b', 'z')), {}, (run) => {
    run.complete('a').complete('b').complete('z').complete('z');
    expect(run.ended('z')).toBe(2);
    expect(run.status).toBe('completed');
  });

  feature('of several start events, the one that occurred', diagram(start('s1') + start('s2', message('M1')) + user('a') + user('b') + end('e') + chain('s1', 'a', 'e') + chain('s2', 'b', 'e')), { startEvent: 's2' }, (run) => {
    expect(run.waiting).toEqual(['b']);
    expect(run.complete('b').status).toBe('completed');
  });

  feature('of several start events, the one without a trigger', diagram(start('s2', message('M1')) + start('s1') + user('a') + user('b') + chain('s1', 'a') + chain('s2', 'b')), {}, (run) =>
    expect(run.waiting).toEqual(['a']),
  );

  feature('without start events, all that no flow leads to', diagram(user('a') + user('b') + end('e') + chain('a', 'e')), {}, (run) => {
    expect(run.waiting).toEqual(['a', 'b']);
    expect(run.complete('a').status).toBe('running');
    expect(run.complete('b').status).toBe('completed');
  });
});

describe('exclusive gateway (13.4.2)', () => {
  const choice = diagram(start('s') + xor('g', '', 'default="d"') + user('a') + user('b') + end('e') + flow('s', 'g') + flow('g', 'a', 'amount > 100') + flow('g', 'b', undefined, 'd') + chain('a', 'e') + chain('b', 'e'));

  feature('takes the flow whose condition holds', choice, { variables: { amount: 200 } }, (run) => {
    expect(run.waiting).toEqual(['a']);
    expect(run.last.taken).toEqual(['s_g', 'g_a']);
  });

  feature('takes the default flow when no condition holds', choice, { variables: { amount: 1 } }, (run) => expect(run.waiting).toEqual(['b']));

  feature('a condition that gives null does not hold', choice, {}, (run) => expect(run.waiting).toEqual(['b']));

  feature('takes the first of several that hold', diagram(start('s') + xor('g') + user('a') + user('b') + flow('s', 'g') + flow('g', 'a', '=true') + flow('g', 'b', '=true')), {}, (run) => expect(run.waiting).toEqual(['a']));

  feature('fails the instance when no flow can be taken', diagram(start('s') + xor('g', '', 'name="Đủ hồ sơ?"') + user('a') + flow('s', 'g') + flow('g', 'a', '=complete')), {}, (run) => {
    expect(run.status).toBe('failed');
    expect(run.last.error).toEqual({ element: 'g', message: 'No outgoing flow of "Đủ hồ sơ?" <g> can be taken: no condition holds and there is no default flow.' });
  });

  feature('fails the instance on an expression that cannot be read', diagram(start('s') + xor('g') + user('a') + flow('s', 'g') + flow('g', 'a', '=amount >')), {}, (run) => {
    expect(run.last.error?.element).toBe('g_a');
    expect(run.last.error?.message).toContain('"=amount >"');
    expect(run.last.error?.code).toBeUndefined();
  });

  feature('merges without waiting', diagram(start('s') + and('f') + user('a') + user('b') + xor('m') + task('z') + end('e') + chain('s', 'f', 'a', 'm', 'z', 'e') + chain('f', 'b', 'm')), {}, (run) => {
    run.complete('a');
    expect(run.ended('z')).toBe(1);
    run.complete('b');
    expect(run.ended('z')).toBe(2);
    expect(run.status).toBe('completed');
  });

  feature('leads back as often as its condition holds', diagram(start('s') + xor('m') + user('t') + xor('g', '', 'default="d"') + end('e') + chain('s', 'm', 't', 'g') + flow('g', 'm', '=again') + flow('g', 'e', undefined, 'd')), {}, (run) => {
    run.complete('t', { again: true }).complete('t', { again: true }).complete('t', { again: false });
    expect(run.ended('t')).toBe(3);
    expect(run.status).toBe('completed');
  });
});

describe('parallel gateway (13.4.1)', () => {
  const forkJoin = diagram(start('s') + and('f') + user('a') + user('b') + and('j') + user('z') + end('e') + chain('s', 'f', 'a', 'j', 'z', 'e') + chain('f', 'b', 'j'));

  feature('joins when a token has come on every flow', forkJoin, {}, (run) => {
    expect(run.waiting).toEqual(['a', 'b']);
    expect(run.complete('b').waiting).toEqual(['a']);
    expect(run.complete('a').waiting).toEqual(['z']);
    expect(run.ended('j')).toBe(1);
  });

  feature('counts flows, not their sources', diagram(start('s') + and('f') + and('j') + user('a') + end('e') + chain('s', 'f') + flow('f', 'j', undefined, 'x1') + flow('f', 'j', undefined, 'x2') + chain('f', 'a', 'j', 'e')), {}, (run) => {
    expect(run.ended('j')).toBe(0);
    expect(run.complete('a').ended('j')).toBe(1);
    expect(run.status).toBe('completed');
  });

  feature('keeps a second token of one flow for its next turn', diagram(start('s') + and('f') + user('a') + user('b') + user('c') + xor('m') + and('j') + end('e') + chain('s', 'f', 'a', 'm', 'j', 'e') + chain('f', 'b', 'm') + chain('f', 'c', 'j')), {}, (run) => {
    run.complete('a').complete('b').complete('c');
    expect(run.ended('j')).toBe(1);
    expect(run.status).toBe('running');
    expect(run.waiting).toEqual([]);
  });

  feature('waits for ever for a branch that was not taken', diagram(start('s') + xor('g', '', 'default="d"') + user('a') + user('b') + and('j') + end('e') + flow('s', 'g') + flow('g', 'a', '=true') + flow('g', 'b', undefined, 'd') + chain('a', 'j', 'e') + chain('b', 'j')), {}, (run) => {
    run.complete('a');
    expect(run.ended('j')).toBe(0);
    expect(run.status).toBe('running');
  });

  const inner = xor('g', '', 'default="d"') + user('a') + user('b') + xor('m') + flow('g', 'a', '=true') + flow('g', 'b', undefined, 'd') + chain('a', 'm') + chain('b', 'm');
  feature('does not take a choice inside a branch for its token', diagram(start('s') + and('f') + inner + user('c') + and('j') + user('z') + chain('s', 'f', 'g') + chain('m', 'j', 'z') + chain('f', 'c', 'j')), {}, (run) => {
    expect(run.complete('c').waiting).toEqual(['a']);
    expect(run.complete('a').waiting).toEqual(['z']);
  });

  feature('does not take a way round a task for its token', diagram(start('s') + and('f') + xor('g', '', 'default="d"') + user('a') + xor('m') + user('c') + and('j') + user('z') + chain('s', 'f', 'g') + flow('g', 'a', '=true') + flow('g', 'm', undefined, 'd') + chain('a', 'm', 'j', 'z') + chain('f', 'c', 'j')), {}, (run) => {
    expect(run.complete('c').waiting).toEqual(['a']);
    expect(run.complete('a').waiting).toEqual(['z']);
  });

  feature('does not take rework in a branch for its token', diagram(start('s') + and('f') + xor('m') + user('a') + xor('g', '', 'default="d"') + user('c') + and('j') + user('z') + end('e') + chain('s', 'f', 'm', 'a', 'g') + flow('g', 'm', '=again') + flow('g', 'j', undefined, 'd') + chain('f', 'c', 'j', 'z', 'e')), {}, (run) => {
    run.complete('a', { again: true }).complete('c');
    expect(run.waiting).toEqual(['a']);
    run.complete('a', { again: false });
    expect(run.waiting).toEqual(['z']);
  });

  feature('joins again in the next round of an outer loop', diagram(start('s') + xor('m') + and('f') + user('a') + user('c') + and('j') + user('z') + xor('g', '', 'default="d"') + end('e') + chain('s', 'm', 'f', 'a', 'j', 'z', 'g') + chain('f', 'c', 'j') + flow('g', 'm', '=again') + flow('g', 'e', undefined, 'd')), {}, (run) => {
    run.complete('a').complete('c').complete('z', { again: true }).complete('c').complete('a').complete('z', { again: false });
    expect(run.ended('j')).toBe(2);
    expect(run.status).toBe('completed');
  });

  feature('nests', diagram(start('s') + and('f') + user('a') + and('f2') + user('b') + user('c') + and('j2') + and('j') + end('e') + chain('s', 'f', 'a', 'j', 'e') + chain('f', 'f2', 'b', 'j2', 'j') + chain('f2', 'c', 'j2')), {}, (run) => {
    run.complete('c').complete('a').complete('b');
    expect(run.status).toBe('completed');
  });

  feature('joins a branch that went by its boundary event', diagram(start('s') + and('f') + user('a') + user('b') + boundary('bt', 'a', duration('PT1H')) + user('x') + xor('m') + and('j') + end('e') + chain('s', 'f', 'a', 'm', 'j', 'e') + chain('f', 'b', 'j') + chain('bt', 'x', 'm')), {}, (run) => {
    run.timer('bt').complete('x').complete('b');
    expect(run.ended('j')).toBe(1);
    expect(run.ended('a')).toBe(0);
    expect(run.status).toBe('completed');
  });

  feature('conditions on its outgoing flows are not looked at', diagram(start('s') + and('f') + user('a') + user('b') + flow('s', 'f') + flow('f', 'a', '=false') + flow('f', 'b')), {}, (run) => expect(run.waiting).toEqual(['a', 'b']));
});

describe('inclusive gateway (13.4.3)', () => {
  const branches = diagram(
    start('s') + or('g') + user('a') + user('b') + user('c') + or('j') + user('z') + end('e') + flow('s', 'g') + flow('g', 'a', '=a') + flow('g', 'b', '=b') + flow('g', 'c', '=c') + flow('a', 'j') + flow('b', 'j') + flow('c', 'j') + chain('j', 'z', 'e'),
  );

  feature('waits for the branches that were taken', branches, { variables: { a: true, b: true } }, (run) => {
    expect(run.waiting).toEqual(['a', 'b']);
    expect(run.complete('a').waiting).toEqual(['b']);
    expect(run.complete('b').waiting).toEqual(['z']);
    expect(run.ended('j')).toBe(1);
  });

  feature('passes a single branch at once', branches, { variables: { c: true } }, (run) => expect(run.complete('c').waiting).toEqual(['z']));

  feature('fails the instance when no flow can be taken', branches, {}, (run) => expect(run.last.error?.element).toBe('g'));

  feature('waits for a task that may still come by a loop', diagram(start('s') + and('f') + xor('m') + user('a') + xor('g', '', 'default="d"') + user('b') + or('j') + user('z') + chain('s', 'f', 'm', 'a', 'g') + flow('g', 'm', '=again') + flow('g', 'j', undefined, 'd') + chain('f', 'b', 'j', 'z')), {}, (run) => {
    run.complete('b').complete('a', { again: true });
    expect(run.waiting).toEqual(['a']);
    expect(run.complete('a', { again: false }).waiting).toEqual(['z']);
  });

  feature('waits for what a boundary event may still bring', diagram(start('s') + and('f') + user('a') + boundary('bt', 'a', duration('PT1H'), false) + user('x') + user('b') + or('j') + user('z') + end('e') + chain('s', 'f', 'a', 'e') + chain('f', 'b', 'j', 'z') + chain('bt', 'x', 'j')), {}, (run) => {
    run.complete('b');
    expect(run.waiting).toEqual(['a', 'bt']);
    expect(run.complete('a').waiting).toEqual(['z']);
  });

  feature('does not wait for a branch that ends elsewhere', diagram(start('s') + and('f') + user('a') + user('b') + or('j') + user('z') + xor('g', '', 'default="d"') + end('e') + chain('s', 'f', 'a', 'g') + flow('g', 'j', '=goes') + flow('g', 'e', undefined, 'd') + chain('f', 'b', 'j', 'z')), {}, (run) => {
    run.complete('b');
    expect(run.waiting).toEqual(['a']);
    expect(run.complete('a', { goes: false }).waiting).toEqual(['z']);
  });

  feature('two joins in a row', diagram(start('s') + or('g') + user('a') + user('b') + or('j1') + or('j2') + user('z') + flow('s', 'g') + flow('g', 'a', '=true') + flow('g', 'b', '=true') + chain('a', 'j1') + chain('b', 'j1') + chain('j1', 'j2', 'z') + flow('g', 'j2', '=true')), {}, (run) => {
    run.complete('a').complete('b');
    expect(run.waiting).toEqual(['z']);
  });
});

describe('event-based gateway (13.4.4)', () => {
  const messageOrTimer = diagram(start('s') + eventGateway('g') + caught('cm', message('M1')) + caught('ct', duration('PT1H')) + user('x') + end('em') + end('et') + chain('s', 'g', 'cm', 'em') + chain('g', 'ct', 'x', 'et'));

  feature('the message comes first', messageOrTimer, {}, (run) => {
    run.message('paid');
    expect(run.last.closed.map(({ element, how }) => [element, how])).toEqual(expect.arrayContaining([['cm', 'completed'], ['ct', 'cancelled']]));
    expect(run.status).toBe('completed');
  });

  feature('the timer comes first', messageOrTimer, {}, (run) => {
    run.timer('ct');
    expect(run.waiting).toEqual(['x']);
    expect(run.complete('x').status).toBe('completed');
    expect(run.ended('cm')).toBe(0);
  });

  feature('a receive task against a signal', diagram(start('s') + eventGateway('g') + receive('cm', '', 'messageRef="M1"') + caught('cs', signal('S1')) + end('e') + chain('s', 'g', 'cm', 'e') + chain('g', 'cs', 'e')), {}, (run) => {
    run.signal('storm');
    expect(run.ended('cs')).toBe(1);
    expect(run.ended('cm')).toBe(0);
    expect(run.status).toBe('completed');
  });

  feature('in a loop that reminds', diagram(start('s') + xor('m') + eventGateway('g') + caught('cm', message('M1')) + caught('ct', duration('PT1H')) + task('remind') + end('e') + chain('s', 'm', 'g', 'cm', 'e') + chain('g', 'ct', 'remind', 'm')), {}, (run) => {
    run.timer('ct').timer('ct').message('paid');
    expect(run.ended('remind')).toBe(2);
    expect(run.status).toBe('completed');
  });

  feature('a condition that holds already wins', diagram(start('s') + eventGateway('g') + caught('cc', condition('=ready')) + caught('ct', duration('PT1H')) + user('x') + end('e') + chain('s', 'g', 'cc', 'x', 'e') + chain('g', 'ct', 'e')), { variables: { ready: true } }, (run) => {
    expect(run.waiting).toEqual(['x']);
    expect(run.complete('x').status).toBe('completed');
    expect(run.ended('ct')).toBe(0);
  });
});

it('a complex gateway that joins is refused by name', async () => {
  const xml = diagram(start('s') + and('f') + '<bpmn:complexGateway id="cg"/>' + chain('s', 'f', 'cg') + flow('f', 'cg', undefined, 'second'));
  await expect(compiled(xml)).rejects.toThrow('<cg> (bpmn:ComplexGateway) cannot be run.');
});

it('a process of several thousand elements that wait for nothing is run in one step', async () => {
  const names = Array.from({ length: 5000 }, (_, at) => `t${at}`);
  const process = await compiled(diagram(start('s') + names.map((name) => task(name)).join('') + end('e') + chain('s', ...names, 'e')));
  expect(new Play(process, {}, false).ended('e')).toBe(1);
});

it('a loop that waits for nothing is stopped', async () => {
  const process = await compiled(diagram(start('s') + xor('m') + task('t') + chain('s', 'm', 't', 'm')));
  expect(() => new Play(process, {}, false)).toThrow(/entered more than 10000 elements/);
});
