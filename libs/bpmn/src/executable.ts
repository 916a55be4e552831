import { BpmnModdle } from 'bpmn-moddle';
import { type ModdleElement, eventDefinition, is, isInterrupting, list } from './document.js';
import { isoModdle } from './iso-moddle.js';

/** What the runtime compiles: a moddle context, and the names of the helpers that rewriting put into it. */
export interface ExecutableSource {
  /** As `moddle-context-serializer` takes it. */
  context: unknown;
  /** The process that is run. */
  processId: string;
  /** By helper element: the element of the diagram that is shown in its place, or null where nothing is shown. */
  helpers: Readonly<Record<string, string | null>>;
}

/** The document cannot be made executable; it should have been refused before. */
export class NotExecutableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotExecutableError';
  }
}

/** In the id of every element that the diagram does not have. */
const HELPER = '__lt-';

/**
 * Prepares a diagram for the execution core, which lacks two elements of BPMN 2.0; both are put as ones that it has, with the same
 * meaning. The diagram itself is not touched.
 *
 * - Event sub-process (BPMN 2.0.2, 13.5.4): all else of its scope moves into a helper sub-process, and its start event becomes a boundary
 *   event of that, from which a flow leads to the event sub-process, now a plain one.
 * - Link events (13.5.2, 10.5.1): a pair is a sequence flow by another drawing; the throwing event gets that flow.
 */
export async function toExecutable(xml: string): Promise<ExecutableSource> {
  const moddle = new BpmnModdle({ iso: isoModdle }) as unknown as Moddle;
  const source = xml.trim();
  if (source.includes(HELPER)) throw new NotExecutableError(`Ids that contain "${HELPER}" are reserved.`);
  const parsed = await moddle.fromXML(source);
  const process = processOf(parsed.rootElement);
  const rewriter = new Rewriter(moddle);
  rewriter.rewrite(process);
  const context = rewriter.changed ? await moddle.fromXML((await moddle.toXML(withoutDrawing(parsed.rootElement))).xml) : parsed;
  return { context, processId: process.id as string, helpers: rewriter.helpers };
}

interface ModdleContext {
  rootElement: ModdleElement;
}

interface Moddle {
  fromXML(xml: string): Promise<ModdleContext>;
  toXML(element: ModdleElement): Promise<{ xml: string }>;
  create(type: string, properties: Record<string, unknown>): ModdleElement;
}

function processOf(definitions: ModdleElement): ModdleElement {
  const processes = list(definitions, 'rootElements').filter((element) => is(element, 'Process'));
  const hasElements = (process: ModdleElement): boolean => list(process, 'flowElements').length > 0;
  const process = processes.find((one) => one['isExecutable'] === true) ?? processes.find(hasElements);
  if (!process) throw new NotExecutableError('The document has no process to run.');
  return process;
}

/** Shapes of moved elements would point at nothing. */
function withoutDrawing(definitions: ModdleElement): ModdleElement {
  definitions['diagrams'] = [];
  return definitions;
}

const isEventSubProcess = (element: ModdleElement): boolean => is(element, 'SubProcess') && element['triggeredByEvent'] === true;

class Rewriter {
  readonly helpers: Record<string, string | null> = {};
  changed = false;
  readonly #moddle: Moddle;

  constructor(moddle: Moddle) {
    this.#moddle = moddle;
  }

  /** Innermost scopes first: a scope is moved as a whole, already rewritten. */
  rewrite(scope: ModdleElement): void {
    for (const element of list(scope, 'flowElements')) {
      if (is(element, 'SubProcess', 'Transaction', 'AdHocSubProcess')) this.rewrite(element);
    }
    this.#joinLinks(scope);
    const triggered = list(scope, 'flowElements').filter(isEventSubProcess);
    if (triggered.length) this.#wrap(scope, triggered);
  }

