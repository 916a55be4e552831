import {
  and, association, boundary, caught, chain, compensate, condition, diagram, duration, end, error, escalation, eventSub, flow, forCompensation, link, message, receive, script, service, signal, start, sub, task, terminate, thrown, user, xor,
} from './diagram.js';
import { feature } from './play.js';

describe('message (10.5.1)', () => {
  const waiting = diagram(start('s') + caught('w', message('M1')) + user('x') + end('e') + chain('s', 'w', 'x', 'e'));

  feature('is waited for and taken, with its payload', waiting, {}, (run) => {
    expect(run.find('w')).toMatchObject({ kind: 'message', messageName: 'paid', type: 'bpmn:IntermediateCatchEvent' });
    expect(run.message('paid', { receipt: 'B-17' }).waiting).toEqual(['x']);
    expect(run.variables).toEqual({ receipt: 'B-17' });
  });

  feature('another message is refused and changes nothing', waiting, {}, (run) => {
    const result = run.instance.apply({ kind: 'message', name: 'withdrawn' }, run.now);
    expect(result).toMatchObject({ ok: false, rejection: { code: 'invalid_state' } });
    expect(run.waiting).toEqual(['w']);
  });

  feature('that comes before it is waited for is not kept', diagram(start('s') + user('t') + caught('w', message('M1')) + end('e') + chain('s', 't', 'w', 'e')), {}, (run) => {
    expect(run.instance.apply({ kind: 'message', name: 'paid' }, run.now).ok).toBe(false);
    expect(run.complete('t').waiting).toEqual(['w']);
    expect(run.message('paid').status).toBe('completed');
  });

  feature('reaches the named catcher of several', diagram(start('s') + and('f') + caught('w1', message('M1')) + caught('w2', message('M1')) + chain('s', 'f', 'w1') + chain('f', 'w2')), {}, (run) => {
    run.apply({ kind: 'message', name: 'paid', executionId: run.find('w2').executionId });
    expect(run.waiting).toEqual(['w1']);
  });

  feature('a receive task waits for one', diagram(start('s') + receive('w', '', 'messageRef="M1"') + end('e') + chain('s', 'w', 'e')), {}, (run) => {
    expect(run.find('w')).toMatchObject({ kind: 'message', messageName: 'paid' });
    expect(run.message('paid').status).toBe('completed');
  });

  feature('thrown, is caught in the same instance', diagram(start('s') + and('f') + caught('w', message('M1')) + user('t') + thrown('th', message('M1')) + end('e1') + end('e2') + chain('s', 'f', 'w', 'e1') + chain('f', 't', 'th', 'e2')), {}, (run) => {
    run.complete('t');
    expect(run.last.thrown).toEqual([{ kind: 'message', name: 'paid', element: 'th' }]);
    expect([run.ended('w'), run.status]).toEqual([1, 'completed']);
  });

  feature('its name may be FEEL', diagram(start('s') + caught('w', message('MF')) + end('e') + chain('s', 'w', 'e'), '<bpmn:message id="MF" name="=&quot;paid-&quot; + code"/>'), { variables: { code: '17' } }, (run) => {
    expect(run.message('paid-17').status).toBe('completed');
  });
});

describe('signal (10.5.1)', () => {
  const three = caught('w1', signal('S1')) + caught('w2', signal('S1')) + caught('w3', signal('S1'));

  feature('from outside reaches all catchers', diagram(start('s') + and('f') + three + chain('s', 'f', 'w1') + chain('f', 'w2') + chain('f', 'w3')), {}, (run) => {
    run.signal('storm', { wind: 12 });
    expect([run.ended('w1'), run.ended('w2'), run.ended('w3'), run.status]).toEqual([1, 1, 1, 'completed']);
  });

  feature('thrown inside reaches all catchers', diagram(start('s') + and('f') + three + user('t') + thrown('th', signal('S1')) + chain('s', 'f', 'w1') + chain('f', 'w2') + chain('f', 'w3') + chain('f', 't', 'th')), {}, (run) => {
    run.complete('t');
    expect(run.last.thrown).toEqual([{ kind: 'signal', name: 'storm', element: 'th' }]);
    expect([run.ended('w1'), run.ended('w2'), run.ended('w3'), run.status]).toEqual([1, 1, 1, 'completed']);
  });

  feature('that nobody waits for changes nothing', diagram(start('s') + user('t') + chain('s', 't')), {}, (run) => {
    run.signal('storm');
    expect(run.last).toMatchObject({ opened: [], closed: [], entered: [], status: 'running' });
  });
});

