import { and, association, boundary, cancel, chain, compensate, condition, diagram, duration, element, end, error, escalation, eventSub, flow, forCompensation, message, script, service, signal, start, sub, task, thrown, user, xor } from './diagram.js';
import { feature } from './play.js';

describe('sub-process (13.3.4)', () => {
  feature('runs and is left', diagram(start('s') + sub('u', start('us') + user('t') + end('ue') + chain('us', 't', 'ue')) + user('x') + chain('s', 'u', 'x')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['x']);
    expect(run.order).toEqual(['s', 'us', 't', 'ue', 'u']);
  });

  feature('nests', diagram(start('s') + sub('u1', sub('u2', sub('u3', start('d') + user('deep') + chain('d', 'deep')))) + end('e') + chain('s', 'u1', 'e')), {}, (run) => expect(run.complete('deep').status).toBe('completed'));

  feature('without elements is passed', diagram(start('s') + sub('u', '') + end('e') + chain('s', 'u', 'e')), {}, (run) => expect(run.status).toBe('completed'));

  feature('is entered again in a loop', diagram(start('s') + xor('m') + sub('u', start('us') + user('t') + chain('us', 't')) + xor('g', '', 'default="d"') + end('e') + chain('s', 'm', 'u', 'g') + flow('g', 'm', '=again') + flow('g', 'e', undefined, 'd')), {}, (run) => {
    run.complete('t', { again: true }).complete('t', { again: false });
    expect([run.ended('u'), run.status]).toEqual([2, 'completed']);
  });

  feature('an ad-hoc one offers all its tasks', diagram(start('s') + element('adHocSubProcess', 'u', user('a') + user('b')) + end('e') + chain('s', 'u', 'e')), {}, (run) => {
    expect(run.waiting).toEqual(['a', 'b']);
    expect(run.complete('b').complete('a').status).toBe('completed');
  });
});

describe('event sub-process (13.5.4)', () => {
  const main = start('s') + user('t') + user('t2') + end('e') + chain('s', 't', 't2', 'e');
  const handler = (definition: string, interrupts: boolean) => eventSub('h', definition, interrupts, user('ht') + end('he') + chain('h_start', 'ht', 'he'));

  feature('shows its start event, and no helper', diagram(main + handler(message('M1'), true)), {}, (run) => {
    expect(run.waiting).toEqual(['h_start', 't']);
    expect(run.find('h_start')).toMatchObject({ type: 'bpmn:StartEvent', kind: 'message', messageName: 'paid' });
    expect(run.find('h_start').attachedTo).toBeUndefined();
    expect(run.last.entered.map(({ element: id }) => id)).toEqual(['s', 't']);
  });

  feature('an interrupting message', diagram(main + handler(message('M1'), true)), {}, (run) => {
    expect(run.message('paid').waiting).toEqual(['ht']);
    expect(run.last.entered.map(({ element: id }) => id)).toEqual(['h', 'h_start', 'ht']);
    expect(run.last.taken).toEqual(['h_start_ht']);
    expect([run.complete('ht').status, run.ended('t')]).toEqual(['completed', 0]);
  });

  feature('a non-interrupting message, twice', diagram(main + handler(message('M1'), false)), {}, (run) => {
    run.message('paid').complete('ht').message('paid').complete('ht').complete('t').complete('t2');
    expect([run.ended('h'), run.ended('e'), run.status]).toEqual([2, 1, 'completed']);
  });

  feature('an interrupting signal thrown inside', diagram(start('s') + user('t') + thrown('th', signal('S1')) + user('t2') + chain('s', 't', 'th', 't2') + handler(signal('S1'), true)), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['ht']);
    expect(run.complete('ht').status).toBe('completed');
  });

  feature('a non-interrupting timer', diagram(main + handler(duration('PT1H'), false)), {}, (run) => {
    expect(run.timer('h_start').waiting).toEqual(['ht', 't']);
    expect(run.complete('ht').complete('t').complete('t2').status).toBe('completed');
  });

  feature('an interrupting timer', diagram(main + handler(duration('PT1H'), true)), {}, (run) => expect(run.timer('h_start').waiting).toEqual(['ht']));
  feature('an interrupting condition', diagram(main + handler(condition('=stop'), true)), {}, (run) => expect(run.complete('t', { stop: true }).waiting).toEqual(['ht']));

  feature('an error of a job of the process', diagram(start('s') + service('v') + chain('s', 'v') + handler(error('E1'), true)), {}, (run) => {
    expect(run.fail('v', 'E1').waiting).toEqual(['ht']);
    expect(run.complete('ht').status).toBe('completed');
  });

  feature('an error inside a sub-process', diagram(start('s') + sub('u', start('us') + user('t') + end('ue', error('E1')) + chain('us', 't', 'ue') + handler(error('E1'), true)) + end('e') + chain('s', 'u', 'e')), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['ht']);
    expect([run.complete('ht').ended('u'), run.status]).toEqual([1, 'completed']);
  });

  feature('an escalation beside the main flow', diagram(start('s') + user('t') + thrown('th', escalation('X1')) + user('t2') + chain('s', 't', 'th', 't2') + handler(escalation('X1'), false)), {}, (run) => {
    expect(run.complete('t').waiting).toEqual(['ht', 't2']);
    expect(run.complete('ht').complete('t2').status).toBe('completed');
  });

  feature('an error thrown by a handler goes outwards', diagram(start('s') + sub('u', user('t') + eventSub('h', message('M1'), true, end('he', error('E1')) + chain('h_start', 'he'))) + boundary('b', 'u', error('E1')) + user('x') + chain('s', 'u') + chain('b', 'x')), {}, (run) => {
    expect(run.message('paid').waiting).toEqual(['x']);
  });

  feature('two handlers, of which the interrupting one ends the other', diagram(main + handler(message('M1'), false) + eventSub('k', message('M2'), true, user('kt') + chain('k_start', 'kt'))), {}, (run) => {
    expect(run.message('paid').waiting).toEqual(['h_start', 'ht', 'k_start', 't']);
    expect(run.message('withdrawn').waiting).toEqual(['kt']);
    expect([run.complete('kt').status, run.ended('h')]).toEqual(['completed', 0]);
  });
});

