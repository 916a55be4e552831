import { and, association, boundary, caught, chain, compensate, cycle, diagram, element, end, error, escalation, eventGateway, eventSub, flow, forCompensation, loop, message, or, receive, rounds, script, service, signal, start, sub, thrown, user, xor } from '../engine/diagram.js';
import type { Play } from '../engine/play.js';
import { between, log, refused, runs } from './collection.js';

/** What a document may leave out or say in its own way, and what parallel branches leave to the engine. */

const noIds = (xml: string) => diagram(xml).replace(/(<bpmn:(?:sequenceFlow|association)) id="[^"]*"/g, '$1');

describe('default flows (tables 8.50 and 10.3)', () => {
  const fork = (id: string) => between(log(id, '', 'default="d"'), log('a'), log('b'), log('c')) + flow('s', id) + flow(id, 'a', '=x = 1') + flow(id, 'b', undefined, 'd') + flow(id, 'c') + chain('a', 'e') + chain('b', 'e') + chain('c', 'e');
  runs('beside a flow without a condition', fork('t'), {
    'taken when no condition holds': { variables: { x: 2 }, traces: ['t b c', 't c b'] },
    'not when one does': { variables: { x: 1 }, traces: ['t a c', 't c a'] },
  });
});

describe('messages and signals between parallel branches (10.5.1)', () => {
  const S2 = '<bpmn:signal id="S2" name="rain"/>';
  const branches = (throws: string, waits: string, more: string) => diagram(between(and('g'), throws, waits, log('a')) + end('f') + more, S2);
  for (const [first, flows] of [['drawn first', chain('s', 'g', 't', 'e') + chain('g', 'w', 'a', 'f')], ['drawn last', flow('s', 'g') + chain('g', 'w', 'a', 'f') + chain('g', 't', 'e')]] as const) {
    runs(`a throwing branch ${first}`, branches(thrown('t', signal('S1')), caught('w', signal('S1')), flows), { 'is heard': { traces: ['a'] } });
    runs(`a throwing branch ${first}, by a message`, branches(thrown('t', message('M1')), caught('w', message('M1')), flows), { 'is heard': { traces: ['a'] } });
    runs(`a throwing branch ${first}, several events`, branches(thrown('t', signal('S2') + signal('S1')), caught('w', signal('S1')), flows), { 'is heard': { traces: ['a'] } });
  }
  runs('by an end event', diagram(between(and('g'), log('x'), caught('w', signal('S1')), log('a')) + end('f', signal('S1')) + chain('s', 'g', 'f') + chain('g', 'x', 'w', 'a', 'e')), { 'is heard': { traces: ['x a'] } });
  runs('behind an event gateway', between(and('g'), thrown('t', signal('S1')), eventGateway('x'), caught('w', signal('S1')), caught('v', message('M1')), log('a'), log('b')) + end('f') + chain('s', 'g', 't', 'f') + chain('g', 'x', 'w', 'a', 'e') + chain('x', 'v', 'b', 'e'), { 'is heard': { traces: ['a'] } });
  runs('behind an inclusive join', between(and('g'), thrown('t', signal('S1')), and('h'), log('x'), log('y'), or('j'), caught('w', signal('S1')), log('a')) + end('f') + chain('s', 'g', 't', 'f') + chain('g', 'h', 'x', 'j', 'w', 'a', 'e') + chain('h', 'y', 'j'), { 'is heard': { traces: ['x y a', 'y x a'] } });
});

