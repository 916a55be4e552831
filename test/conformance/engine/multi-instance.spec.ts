import { boundary, call, chain, diagram, duration, end, error, flow, loop, rounds, script, service, start, sub, task, user, xor } from './diagram.js';
import { Play, compiled, feature } from './play.js';

const many = (options: Parameters<typeof rounds>[0], activity = user) => diagram(start('s') + activity('t', rounds(options)) + user('x') + chain('s', 't', 'x'));
const agencies = { variables: { agencies: ['xa', 'huyen', 'thue'] } };

describe('multi-instance (13.3.7)', () => {
  feature('parallel: all rounds at once', many({ cardinality: '3' }), {}, (run) => {
    const [first] = run.instance.waiting();
    expect(run.waiting).toEqual(['t', 't', 't']);
    expect(first?.loop).toMatchObject({ index: 0, count: 3 });
    expect(first?.sequence).toBe(false);
    expect(run.complete('t').complete('t').complete('t').waiting).toEqual(['x']);
    expect(run.ended('t')).toBe(1);
  });

  feature('sequential: one after the other', many({ cardinality: '3', sequential: true }), {}, (run) => {
    expect(run.waiting).toEqual(['t']);
    expect(run.complete('t').find('t')).toMatchObject({ loop: { index: 1, count: 3 }, sequence: true });
    expect(run.complete('t').complete('t').waiting).toEqual(['x']);
  });

  feature('over a collection, each round with its item', many({ collection: '=agencies', item: 'agency' }), agencies, (run) => {
    const waiting = run.instance.waiting();
    expect(waiting.map(({ loop: round }) => round?.item)).toEqual(['xa', 'huyen', 'thue']);
    expect(waiting.map(({ executionId }) => run.instance.evaluate('=agency + "-" + string(loopCounter)', executionId))).toEqual(['xa-1', 'huyen-2', 'thue-3']);
  });

  feature('sequential over a collection', many({ collection: 'agencies', item: 'agency', sequential: true }), agencies, (run) => {
    expect(run.complete('t').complete('t').find('t').loop?.item).toBe('thue');
    expect(run.complete('t').waiting).toEqual(['x']);
  });

  feature('outputs are merged where no list is named', many({ collection: '=agencies' }), agencies, (run) => {
    run.complete('t', { a: 1 }).complete('t', { b: 2 }).complete('t', { a: 3 });
    expect(run.variables).toEqual({ ...agencies.variables, a: 3, b: 2 });
  });

  feature('outputs are collected by round, whatever the order', many({ collection: '=agencies', outputs: 'opinions' }), agencies, (run) => {
    const by = (index: number) => run.instance.waiting().find(({ loop: round }) => round?.index === index)?.executionId ?? '';
    for (const index of [2, 0, 1]) run.apply({ kind: 'complete', executionId: by(index), output: { ok: index > 0 } });
    expect(run.variables).toEqual({ ...agencies.variables, opinions: [{ ok: false }, { ok: true }, { ok: true }] });
  });

  feature(
    'the list is there for the conditions that follow',
    diagram(start('s') + user('t', rounds({ cardinality: '2', outputs: 'votes' })) + xor('g', '', 'default="d"') + user('a') + user('b') + chain('s', 't', 'g') + flow('g', 'a', '=every vote in votes satisfies vote.yes') + flow('g', 'b', undefined, 'd')),
    {},
    (run) => expect(run.complete('t', { yes: true }).complete('t', { yes: true }).waiting).toEqual(['a']),
  );

  feature('no items: passed at once', many({ collection: '=[]', outputs: 'opinions' }), {}, (run) => {
    expect(run.waiting).toEqual(['x']);
    expect(run.variables).toEqual({ opinions: [] });
  });

  feature('ends early when its condition holds', many({ cardinality: '5', until: '=numberOfCompletedInstances >= 2' }), {}, (run) => {
    expect(run.complete('t').complete('t').waiting).toEqual(['x']);
    expect(run.last.closed.filter(({ how }) => how === 'cancelled')).toHaveLength(3);
  });

  feature('sequential ends early when its condition holds', many({ cardinality: '5', sequential: true, until: '=found', outputs: 'seen' }), {}, (run) => {
    expect(run.complete('t', { n: 1 }).waiting).toEqual(['t']);
    run.apply({ kind: 'condition', variables: { found: true } });
    expect(run.complete('t', { n: 2 }).waiting).toEqual(['x']);
    expect(run.variables['seen']).toEqual([{ n: 1 }, { n: 2 }]);
  });

  feature('the collection is that of its beginning', many({ collection: '=agencies', sequential: true }), agencies, (run) => {
    run.complete('t', { agencies: ['other'] }).complete('t').complete('t');
    expect(run.waiting).toEqual(['x']);
  });

  for (const wrong of ['=missing', '="xa"', '=7']) {
    feature(`a collection that is no list fails the instance: ${wrong}`, many({ collection: wrong.replaceAll('"', '&quot;') }), {}, (run) => expect(run.last).toMatchObject({ status: 'failed', error: { element: 't' } }));
  }
  feature('more rounds than one activity can have fail the instance', many({ cardinality: '100000000' }), {}, (run) => expect(run.last.error?.message).toBe('The multi-instance expression "100000000" of <t> gives 100000000, not a list or a count of 10000 at most.'));

  it('a loop of scripts without an end is ended', async () => {
    const endless = diagram(start('s') + script('a', '{ n: 1 }').replace('</bpmn:scriptTask>', `${loop({ whilst: 'n = 1' })}</bpmn:scriptTask>`) + end('e') + chain('s', 'a', 'e'));
    const process = await compiled(endless);
    expect(() => new Play(process, {}, false)).toThrow('the diagram loops without waiting');
  });

  feature('a cardinality that is no count fails the instance', many({ cardinality: '=missing' }), {}, (run) => expect(run.last.error?.message).toContain('not a list or a count'));

  feature('a service task', many({ cardinality: '2' }, service), {}, (run) => {
    expect(run.find('t').kind).toBe('job');
    expect(run.complete('t').complete('t').waiting).toEqual(['x']);
  });

  feature('an undefined task passes', many({ cardinality: '200' }, task), {}, (run) => expect(run.waiting).toEqual(['x']));

  feature('a boundary timer ends all rounds', diagram(start('s') + user('t', rounds({ cardinality: '3' })) + boundary('b', 't', duration('PT1H')) + user('x') + end('e') + chain('s', 't', 'e') + chain('b', 'x')), {}, (run) => {
    expect(run.find('b').attachedTo).toBe(run.find('t').loop?.root);
    expect(run.complete('t').timer('b').waiting).toEqual(['x']);
  });

  feature('an error of one round ends all', diagram(start('s') + service('t', rounds({ cardinality: '3' })) + boundary('b', 't', error('E1')) + user('x') + end('e') + chain('s', 't', 'e') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').fail('t', 'E1').waiting).toEqual(['x']);
    expect(run.complete('x').status).toBe('completed');
  });

  feature('two hundred rounds at once', many({ cardinality: '200' }), {}, (run) => expect(run.waiting).toHaveLength(200));
});