describe('condition (10.5.5)', () => {
  const ready = diagram(start('s') + and('f') + caught('w', condition('=ready')) + user('t') + end('e') + chain('s', 'f', 'w', 'e') + chain('f', 't'));

  feature('occurs when a task makes it true', ready, {}, (run) => {
    expect(run.waiting).toEqual(['t', 'w']);
    expect(run.complete('t', { ready: true }).status).toBe('completed');
  });

  feature('lets pass at once when it is true already', ready, { variables: { ready: true } }, (run) => expect(run.waiting).toEqual(['t']));
});

describe('escalation (13.5.3)', () => {
  const inside = start('us') + user('t') + thrown('th', escalation('X1')) + user('t2') + chain('us', 't', 'th', 't2');
  const on = (definition: string, interrupts: boolean) => diagram(start('s') + sub('u', inside) + boundary('b', 'u', definition, interrupts) + user('x') + end('e') + chain('s', 'u', 'e') + chain('b', 'x'));

  feature('is caught beside the running sub-process', on(escalation('X1'), false), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['t2', 'x']);
    expect(run.last.thrown).toEqual([{ kind: 'escalation', name: 'late', code: 'X1', element: 'th' }]);
    expect(run.complete('x').complete('t2').status).toBe('completed');
  });

  feature('ends the sub-process where the boundary interrupts', on(escalation('X1'), true), {}, (run) => expect(run.complete('t').waiting).toEqual(['x']));
  feature('passes a boundary for another code', on(escalation('X2'), true), {}, (run) => expect(run.complete('t').waiting).toEqual(['t2']));
  feature('is caught by a boundary for any', on(escalation(), true), {}, (run) => expect(run.complete('t').waiting).toEqual(['x']));

  feature('an end event escalates before its scope ends', diagram(start('s') + sub('u', user('t') + end('ue', escalation('X1')) + chain('t', 'ue')) + boundary('b', 'u', escalation('X1')) + user('x') + end('e') + chain('s', 'u', 'e') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
    expect([run.complete('x').ended('e'), run.status]).toEqual([0, 'completed']);
  });

  feature('goes outwards over several scopes', diagram(start('s') + sub('u', sub('v', user('t') + thrown('th', escalation('X1')) + user('t2') + chain('t', 'th', 't2'))) + boundary('b', 'u', escalation('X1')) + user('x') + chain('s', 'u') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
  });

  feature('does not reach the boundary of another activity', diagram(start('s') + and('f') + user('t') + thrown('th', escalation('X1')) + user('other') + boundary('b', 'other', escalation('X1')) + user('x') + chain('s', 'f', 't', 'th') + chain('f', 'other') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['other']);
  });

  feature('that nobody catches is lost', diagram(start('s') + user('t') + thrown('th', escalation('X1')) + end('e') + chain('s', 't', 'th', 'e')), {}, (run) => expect(run.complete('t').status).toBe('completed'));
});

