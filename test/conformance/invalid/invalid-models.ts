import {
  and, association, boundary, call, cancel, caught, chain, compensate, condition, cycle, date, diagram, duration, element, end, error, escalation, eventGateway, eventSub, flow, forCompensation,
  link, loop, message, or, receive, rounds, script, service, signal, start, sub, task, terminate, thrown, user, xor,
} from '../engine/diagram.js';

/** A diagram that breaks BPMN 2.0.2 in one way, and the elements of which one must be named. */
export interface Invalid {
  name: string;
  xml: string;
  at: string | readonly string[] | null;
}

const models: Invalid[] = [];
const add = (name: string, at: Invalid['at'], body: string, roots = ''): number => models.push({ name, at, xml: diagram(body, roots) });
const whole = (name: string, at: Invalid['at'], xml: string): number => models.push({ name, at, xml });

/** From the start through one element to the end. */
const through = (id: string, xml: string, more = ''): string => start('s') + xml + end('e') + chain('s', id, 'e') + more;
const plain = (): string => start('us') + end('ue') + chain('us', 'ue');
const inside = (inner: string): string => start('us') + inner + end('ue') + chain('us', 'it', 'ue');

const ACTIVITIES: [string, string][] = [
  ['task', task('t')],
  ['user task', user('t')],
  ['service task', service('t')],
  ['send task', element('sendTask', 't')],
  ['receive task', receive('t', '', 'messageRef="M1"')],
  ['business rule task', element('businessRuleTask', 't')],
  ['manual task', element('manualTask', 't')],
  ['script task', script('t', '1 + 1')],
  ['call activity', call('t', '', 'calledElement="khai-sinh"')],
  ['sub-process', sub('t', start('ts') + end('te') + chain('ts', 'te'))],
];
const GATEWAYS: [string, (id: string, inner?: string, attributes?: string) => string][] = [['exclusive', xor], ['parallel', and], ['inclusive', or]];
const CAUGHT: [string, string][] = [['message', message('M1')], ['signal', signal('S1')], ['timer', duration('PT1H')], ['conditional', condition('=a > 1')]];
const THROWN: [string, string][] = [['none', ''], ['message', message('M1')], ['signal', signal('S1')], ['escalation', escalation('X1')]];
const ENDED: [string, string][] = [...THROWN, ['error', error('E1')], ['terminate', terminate], ['compensation', compensate()]];

// starts and ends /////////////////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [name, xml] of ACTIVITIES) {
  add(`no start event before a ${name}`, 'p', xml + end('e') + chain('t', 'e'));
  add(`no end event after a ${name}`, ['p', 't'], start('s') + xml + chain('s', 't'));
  add(`a ${name} that leads nowhere beside a way to the end`, 't', start('s') + and('g') + xml + end('e') + chain('s', 'g', 't') + flow('g', 'e'));
  add(`a ${name} that nothing leads to`, 't', through('w', task('w'), xml + flow('t', 'e')));
  add(`a flow from a ${name} back into the start event`, 's', through('t', xml, xor('x') + flow('t', 's')));
  add(`a flow out of the end event to a ${name}`, 'e', start('s') + end('e') + xml + end('f') + chain('s', 'e', 't', 'f'));
  add(`a boundary event on a ${name} with an incoming flow`, 'b', through('t', xml + boundary('b', 't', duration('PT1H')) + end('f') + chain('b', 'f') + and('g') + flow('t', 'b')));
  add(`a boundary event on a ${name} that leads nowhere`, 'b', through('t', xml + boundary('b', 't', duration('PT1H'))));
  add(`a boundary event without definition on a ${name}`, 'b', through('t', xml + boundary('b', 't', '') + end('f') + chain('b', 'f')));
  add(`a cancel boundary event on a ${name}`, 'b', through('t', xml + boundary('b', 't', cancel) + end('f') + chain('b', 'f')));
  add(`a non-interrupting error on a ${name}`, 'b', through('t', xml + boundary('b', 't', error('E1'), false) + end('f') + chain('b', 'f')));
  add(`a terminate boundary event on a ${name}`, 'b', through('t', xml + boundary('b', 't', terminate) + end('f') + chain('b', 'f')));
  add(`a compensation boundary with an outgoing flow on a ${name}`, 'b', through('t', xml + boundary('b', 't', compensate()) + end('f') + chain('b', 'f')));
  add(`a compensation boundary without a handler on a ${name}`, 'b', through('t', xml + boundary('b', 't', compensate())));
  add(`a compensation handler of a ${name} that is none`, 'b', through('t', xml + boundary('b', 't', compensate()) + user('h') + association('a', 'b', 'h') + flow('t', 'h') + flow('h', 'e')));
  add(`the default flow of another element at a ${name}`, 't', start('s') + xml.replace('id="t"', 'id="t" default="s_t"') + end('e') + chain('s', 't', 'e'));
  add(`a default flow with a condition out of a ${name}`, ['d', 't'], start('s') + xml.replace('id="t"', 'id="t" default="d"') + end('e') + end('f') + chain('s', 't') + flow('t', 'e', '=a') + flow('t', 'f', '=b', 'd'));
  add(`only a conditional flow out of a ${name}`, 'c', start('s') + xml + end('e') + chain('s', 't') + flow('t', 'e', '=a', 'c'));
  add(`a ${name} that must get no token`, 't', through('t', xml.replace('id="t"', 'id="t" startQuantity="0"')));
  add(`a ${name} that gives a negative number of tokens`, 't', through('t', xml.replace('id="t"', 'id="t" completionQuantity="-1"')));
  add(`a ${name} that waits for tokens that never come`, ['t', 'e', 'p'], through('t', xml.replace('id="t"', 'id="t" startQuantity="2"')));
  add(`a ${name} with an unknown default flow`, 't', start('s') + xml.replace('id="t"', 'id="t" default="nowhere"') + end('e') + chain('s', 't', 'e'));
  add(`a compensation handler ${name} in the flow`, 't', through('t', xml.replace('id="t"', `id="t" ${forCompensation}`)));
  add(`a compensation handler ${name} that nothing leads to`, 't', through('w', task('w'), xml.replace('id="t"', `id="t" ${forCompensation}`)));
  add(`a multi-instance ${name} without a number`, 't', through('t', xml.includes('/></') || !xml.includes('></') ? '' : xml.replace(/>(.*)<\/bpmn:(\w+)>$/s, `>$1${rounds({})}</bpmn:$2>`)));
  add(`a multi-instance ${name} with a negative number`, 't', through('t', xml.replace(/>(.*)<\/bpmn:(\w+)>$/s, `>$1${rounds({ cardinality: '-2' })}</bpmn:$2>`)));
  add(`a looping ${name} without an end`, 't', through('t', xml.replace(/>(.*)<\/bpmn:(\w+)>$/s, `>$1${loop({})}</bpmn:$2>`)));
  add(`a looping ${name} with a negative maximum`, 't', through('t', xml.replace(/>(.*)<\/bpmn:(\w+)>$/s, `>$1${loop({ maximum: -1 })}</bpmn:$2>`)));
}