describe('ways that are never taken', () => {
  const inside = (by: string, kind = 'subProcess') => between(element(kind, 'u', start('us') + log('a') + end('ue', by) + chain('us', 'a', 'ue')), log('z'), log('x')) + end('f') + chain('s', 'u', 'z', 'e') + chain('b', 'x', 'f');
  runs('beside an error that always comes', inside(error('E1')) + boundary('b', 'u', error('E1')), { 'are left out': { traces: ['a x'] } });
  runs('beside an escalation that always comes', inside(escalation('X1')) + boundary('b', 'u', escalation('X1')), { 'are left out': { traces: ['a x'] } });
  runs('beside a cancellation', inside('<bpmn:cancelEventDefinition/>', 'transaction') + boundary('b', 'u', '<bpmn:cancelEventDefinition/>'), { 'are left out': { traces: ['a x'] } });
  runs('behind an escalation that interrupts', between(sub('u', start('us') + thrown('ut', escalation('X1')) + log('a') + end('ue') + chain('us', 'ut', 'a', 'ue')), log('z'), log('x')) + end('f') + boundary('b', 'u', escalation('X1')) + chain('s', 'u', 'z', 'e') + chain('b', 'x', 'f'), { 'are left out': { traces: ['x'] } });
  runs('beside a handler inside', between(sub('u', start('us') + thrown('ut', escalation('X1')) + log('a') + end('ue') + chain('us', 'ut', 'a', 'ue') + eventSub('h', escalation('X1'), true, log('x') + end('he') + chain('h_start', 'x', 'he'))), log('z')) + chain('s', 'u', 'z', 'e'), { 'are left out': { traces: ['x z'] } });
  refused('an escalation that nothing throws', between(sub('u', start('us') + log('a') + end('ue') + chain('us', 'a', 'ue')), log('x')) + end('f') + boundary('b', 'u', escalation('X1')) + chain('s', 'u', 'e') + chain('b', 'x', 'f'), 'x', 'dead-element');
});

describe('work of machines that several tokens come to', () => {
  const twice = (run: Play) => void (expect(run.waiting).toEqual(['j', 'j']), run.complete('j').complete('j'));
  runs('merged by a gateway', between(and('g'), log('a'), log('b'), xor('m'), service('j'), log('z')) + chain('s', 'g', 'a', 'm', 'j', 'z', 'e') + chain('g', 'b', 'm'), { 'is done for each': { tell: twice, traces: ['a b z z', 'b a z z'] } });
  runs('from one that gives several', between(log('a', '', 'completionQuantity="2"'), service('j'), log('z', '', 'startQuantity="2"')) + chain('s', 'a', 'j', 'z', 'e'), { 'is done for each': { tell: twice, traces: ['a z'] } });
  refused('of people', between(log('a', '', 'completionQuantity="2"'), user('j')) + chain('s', 'a', 'j', 'e'), 'j', 'missing-synchronisation');
});

describe('complex gateway (13.4.5)', () => {
  const split = (attributes: string) => between(element('complexGateway', 'g', '', attributes), log('a'), log('b'), log('c'), or('m')) + flow('s', 'g') + flow('g', 'a', '=n > 0') + flow('g', 'b', '=n > 1') + flow('g', 'c', undefined, 'd') + flow('a', 'm') + flow('b', 'm') + flow('c', 'm') + flow('m', 'e');
  runs('that splits', split('default="d" gatewayDirection="Diverging"'), {
    'takes what holds': { variables: { n: 2 }, traces: ['a b', 'b a'] },
    'or one': { variables: { n: 1 }, traces: ['a'] },
    'or the default': { variables: { n: 0 }, traces: ['c'] },
  });
  refused('that joins', between(and('g'), log('a'), log('b'), element('complexGateway', 'j', '<bpmn:activationCondition>activationCount >= 1</bpmn:activationCondition>')) + chain('s', 'g', 'a', 'j', 'e') + chain('g', 'b', 'j'), 'j', 'executable-subset');
});

