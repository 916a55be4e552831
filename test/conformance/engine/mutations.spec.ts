import { parseBpmn, prove } from '#bpmn';
import fc from 'fast-check';
import { StepTooLongError, type Waiting } from '../../../libs/runtime/src/engine/engine.js';
import {
  and, association, boundary, call, cancel, caught, chain, compensate, condition, diagram, duration, element, end, error, escalation, eventGateway, eventSub, flow, forCompensation, link, loop, message, or, receive, rounds,
  script, signal, start, sub, terminate, thrown, user, xor,
} from './diagram.js';
import { Play, compiled } from './play.js';

const called = (body: string, attributes = '') => `<bpmn:process id="q" ${attributes}>${body}</bpmn:process>`;
const between = (...parts: string[]) => start('s') + parts.join('') + end('e');
const undo = (of: string) => boundary(`c${of}`, of, compensate()) + user(`u${of}`, '', forCompensation) + association(`as${of}`, `c${of}`, `u${of}`);

/** Right models, of which mutants are made. */
const MODELS: readonly string[] = [
  diagram(between(xor('g', '', 'default="d"'), user('a'), script('b', '{ y: 1 }'), xor('m')) + flow('s', 'g') + flow('g', 'a', '=x') + flow('g', 'b', undefined, 'd') + chain('a', 'm', 'e') + chain('b', 'm')),
  diagram(between(and('g'), user('a'), user('b'), and('j')) + chain('s', 'g', 'a', 'j', 'e') + chain('g', 'b', 'j')),
  diagram(between(or('g', '', 'default="d"'), user('a'), user('b'), or('j')) + flow('s', 'g') + flow('g', 'a', '=x') + flow('g', 'b', undefined, 'd') + chain('a', 'j', 'e') + chain('b', 'j')),
  diagram(between(user('a'), boundary('b', 'a', duration('PT1H')), boundary('n', 'a', message('M1'), false), user('x'), script('y', '{ y: 1 }')) + end('f') + end('h') + chain('s', 'a', 'e') + chain('b', 'x', 'f') + chain('n', 'y', 'h')),
  diagram(between(sub('u', start('us') + user('i') + xor('ug', '', 'default="ud"') + end('ue') + end('uf', error('E1')) + chain('us', 'i', 'ug') + flow('ug', 'uf', '=x') + flow('ug', 'ue', undefined, 'ud')), boundary('b', 'u', error('E1')), user('z')) + end('f') + chain('s', 'u', 'e') + chain('b', 'z', 'f')),
  diagram(between(user('t'), user('a')) + chain('s', 't', 'a', 'e') + eventSub('h', message('M1'), true, user('x') + end('he') + chain('h_start', 'x', 'he'))),
  diagram(between(user('t'), user('a')) + chain('s', 't', 'a', 'e') + eventSub('h', signal('S1'), false, user('x') + end('he', terminate) + chain('h_start', 'x', 'he'))),
  diagram(between(element('transaction', 'u', start('us') + user('a') + undo('a') + xor('g', '', 'default="d"') + end('ue') + end('uc', cancel) + chain('us', 'a', 'g') + flow('g', 'uc', '=x') + flow('g', 'ue', undefined, 'd')), boundary('bc', 'u', cancel), user('y')) + end('f') + chain('s', 'u', 'e') + chain('bc', 'y', 'f')),
  diagram(between(user('a') + undo('a'), user('b') + undo('b'), thrown('t', compensate()), user('z')) + chain('s', 'a', 'b', 't', 'z', 'e')),
  diagram(between(eventGateway('g'), caught('w', message('M1')), caught('v', duration('PT1H')), user('a')) + end('f') + chain('s', 'g', 'w', 'a', 'e') + chain('g', 'v', 'f')),
  diagram(between(user('a', rounds({ cardinality: '2', until: 'x' })), boundary('b', 'a', message('M1')), user('l', loop({ maximum: 2, whilst: 'not(x)' }))) + end('f') + chain('s', 'a', 'l', 'e') + chain('b', 'f')),
  diagram(between(user('a'), thrown('w', link('L')), caught('v', link('L')), user('b')) + chain('s', 'a', 'w') + chain('v', 'b', 'e')),
  diagram(between(element('adHocSubProcess', 'u', user('a') + user('b') + '<bpmn:completionCondition>x</bpmn:completionCondition>'), caught('w', condition('=x = true'))) + chain('s', 'u', 'w', 'e')),
  diagram(between(call('c', '', 'calledElement="q"'), boundary('b', 'c', escalation('X1'), false), call('d', '', 'calledElement="q"')) + end('f') + chain('s', 'c', 'd', 'e') + chain('b', 'f'), called(start('qs') + user('t') + thrown('qt', escalation('X1')) + end('qe') + chain('qs', 't', 'qt', 'qe'))),
  diagram(between(element('sendTask', 't'), receive('r'), user('z')) + chain('s', 't', 'r', 'z', 'e'), `<bpmn:collaboration id="k"><bpmn:participant id="A" processRef="p"/><bpmn:participant id="B" processRef="q"/><bpmn:messageFlow id="m1" sourceRef="t" targetRef="qs"/><bpmn:messageFlow id="m2" sourceRef="qt" targetRef="r"/></bpmn:collaboration>${called(start('qs', '<bpmn:messageEventDefinition/>') + user('qu') + element('sendTask', 'qt') + end('qe') + chain('qs', 'qu', 'qt', 'qe'), 'isExecutable="true"')}`),
];