add('no flow nodes at all', 'p', '');
add('two plain start events', 'p', start('s') + start('s2') + task('t') + end('e') + chain('s', 't', 'e') + flow('s2', 't'));
add('a start event alone', ['s', 'p'], start('s'));
add('an end event alone', ['p', 'e'], end('e'));
for (const [name, definition] of [['error', error('E1')], ['escalation', escalation('X1')], ['compensation', compensate()], ['cancel', cancel], ['terminate', terminate], ['link', link('L')]] as const) {
  add(`a process that starts by ${name}`, 's', start('s', definition) + end('e') + chain('s', 'e'));
}
for (const [name, definition] of CAUGHT) {
  add(`an embedded sub-process that starts by ${name}`, 'us', through('u', sub('u', start('us', definition) + end('ue') + chain('us', 'ue'))));
  add(`an end event that catches: ${name}`, 'e', start('s') + end('e', name === 'message' || name === 'signal' ? definition + definition.replace('Ref="', 'Ref="no-') : definition) + chain('s', 'e'));
  add(`a ${name} event in the flow that nothing leads to`, 'w', through('t', task('t'), caught('w', definition) + flow('w', 'e')));
  add(`a ${name} event in the flow that leads nowhere`, 'w', start('s') + and('g') + caught('w', definition) + end('e') + chain('s', 'g', 'w') + flow('g', 'e'));
  add(`a conditional flow out of a ${name} event`, 'c', start('s') + caught('w', definition) + end('e') + end('f') + chain('s', 'w', 'f') + flow('w', 'e', '=a', 'c'));
}
for (const [name, definition] of [['error', error('E1')], ['escalation', escalation('X1')], ['cancel', cancel], ['terminate', terminate], ['compensation', compensate()]] as const) {
  add(`an intermediate event that catches ${name}`, 'w', through('w', caught('w', definition)));
}
for (const [name, definition] of [['timer', duration('PT1H')], ['error', error('E1')], ['cancel', cancel], ['terminate', terminate], ['conditional', condition('=a')]] as const) {
  add(`an intermediate event that throws ${name}`, 'w', through('w', thrown('w', definition)));
}
add('an intermediate catching event without definition', 'w', through('w', caught('w')));
for (const [name, definition] of ENDED) {
  add(`an end event (${name}) with an outgoing flow`, 'e', start('s') + end('e', definition) + end('f') + chain('s', 'e', 'f'));
  add(`a start event inside a sub-process with an incoming flow, ended by ${name}`, 'us', through('u', sub('u', start('us') + task('it') + end('ue', definition) + chain('us', 'it', 'ue') + xor('x') + flow('it', 'us'))));
}

// scopes //////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [name, xml] of ACTIVITIES) {
  add(`a flow from the process into a sub-process, to a ${name}`, 'x', through('u', sub('u', start('us') + xml + end('ue') + chain('us', 't', 'ue')), flow('s', 't', undefined, 'x')));
  add(`a flow out of a sub-process, from a ${name}`, 'x', through('u', sub('u', start('us') + xml + end('ue') + chain('us', 't', 'ue') + flow('t', 'e', undefined, 'x'))));
  add(`a flow between two sub-processes, from a ${name}`, 'x', start('s') + sub('u', start('us') + xml + end('ue') + chain('us', 't', 'ue')) + sub('v', inside(task('it')).replaceAll('us', 'vs').replaceAll('ue', 've')) + end('e') + chain('s', 'u', 'v', 'e') + flow('t', 'it', undefined, 'x'));
  add(`a boundary event on a ${name} of another scope`, 'b', through('u', sub('u', start('us') + xml + end('ue') + chain('us', 't', 'ue')) + boundary('b', 't', duration('PT1H')) + end('f') + chain('b', 'f')));
}
add('a sub-process without a start event', 'u', through('u', sub('u', task('it') + end('ue') + chain('it', 'ue'))));
add('a sub-process without an end event', ['u', 'it'], through('u', sub('u', start('us') + task('it') + chain('us', 'it'))));
add('an empty sub-process', 'u', through('u', sub('u', '')));
add('two start events in a sub-process', 'u', through('u', sub('u', start('us') + start('us2') + end('ue') + chain('us', 'ue') + chain('us2', 'ue'))));
add('an unreachable element in a sub-process', 'x', through('u', sub('u', plain() + task('x') + flow('x', 'ue'))));

// event sub-processes /////////////////////////////////////////////////////////////////////////////////////////////////////////////

const handled = (handler: string): string => start('s') + user('t') + end('e') + chain('s', 't', 'e') + handler;
for (const [name, definition] of [...CAUGHT, ['error', error('E1')], ['escalation', escalation('X1')]] as [string, string][]) {
  const handler = eventSub('h', definition, true, end('he') + chain('h_start', 'he'));
  add(`a flow into an event sub-process (${name})`, 'h', handled(handler + flow('t', 'h')));
  add(`a flow out of an event sub-process (${name})`, 'h', handled(handler + flow('h', 'e')));
  add(`two start events in an event sub-process (${name})`, 'h', handled(sub('h', start('hs', definition) + start('hs2', definition) + end('he') + chain('hs', 'he') + chain('hs2', 'he'), 'triggeredByEvent="true"')));
  add(`an event sub-process without an end (${name})`, ['h', 'h_start'], handled(eventSub('h', definition, true, '')));
  add(`a boundary event on an event sub-process (${name})`, 'b', handled(handler + boundary('b', 'h', duration('PT1H')) + flow('b', 'e')));
}
add('an event sub-process without a start event', 'h', handled(sub('h', task('ht') + end('he') + chain('ht', 'he'), 'triggeredByEvent="true"')));
add('an event sub-process without a trigger', 'h_start', handled(eventSub('h', '', true, end('he') + chain('h_start', 'he'))));
add('a non-interrupting error start', 'h_start', handled(eventSub('h', error('E1'), false, end('he') + chain('h_start', 'he'))));
add('a compensation event sub-process of the process', 'h_start', handled(eventSub('h', compensate(), true, end('he') + chain('h_start', 'he'))));
add('an event sub-process started by cancel', 'h_start', handled(eventSub('h', cancel, true, end('he') + chain('h_start', 'he'))));

// gateways ////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [name, gateway] of GATEWAYS) {
  add(`a ${name} gateway that leads nowhere`, 'g', start('s') + and('f') + gateway('g') + end('e') + chain('s', 'f', 'g') + flow('f', 'e'));
  add(`a ${name} gateway that nothing leads to`, 'g', through('t', task('t'), gateway('g') + flow('g', 'e')));
  add(`a diverging ${name} gateway with two incoming flows`, 'g', start('s') + and('f') + gateway('g', '', 'gatewayDirection="Diverging"') + end('e') + end('e2') + chain('s', 'f', 'g', 'e') + flow('f', 'g', undefined, 'second') + flow('g', 'e2', '=a'.repeat(Number(name !== 'parallel')) || undefined));
  add(`a converging ${name} gateway with two outgoing flows`, 'g', start('s') + gateway('g', '', 'gatewayDirection="Converging"') + end('e') + end('e2') + chain('s', 'g', 'e') + flow('g', 'e2'));
  add(`a mixed ${name} gateway with one incoming flow`, 'g', start('s') + gateway('g', '', 'gatewayDirection="Mixed"') + end('e') + end('e2') + chain('s', 'g', 'e') + flow('g', 'e2'));
  add(`a boundary event on a ${name} gateway`, 'b', through('g', gateway('g') + boundary('b', 'g', duration('PT1H')) + end('f') + chain('b', 'f')));
  for (const [other, join] of GATEWAYS) {
    if (name === other || other === 'inclusive' || name === 'parallel') continue;
    const split = gateway('g') + task('a') + task('b') + join('j');
    if (other === 'parallel') add(`${name} branches into a ${other} join`, 'j', start('s') + split + end('e') + chain('s', 'g') + flow('g', 'a', '=x') + flow('g', 'b', '=y') + chain('a', 'j', 'e') + chain('b', 'j'));
  }
}
add('a complex gateway that joins', 'g', start('s') + and('f') + task('a') + task('b') + element('complexGateway', 'g') + end('e') + chain('s', 'f', 'a', 'g', 'e') + chain('f', 'b', 'g'));
add('an instantiating gateway in the flow', 'g', start('s') + eventGateway('g', '', 'instantiate="true"') + task('a') + task('b') + end('e') + chain('s', 'g', 'a', 'e') + chain('g', 'b', 'e'));
add('a condition behind a parallel gateway', 'c', start('s') + and('g') + end('e') + end('f') + chain('s', 'g', 'f') + flow('g', 'e', '=a', 'c'));
add('a default flow of a parallel gateway', 'g', start('s') + and('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g', 'f') + flow('g', 'e', undefined, 'd'));
add('a condition out of the start event', 'c', start('s') + end('e') + end('f') + chain('s', 'f') + flow('s', 'e', '=a', 'c'));
for (const [name, xml] of [...ACTIVITIES.filter(([one]) => one !== 'receive task'), ['end event', end('t')], ['exclusive gateway', xor('t')], ['throwing event', thrown('t', message('M1'))]] as [string, string][]) {
  const leaves = name === 'end event' ? '' : flow('t', 'e');
  add(`an event gateway that leads to a ${name}`, 'g', start('s') + eventGateway('g') + xml + caught('w', duration('PT1H')) + end('e') + chain('s', 'g', 't') + chain('g', 'w', 'e') + leaves);
}
const waits = caught('w', message('M1')) + caught('v', duration('PT1H')) + end('e') + chain('w', 'e') + chain('v', 'e');
add('an event gateway with one event', 'g', start('s') + eventGateway('g') + caught('w', message('M1')) + end('e') + chain('s', 'g', 'w', 'e'));
add('an event gateway without events', 'g', start('s') + eventGateway('g') + end('e') + task('t') + chain('s', 't', 'e') + flow('t', 'g'));
add('an event that two elements lead to behind an event gateway', 'g', start('s') + and('f') + eventGateway('g') + waits + chain('s', 'f', 'g', 'w') + flow('g', 'v') + flow('f', 'w'));
add('a condition behind an event gateway', 'c', start('s') + eventGateway('g') + waits + chain('s', 'g', 'v') + flow('g', 'w', '=a', 'c'));
add('messages and receive tasks behind one event gateway', 'r', start('s') + eventGateway('g') + waits + receive('r', '', 'messageRef="M2"') + chain('s', 'g', 'w') + flow('g', 'v') + chain('g', 'r', 'e'));
add('a guarded receive task behind an event gateway', 'r', start('s') + eventGateway('g') + caught('v', duration('PT1H')) + receive('r', '', 'messageRef="M2"') + boundary('b', 'r', duration('PT2H')) + end('e') + chain('s', 'g', 'v', 'e') + chain('g', 'r', 'e') + flow('b', 'e'));
add('an instantiating gateway behind something', 'g', start('s') + eventGateway('g', '', 'instantiate="true"') + waits + chain('s', 'g', 'w') + flow('g', 'v'));
add('an instantiating gateway with a timer', 'g', eventGateway('g', '', 'instantiate="true"') + waits + flow('g', 'w') + flow('g', 'v'));
add('an instantiating receive task behind something', 't', through('t', receive('t', '', 'messageRef="M1" instantiate="true"')));