describe('multi-instance sub-process (13.3.7)', () => {
  const inside = start('us') + user('ask') + xor('g', '', 'default="d"') + user('again') + end('ue') + chain('us', 'ask', 'g') + flow('g', 'again', '=ok = false') + flow('g', 'ue', undefined, 'd') + chain('again', 'ue');
  const parallel = diagram(start('s') + sub('u', rounds({ collection: '=agencies', item: 'agency', outputs: 'answers' }) + inside) + user('x') + chain('s', 'u', 'x'));

  feature('each round sees its own item and its own outputs', parallel, agencies, (run) => {
    const asked = run.instance.waiting();
    expect(asked.map(({ executionId }) => run.instance.evaluate('=agency', executionId)).sort()).toEqual(['huyen', 'thue', 'xa']);
    for (const { executionId } of asked) {
      const agency = run.instance.evaluate('=agency', executionId);
      run.apply({ kind: 'complete', executionId, output: { ok: agency !== 'huyen', by: agency } });
    }
    expect(run.waiting).toEqual(['again']);
    expect(run.instance.evaluate('=agency', run.find('again').executionId)).toBe('huyen');
    run.complete('again', { ok: true });
    expect(run.variables).toEqual({
      ...agencies.variables,
      answers: [{ ok: true, by: 'xa' }, { ok: true, by: 'huyen' }, { ok: true, by: 'thue' }],
    });
  });

  feature('names reach into nested scopes', diagram(start('s') + sub('u', rounds({ collection: '=agencies', item: 'agency', outputs: 'answers', sequential: true }) + sub('v', user('t'))) + user('x') + chain('s', 'u', 'x')), agencies, (run) => {
    for (const agency of agencies.variables.agencies) {
      expect(run.instance.evaluate('=agency', run.find('t').executionId)).toBe(agency);
      run.complete('t', { from: agency });
    }
    expect(run.variables['answers']).toEqual([{ from: 'xa' }, { from: 'huyen' }, { from: 'thue' }]);
  });

  feature('without a list, outputs are those of the instance', diagram(start('s') + sub('u', rounds({ cardinality: '2' }) + user('t')) + user('x') + chain('s', 'u', 'x')), {}, (run) => {
    run.complete('t', { n: 1 }).complete('t', { n: 2 });
    expect([run.variables, run.waiting]).toEqual([{ n: 2 }, ['x']]);
  });
});

