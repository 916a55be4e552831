import type { EngineState } from '../../../libs/runtime/src/engine/engine.js';
import { LiveInstance, migrateState } from '../../../libs/runtime/src/engine/engine.js';
import { and, association, boundary, caught, chain, compensate, cycle, diagram, duration, end, eventGateway, eventSub, flow, forCompensation, message, or, rounds, start, sub, task, thrown, user, xor } from './diagram.js';
import { Play, compiled } from './play.js';

/* A dossier is taken half-way through one diagram, put into another, and finished there. */

interface Case {
  before: string;
  after: string;
  /** Elements that are called otherwise; all others keep their ids. */
  renamed?: Record<string, string>;
  variables?: Record<string, unknown>;
  to(run: Play): void;
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

async function migrate({ before, after, renamed = {}, variables = {}, to }: Case) {
  const [one, other] = [await compiled(before), await compiled(after)];
  const run = new Play(one, { variables }, true);
  to(run);
  const mapping = Object.fromEntries([...one.index.activities()].map(({ id }) => [id, renamed[id] ?? id]).filter(([, id]) => other.index.activity(id as string)));
  const state = copy(run.instance.state());
  const moved = migrateState(state, { mapping, from: one, to: other, variables: run.variables, now: run.now });
  expect(state).toEqual(copy(run.instance.state()));
  return { run, other, moved };
}

/** Goes on in the new diagram; `play` says what must follow. */
const goesOn = (name: string, given: Case, play: (run: Play) => void) =>
  it(name, async () => {
    const { run, other, moved } = await migrate(given);
    if (!moved.ok) throw new Error(moved.rejection.message.en);
    const there = new Play(other, { variables: run.variables }, true);
    there.instance = LiveInstance.recover(other, copy<EngineState>(moved.value.state), { variables: run.variables, now: run.now });
    const given_ = new Map(run.instance.waiting().map((one) => [one.executionId, one]));
    for (const { before, after } of moved.value.waiting) {
      expect(before).toEqual(given_.get(before.executionId));
      expect(after.executionId).toBe(before.executionId);
      expect(after.dueAt).toEqual(before.dueAt);
    }
    play(there);
    expect(there.status).toBe('completed');
  });

const refuses = (name: string, given: Case, why: RegExp) =>
  it(name, async () => {
    const { moved } = await migrate(given);
    expect(moved).toMatchObject({ ok: false, rejection: { code: 'invalid_state', message: { en: expect.stringMatching(why) } } });
  });

const line = (...ids: string[]) => diagram(start('s') + ids.map((id) => user(id)).join('') + end('e') + chain('s', ...ids, 'e'));
const branches = (...ids: string[]) => diagram(start('s') + and('f') + ids.map((id) => user(id)).join('') + and('j') + user('z') + end('e') + ids.map((id) => chain('f', id, 'j')).join('') + chain('s', 'f') + chain('j', 'z', 'e'));
const guarded = (guard: string, value = 'P1D') => diagram(start('s') + user('a') + boundary(guard, 'a', duration(value), false) + user('late') + user('b') + end('e') + chain('s', 'a', 'b', 'e') + chain(guard, 'late', 'e'));
const inside = (...ids: string[]) => diagram(start('s') + sub('sp', start('ss') + ids.map((id) => user(id)).join('') + end('se') + chain('ss', ...ids, 'se')) + user('z') + end('e') + chain('s', 'sp', 'z', 'e'));
const each = (...ids: string[]) => diagram(start('s') + sub('sp', rounds({ collection: '=list', item: 'one' }) + start('ss') + ids.map((id) => user(id)).join('') + end('se') + chain('ss', ...ids, 'se')) + end('e') + chain('s', 'sp', 'e'));

describe('goes on where it stands', () => {
  goesOn('with steps added before and after', { before: line('a', 'b'), after: line('a0', 'a', 'x', 'b', 'y'), to: (run) => run.complete('a') }, (run) => {
    expect(run.waiting).toEqual(['b']);
    run.complete('b').complete('y');
  });
  goesOn('under another name', { before: line('a', 'b'), after: line('a', 'c', 'd'), renamed: { b: 'c' }, to: (run) => run.complete('a') }, (run) => run.complete('c').complete('d'));
  goesOn('in both branches and at their join', { before: branches('a', 'b'), after: branches('a', 'b').replace('id="z"', 'id="z" name="other"'), to: (run) => run.complete('a') }, (run) => {
    run.complete('b').complete('z');
    expect(run.ended('j')).toBe(1);
  });
  goesOn('at a join that is called otherwise', {
    before: branches('a', 'b'), after: branches('k', 'b').replaceAll('"j"', '"jj"').replaceAll('j_z', 'jj_z').replaceAll('_j"', '_jj"'), renamed: { a: 'k', j: 'jj' }, to: (run) => run.complete('a'),
  }, (run) => run.complete('b').complete('z'));
  goesOn('with the instant of a timer, though the new one is shorter', { before: guarded('g'), after: guarded('g', 'PT1H'), to: () => undefined }, (run) => {
    expect(run.find('g').dueAt?.toISOString()).toBe('2026-02-13T02:00:00.000Z');
    run.timer('g').complete('late').complete('a').complete('b');
  });
  goesOn('with a guard that is called otherwise', { before: guarded('g'), after: guarded('h'), renamed: { g: 'h' }, to: () => undefined }, (run) => run.timer('h').complete('late').complete('a').complete('b'));
  goesOn('with a cycle half-way', {
    before: guarded('g').replace(duration('P1D'), cycle('R3/PT1H')), after: guarded('h').replace(duration('P1D'), cycle('R3/PT1H')), renamed: { g: 'h' }, to: (run) => { run.timer('g').complete('late'); },
  }, (run) => {
    expect(run.find('h').repeat).toBe(2);
    run.timer('h').complete('late').complete('a').complete('b');
  });
  goesOn('inside a sub-process', { before: inside('a', 'b'), after: inside('a', 'b', 'c'), to: (run) => run.complete('a') }, (run) => run.complete('b').complete('c').complete('z'));
  goesOn('inside a sub-process that is called otherwise', { before: inside('a', 'b'), after: inside('a', 'b').replaceAll('"sp"', '"sq"').replaceAll('sp_', 'sq_').replaceAll('_sp', '_sq'), renamed: { sp: 'sq' }, to: (run) => run.complete('a') }, (run) => run.complete('b').complete('z'));
  goesOn('inside the rounds of a multi-instance sub-process, each where it is', { before: each('a', 'b'), after: each('a', 'b', 'c'), variables: { list: ['x', 'y'] }, to: (run) => run.complete('a') }, (run) => {
    expect(run.waiting).toEqual(['a', 'b']);
    run.complete('a').complete('b').complete('b').complete('c').complete('c');
  });
  goesOn('before an event-based gateway', {
    before: diagram(start('s') + eventGateway('g') + caught('m', message('M1')) + caught('t', duration('P1D')) + end('e') + chain('s', 'g', 'm', 'e') + chain('g', 't', 'e')),
    after: diagram(start('s') + eventGateway('g') + caught('n', message('M2')) + caught('t', duration('P2D')) + user('z') + end('e') + chain('s', 'g', 'n', 'z', 'e') + chain('g', 't', 'e')),
    renamed: { m: 'n' }, to: () => undefined,
  }, (run) => run.message('withdrawn').complete('z'));
  goesOn('with a trigger that stands by', {
    before: diagram(eventSub('ev', message('M1'), false, user('v') + end('ve') + chain('ev_start', 'v', 've')) + start('s') + user('a') + end('e') + chain('s', 'a', 'e')),
    after: diagram(eventSub('ev', message('M1'), false, user('v') + user('w') + end('ve') + chain('ev_start', 'v', 'w', 've')) + start('s') + user('a') + user('b') + end('e') + chain('s', 'a', 'b', 'e')),
    to: () => undefined,
  }, (run) => run.message('paid').complete('a').complete('v').complete('w').complete('b'));
  goesOn('with what can be compensated', {
    before: compensated('undo'), after: compensated('undo').replace('id="z"', 'id="z" name="other"'), to: (run) => run.complete('a'),
  }, (run) => run.complete('z').complete('undo'));
  goesOn('at an inclusive join whose other branch is not taken', {
    before: diagram(start('s') + or('f') + user('a') + user('b') + or('j') + user('z') + end('e') + chain('s', 'f') + flow('f', 'a', '=true') + flow('f', 'b', '=false') + chain('a', 'j') + chain('b', 'j', 'z', 'e')),
    after: diagram(start('s') + or('f') + user('a') + user('b') + user('y') + or('j') + end('e') + chain('s', 'f') + flow('f', 'a', '=true') + flow('f', 'b', '=false') + chain('a', 'j') + chain('b', 'j', 'y', 'e')),
    to: () => undefined,
  }, (run) => run.complete('a').complete('y'));
});

function compensated(handler: string) {
  return diagram(
    start('s') + user('a') + boundary('c', 'a', compensate()) + user(handler, '', forCompensation) + association('as', 'c', handler) + user('z') + thrown('back', compensate()) + end('e') + chain('s', 'a', 'z', 'back', 'e'),
  );
}

describe('is refused', () => {
  refuses('on a step that is gone', { before: line('a', 'b'), after: line('b'), to: () => undefined }, /stands at "a"/);
  refuses('on a step of another kind', { before: line('a', 'b'), after: line('a', 'b').replace('<bpmn:userTask id="a" ></bpmn:userTask>', task('a').replaceAll('task', 'serviceTask')), to: () => undefined }, /another kind/);
  refuses('on a step that is repeated now', { before: line('a'), after: diagram(start('s') + user('a', rounds({ cardinality: '2' })) + end('e') + chain('s', 'a', 'e')), to: () => undefined }, /another kind/);
  refuses('on a step in another scope', { before: line('a', 'z'), after: inside('a'), to: () => undefined }, /another scope/);
  refuses('on a step that gets a guard', { before: line('a', 'b'), after: guarded('g'), to: () => undefined }, /boundary events/);
  refuses('on a step that loses its guard', { before: guarded('g'), after: line('a', 'b'), to: () => undefined }, /boundary events|"g"/);
  refuses('beside a new event sub-process', {
    before: line('a'), after: diagram(eventSub('ev', message('M1'), false, user('v') + end('ve') + chain('ev_start', 'v', 've')) + start('s') + user('a') + end('e') + chain('s', 'a', 'e')), to: () => undefined,
  }, /scope|event sub-processes/);
  refuses('at a join with another branch', { before: branches('a', 'b'), after: branches('a', 'b', 'c'), to: (run) => run.complete('a') }, /branches into "j"/);
  refuses('before a join that would wait for ever', { before: branches('a', 'b'), after: branches('a', 'b', 'c'), to: () => undefined }, /stuck at "j"/);
  refuses('in one branch of a fork that was none', { before: line('a', 'z'), after: branches('a', 'b'), to: () => undefined }, /stuck at "j"/);
  refuses('with a choice more at the event-based gateway', {
    before: diagram(start('s') + eventGateway('g') + caught('m', message('M1')) + caught('t', duration('P1D')) + end('e') + chain('s', 'g', 'm', 'e') + chain('g', 't', 'e')),
    after: diagram(start('s') + eventGateway('g') + caught('m', message('M1')) + caught('t', duration('P1D')) + caught('n', message('M2')) + end('e') + chain('s', 'g', 'm', 'e') + chain('g', 't', 'e') + chain('g', 'n', 'e')),
    to: () => undefined,
  }, /choices/);
  refuses('with something done whose compensation is gone', { before: compensated('undo'), after: compensated('mend'), to: (run) => run.complete('a') }, /compensated/);
  refuses('on a step that runs for two tokens', {
    before: diagram(start('s') + and('f') + user('x') + user('y') + user('a') + end('e') + chain('s', 'f', 'x', 'a', 'e') + chain('f', 'y', 'a')),
    after: diagram(start('s') + and('f') + user('x') + user('y') + user('a') + user('b') + end('e') + chain('s', 'f', 'x', 'a', 'b', 'e') + chain('f', 'y', 'a')),
    to: (run) => run.complete('x').complete('y'),
  }, /several tokens|stands at/);
  refuses('into another process', { before: line('a'), after: line('a').replace('process id="p"', 'process id="q"'), to: () => undefined }, /another process/);
});

it('goes through a choice without asking whether it can get stuck on the other way', async () => {
  const shape = (...more: string[]) => diagram(start('s') + user('a') + xor('x') + user('b') + user('c') + more.map((id) => user(id)).join('') + end('e') + chain('s', 'a', 'x') + flow('x', 'b', '=false') + flow('x', 'c', '=true') + chain('b', 'e') + chain('c', ...more, 'e'));
  const { moved } = await migrate({ before: shape(), after: shape('d'), to: () => undefined });
  expect(moved.ok).toBe(true);
});