// what events refer to ////////////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [place, event] of [['an intermediate event', (inner: string) => through('w', caught('w', inner))], ['a throwing event', (inner: string) => through('w', thrown('w', inner))], ['an end event', (inner: string) => start('s') + end('w', inner) + chain('s', 'w')], ['a start event', (inner: string) => start('w', inner) + end('e') + chain('w', 'e')], ['a boundary event', (inner: string) => through('t', user('t') + boundary('w', 't', inner) + end('f') + chain('w', 'f'))]] as const) {
  const named = { message: '<bpmn:messageEventDefinition/>', signal: '<bpmn:signalEventDefinition/>', 'dangling message': message('nowhere'), 'dangling signal': signal('nowhere'), 'message that is a signal': message('S1'), 'signal that is a message': signal('M1') };
  for (const [what, definition] of Object.entries(named)) add(`${place} with a ${what === 'message' || what === 'signal' ? `${what} not named` : what}`, 'w', event(definition));
}
add('an error end event without an error', 'w', through('u', sub('u', start('us') + end('w', error()) + chain('us', 'w'))));
add('an error end event with a dangling error', 'w', through('u', sub('u', start('us') + end('w', error('nowhere')) + chain('us', 'w'))));
add('an error without a code, thrown', 'w', start('s') + end('w', error('E0')) + chain('s', 'w'), '<bpmn:error id="E0"/>');
add('an escalation thrown without a name', 'w', through('w', thrown('w', escalation())));
add('a receive task without a message', 't', through('t', receive('t')));
add('a receive task with a dangling message', 't', through('t', receive('t', '', 'messageRef="nowhere"')));
add('a call activity that calls nothing', 't', through('t', call('t')));
add('a call activity that calls what is no code', 't', through('t', call('t', '', 'calledElement="Khai Sinh"')));
add('a call activity that calls a global script in another language', 't', through('t', call('t', '', 'calledElement="ghi"')), '<bpmn:globalScriptTask id="ghi" scriptLanguage="groovy"><bpmn:script>1</bpmn:script></bpmn:globalScriptTask>');
add('a process of the document that calls itself', 'kc', through('t', call('t', '', 'calledElement="khac"')), '<bpmn:process id="khac"><bpmn:startEvent id="ks"/><bpmn:callActivity id="kc" calledElement="khac"/><bpmn:endEvent id="ke"/><bpmn:sequenceFlow id="kf" sourceRef="ks" targetRef="kc"/><bpmn:sequenceFlow id="kg" sourceRef="kc" targetRef="ke"/></bpmn:process>');
add('a process of the document without a start event', ['t', 'kc'], through('t', call('t', '', 'calledElement="khac"')), '<bpmn:process id="khac"><bpmn:task id="kc"/><bpmn:endEvent id="ke"/><bpmn:sequenceFlow id="kg" sourceRef="kc" targetRef="ke"/></bpmn:process>');
add('an event definition by a reference to nothing', 'w', through('w', caught('w', '<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>')));
add('an event definition by reference that does not fit', 'w', through('w', caught('w', '<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>')), '<bpmn:errorEventDefinition id="shared" errorRef="E1"/>');
add('a conditional event without a condition', 'w', through('w', caught('w', '<bpmn:conditionalEventDefinition/>')));

// time and expressions ////////////////////////////////////////////////////////////////////////////////////////////////////////////

const TIMERS: [string, string][] = [
  ['no value', '<bpmn:timerEventDefinition/>'], ['an empty duration', duration('')], ['a word', duration('banana')], ['a duration without a length', duration('PT')], ['a date that is a duration', date('PT1H')],
  ['a day that no calendar has', date('2026-13-45')], ['a duration that is a date', duration('2026-01-01')], ['a cron line', cycle('0 0 * * *')], ['a cycle without an interval', cycle('R3')], ['a cycle of no times', cycle('R0/PT1H')],
  ['two values', `<bpmn:timerEventDefinition><bpmn:timeDate>2026-01-01</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>`], ['FEEL that does not parse', duration('=1 +')], ['another language', duration('${due}')],
];
for (const [name, definition] of TIMERS) {
  add(`a timer with ${name}`, 'w', through('w', caught('w', definition)));
  add(`a boundary timer with ${name}`, 'b', through('t', user('t') + boundary('b', 't', definition) + end('f') + chain('b', 'f')));
}
const EXPRESSIONS = ['', '=', '=a >', '=(a', '${a}', '#{a}', '=a &&  b', '=if a then b', '=for x in y', '= > 3', '=[1, 2', '={a: }', '="open', '=1 + + * 2'];
for (const expression of EXPRESSIONS) {
  add(`the condition "${expression}" of a flow`, 'c', start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + flow('g', 'e', expression, 'c') + flow('g', 'f', undefined, 'd'));
  add(`the condition "${expression}" of an event`, 'w', through('w', caught('w', condition(expression))));
  add(`the completion condition "${expression}"`, 't', through('t', user('t', rounds({ cardinality: '3', until: expression }))));
  add(`the loop condition "${expression}"`, 't', through('t', user('t', loop({ whilst: expression }))));
  if (expression) add(`the script "${expression}"`, 't', through('t', script('t', expression)));
}
for (const language of ['javascript', 'groovy', 'application/x-python', 'text/xpath', '']) add(`a script in "${language}"`, 't', through('t', script('t', '1', language ? `scriptFormat="${language}"` : '')));

// loops, transactions, compensation, ad hoc ///////////////////////////////////////////////////////////////////////////////////////

