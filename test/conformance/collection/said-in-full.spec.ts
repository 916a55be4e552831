import { and, boundary, caught, chain, diagram, end, error, escalation, eventSub, flow, message, script, start, sub, thrown, user, xor } from '../engine/diagram.js';
import { between, log, runs } from './collection.js';

/** Events that say everything that BPMN lets them say: operations, items, data, both ends of links. */

const ITEM = '<bpmn:itemDefinition id="IT" structureRef="xsd:string"/>';
const CALLED = `${ITEM}<bpmn:message id="MA" name="ask" itemRef="IT"/><bpmn:interface id="IF" name="i"><bpmn:operation id="OP" name="o"><bpmn:inMessageRef>MA</bpmn:inMessageRef></bpmn:operation></bpmn:interface>`;
const asked = '<bpmn:messageEventDefinition messageRef="MA"><bpmn:operationRef>OP</bpmn:operationRef></bpmn:messageEventDefinition>';
const few = '<bpmn:participantMultiplicity minimum="0" maximum="1"/>';
const pools = (own: string, other: string, from: string, to: string) =>
  diagram(own, `${CALLED}<bpmn:collaboration id="co" isClosed="false"><bpmn:participant id="pa" processRef="p">${few}</bpmn:participant><bpmn:participant id="pb" processRef="q"><bpmn:interfaceRef>IF</bpmn:interfaceRef>${few}</bpmn:participant><bpmn:messageFlow id="mf" sourceRef="${from}" targetRef="${to}"/></bpmn:collaboration><bpmn:process id="q" isExecutable="true">${other}</bpmn:process>`);

/** Data that an event takes from, or gives to, the data object `ds`. */
const data = (id: string, definition: string, side: 'in' | 'out', item = 'IT', object = 'ds') => {
  const [kind, set] = side === 'in' ? ['Input', 'inputSet'] : ['Output', 'outputSet'];
  const [from, to] = side === 'in' ? [object, id] : [id, object];
  return `<bpmn:data${kind} id="${id}" itemSubjectRef="${item}"/><bpmn:data${kind}Association><bpmn:sourceRef>${from}</bpmn:sourceRef><bpmn:targetRef>${to}</bpmn:targetRef></bpmn:data${kind}Association><bpmn:${set}><bpmn:data${kind}Refs>${id}</bpmn:data${kind}Refs></bpmn:${set}>${definition}`;
};
const read = (id: string, name = 'ds') => script(id, `{ trail: append(if trail = null then [] else trail, "${id}", ${name}) }`);
const object = (id = 'ds') => `<bpmn:dataObject id="${id}" itemSubjectRef="IT"/>`;

describe('messages through operations, between pools', () => {
  const mid = between(thrown('t', asked), log('a')) + chain('s', 't', 'a', 'e');
  runs('to a start', pools(mid, start('qs', asked) + log('b') + end('qe') + chain('qs', 'b', 'qe'), 't', 'qs'), { comes: { traces: ['a b', 'b a'] } });
  runs('from an end to a start', pools(between(log('a')).replace('</bpmn:endEvent>', `${asked}</bpmn:endEvent>`) + chain('s', 'a', 'e'), start('qs', asked) + log('b') + end('qe') + chain('qs', 'b', 'qe'), 'e', 'qs'), { comes: { traces: ['a b'] } });
  runs('to an event on the way', pools(mid, start('qs') + caught('w', asked) + log('b') + end('qe') + chain('qs', 'w', 'b', 'qe'), 't', 'w'), { comes: { traces: ['a b', 'b a'] } });
  runs('with data', pools(object() + between(script('v', '{ ds: "x" }'), thrown('t', data('di', asked, 'in'))) + chain('s', 'v', 't', 'e'), object('got') + start('qs', data('dx', asked, 'out', 'IT', 'got')) + read('b', 'got') + end('qe') + chain('qs', 'b', 'qe'), 't', 'qs'), { 'which arrive': { traces: ['b x'] } });
  const waiting = object('got') + start('qs') + user('u') + caught('w', data('dx', asked, 'out', 'IT', 'got')) + read('b', 'got') + end('qe') + chain('qs', 'u', 'w', 'b', 'qe');
  runs('with data, before anybody waits for them', pools(object() + between(script('v', '{ ds: "x" }'), thrown('t', data('di', asked, 'in'))) + chain('s', 'v', 't', 'e'), waiting, 't', 'w'), { 'which are kept': { tell: (run) => run.complete('u'), traces: ['b x'] } });
});