describe('a pool that a receive task begins (10.3.3)', () => {
  const pools = (inside: string) => `${diagram(between(thrown('t', '<bpmn:messageEventDefinition messageRef="M1"/>'), log('z')) + chain('s', 't', 'z', 'e'), `<bpmn:collaboration id="c"><bpmn:participant id="pa" processRef="p"/><bpmn:participant id="pb" processRef="q"/><bpmn:messageFlow id="mf" sourceRef="t" targetRef="r"/></bpmn:collaboration><bpmn:process id="q" isExecutable="true">${inside}</bpmn:process>`)}`;
  runs('without start and end events', pools(receive('r', '', 'messageRef="M1" instantiate="true"') + log('b') + flow('r', 'b')), { 'begins by its message': { traces: ['b z', 'z b'] } });
  runs('with an end event', pools(receive('r', '', 'messageRef="M1" instantiate="true"') + log('b') + end('qe') + chain('r', 'b', 'qe')), { 'begins by its message': { traces: ['b z', 'z b'] } });
  refused('that is guarded', pools(receive('r', '', 'messageRef="M1" instantiate="true"') + boundary('rb', 'r', signal('S1')) + log('b') + end('qe') + chain('r', 'b', 'qe') + flow('rb', 'qe')), 'q', 'one-process');
});

describe('events of rounds at an interrupting boundary (table 10.29)', () => {
  const told = (behaviour: string, caughtAs: string, ref = 'S1') =>
    diagram(between(log('a', rounds({ sequential: true, cardinality: '3' }).replace('isSequential', `behavior="${behaviour}" ${behaviour.toLowerCase()}BehaviorEventRef="round" isSequential`)), boundary('b', 'a', caughtAs), log('x')) + end('f') + chain('s', 'a', 'e') + chain('b', 'x', 'f'), `<bpmn:signal id="S2" name="rain"/><bpmn:signalEventDefinition id="round" signalRef="${ref}"/>`);
  for (const behaviour of ['None', 'One']) refused(`behaviour ${behaviour}`, told(behaviour, signal('S1')), 'b', 'executable-subset');
  runs('of another signal', told('One', signal('S2')), { 'change nothing': { traces: ['a a a'] } });
});

describe('an intermediate timer that recurs', () => {
  refused('several times', between(caught('w', cycle('R3/PT1H')), log('a')) + chain('s', 'w', 'a', 'e'), 'w', 'timer-value');
  refused('without end', between(caught('w', cycle('R/PT1H')), log('a')) + chain('s', 'w', 'a', 'e'), 'w', 'timer-value');
  runs('once', between(caught('w', cycle('R1/PT1H')), log('a')) + chain('s', 'w', 'a', 'e'), { 'is a duration': { tell: (run) => run.timer('w'), traces: ['a'] } });
});