for (const behaviour of ['None', 'One', 'Complex']) add(`multi-instance behaviour ${behaviour}`, 't', through('t', user('t', rounds({ cardinality: '3' }).replace('isSequential', `behavior="${behaviour}" isSequential`))));
add('both a number and a list of rounds', 't', through('t', user('t', rounds({ cardinality: '3', collection: '=list' }))));
add('a number of rounds that is a text', 't', through('t', user('t', rounds({ cardinality: '"three"' }))));
add('a number of rounds that is a fraction', 't', through('t', user('t', rounds({ cardinality: '2.5' }))));
add('two kinds of loop at once', null, through('t', user('t', rounds({ cardinality: '3' }) + loop({ maximum: 3 }))));
add('a cancel end event in the process', 'w', start('s') + end('w', cancel) + chain('s', 'w'));
add('a cancel end event in a sub-process', 'w', through('u', sub('u', start('us') + end('w', cancel) + chain('us', 'w'))));
add('a cancel end event in a sub-process of a transaction', 'w', through('u', element('transaction', 'u', start('us') + sub('v', start('vs') + end('w', cancel) + chain('vs', 'w')) + end('ue') + chain('us', 'v', 'ue')) + boundary('b', 'u', cancel) + end('f') + chain('b', 'f')));
add('a non-interrupting cancel', 'b', through('u', element('transaction', 'u', start('us') + end('w', cancel) + chain('us', 'w')) + boundary('b', 'u', cancel, false) + end('f') + chain('b', 'f')));
add('compensation of an activity elsewhere', 'w', through('u', sub('u', start('us') + task('a') + end('ue') + chain('us', 'a', 'ue')) + thrown('w', compensate('a')) + flow('u', 'w') + flow('w', 'e')));
add('compensation of an activity without a handler', 'w', start('s') + task('a') + thrown('w', compensate('a')) + end('e') + chain('s', 'a', 'w', 'e'));
add('compensation of nothing', 'w', start('s') + thrown('w', compensate('nowhere')) + end('e') + chain('s', 'w', 'e'));
add('two handlers of one compensation event', 'b', through('t', user('t') + boundary('b', 't', compensate()) + user('h', '', forCompensation) + user('k', '', forCompensation) + association('a1', 'b', 'h') + association('a2', 'b', 'k')));
add('a handler in another scope', 'b', through('t', user('t') + boundary('b', 't', compensate()) + association('a1', 'b', 'h'), sub('u', plain() + user('h', '', forCompensation)) + flow('t', 'u') + flow('u', 'e')));
for (const [name, xml] of ACTIVITIES.slice(0, 3)) {
  add(`an ad-hoc sub-process with a start event before a ${name}`, 'us', through('u', element('adHocSubProcess', 'u', start('us') + xml + chain('us', 't'))));
  add(`an ad-hoc sub-process with an end event after a ${name}`, 'ue', through('u', element('adHocSubProcess', 'u', xml + end('ue') + chain('t', 'ue'))));
}
add('an empty ad-hoc sub-process', 'u', through('u', element('adHocSubProcess', 'u')));
add('an ad-hoc condition that does not parse', 'u', through('u', element('adHocSubProcess', 'u', task('a') + '<bpmn:completionCondition>=a &gt;</bpmn:completionCondition>')));

// links ///////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

add('a link that nobody catches', 'w', start('s') + thrown('w', link('L')) + end('e') + task('t') + chain('s', 't', 'e') + flow('t', 'w'));
add('a link that nobody throws', 'w', through('t', task('t'), caught('w', link('L')) + flow('w', 'e')));
add('links of two names', ['w', 'v'], start('s') + thrown('w', link('L')) + caught('v', link('M')) + end('e') + chain('s', 'w') + chain('v', 'e'));
add('two catchers of one link', ['v', 'v2'], start('s') + thrown('w', link('L')) + caught('v', link('L')) + caught('v2', link('L')) + end('e') + chain('s', 'w') + chain('v', 'e') + chain('v2', 'e'));
add('a flow out of a throwing link', 'w', start('s') + thrown('w', link('L')) + caught('v', link('L')) + end('e') + chain('s', 'w', 'e') + chain('v', 'e'));
add('a flow into a catching link', 'v', start('s') + and('g') + thrown('w', link('L')) + caught('v', link('L')) + end('e') + chain('s', 'g', 'w') + flow('g', 'v') + chain('v', 'e'));
add('a link across scopes', ['w', 'v'], through('u', sub('u', start('us') + thrown('w', link('L')) + end('ue') + chain('us', 'w') + task('x') + chain('us', 'x', 'ue')) + caught('v', link('L')) + flow('v', 'e')));
add('a link without a name', ['w', 'v'], start('s') + thrown('w', '<bpmn:linkEventDefinition name=""/>') + caught('v', '<bpmn:linkEventDefinition name=""/>') + end('e') + chain('s', 'w') + chain('v', 'e'));

// tokens //////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

add('a loop without an exit', ['m', 't', 'x'], start('s') + xor('x') + xor('m') + task('t') + end('e') + chain('s', 'x', 'm', 't', 'm') + flow('x', 'e'));
add('tokens that grow without end', ['t', 'e', 'm', 'g'], start('s') + xor('m') + and('g') + task('t') + end('e') + chain('s', 'm', 'g', 't', 'e') + flow('g', 'm'));
add('two tokens at a person’s task', ['t', 'm'], start('s') + and('g') + xor('m') + user('t') + end('e') + chain('s', 'g', 'm', 't', 'e') + flow('g', 'm', undefined, 'second'));
add('two tokens at a wait', ['w', 'm'], start('s') + and('g') + xor('m') + caught('w', duration('PT1H')) + end('e') + chain('s', 'g', 'm', 'w', 'e') + flow('g', 'm', undefined, 'second'));
add('a join that waits for what was not sent', 'j', start('s') + xor('g') + and('j') + end('e') + chain('s', 'g') + flow('g', 'j', '=a', 'f1') + flow('g', 'j', '=b', 'f2') + chain('j', 'e'));
add('an escalation that nobody throws', ['b', 'f'], through('u', sub('u', plain()) + boundary('b', 'u', escalation('X1')) + end('f') + chain('b', 'f')));

// references and collaborations ///////////////////////////////////////////////////////////////////////////////////////////////////

add('a flow from nowhere', 'x', through('t', task('t'), '<bpmn:sequenceFlow id="x" sourceRef="nowhere" targetRef="e"/>'));
add('a flow to nowhere', 'x', through('t', task('t'), '<bpmn:sequenceFlow id="x" sourceRef="t" targetRef="nowhere"/>'));
add('a flow without a source', 'x', through('t', task('t'), '<bpmn:sequenceFlow id="x" targetRef="e"/>'));
add('a flow without a target', 'x', through('t', task('t'), '<bpmn:sequenceFlow id="x" sourceRef="t"/>'));
add('a flow to a data object', 'x', through('t', task('t'), '<bpmn:dataObject id="d"/><bpmn:dataObjectReference id="r" dataObjectRef="d"/><bpmn:sequenceFlow id="x" sourceRef="t" targetRef="r"/>'));
add('a boundary event on nothing', 'b', through('t', user('t') + '<bpmn:boundaryEvent id="b">' + duration('PT1H') + '</bpmn:boundaryEvent>' + flow('b', 'e')));
add('a boundary event on an event', 'b', through('w', caught('w', message('M1')) + boundary('b', 'w', duration('PT1H')) + flow('b', 'e')));
add('a boundary event on what is not there', 'b', through('t', user('t') + boundary('b', 'nowhere', duration('PT1H')) + flow('b', 'e')));
add('a duplicate id', null, through('t', user('t') + user('t')));
add('an element without an id', null, through('t', user('t') + '<bpmn:userTask name="no id"/>'));
add('a lane of what is not there', 'l', '<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>nowhere</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>' + through('t', user('t')));
add('a choreography', 'ch', through('t', task('t')), '<bpmn:choreography id="ch"/>');
add('a choreography in the process', 'cc', through('t', task('t'), '<bpmn:callChoreography id="cc"/>'));
add('a data association that transforms by another language', 't', through('t', user('t', '<bpmn:dataInputAssociation id="da"><bpmn:targetRef>pr</bpmn:targetRef><bpmn:transformation>${a}</bpmn:transformation></bpmn:dataInputAssociation>').replace('<bpmn:dataInput', '<bpmn:property id="pr" name="x"/><bpmn:dataInput')));
const pools = (flows: string, second = '', body = through('t', element('sendTask', 't'))): string =>
  diagram(body, `<bpmn:collaboration id="c"><bpmn:participant id="pa" processRef="p"/><bpmn:participant id="pb"${second ? ' processRef="q"' : ''}/>${flows}</bpmn:collaboration>${second}`);