describe('transaction (13.5.4)', () => {
  const inside = start('ts') + user('a') + boundary('ca', 'a', compensate()) + user('ua', '', forCompensation) + association('asa', 'ca', 'ua') + and('f') + user('b') + user('other') + end('te', cancel) + chain('ts', 'a', 'f', 'b', 'te') + chain('f', 'other');
  const transaction = diagram(start('s') + element('transaction', 'u', inside) + boundary('bc', 'u', cancel) + user('x') + end('e') + chain('s', 'u', 'e') + chain('bc', 'x'));

  feature('cancelled, ends what runs, compensates, and leaves by its boundary', transaction, {}, (run) => {
    run.complete('a');
    expect(run.waiting).toEqual(['b', 'other']);
    expect(run.complete('b').waiting).toEqual(['ua']);
    expect(run.complete('ua').waiting).toEqual(['x']);
    expect([run.complete('x').status, run.ended('u'), run.ended('bc')]).toEqual(['completed', 0, 1]);
  });

  feature('cancelled with a token held at a join', diagram(start('s') + element('transaction', 'u', start('ts') + and('f') + user('a') + user('b') + user('c') + and('j') + end('te', cancel) + chain('ts', 'f', 'a', 'j') + chain('f', 'b', 'j') + chain('f', 'c', 'te')) + boundary('bc', 'u', cancel) + user('x') + chain('s', 'u') + chain('bc', 'x')), {}, (run) => {
    expect(run.complete('a').complete('c').waiting).toEqual(['x']);
    expect(run.complete('x').status).toBe('completed');
  });

  feature('not cancelled, is a sub-process', diagram(start('s') + element('transaction', 'u', start('ts') + task('a') + end('te') + chain('ts', 'a', 'te')) + boundary('bc', 'u', cancel) + user('x') + end('e') + chain('s', 'u', 'e') + chain('bc', 'x')), {}, (run) => expect(run.status).toBe('completed'));
});

describe('script task', () => {
  feature('a context gives variables', diagram(start('s') + script('c', '{ total: fee * 2, paid: false }') + user('x') + chain('s', 'c', 'x')), { variables: { fee: 21 } }, (run) => expect(run.variables).toEqual({ fee: 21, total: 42, paid: false }));
  feature('another value is named as the task', diagram(start('s') + script('due', 'date("2026-02-12") + duration("P3D")') + user('x') + chain('s', 'due', 'x')), {}, (run) => expect(run.variables).toEqual({ due: '2026-02-15' }));
  feature('another language is never run', diagram(start('s') + script('c', 'process.exit()', 'scriptFormat="javascript"') + chain('s', 'c')), {}, (run) => {
    expect(run.last.error).toEqual({ element: 'c', message: 'The script of <c> is in "javascript"; only FEEL is run.' });
  });
});