describe('error (13.5.3)', () => {
  const thrower = (ref: string) => sub('u', start('us') + user('t') + end('ue', error(ref)) + chain('us', 't', 'ue'));
  const on = (ref: string) => diagram(start('s') + thrower(ref) + boundary('b', 'u', error('E1')) + user('x') + end('e') + chain('s', 'u', 'e') + chain('b', 'x'));

  feature('an end event throws to the boundary', on('E1'), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
    expect(run.last.thrown).toEqual([{ kind: 'error', name: 'refused', code: 'E1', element: 'ue' }]);
    expect([run.complete('x').ended('u'), run.status]).toEqual([0, 'completed']);
  });

  feature('another code passes it, and fails the instance', on('E2'), {}, (run) => {
    expect(run.complete('t').status).toBe('failed');
    expect(run.last.error).toEqual({ code: 'E2', message: 'lost', element: 'ue' });
  });

  feature('that nobody catches fails the instance', diagram(start('s') + user('t') + end('e', error('E1')) + chain('s', 't', 'e')), {}, (run) => {
    expect(run.complete('t').last).toMatchObject({ status: 'failed', error: { code: 'E1', element: 'e' } });
  });

  feature('ends what else runs in its scope', diagram(start('s') + sub('u', start('us') + and('f') + user('t') + user('other') + service('v') + caught('w', duration('PT1H')) + end('ue', error('E1')) + chain('us', 'f', 't', 'ue') + chain('f', 'other') + chain('f', 'v') + chain('f', 'w')) + boundary('b', 'u', error('E1')) + user('x') + chain('s', 'u') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
    expect(run.complete('x').status).toBe('completed');
  });

  feature('goes outwards over several scopes', diagram(start('s') + sub('u', sub('v', user('t') + end('ve', error('E1')) + chain('t', 've'))) + boundary('b', 'u', error('E1')) + user('x') + chain('s', 'u') + chain('b', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
    expect([run.ended('v'), run.ended('u')]).toEqual([0, 0]);
  });

  const afterCatch = (definition: string) => diagram(start('s') + sub('u', start('us') + caught('w', definition) + end('ue', error('E1')) + chain('us', 'w', 'ue')) + boundary('b', 'u', error('E1')) + user('x') + chain('s', 'u') + chain('b', 'x'));
  feature('thrown right after a caught message', afterCatch(message('M1')), {}, (run) => expect(run.message('paid').waiting).toEqual(['x']));
  feature('thrown right after a caught signal', afterCatch(signal('S1')), {}, (run) => expect(run.signal('storm').waiting).toEqual(['x']));
});

describe('link (10.5.1)', () => {
  feature('a pair is a flow', diagram(start('s') + user('a') + thrown('lt', link('L')) + caught('lc', link('L')) + user('b') + end('e') + chain('s', 'a', 'lt') + chain('lc', 'b', 'e')), {}, (run) => {
    run.complete('a');
    expect(run.last.taken).toEqual(['a_lt', 'lc_b']);
    expect(run.last.entered.map(({ element }) => element)).toEqual(['lt', 'lc', 'b']);
    expect(run.complete('b').status).toBe('completed');
  });

  feature('two throw to one', diagram(start('s') + xor('g', '', 'default="d"') + user('a') + user('a2') + thrown('lt', link('L')) + thrown('lt2', link('L')) + caught('lc', link('L')) + user('b') + flow('s', 'g') + flow('g', 'a', '=false') + flow('g', 'a2', undefined, 'd') + chain('a', 'lt') + chain('a2', 'lt2') + chain('lc', 'b')), {}, (run) => {
    expect(run.complete('a2').waiting).toEqual(['b']);
    expect(run.complete('b').status).toBe('completed');
  });

  feature('leads back', diagram(start('s') + xor('m') + user('a') + xor('g', '', 'default="d"') + thrown('lt', link('L')) + caught('lc', link('L')) + end('e') + chain('s', 'm', 'a', 'g') + flow('g', 'lt', '=again') + flow('g', 'e', undefined, 'd') + flow('lc', 'm')), {}, (run) => {
    run.complete('a', { again: true }).complete('a', { again: false });
    expect([run.ended('a'), run.status]).toEqual([2, 'completed']);
  });
});

describe('terminate (13.5.6)', () => {
  feature('ends the instance with all that waits', diagram(start('s') + and('f') + user('a') + user('b') + service('v') + caught('w', duration('PT1H')) + end('e', terminate) + chain('s', 'f', 'a', 'e') + chain('f', 'b') + chain('f', 'v') + chain('f', 'w')), {}, (run) => {
    run.complete('a');
    expect(run.last.closed.map(({ element, how }) => `${element} ${how}`).sort()).toEqual(['a completed', 'b cancelled', 'v cancelled', 'w cancelled']);
    expect(run.status).toBe('completed');
  });

  feature('ends its sub-process and no more', diagram(start('s') + sub('u', and('f') + user('a') + user('b') + end('ue', terminate) + chain('f', 'a', 'ue') + chain('f', 'b')) + user('x') + chain('s', 'u', 'x')), {}, (run) => {
    expect(run.complete('a').waiting).toEqual(['x']);
    expect(run.ended('u')).toBe(1);
  });

  feature('ends running handlers of its scope too', diagram(start('s') + user('t') + end('e', terminate) + chain('s', 't', 'e') + eventSub('h', message('M1'), false, user('ht') + chain('h_start', 'ht'))), {}, (run) => {
    expect(run.message('paid').waiting).toEqual(['h_start', 'ht', 't']);
    expect(run.complete('t').status).toBe('completed');
  });
});