const between = (from: string, to: string): string => `<bpmn:messageFlow id="m" sourceRef="${from}" targetRef="${to}"/>`;
const other = '<bpmn:process id="q"><bpmn:startEvent id="qs"/><bpmn:userTask id="qt"/><bpmn:endEvent id="qe"/><bpmn:sequenceFlow id="q1" sourceRef="qs" targetRef="qt"/><bpmn:sequenceFlow id="q2" sourceRef="qt" targetRef="qe"/></bpmn:process>';
whole('a message flow within a pool', 'm', pools(between('t', 'w'), '', start('s') + element('sendTask', 't') + receive('w', '', 'messageRef="M1"') + end('e') + chain('s', 't', 'w', 'e')));
whole('a message flow to a gateway', 'm', pools(between('pb', 'g'), '', through('g', xor('g'))));
whole('a message flow out of a start event', 'm', pools(between('s', 'pb')));
whole('a message flow into an end event', 'm', pools(between('pb', 'e')));
whole('a message flow out of a timer', 'm', pools(between('w', 'pb'), '', through('w', caught('w', duration('PT1H')))));
whole('a message flow into a timer', 'm', pools(between('pb', 'w'), '', through('w', caught('w', duration('PT1H')))));
whole('a message flow to nowhere', 'm', pools(between('t', 'nowhere')));
whole('a message flow without a source', 'm', pools('<bpmn:messageFlow id="m" targetRef="t"/>'));
whole('a pool of a process that is not there', 'pb', pools('', '').replace('<bpmn:participant id="pb"/>', '<bpmn:participant id="pb" processRef="nowhere"/>'));
whole('a sequence flow between two pools', 'x', pools('', other).replace('</bpmn:process></bpmn:definitions>', '<bpmn:sequenceFlow id="x" sourceRef="t" targetRef="qt"/></bpmn:process></bpmn:definitions>'));
whole('two executable processes', ['p', 'q'], diagram(through('t', task('t')), other.replace('id="q">', 'id="q" isExecutable="true">')));
whole('no process at all', null, '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x"/>');

// the metamodel ///////////////////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [attribute, value] of [['isExecutable', 'yes'], ['isForCompensation', 'maybe'], ['startQuantity', 'two'], ['completionQuantity', '1.5'], ['isForCompensation', '1']] as const) {
  const on = attribute === 'isExecutable' ? 'p' : 't';
  whole(`${attribute}="${value}"`, on, diagram(through('t', user('t'))).replace(on === 'p' ? 'isExecutable="true"' : 'id="t"', `${on === 't' ? 'id="t" ' : ''}${attribute}="${value}"`));
}
add('a boundary event that perhaps interrupts', 'b', through('t', user('t') + boundary('b', 't', duration('PT1H')).replace('cancelActivity="true"', 'cancelActivity="perhaps"') + end('f') + chain('b', 'f')));
add('an event sub-process by a number', 'h', handled(eventSub('h', message('M1'), true, end('he') + chain('h_start', 'he')).replace('triggeredByEvent="true"', 'triggeredByEvent="2"')));
add('a direction that there is not', 'g', through('g', xor('g', '', 'gatewayDirection="Sideways"')));
add('an event gateway of a third kind', 'g', start('s') + eventGateway('g', '', 'eventGatewayType="Both"') + waits + chain('s', 'g', 'w') + flow('g', 'v'));
add('an ordering that there is not', 'u', through('u', element('adHocSubProcess', 'u', task('a'), 'ordering="Random"')));
add('a behaviour that there is not', 't', through('t', user('t', rounds({ cardinality: '2' }).replace('isSequential', 'behavior="Some" isSequential'))));
add('rounds in a sequence of a kind', 't', through('t', user('t', rounds({ cardinality: '2' }).replace('isSequential="false"', 'isSequential="often"'))));
add('an attribute that BPMN does not have', 't', through('t', user('t', '', 'colour="red"')));
for (const [what, inner] of [
  ['an incoming flow that leads elsewhere', '<bpmn:incoming>t_e</bpmn:incoming>'], ['an outgoing flow that comes from elsewhere', '<bpmn:outgoing>s_t</bpmn:outgoing>'], ['a flow named twice', '<bpmn:incoming>s_t</bpmn:incoming><bpmn:incoming>s_t</bpmn:incoming>'],
  ['an incoming flow that is a task', '<bpmn:incoming>s</bpmn:incoming>'],
] as const) {
  for (const [name, xml] of ACTIVITIES) add(`a ${name} with ${what}`, 't', through('t', xml.replace(/(<bpmn:\w+ id="t"[^>]*>)/, `$1${inner}`)));
}
add('a flow that its target leaves out', 'm', start('s') + and('g') + xor('m', '<bpmn:incoming>g_m</bpmn:incoming>') + end('e') + chain('s', 'g', 'm', 'e') + flow('g', 'm', undefined, 'second'));
const laned = (...lanes: string[]): string => `<bpmn:laneSet id="ls">${lanes.join('')}</bpmn:laneSet>`;
const lane = (id: string, ...nodes: string[]): string => `<bpmn:lane id="${id}">${nodes.map((node) => `<bpmn:flowNodeRef>${node}</bpmn:flowNodeRef>`).join('')}</bpmn:lane>`;
for (const node of ['s', 't', 'e']) add(`"${node}" in two lanes`, 'l2', laned(lane('l1', node), lane('l2', node)) + through('t', user('t')));
add('a lane of flows', 'l1', laned(lane('l1', 's_t')) + through('t', user('t')));
add('a lane of another process', 'l1', laned(lane('l1', 'qt')) + through('t', user('t')), other);
const io = (inner: string): string => `<bpmn:ioSpecification id="io">${inner}</bpmn:ioSpecification>`;
const set = (side: 'input' | 'output', ...refs: string[]): string => `<bpmn:${side}Set id="${side}s">${refs.map((ref) => `<bpmn:data${side === 'input' ? 'Input' : 'Output'}Refs>${ref}</bpmn:data${side === 'input' ? 'Input' : 'Output'}Refs>`).join('')}</bpmn:${side}Set>`;
const [di, dout] = ['<bpmn:dataInput id="di"/>', '<bpmn:dataOutput id="dou"/>'];
for (const [what, inner] of [
  ['an input of no set', di + set('input') + set('output')], ['an output of no set', dout + set('input') + set('output')], ['an input without sets', di], ['an input in a set of outputs', di + set('input', 'di') + set('output', 'di')], ['a set of what is not there', set('input', 'nowhere') + set('output')],
  ['an optional input that is not in the set', di + '<bpmn:dataInput id="dj"/><bpmn:inputSet id="inputs"><bpmn:dataInputRefs>di</bpmn:dataInputRefs><bpmn:dataInputRefs>dj</bpmn:dataInputRefs></bpmn:inputSet><bpmn:inputSet id="inputs2"><bpmn:dataInputRefs>di</bpmn:dataInputRefs><bpmn:optionalInputRefs>dj</bpmn:optionalInputRefs></bpmn:inputSet>' + set('output')],
] as const) {
  for (const [name, xml] of ACTIVITIES.slice(1, 4)) add(`a ${name} with ${what}`, null, through('t', xml.replace(/(<bpmn:\w+ id="t"[^>]*>)/, `$1${io(inner)}`)));
}
add('a reference to no data object', 'r', through('t', user('t'), '<bpmn:dataObjectReference id="r"/>'));
add('a reference to a data object that is a task', 'r', through('t', user('t'), '<bpmn:dataObjectReference id="r" dataObjectRef="t"/>'));
add('a data association without a target', 't', through('t', user('t', '<bpmn:dataInputAssociation id="da"/>')));
add('a data association of a flow', 'da', through('t', user('t', '<bpmn:property id="pr" name="x"/><bpmn:dataInputAssociation id="da"><bpmn:sourceRef>s_t</bpmn:sourceRef><bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation>')));
for (const [what, xml] of [
  ['a message that is a signal, sent', element('sendTask', 't', '', 'messageRef="S1"')], ['a message that is a process, received', receive('t', '', 'messageRef="p"')], ['an operation that is a message', element('serviceTask', 't', '', 'operationRef="M1"')],
  ['a default flow that is a task', user('t', '', 'default="e"')],
] as const) add(what, 't', through('t', xml));
add('an error that is a message', 'b', through('t', user('t') + boundary('b', 't', error('M1')) + end('f') + chain('b', 'f')));
add('an escalation that is an error', 'w', through('w', thrown('w', escalation('E1'))));
add('an association without an end', 'as', through('t', user('t'), '<bpmn:association id="as" sourceRef="t"/>'));
add('an association without a beginning', 'as', through('t', user('t'), '<bpmn:association id="as" targetRef="t"/>'));
add('an interface without operations', 'if', through('t', user('t')), '<bpmn:interface id="if" name="i"/>');
add('an operation without a message', 'op', through('t', user('t')), '<bpmn:interface id="if" name="i"><bpmn:operation id="op" name="o"/></bpmn:interface>');
add('an operation of another message', 't', through('t', element('sendTask', 't', '', 'messageRef="M2" operationRef="op"')), '<bpmn:interface id="if" name="i"><bpmn:operation id="op" name="o"><bpmn:inMessageRef>M1</bpmn:inMessageRef></bpmn:operation></bpmn:interface>');
add('an extension that must be understood', null, through('t', user('t')), '<bpmn:extension mustUnderstand="true" definition="x:y"/>');
add('a document that imports another', null, through('t', user('t')), '<bpmn:import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="other.bpmn" namespace="urn:other"/>');
add('two performers for one', 'po', through('t', user('t', '<bpmn:potentialOwner id="po"><bpmn:resourceRef>R</bpmn:resourceRef><bpmn:resourceAssignmentExpression><bpmn:formalExpression>x</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>')), '<bpmn:resource id="R" name="r"/>');
add('two conditions of one flow', null, start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + flow('g', 'e', '=a', 'c').replace('</bpmn:sequenceFlow>', '<bpmn:conditionExpression>b</bpmn:conditionExpression></bpmn:sequenceFlow>') + flow('g', 'f', undefined, 'd'));
add('two durations of one timer', null, through('w', caught('w', '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration><bpmn:timeDuration>PT2H</bpmn:timeDuration></bpmn:timerEventDefinition>')));
add('two scripts of one task', null, through('t', script('t', '1').replace('</bpmn:scriptTask>', '<bpmn:script>2</bpmn:script></bpmn:scriptTask>')));
for (const language of ['http://www.w3.org/1999/XPath', 'http://www.java.com/java', 'javascript', 'juel']) {
  add(`a condition in ${language}`, 'c', start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + flow('g', 'e', 'a > 1', 'c').replace('xsi:type="bpmn:tFormalExpression"', `xsi:type="bpmn:tFormalExpression" language="${language}"`) + flow('g', 'f', undefined, 'd'));
  add(`a number of rounds in ${language}`, 't', through('t', user('t', rounds({ cardinality: 'n + 1' }).replace('xsi:type="bpmn:tFormalExpression"', `xsi:type="bpmn:tFormalExpression" language="${language}"`))));
}
for (const condition_ of ['getDataObject("x")/y > 1', 'bpmn:getProcessProperty("x")', 'a == 1', "x.equals('y')", '/definitions/x', 'execution.getVariable("x") > 1']) {
  add(`the condition ${condition_}`, 'c', start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + flow('g', 'e', condition_, 'c') + flow('g', 'f', undefined, 'd'));
}