const KINDS = ['userTask', 'scriptTask', 'task', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'endEvent', 'startEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'subProcess'];

/** Takes one of the places that fit, by a number, and puts something else there. */
function at(xml: string, pattern: RegExp, which: number, replace: (found: string) => string): string {
  const places = [...xml.matchAll(pattern)];
  const place = places[which % Math.max(1, places.length)];
  return place ? xml.slice(0, place.index) + replace(place[0]) + xml.slice(place.index + place[0].length) : xml;
}

type Mutation = (xml: string, which: number, other: number) => string;
const idsOf = (xml: string): string[] => [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id as string);
const anId = (xml: string, other: number): string => idsOf(xml)[other % idsOf(xml).length] as string;
const flag = (name: string): Mutation => (xml, which) => at(xml, /<bpmn:(?:userTask|subProcess|boundaryEvent|startEvent|sendTask) id="[^"]*"/g, which, (tag) => `${tag} ${name}`);

const MUTATIONS: readonly Mutation[] = [
  (xml, which) => at(xml, /<bpmn:sequenceFlow [^>]*>(.*?<\/bpmn:sequenceFlow>)?/g, which, () => ''),
  (xml, which, other) => at(xml, /(source|target)Ref="[^"]*"/g, which, (found) => found.replace(/"[^"]*"/, `"${anId(xml, other)}"`)),
  (xml, which, other) => at(xml, /(source|target)Ref="[^"]*"/g, which, (found) => found.replace(/"[^"]*"/, `"${anId(xml, other)}"`)),
  (xml, which, other) => at(xml, /(attachedTo|message|signal|error|escalation|activity|process)Ref="[^"]*"|default="[^"]*"|calledElement="[^"]*"/g, which, (found) => found.replace(/"[^"]*"/, `"${anId(xml, other)}"`)),
  (xml, which) => at(xml, /<bpmn:\w+EventDefinition[^>]*(?:\/>|>.*?<\/bpmn:\w+EventDefinition>)/g, which, () => ''),
  (xml, which) => at(xml, /<bpmn:conditionExpression.*?<\/bpmn:conditionExpression>/g, which, () => ''),
  (xml, which, other) => at(xml, /<bpmn:(userTask|exclusiveGateway|parallelGateway|inclusiveGateway|endEvent|startEvent|scriptTask) ([^>]*)><\/bpmn:\1>/g, which, (found) => found.replaceAll(/bpmn:\w+/g, `bpmn:${KINDS[other % KINDS.length]}`)),
  (xml, which, other) => at(xml, /<\/bpmn:process>/g, which, (found) => `<bpmn:sequenceFlow id="more" sourceRef="${anId(xml, which)}" targetRef="${anId(xml, other)}"/>${found}`),
  (xml, which) => at(xml, / (default|messageRef|cancelActivity|isInterrupting|isForCompensation|triggeredByEvent|scriptFormat|attachedToRef)="[^"]*"/g, which, () => ''),
  (xml, which) => at(xml, /="(true|false)"/g, which, (found) => (found === '="true"' ? '="false"' : '="true"')),
  (xml, which) => at(xml, / id="[^"]*"/g, which, () => ' id="s"'),
  flag('startQuantity="2"'),
  flag('completionQuantity="2"'),
  flag('isForCompensation="true"'),
  (xml, which, other) => {
    const tasks = [...xml.matchAll(/<bpmn:userTask [^>]*><\/bpmn:userTask>/g)];
    const moved = tasks[which % Math.max(1, tasks.length)]?.[0];
    return moved ? at(xml.replace(moved, ''), /<\/bpmn:(subProcess|process|transaction)>/g, other, (found) => moved + found) : xml;
  },
];