describe('data of events within a process', () => {
  const SG = `${ITEM}<bpmn:signal id="SG" name="gale" structureRef="IT"/><bpmn:error id="EE" errorCode="EE" name="ee" structureRef="IT"/><bpmn:escalation id="XX" escalationCode="XX" name="xx" structureRef="IT"/>`;
  const gale = '<bpmn:signalEventDefinition signalRef="SG"/>';
  runs('a signal', diagram(object() + object('got') + between(script('v', '{ ds: "x" }'), and('g'), caught('w', data('dx', gale, 'out', 'IT', 'got')), read('b', 'got'), thrown('t', data('di', gale, 'in'))) + end('f') + chain('s', 'v', 'g', 'w', 'b', 'e') + chain('g', 't', 'f'), SG), { 'brings them': { traces: ['b x'] } });
  const inner = (definition: string) => sub('u', start('us') + script('v', '{ ds: "x" }') + end('ue', data('di', definition, 'in')) + chain('us', 'v', 'ue'));
  for (const [name, definition] of [['an error', error('EE')], ['an escalation', escalation('XX')]] as const) {
    runs(name, diagram(object() + object('got') + between(inner(definition), boundary('b', 'u', data('dx', definition, 'out', 'IT', 'got')), read('x', 'got')) + end('f') + chain('s', 'u', 'e') + chain('b', 'x', 'f'), SG), { 'brings them': { traces: ['x x'] } });
  }
  runs('an error, to an event sub-process', diagram(object() + object('got') + between(sub('u', start('us') + script('v', '{ ds: "x" }') + end('ue', data('di', error('EE'), 'in')) + chain('us', 'v', 'ue') + eventSub('h', data('dx', error('EE'), 'out', 'IT', 'got'), true, read('x', 'got') + end('he') + chain('h_start', 'x', 'he')))) + chain('s', 'u', 'e'), SG), { 'brings them': { traces: ['x x'] } });
});

describe('data that a start event gives to its event sub-process', () => {
  const gale = '<bpmn:signalEventDefinition signalRef="SG"/>';
  const roots = `${ITEM}<bpmn:signal id="SG" name="gale" structureRef="IT"/>`;
  const handled = (interrupts: boolean) =>
    diagram(object() + between(user('t'), script('v', '{ ds: "x" }'), thrown('w', data('di', gale, 'in')), user('u')) + chain('s', 't', 'v', 'w', 'u', 'e') + eventSub('h', data('dx', gale, 'out', 'IT', 'got'), interrupts, object('got') + read('a', 'got') + user('hu') + read('b', 'got') + end('he') + chain('h_start', 'a', 'hu', 'b', 'he')), roots);
  runs('that interrupts', handled(true), { 'thrown inside': { tell: (run) => run.complete('t').complete('hu'), traces: ['a x b x'] }, 'sent from outside': { tell: (run) => run.signal('gale', { dx: 'y' }).complete('hu'), traces: ['a y b y'] } });
  runs('beside', handled(false), { 'each its own': { tell: (run) => run.signal('gale', { dx: 'y' }).complete('t').complete('hu').complete('hu').complete('u'), traces: ['a y a x b y b x', 'a y a x b x b y'] } });
});

describe('data that begin an instance', () => {
  const begun = object('got') + start('s', data('dx', asked, 'out', 'IT', 'got')) + read('a', 'got') + end('e') + chain('s', 'a', 'e');
  runs('by a message', diagram(begun, CALLED), { 'go to the data object': { startEvent: 's', variables: { dx: 'x' }, traces: ['a x'] } });
  const other = object('got') + start('qs', data('dx', message('M1'), 'out', 'IT', 'got')) + read('a', 'got') + end('qe', asked) + chain('qs', 'a', 'qe');
  runs('of two pools', pools(start('s', asked) + log('b') + end('e') + chain('s', 'b', 'e'), other, 'qe', 's'), { 'go to the data object of the first': { startEvent: 'qs', variables: { dx: 'x' }, traces: ['a x b'] } });
});

describe('links that say both ends', () => {
  const linked = (id: string, ends: string) => `<bpmn:linkEventDefinition id="${id}" name="L">${ends}</bpmn:linkEventDefinition>`;
  const two = (first: string, second: string, back: string) =>
    between(xor('g', '', 'default="d"'), log('a'), log('b'), thrown('t1', linked('d1', first)), thrown('t2', linked('d2', second)), caught('c', linked('d3', back)), log('z')) + flow('s', 'g') + flow('g', 'a', '=first') + flow('g', 'b', undefined, 'd') + chain('a', 't1') + chain('b', 't2') + chain('c', 'z', 'e');
  const target = '<bpmn:target>d3</bpmn:target>';
  const cases = { 'the one': { variables: { first: true }, traces: ['a z'] }, 'the other': { variables: { first: false }, traces: ['b z'] } };
  runs('all of them', two(target, target, '<bpmn:source>d1</bpmn:source><bpmn:source>d2</bpmn:source>'), cases);
  runs('the sources alone', two(target, target, ''), cases);
  runs('the target alone', two('', '', '<bpmn:source>d1</bpmn:source><bpmn:source>d2</bpmn:source>'), cases);
});