add('a sub-process with data inputs', 'u', through('u', sub('u', io(di + set('input', 'di') + set('output')) + plain())));
add('data of a sub-process that are read outside', 't', start('s') + sub('u', '<bpmn:dataObject id="do"/>' + plain()) + user('t', '<bpmn:property id="pr" name="x"/><bpmn:dataInputAssociation id="da"><bpmn:sourceRef>do</bpmn:sourceRef><bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation>') + end('e') + chain('s', 'u', 't', 'e'));
add('data of another task', 't', start('s') + user('u', '<bpmn:property id="pq" name="y"/>') + user('t', '<bpmn:property id="pr" name="x"/><bpmn:dataInputAssociation id="da"><bpmn:sourceRef>pq</bpmn:sourceRef><bpmn:targetRef>pr</bpmn:targetRef></bpmn:dataInputAssociation>') + end('e') + chain('s', 'u', 't', 'e'));
whole('two pools of one process', 'pb', pools('').replace('<bpmn:participant id="pb"/>', '<bpmn:participant id="pb" processRef="p"/>'));
whole('a pool that runs with two beginnings', 'q', pools('', other.replace('id="q">', 'id="q" isExecutable="true">').replace('<bpmn:userTask', '<bpmn:startEvent id="qs2"><bpmn:messageEventDefinition messageRef="M1"/></bpmn:startEvent><bpmn:sequenceFlow id="q3" sourceRef="qs2" targetRef="qt"/><bpmn:userTask')));
whole('a message flow that carries two messages', 'm', pools(between('t', 'qr'), `<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="qs"/><bpmn:receiveTask id="qr" messageRef="M2"/><bpmn:endEvent id="qe"/><bpmn:sequenceFlow id="q1" sourceRef="qs" targetRef="qr"/><bpmn:sequenceFlow id="q2" sourceRef="qr" targetRef="qe"/></bpmn:process>`, through('t', element('sendTask', 't', '', 'messageRef="M1"'))));

// values and data that meet ///////////////////////////////////////////////////////////////////////////////////////////////////////

const items = '<bpmn:itemDefinition id="it1" structureRef="xsd:string"/><bpmn:itemDefinition id="it2" structureRef="xsd:int"/><bpmn:itemDefinition id="its" structureRef="xsd:string" isCollection="true"/>';
const operation = `${items}<bpmn:message id="MA" name="ask" itemRef="it1"/><bpmn:message id="MB" name="answer" itemRef="it1"/><bpmn:interface id="if" name="i"><bpmn:operation id="op" name="o"><bpmn:inMessageRef>MA</bpmn:inMessageRef><bpmn:outMessageRef>MB</bpmn:outMessageRef></bpmn:operation></bpmn:interface>`;
const given = (item: string, more = ''): string => `<bpmn:dataInput id="di" itemSubjectRef="${item}"${more}/>`;
const made = (item: string, more = ''): string => `<bpmn:dataOutput id="dx" itemSubjectRef="${item}"${more}/>`;
const many = ' isCollection="true"';
add('a documentation of no media type', 't', through('t', user('t', '<bpmn:documentation textFormat="loud">x</bpmn:documentation>')));
add('an annotation of no media type', 'ta', through('t', user('t'), '<bpmn:textAnnotation id="ta" textFormat="loud"><bpmn:text>x</bpmn:text></bpmn:textAnnotation>'));
add('a transaction whose method is no URI', 'u', through('u', sub('u', plain()).replace(/bpmn:subProcess/g, 'bpmn:transaction').replace('id="u"', 'id="u" method="not one %"')));
add('a flow that is not immediate', 's_t', through('t', user('t')).replace('<bpmn:sequenceFlow id="s_t"', '<bpmn:sequenceFlow id="s_t" isImmediate="false"'));
whole('a public process that is executable', 'p', diagram(through('t', user('t'))).replace('isExecutable="true"', 'isExecutable="true" processType="Public"'));
add('a loop of no kind', 't', through('t', user('t', '<bpmn:loopCharacteristics/>')));
add('inputs and outputs without a set of outputs', 'io', through('t', user('t', io(set('input')))));
add('an input that is no collection of a collection', 'di', through('t', user('t', io(given('its') + set('input', 'di') + set('output')))), items);
add('a data object that is a collection of one', 'do', through('t', user('t'), `<bpmn:dataObject id="do" itemSubjectRef="it1"${many}/>`), items);
add('a called operation without inputs', 't', through('t', element('serviceTask', 't', '', 'operationRef="op"')), operation);
add('a called operation with two sets of outputs', 't', through('t', element('serviceTask', 't', io(given('it1') + made('it1') + set('input', 'di') + set('output', 'dx') + set('output', 'dx').replace('outputs', 'again')), 'operationRef="op"')), operation);
add('an input that is not of the operation', 't', through('t', element('serviceTask', 't', io(given('it2') + made('it1') + set('input', 'di') + set('output', 'dx')), 'operationRef="op"')), operation);
add('an output that is not of the operation', 't', through('t', element('serviceTask', 't', io(given('it1') + made('it2') + set('input', 'di') + set('output', 'dx')), 'operationRef="op"')), operation);
add('a sent item that is not of the message', 't', through('t', element('sendTask', 't', io(given('it2') + set('input', 'di') + set('output')), 'messageRef="MA"')), operation);
add('a received item that is not of the message', 't', through('t', receive('t', io(made('it2') + set('input') + set('output', 'dx')), 'messageRef="MA"')), operation);
add('two items sent', 't', through('t', element('sendTask', 't', io(`<bpmn:dataInput id="di"/><bpmn:dataInput id="dj"/>${set('input', 'di', 'dj')}${set('output')}`), 'messageRef="MA"')), operation);
add('an end with an item that is not of its message', 'e', start('s') + end('e', `<bpmn:dataInput id="di" itemSubjectRef="it2"/><bpmn:inputSet id="is"><bpmn:dataInputRefs>di</bpmn:dataInputRefs></bpmn:inputSet>${message('MA')}`) + chain('s', 'e'), operation);
add('a round whose item is of another kind', 't', `<bpmn:property id="pr" itemSubjectRef="its"/>${through('t', user('t', `${io(given('its', many) + set('input', 'di') + set('output'))}<bpmn:dataInputAssociation><bpmn:sourceRef>pr</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation><bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>di</bpmn:loopDataInputRef><bpmn:inputDataItem id="x" itemSubjectRef="it2"/></bpmn:multiInstanceLoopCharacteristics>`))}`, items);
add('a copy between two kinds', 't', `<bpmn:property id="pr" itemSubjectRef="it2"/>${through('t', user('t', `${io(given('it1') + set('input', 'di') + set('output'))}<bpmn:dataInputAssociation><bpmn:sourceRef>pr</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation>`))}`, items);
add('a call without the inputs of what it calls', 't', through('t', call('t', '', 'calledElement="GT"')), `${items}<bpmn:globalTask id="GT" name="g">${io(given('it1') + set('input', 'di') + set('output'))}</bpmn:globalTask>`);
add('a call with an input of another kind', 't', `<bpmn:property id="pr" itemSubjectRef="it2"/>${through('t', call('t', `${io('<bpmn:dataInput id="ci" itemSubjectRef="it2"/>' + set('input', 'ci').replace('inputs', 'cis') + set('output').replace('outputs', 'cos')).replace('id="io"', 'id="cio"')}<bpmn:dataInputAssociation><bpmn:sourceRef>pr</bpmn:sourceRef><bpmn:targetRef>ci</bpmn:targetRef></bpmn:dataInputAssociation>`, 'calledElement="GT"'))}`, `${items}<bpmn:globalTask id="GT" name="g">${io(given('it1') + set('input', 'di') + set('output'))}</bpmn:globalTask>`);

