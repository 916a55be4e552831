import { LiveInstance } from '../../../libs/runtime/src/engine/engine.js';
import { boundary, caught, chain, diagram, duration, end, message, service, start, user } from './diagram.js';
import { NINE, Play, compiled, feature } from './play.js';

const xml = diagram(start('s') + user('t') + boundary('b', 't', duration('PT1H'), false) + service('v') + end('e') + chain('s', 't', 'v', 'e') + chain('b', 'e'));

describe('a wrong command is refused and changes nothing', () => {
  const refused = (run: Play, command: Parameters<Play['apply']>[0]) => {
    const before = JSON.stringify(run.instance.waiting());
    expect(run.instance.apply(command, run.now)).toMatchObject({ ok: false, rejection: { code: 'invalid_state' } });
    expect(JSON.stringify(run.instance.waiting())).toBe(before);
  };

  feature('an execution that never was', xml, {}, (run) => refused(run, { kind: 'complete', executionId: 't_0123456789' }));
  feature('an execution that is over', xml, {}, (run) => {
    const { executionId } = run.find('t');
    run.complete('t');
    refused(run, { kind: 'complete', executionId });
  });
  feature('a command for another kind of wait', xml, {}, (run) => {
    refused(run, { kind: 'timer', executionId: run.find('t').executionId });
    refused(run, { kind: 'complete', executionId: run.find('b').executionId });
    refused(run, { kind: 'call-completed', executionId: run.find('t').executionId, output: {} });
    refused(run, { kind: 'message', name: 'paid', executionId: run.find('t').executionId });
  });
  feature('anything after the end', xml, {}, (run) => {
    run.complete('t').complete('v');
    expect(run.status).toBe('completed');
    refused(run, { kind: 'signal', name: 'storm' });
    refused(run, { kind: 'cancel' });
  });
});

describe('effects of a step', () => {
  feature('say what was entered, left, taken, opened and closed', xml, {}, (run) => {
    const [t, b] = [run.find('t'), run.find('b')];
    run.complete('t', { fee: 15000 });
    const { entered, left, taken, opened, closed, variables } = run.last;
    expect(entered.map(({ element, type }) => `${element} ${type}`)).toEqual(['v bpmn:ServiceTask']);
    expect(left).toEqual([{ element: 't', type: 'bpmn:UserTask', executionId: t.executionId }]);
    expect(taken).toEqual(['t_v']);
    expect(opened.map(({ element, kind }) => `${element} ${kind}`)).toEqual(['v job']);
    expect(closed).toHaveLength(2);
    expect(closed).toContainEqual({ executionId: t.executionId, element: 't', how: 'completed' });
    expect(closed).toContainEqual({ executionId: b.executionId, element: 'b', how: 'cancelled' });
    expect(variables).toEqual({ fee: 15000 });
  });

  feature('executions of one activity have one id from entering to leaving', xml, {}, (run) => {
    const entered = run.last.entered.find(({ element }) => element === 't');
    expect(run.find('t').executionId).toBe(entered?.executionId);
    run.complete('t');
    expect(run.last.left[0]?.executionId).toBe(entered?.executionId);
  });

  feature('cancel ends all that waits', xml, {}, (run) => {
    run.apply({ kind: 'cancel' });
    expect(run.status).toBe('terminated');
    expect(run.last.closed.map(({ element, how }) => `${element} ${how}`).sort()).toEqual(['b cancelled', 't cancelled']);
    expect(run.waiting).toEqual([]);
  });

  feature('the variables given are not changed', xml, { variables: Object.freeze({ fee: 1 }) }, (run) => expect(run.complete('t', { fee: 2 }).variables).toEqual({ fee: 2 }));
});

describe('saved state', () => {
  it('holds neither variables nor diagram, and stays small', async () => {
    const run = new Play(await compiled(xml), { variables: { secret: 'x'.repeat(10_000) } }, false);
    run.complete('t', { more: 'y'.repeat(10_000) });
    const state = JSON.stringify(run.instance.state());
    expect(state).not.toMatch(/xxxx|yyyy|<bpmn/);
    expect(state.length).toBeLessThan(6_000);
  });

  it('recovers to the same waits under the same ids, twice over', async () => {
    const process = await compiled(diagram(start('s') + caught('w', message('M1')) + chain('s', 'w')));
    const { instance } = LiveInstance.start(process, { variables: {}, now: NINE });
    const again = LiveInstance.recover(process, JSON.parse(JSON.stringify(instance.state())), { variables: {}, now: NINE });
    const twice = LiveInstance.recover(process, JSON.parse(JSON.stringify(again.state())), { variables: {}, now: NINE });
    expect(twice.waiting()).toEqual(instance.waiting());
  });

  it('saved before a step, still gives the instance as it was then', async () => {
    const process = await compiled(xml);
    const run = new Play(process, {}, false);
    const saved = JSON.stringify(run.instance.state());
    run.complete('t').complete('v');
    const before = LiveInstance.recover(process, JSON.parse(saved), { variables: {}, now: NINE });
    expect(before.waiting().map(({ element }) => element).sort()).toEqual(['b', 't']);
  });

  it('of another version or process is not read', async () => {
    const process = await compiled(xml);
    const state = new Play(process, {}, false).instance.state();
    const recover = (changed: object) => () => LiveInstance.recover(process, { ...state, ...changed }, { variables: {}, now: NINE });
    expect(recover({ v: 2 })).toThrow('version 2');
    expect(recover({ process: 'q' })).toThrow('"q"');
  });
});