describe('compensation event sub-process', () => {
  const undone = (inner: string, attributes = '') => between(sub('u', start('us') + log('a') + end('ue') + chain('us', 'a', 'ue') + eventSub('h', compensate(), true, inner).replace('triggeredByEvent', `${attributes} triggeredByEvent`)), thrown('t', compensate()), log('z')) + chain('s', 'u', 't', 'z', 'e');
  runs('that says that it is for compensation', undone(log('ua') + end('he') + chain('h_start', 'ua', 'he'), forCompensation), { 'is one': { traces: ['a ua z'] } });

  const done = (id: string) => log(id) + boundary(`c${id}`, id, compensate()) + log(`u${id}`, '', forCompensation) + association(`as${id}`, `c${id}`, `u${id}`);
  const held = (inner: string, flows: string, more = '') => sub('u', start('us') + done('a') + done('b') + end('ue') + chain('us', 'a', 'b', 'ue') + eventSub('h', compensate(), true, inner + flows) + more);
  const throwing = held(thrown('ht', compensate()) + log('x') + end('he'), chain('h_start', 'ht', 'x', 'he'));
  const whole = (body: string) => between(body, log('c'), thrown('t', compensate()), log('z')) + chain('s', 'u', 'c', 't', 'z', 'e');
  runs('that throws compensation', whole(throwing), { 'undoes what its sub-process did, last first': { traces: ['a b c ub ua x z'] } });
  runs('that throws it at its end', whole(held(log('x') + end('he', compensate()), chain('h_start', 'x', 'he'))), { 'undoes it then': { traces: ['a b c x ub ua z'] } });
  runs('that throws none', whole(held(log('x') + end('he'), chain('h_start', 'x', 'he'))), { 'stands for all of it': { traces: ['a b c x z'] } });
  runs('of what ran twice', between(xor('m'), log('n').replace('{ trail:', '{ n: (if n = null then 0 else n) + 1, trail:'), throwing, xor('k', '', 'default="d"'), thrown('t', compensate()), log('z')) + chain('s', 'm', 'n', 'u', 'k') + flow('k', 'm', '=n < 2') + flow('k', 't', undefined, 'd') + chain('t', 'z', 'e'), { 'undoes each run by itself': { traces: ['n a b n a b ub ua x ub ua x z'] } });
  runs('with people', between(sub('u', start('us') + user('a') + boundary('ca', 'a', compensate()) + user('ua', '', forCompensation) + association('asa', 'ca', 'ua') + end('ue') + chain('us', 'a', 'ue') + eventSub('h', compensate(), true, user('q') + thrown('ht', compensate()) + log('x') + end('he') + chain('h_start', 'q', 'ht', 'x', 'he'))), thrown('t', compensate()), log('z')) + chain('s', 'u', 't', 'z', 'e'), {
    'is waited for': { tell: (run) => void ['a', 'q', 'ua'].forEach((one) => (expect(run.waiting).toEqual([one]), run.complete(one))), traces: ['x z'] },
  });
  const nested = sub('v', start('vs') + done('a') + end('ve') + chain('vs', 'a', 've'));
  refused('that throws for what lies deeper', between(sub('u', start('us') + nested + end('ue') + chain('us', 'v', 'ue') + eventSub('h', compensate(), true, thrown('ht', compensate()) + end('he') + chain('h_start', 'ht', 'he'))), thrown('t', compensate())) + chain('s', 'u', 't', 'e'), 'ht', 'compensation-handler');
  const two = (inside: string, outside: string) => between(sub('o', start('os') + sub('u', start('us') + log('a') + end('ue') + chain('us', 'a', 'ue') + eventSub('h', compensate(), true, log('ua') + end('he') + chain('h_start', 'ua', 'he'))) + (inside ? thrown('t', compensate()) : log('t')) + end('oe') + chain('os', 'u', 't', 'oe')), outside ? thrown('q', compensate()) : log('q')) + chain('s', 'o', 'q', 'e');
  runs('two scopes down, thrown for beside it', two('t', ''), { 'is run': { traces: ['a ua q'] } });
  refused('two scopes down, thrown for from outside', two('', 'q'), 'h', 'executable-subset');
  const event = eventSub('k', message('M1'), true, thrown('t', compensate()) + end('ke') + chain('k_start', 't', 'ke'));
  refused('thrown for by an event sub-process beside it', between(held(log('x') + end('he'), chain('h_start', 'x', 'he')), user('w')) + chain('s', 'u', 'w', 'e') + event, 'h', 'executable-subset');
  const plain = (flows: string, more: string) => between(log('a'), boundary('ca', 'a', compensate()), sub('h', start('hs') + user('q') + log('ua') + end('he') + chain('hs', 'q', 'ua', 'he'), forCompensation), association('as', 'ca', 'h'), more) + flows;
  runs('a handler that is a sub-process, with people', plain(chain('s', 'a', 't', 'z', 'e'), thrown('t', compensate()) + log('z')), { 'is waited for': { tell: (run) => void (expect(run.variables).toMatchObject({ trail: ['a'] }), run.complete('q')), traces: ['a ua z'] } });
  refused('a handler that is a sub-process, thrown for by an event sub-process', plain(chain('s', 'a', 'w', 'e'), user('w')) + event, 'h', 'executable-subset');
});