add('a received item that does not say what it is of the message', 't', through('t', receive('t', io('<bpmn:dataOutput id="dx"/>' + set('input') + set('output', 'dx')), 'messageRef="MA"')), operation);
add('a sent item that does not say what it is of the message', 't', through('t', element('sendTask', 't', io('<bpmn:dataInput id="di"/>' + set('input', 'di') + set('output')), 'messageRef="MA"')), operation);
add('rounds of a sub-process over a reference to items of another kind', 'u', `<bpmn:dataObject id="do" itemSubjectRef="its"${many}/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>${through('u', sub('u', plain() + '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>dr</bpmn:loopDataInputRef><bpmn:inputDataItem id="x" itemSubjectRef="it2"/></bpmn:multiInstanceLoopCharacteristics>'))}`, items);
add('rounds over the input of another task', 't', start('s') + user('o', io(given('its', many) + set('input', 'di') + set('output'))) + user('t', '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>di</bpmn:loopDataInputRef></bpmn:multiInstanceLoopCharacteristics>') + end('e') + chain('s', 'o', 't', 'e'), items);
add('rounds over data of a sub-process beside', 't', start('s') + sub('u', `<bpmn:dataObject id="do" itemSubjectRef="its"${many}/>${plain()}`) + user('t', '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>do</bpmn:loopDataInputRef></bpmn:multiInstanceLoopCharacteristics>') + end('e') + chain('s', 'u', 't', 'e'), items);
const offers = (...binding: string[]): string => `<bpmn:globalTask id="GT" name="g"><bpmn:supportedInterfaceRef>if</bpmn:supportedInterfaceRef>${io(given('it2') + made('it1') + set('input', 'di') + set('output', 'dx'))}${binding.join('')}</bpmn:globalTask>`;
add('a global task with an interface that is bound to nothing', 'GT', through('t', user('t')), operation + offers());
whole('a process with an interface that is bound to nothing', 'p', diagram('<bpmn:supportedInterfaceRef>if</bpmn:supportedInterfaceRef>' + through('t', user('t')), operation));
add('an operation that is bound to an item of another kind', 'GT', through('t', user('t')), operation + offers('<bpmn:ioBinding operationRef="op" inputDataRef="inputs" outputDataRef="outputs"/>'));
for (const name of ['ho so [moi]', 'don [cu]', 'moi']) {
  add(`a reference in a state that is called ${name}`, 'dr', through('t', user('t'), `<bpmn:dataObject id="do" name="don"/><bpmn:dataObjectReference id="dr" dataObjectRef="do" name="${name}"><bpmn:dataState name="moi"/></bpmn:dataObjectReference>`));
}
whole('a task that reads an output of its process', 't', diagram(io('<bpmn:dataOutput id="po"/>' + set('input') + set('output', 'po')) + through('t', user('t', `${io(di + set('input', 'di') + set('output')).replace(/(id|Set id)="(io|inputs|outputs)"/g, '$1="t-$2"')}<bpmn:dataInputAssociation><bpmn:sourceRef>po</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation>`))));
for (const value of ['23', '-1', '1 + 2', '"yes"', '[1, 2]', '(3)', '[1..3]', '{ a: 1 }', 'null', 'date("2026-01-01")', 'for x in xs return x']) {
  add(`rounds that end by ${value}`, 't', through('t', user('t', rounds({ cardinality: '3', until: value }))));
  add(`a flow by the condition ${value}`, 'c', start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + flow('g', 'e', value, 'c') + flow('g', 'f', undefined, 'd'));
  add(`an event by the condition ${value}`, 'w', through('w', caught('w', condition(value))));
}
add('an output of the operation that the task does not give', 't', through('t', element('serviceTask', 't', io(given('it1') + set('input', 'di') + set('output')), 'operationRef="op"')), operation);
add('an input of the operation that the task does not take', 't', through('t', element('serviceTask', 't', io(made('it1') + set('input') + set('output', 'dx')), 'operationRef="op"')), operation);

// beside the process //////////////////////////////////////////////////////////////////////////////////////////////////////////////

const bound = '<bpmn:resourceParameterBinding id="rb" parameterRef="RP"><bpmn:formalExpression>x</bpmn:formalExpression></bpmn:resourceParameterBinding>';
add('parameters of no resource', 'po', through('t', user('t', `<bpmn:potentialOwner id="po">${bound}</bpmn:potentialOwner>`)), '<bpmn:resource id="R" name="r"><bpmn:resourceParameter id="RP" name="p"/></bpmn:resource>');
const correlated = (path: string): string => `<bpmn:correlationProperty id="cp" name="c"><bpmn:correlationPropertyRetrievalExpression messageRef="M1">${path}</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty><bpmn:collaboration id="co"><bpmn:correlationKey id="ck"><bpmn:correlationPropertyRef>cp</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>`;
add('a correlation property that is read nowhere', 'cp', through('t', user('t')), correlated('<bpmn:messagePath/>'));
add('a correlation subscription that is read nowhere', 'cs', through('t', user('t'), '<bpmn:correlationSubscription id="cs" correlationKeyRef="ck"><bpmn:correlationPropertyBinding correlationPropertyRef="cp"><bpmn:dataPath> </bpmn:dataPath></bpmn:correlationPropertyBinding></bpmn:correlationSubscription>'), correlated('<bpmn:messagePath>a</bpmn:messagePath>'));
whole('fewer than no participants', 'pb', pools('').replace('<bpmn:participant id="pb"/>', '<bpmn:participant id="pb"><bpmn:participantMultiplicity minimum="-1" maximum="2"/></bpmn:participant>'));
whole('a flow from another pool into this one', 'x', pools('', other.replace('</bpmn:process>', '<bpmn:sequenceFlow id="x" sourceRef="qt" targetRef="t"/></bpmn:process>')));

// what an event says of its message, its link, its compensation ////////////////////////////////////////////////////////////////////