describe('standard loop (13.3.6)', () => {
  const looping = (options: Parameters<typeof loop>[0]) => diagram(start('s') + user('t', loop(options)) + user('x') + chain('s', 't', 'x'));

  feature('at most so many times', looping({ maximum: 3 }), {}, (run) => expect(run.complete('t').complete('t').complete('t').waiting).toEqual(['x']));
  feature('while its condition holds, tested after each round', looping({ whilst: '=more' }), {}, (run) => {
    run.complete('t', { more: true }).complete('t', { more: true });
    expect(run.waiting).toEqual(['t']);
    expect(run.complete('t', { more: false }).waiting).toEqual(['x']);
  });
  feature('tested before the first round', looping({ whilst: '=more', before: true }), {}, (run) => expect(run.waiting).toEqual(['x']));
  feature('condition and maximum together', looping({ whilst: '=true', maximum: 2 }), {}, (run) => expect(run.complete('t').complete('t').waiting).toEqual(['x']));
});

describe('call activity (13.3.5)', () => {
  const calling = (inner = '') => diagram(start('s') + call('c', inner, 'calledElement="common-return"') + boundary('b', 'c', error('E1')) + boundary('bt', 'c', duration('PT1H')) + user('x') + user('y') + end('e') + chain('s', 'c', 'e') + chain('b', 'x') + chain('bt', 'y'));
  const done = (run: { find(element: string): { executionId: string } }, output: Record<string, unknown>) => ({ kind: 'call-completed' as const, executionId: run.find('c').executionId, output });

  feature('waits for the other procedure, and takes its variables', calling(), {}, (run) => {
    expect(run.find('c')).toMatchObject({ kind: 'call', calledElement: 'common-return' });
    run.apply(done(run, { returned: true }));
    expect([run.status, run.variables]).toEqual(['completed', { returned: true }]);
  });

  feature('a failed one is an error', calling(), {}, (run) => {
    run.apply({ kind: 'call-failed', executionId: run.find('c').executionId, code: 'E1', message: 'refused' });
    expect(run.waiting).toEqual(['x']);
  });

  feature('a boundary timer gives it up', calling(), {}, (run) => {
    const { executionId } = run.find('c');
    run.timer('bt');
    expect(run.last.closed).toContainEqual({ executionId, element: 'c', how: 'cancelled' });
    expect(run.waiting).toEqual(['y']);
  });

  feature('several at once', calling(rounds({ collection: '=agencies', item: 'agency', outputs: 'results' })), agencies, (run) => {
    for (const n of [1, 2, 3]) run.apply(done(run, { n }));
    expect(run.variables['results']).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(run.status).toBe('completed');
  });

  feature('the procedure may be named by FEEL', diagram(start('s') + call('c', '', 'calledElement="=&quot;return-&quot; + kind"') + chain('s', 'c')), { variables: { kind: 'post' } }, (run) => expect(run.find('c').calledElement).toBe('return-post'));
});