  #wrap(scope: ModdleElement, triggered: ModdleElement[]): void {
    const body = this.#create('bpmn:SubProcess', { id: `${scope.id}${HELPER}body` }, scope);
    const stays = (element: ModdleElement): boolean => triggered.includes(element) || /Data(Object|Store)/.test(element.$type);
    const elements = list(scope, 'flowElements');
    move(elements.filter((element) => !stays(element)), body, 'flowElements');
    move(list(scope, 'artifacts'), body, 'artifacts');
    scope['artifacts'] = [];
    scope['flowElements'] = [...elements.filter(stays), body];
    const start = this.#add('bpmn:StartEvent', { id: `${scope.id}${HELPER}start` }, scope);
    this.#connect(`${scope.id}${HELPER}enter`, start, body, scope);
    for (const subProcess of triggered) this.#attach(subProcess, body, scope);
    this.changed = true;
  }

  #attach(subProcess: ModdleElement, body: ModdleElement, scope: ModdleElement): void {
    const start = list(subProcess, 'flowElements').find((element) => is(element, 'StartEvent'));
    if (!start || !eventDefinition(start)) throw new NotExecutableError(`Event sub-process "${subProcess.id}" has no start event with a trigger.`);
    const definitions = list(start, 'eventDefinitions');
    const properties = { id: `${subProcess.id}${HELPER}trigger`, name: start.name, attachedToRef: body, cancelActivity: isInterrupting(start) };
    const trigger = this.#add('bpmn:BoundaryEvent', properties, scope);
    move(definitions, trigger, 'eventDefinitions');
    start['eventDefinitions'] = undefined;
    start['isInterrupting'] = undefined;
    subProcess['triggeredByEvent'] = false;
    this.helpers[trigger.id as string] = start.id ?? null;
    this.#connect(`${subProcess.id}${HELPER}enter`, trigger, subProcess, scope);
  }

  #joinLinks(scope: ModdleElement): void {
    const link = (element: ModdleElement): ModdleElement | undefined => {
      const definition = eventDefinition(element);
      return is(definition, 'LinkEventDefinition') ? definition : undefined;
    };
    const elements = list(scope, 'flowElements');
    const catches = new Map(elements.filter((element) => is(element, 'IntermediateCatchEvent')).flatMap((element) => (link(element) ? [[link(element)?.name, element] as const] : [])));
    for (const thrower of elements.filter((element) => is(element, 'IntermediateThrowEvent') && link(element))) {
      const target = catches.get(link(thrower)?.name);
      if (!target) throw new NotExecutableError(`Link "${link(thrower)?.name}" of "${thrower.id}" has no target.`);
      this.#connect(`${thrower.id}${HELPER}link`, thrower, target, scope);
      thrower['eventDefinitions'] = undefined;
    }
    for (const target of catches.values()) this.#passThrough(target, scope);
  }

  /** A catching event without a definition would wait; a throwing one lets the token pass. */
  #passThrough(target: ModdleElement, scope: ModdleElement): void {
    const passing = this.#create('bpmn:IntermediateThrowEvent', { id: target.id, name: target.name }, scope);
    const elements = list(scope, 'flowElements');
    elements.splice(elements.indexOf(target), 1, passing);
    for (const flow of elements.filter((element) => is(element, 'SequenceFlow'))) {
      if (flow['sourceRef'] === target) flow['sourceRef'] = passing;
      if (flow['targetRef'] === target) flow['targetRef'] = passing;
    }
    passing['incoming'] = list(target, 'incoming');
    passing['outgoing'] = list(target, 'outgoing');
    this.changed = true;
  }

  #connect(id: string, source: ModdleElement, target: ModdleElement, scope: ModdleElement): void {
    const flow = this.#add('bpmn:SequenceFlow', { id, sourceRef: source, targetRef: target }, scope);
    source['outgoing'] = [...list(source, 'outgoing'), flow];
    target['incoming'] = [...list(target, 'incoming'), flow];
  }

  #add(type: string, properties: Record<string, unknown>, scope: ModdleElement): ModdleElement {
    const element = this.#create(type, properties, scope);
    list(scope, 'flowElements').push(element);
    return element;
  }

  #create(type: string, properties: Record<string, unknown>, parent: ModdleElement): ModdleElement {
    const element = this.#moddle.create(type, properties);
    element.$parent = parent;
    if (element.id?.includes(HELPER)) this.helpers[element.id] = null;
    return element;
  }
}

function move(elements: ModdleElement[], to: ModdleElement, property: string): void {
  for (const element of elements) element.$parent = to;
  to[property] = elements;
}