async function isPublished(xml: string): Promise<boolean> {
  const parsed = await parseBpmn(xml);
  return parsed.ok && !prove(parsed.value).some(({ severity }) => severity === 'error');
}

const STEPS = 40;

/** Does whatever can be done, by numbers, until nothing is left to do. */
function playOn(run: Play, choices: readonly number[]): void {
  for (let step = 0; step < STEPS && run.status === 'running'; step++) {
    const waiting = run.instance.waiting().sort(byElement);
    if (waiting.length === 0) throw new Error('it runs and waits for nothing');
    const choice = choices[step % choices.length] ?? 0;
    tell(run, waiting[choice % waiting.length] as Waiting, choice % 2 === 0);
  }
}

const byElement = (a: Waiting, b: Waiting): number => (a.element + String(a.loop?.index)).localeCompare(b.element + String(b.loop?.index));

function tell(run: Play, { kind, executionId, messageName, signalName }: Waiting, x: boolean): void {
  if (kind === 'user' || kind === 'job') run.apply({ kind: 'complete', executionId, output: { x } });
  else if (kind === 'timer') run.apply({ kind: 'timer', executionId });
  else if (kind === 'message') run.apply({ kind: 'message', name: messageName ?? '', executionId });
  else if (kind === 'signal') run.signal(signalName ?? '');
  else if (kind === 'call') run.apply({ kind: 'call-completed', executionId, output: {} });
  else run.apply({ kind: 'condition', variables: { x: true } });
}

/** A loop that no wait interrupts is the diagram's own. */
function ends(play: () => Play): Play | null {
  try {
    return play();
  } catch (fault) {
    if (fault instanceof StepTooLongError) return null;
    throw fault;
  }
}

it('the models are right', async () => {
  for (const xml of MODELS) expect(await isPublished(xml)).toBe(true);
});

it('a mutant that is published runs as it is drawn, hot and recovered, and never gets stuck', async () => {
  let published = 0;
  const numbers = fc.array(fc.nat(97), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...MODELS), fc.array(fc.tuple(fc.constantFrom(...MUTATIONS), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 2 }), numbers, async (model, mutations, choices) => {
      const xml = mutations.reduce((mutant, [mutate, which, other]) => mutate(mutant, which, other), model);
      if (!(await isPublished(xml))) return;
      published += 1;
      const process = await compiled(xml);
      const [hot, cold] = [false, true].map((isCold) =>
        ends(() => {
          const run = new Play(process, { variables: { x: false } }, isCold);
          playOn(run, choices);
          return run;
        }),
      );
      if (hot && cold) expect(cold.log).toEqual(hot.log);
    }),
    { numRuns: Number(process.env['MUTANTS'] ?? 1_500), ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : { seed: 20261121 }) },
  );
  expect(published).toBeGreaterThan(50);
});