describe('compensation (13.5.5)', () => {
  const undoable = (id: string, handler: string) => user(id) + boundary(`c${id}`, id, compensate()) + handler + association(`as${id}`, `c${id}`, `u${id}`);
  const undo = (id: string) => user(`u${id}`, '', forCompensation);

  feature('runs the handler of what was completed, and waits for it', diagram(start('s') + undoable('a', service('ua', '', forCompensation)) + user('z') + thrown('th', compensate()) + end('e') + chain('s', 'a', 'z', 'th', 'e')), {}, (run) => {
    expect(run.complete('a').complete('z').waiting).toEqual(['ua']);
    expect(run.ended('th')).toBe(0);
    expect(run.complete('ua').status).toBe('completed');
    expect(run.order.slice(-3)).toEqual(['ua', 'th', 'e']);
  });

  feature('several handlers run in reverse order of completion', diagram(start('s') + undoable('a', undo('a')) + undoable('b', undo('b')) + undoable('c', task('uc', '', forCompensation)) + end('e', compensate()) + chain('s', 'b', 'a', 'c', 'e')), {}, (run) => {
    run.complete('b').complete('a').complete('c');
    expect(run.waiting).toEqual(['ua']);
    expect(run.complete('ua').waiting).toEqual(['ub']);
    expect(run.complete('ub').status).toBe('completed');
    expect(run.order.filter((one) => one.startsWith('u'))).toEqual(['uc', 'ua', 'ub']);
  });

  feature('an activity completed twice is compensated twice', diagram(start('s') + xor('m') + undoable('a', undo('a')) + xor('g', '', 'default="d"') + end('e', compensate()) + chain('s', 'm', 'a', 'g') + flow('g', 'm', '=again') + flow('g', 'e', undefined, 'd')), {}, (run) => {
    run.complete('a', { again: true }).complete('a', { again: false }).complete('ua').complete('ua');
    expect([run.ended('ua'), run.status]).toEqual([2, 'completed']);
  });

  feature('only the named activity', diagram(start('s') + undoable('a', undo('a')) + undoable('b', undo('b')) + end('e', compensate('a')) + chain('s', 'a', 'b', 'e')), {}, (run) => {
    expect(run.complete('a').complete('b').waiting).toEqual(['ua']);
    expect([run.complete('ua').status, run.ended('ub')]).toEqual(['completed', 0]);
  });

  feature('leaves alone what was not completed', diagram(start('s') + and('f') + undoable('a', undo('a')) + user('b') + thrown('th', compensate()) + chain('s', 'f', 'a') + chain('f', 'b', 'th')), {}, (run) => {
    expect(run.complete('b').waiting).toEqual(['a']);
    expect([run.complete('a').status, run.ended('ua')]).toEqual(['completed', 0]);
  });

  feature('not thrown, does nothing', diagram(start('s') + undoable('a', undo('a')) + end('e') + chain('s', 'a', 'e')), {}, (run) => expect([run.complete('a').status, run.ended('ua')]).toEqual(['completed', 0]));

  feature('goes on to other events at once', diagram(start('s') + and('f') + undoable('a', script('ua', '1', `scriptFormat="feel" ${forCompensation}`)) + thrown('th', compensate()) + thrown('ts', signal('S1')) + caught('w', signal('S1')) + chain('s', 'f', 'a', 'th', 'ts') + chain('f', 'w')), {}, (run) => {
    expect([run.complete('a').status, run.ended('ua'), run.ended('w')]).toEqual(['completed', 1, 1]);
  });
});