describe('scripts and expressions', () => {
  runs('by the media type', between(log('a').replace('"feel"', '"application/feel"')) + chain('s', 'a', 'e'), { 'are FEEL': { traces: ['a'] } });
  runs('without a script', between(log('a'), element('scriptTask', 'b')) + chain('s', 'a', 'b', 'e'), { 'are passed': { traces: ['a'] } });
  refused('in another language', between(script('a', 'x', 'scriptFormat="groovy"')) + chain('s', 'a', 'e'), 'a', 'script-feel');
  const saying = (xml: string) => diagram(xml).replaceAll('xsi:type="bpmn:tFormalExpression"', 'xsi:type="bpmn:tFormalExpression" language="https://www.omg.org/spec/DMN/20191111/FEEL/"');
  runs('that say their language', saying(between(caught('w', '<bpmn:conditionalEventDefinition id="wd"><bpmn:condition xsi:type="bpmn:tFormalExpression">x = 1</bpmn:condition></bpmn:conditionalEventDefinition>'), log('a', loop({ whilst: 'x = 2', maximum: 2 })), xor('g', '', 'default="d"'), log('b')) + chain('s', 'w', 'a', 'g') + flow('g', 'b', '=x = 1') + flow('g', 'e', undefined, 'd') + flow('b', 'e')), { 'are FEEL': { variables: { x: 1 }, traces: ['a b'] } });
});

describe('what needs no id (8.3.1)', () => {
  runs('flows', noIds(between(xor('g', '', 'default="d"'), log('a'), log('b')) + flow('s', 'g') + flow('g', 'a', '=x') + chain('a', 'e') + chain('b', 'e')).replace('</bpmn:process>', '<bpmn:sequenceFlow id="d" sourceRef="g" targetRef="b"/></bpmn:process>'), { taken: { variables: { x: true }, traces: ['a'] }, default: { variables: { x: false }, traces: ['b'] } });
  const undo = (of: string) => boundary(`c${of}`, of, compensate()) + log(`u${of}`, '', forCompensation) + association('', `c${of}`, `u${of}`);
  runs('associations', noIds(between(log('a'), log('b'), undo('a'), undo('b'), thrown('t', compensate())) + chain('s', 'a', 'b', 't', 'e')), { 'last first': { traces: ['a b ub ua'] } });
  refused('a process, but', diagram(between(log('a')) + chain('s', 'a', 'e')).replace('<bpmn:process id="p"', '<bpmn:process'), 'null', 'executable-subset');
});

describe('who does the work (10.3.1, 10.8.1)', () => {
  const by = (role: string) => diagram(between(user('t', role), log('a')) + chain('s', 't', 'a', 'e'), '<bpmn:resource id="R" name="Cán bộ"/>');
  const done = { 'waits for a person': { tell: (run: Play) => void run.complete('t'), traces: ['a'] } };
  runs('a resource', by('<bpmn:potentialOwner id="po"><bpmn:resourceRef>R</bpmn:resourceRef></bpmn:potentialOwner>'), done);
  runs('an expression', by('<bpmn:humanPerformer id="po"><bpmn:resourceAssignmentExpression><bpmn:formalExpression>x</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:humanPerformer>'), done);
  runs('nobody said', by('<bpmn:performer id="po"/>'), done);
  runs('a lane set without lanes', '<bpmn:laneSet id="ls"/>' + between(log('a')) + chain('s', 'a', 'e'), { runs: { traces: ['a'] } });
});

describe('which process is meant', () => {
  const two = (first: string, second: string) => diagram(between(log('a')) + chain('s', 'a', 'e'), `<bpmn:process id="q" ${second}>${start('qs') + log('b') + end('qe') + chain('qs', 'b', 'qe')}</bpmn:process>`).replace('id="p" isExecutable="true"', `id="p" ${first}`);
  runs('the one that is marked', two('isExecutable="true"', 'isExecutable="false"'), { runs: { traces: ['a'] } });
  runs('the only one, marked or not', diagram(between(log('a')) + chain('s', 'a', 'e')).replace(' isExecutable="true"', ''), { runs: { traces: ['a'] } });
  refused('none of two is marked', two('', ''), 'p', 'one-process');
});