const typed = '<bpmn:itemDefinition id="itm" structureRef="xsd:string"/><bpmn:message id="MT" name="typed" itemRef="itm"/>';
for (const [place, xml] of [
  ['caught', through('w', caught('w', message('MT')))], ['thrown', through('w', thrown('w', message('MT')))], ['sent at the end', start('s') + end('w', message('MT')) + chain('s', 'w')], ['beginning', start('w', message('MT')) + end('e') + chain('w', 'e')],
  ['at a boundary', through('t', user('t') + boundary('w', 't', message('MT')) + end('f') + chain('w', 'f'))], ['beginning an event sub-process', handled(eventSub('h', message('MT'), true, end('he') + chain('h_start', 'he')))],
] as const) add(`a message with an item and no operation, ${place}`, ['w', 'h_start'], xml, typed);
add('a message with an item and no operation, defined for several', 'w', through('w', caught('w', '<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>')), `${typed}<bpmn:messageEventDefinition id="shared" messageRef="MT"/>`);
for (const [name, xml] of ACTIVITIES) add(`a compensation beside a ${name} that goes on`, 'b', through('t', xml + boundary('b', 't', compensate(), false) + user('h', '', forCompensation) + association('a', 'b', 'h')));
const linkedTo = (name: string, id: string, end_: 'source' | 'target', other: string): string => `<bpmn:linkEventDefinition id="${id}" name="${name}"><bpmn:${end_}>${other}</bpmn:${end_}></bpmn:linkEventDefinition>`;
const twoLinks = (first: string, second: string, back: string): string =>
  start('s') + and('g') + thrown('t1', linkedTo('L', 'd1', 'target', first)) + thrown('t2', linkedTo('K', 'd2', 'target', second)) + caught('c1', linkedTo('L', 'd3', 'source', 'd1')) + caught('c2', linkedTo('K', 'd4', 'source', back)) + end('e') + end('f') + chain('s', 'g', 't1') + flow('g', 't2') + chain('c1', 'e') + chain('c2', 'f');
add('a link whose target is that of another', 't2', twoLinks('d3', 'd3', 'd2'));
add('a link whose source is that of another', 'c2', twoLinks('d3', 'd4', 'd1'));
add('a link that its target does not know', ['t1', 'c1'], start('s') + xor('g', '', 'default="d"') + thrown('t1', linkedTo('L', 'd1', 'target', 'd3')) + thrown('t2', linkedTo('L', 'd2', 'target', 'd3')) + caught('c1', linkedTo('L', 'd3', 'source', 'd2')) + end('e') + chain('s', 'g') + flow('g', 't1', '=a') + flow('g', 't2', undefined, 'd') + chain('c1', 'e'));

// what is said at both ends ///////////////////////////////////////////////////////////////////////////////////////////////////////

add('a flow that only its source says', 't', start('s', '<bpmn:outgoing>s_t</bpmn:outgoing>') + user('t') + end('e') + chain('s', 't', 'e'));
add('a flow that only its target says', 's', start('s') + user('t', '<bpmn:incoming>s_t</bpmn:incoming>') + end('e') + chain('s', 't', 'e'));
add('a flow to the end that the end does not say', 'e', start('s', '<bpmn:outgoing>s_t</bpmn:outgoing>') + user('t', '<bpmn:incoming>s_t</bpmn:incoming><bpmn:outgoing>t_e</bpmn:outgoing>') + end('e') + chain('s', 't', 'e'));
const paired = (input: string, output: string): string => io(di + '<bpmn:dataOutput id="dx" name="y"/>' + set('input', 'di').replace('</bpmn:inputSet>', `${input}</bpmn:inputSet>`) + set('output', 'dx').replace('</bpmn:outputSet>', `${output}</bpmn:outputSet>`));
add('an input set that expects an output set that does not say so', 'inputs', through('t', user('t', paired('<bpmn:outputSetRefs>outputs</bpmn:outputSetRefs>', ''))));
add('an output set that follows from an input set that does not say so', 'outputs', through('t', user('t', paired('', '<bpmn:inputSetRefs>inputs</bpmn:inputSetRefs>'))));

// texts for people ////////////////////////////////////////////////////////////////////////////////////////////////////////////////

const untyped = (xml: string): string => xml.replaceAll(' xsi:type="bpmn:tFormalExpression"', '');
add('a flow under a text', 'c', start('s') + xor('g', '', 'default="d"') + end('e') + end('f') + chain('s', 'g') + untyped(flow('g', 'e', 'the file is complete', 'c')) + flow('g', 'f', undefined, 'd'));
add('a condition that is a text', 'w', through('w', caught('w', untyped(condition('A text that is no-condition at all')))));
add('rounds until a text', 't', through('t', user('t', untyped(loop({ whilst: 'as long as papers are missing' })))));

// data of events //////////////////////////////////////////////////////////////////////////////////////////////////////////////////

const itemIn = (id: string, item: string): string => `<bpmn:dataInput id="${id}" itemSubjectRef="${item}"/>`;
const itemOut = (id: string, item: string): string => `<bpmn:dataOutput id="${id}" itemSubjectRef="${item}"/>`;
const twoAsked = message('MA') + message('MB');
add('an end event of two messages with one item', 'e', start('s') + end('e', itemIn('di', 'it1') + set('input', 'di') + twoAsked) + chain('s', 'e'), operation);
add('a throwing event of two messages with one item', 'w', through('w', thrown('w', itemIn('di', 'it1') + set('input', 'di') + twoAsked)), operation);
add('a catching event of two messages with one item', 'w', through('w', caught('w', itemOut('dx', 'it1') + set('output', 'dx') + twoAsked)), operation);
add('a boundary event of two messages with one item', 'b', through('t', user('t') + boundary('b', 't', itemOut('dx', 'it1') + set('output', 'dx') + twoAsked) + end('f') + chain('b', 'f')), operation);
add('a start event of two messages with one item', 's', start('s', itemOut('dx', 'it1') + set('output', 'dx') + twoAsked) + end('e') + chain('s', 'e'), operation);
add('an end event of one message with two items', 'e', start('s') + end('e', itemIn('di', 'it1') + itemIn('dj', 'it1') + set('input', 'di', 'dj') + message('MA')) + chain('s', 'e'), operation);
add('a second message whose item is of another kind', 'e', start('s') + end('e', itemIn('di', 'it1') + itemIn('dj', 'it2') + set('input', 'di', 'dj') + twoAsked) + chain('s', 'e'), operation);
add('a start by the definition inside a throwing event', 's', start('s', '<bpmn:eventDefinitionRef>inner</bpmn:eventDefinitionRef>') + thrown('w', '<bpmn:messageEventDefinition id="inner" messageRef="M1"/>') + end('e') + chain('s', 'w', 'e'));
add('an event by the definition inside an end event', 'w', start('s') + caught('w', '<bpmn:eventDefinitionRef>inner</bpmn:eventDefinitionRef>') + end('e', '<bpmn:signalEventDefinition id="inner" signalRef="S1"/>') + chain('s', 'w', 'e'));

add('a call of what only a message begins', 't', through('t', call('t', '', 'calledElement="khac"')), '<bpmn:process id="khac"><bpmn:startEvent id="ks"><bpmn:messageEventDefinition messageRef="M1"/></bpmn:startEvent><bpmn:endEvent id="ke"/><bpmn:sequenceFlow id="kf" sourceRef="ks" targetRef="ke"/></bpmn:process>');
whole('a call that is not run of what only a message begins', 'qc', diagram(start('s', message('M1')) + end('e') + chain('s', 'e'), '<bpmn:process id="q"><bpmn:startEvent id="qs"/><bpmn:callActivity id="qc" calledElement="p"/><bpmn:endEvent id="qe"/><bpmn:sequenceFlow id="q1" sourceRef="qs" targetRef="qc"/><bpmn:sequenceFlow id="q2" sourceRef="qc" targetRef="qe"/></bpmn:process>'));

// without start and end events ////////////////////////////////////////////////////////////////////////////////////////////////////

for (const [name, event] of [['throwing', thrown('w', message('M1'))], ['plain', thrown('w')], ['waiting', caught('w', duration('PT1H'))]] as const) {
  add(`a process that begins with a ${name} event`, 'w', task('t') + task('u') + event + chain('t', 'u') + flow('w', 'u'));
  add(`a process that is over after a ${name} event`, 'w', task('t') + task('u') + event + chain('t', 'u') + flow('t', 'w'));
  add(`a sub-process that begins with a ${name} event`, 'w', through('v', sub('v', task('t') + task('u') + event + chain('t', 'u') + flow('w', 'u'))));
}

export const INVALID: readonly Invalid[] = models.filter(({ xml }) => xml !== '');
