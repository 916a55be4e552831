import { type ModdleElement, eventDefinition, is, list, one } from '../document.js';
import { type Maker, become, replaceIn, repoint, walk } from './tree.js';

/** A message flow between two pools that run: what is sent at the one is for the other. */
export interface Delivery {
  source: ModdleElement;
  target: ModdleElement;
}

/** Why pools cannot run together. */
export interface Unfit {
  element: ModdleElement;
  vi: string;
  en: string;
}

const isFlowNode = ({ $type }: ModdleElement): boolean => /(Task|Gateway|Event|Activity|SubProcess|Transaction)$/.test($type);
const isData = ({ $type }: ModdleElement): boolean => /Data(Object|Store)/.test($type);
/** Data of a pool to which its start event gives stand where that does. */
const besideStart = (pool: ModdleElement, start: ModdleElement): ModdleElement[] => (gives(start) ? list(pool, 'flowElements').filter(isData) : []);
const gives = (start: ModdleElement): boolean => list(start, 'dataOutputAssociations').length > 0;
const startsOf = (process: ModdleElement): ModdleElement[] => list(process, 'flowElements').filter((element) => is(element, 'StartEvent'));
const kindsOf = (event: ModdleElement): string[] => list(event, 'eventDefinitions').map(({ $type }) => $type.replace(/^bpmn:|EventDefinition$/g, ''));

/** The processes among those given that are pools of one collaboration. */
export function poolsAmong(definitions: ModdleElement, processes: readonly ModdleElement[]): ModdleElement[] {
  const sides = list(definitions, 'rootElements')
    .filter((root) => is(root, 'Collaboration'))
    .map((collaboration) => processes.filter((process) => list(collaboration, 'participants').some((participant) => one(participant, 'processRef') === process)));
  return sides.find((pools) => pools.length > 1) ?? [];
}

/** The pool that is begun first: one that no message of another has to begin. */
export const firstOf = (pools: readonly ModdleElement[]): ModdleElement | undefined => pools.find((pool) => startsOf(pool).some((start) => !eventDefinition(start))) ?? pools[0];

/**
 * Several pools that run (BPMN 2.0.2, 9.2 and 9.3): one dossier is played by all of them. Each becomes a sub-process of the first, which begins
 * with it, or, where a message or signal begins it, as often as that comes. So none is ended by the end of another.
 */
export class Pools {
  readonly unfit: Unfit[] = [];
  readonly deliveries: Delivery[] = [];

  constructor(
    private readonly maker: Maker,
    private readonly definitions: ModdleElement,
    private readonly mark: string,
  ) {}

  join(first: ModdleElement, pools: readonly ModdleElement[]): void {
    for (const pool of pools) this.#receive(pool);
    for (const pool of pools) this.#check(pool, pool === first);
    this.#deliver(pools);
    if (this.unfit.length > 0) return;
    const start = startsOf(first)[0] as ModdleElement;
    const bodies = pools.filter((pool) => pool !== first).map((pool) => this.#side(first, pool));
    const data = besideStart(first, start);
    const own = this.#inside(first, first, list(first, 'flowElements').filter((element) => element !== start && !data.includes(element)), start);
    const beside = bodies.filter(({ triggeredByEvent }) => triggeredByEvent !== true);
    first['flowElements'] = [start, own, ...bodies, ...data];
    first['artifacts'] = [];
    this.#connect(first, start, [own, ...beside]);
  }

  /**
   * A pool that a receive task begins (BPMN 2.0.2, 10.3.3, `instantiate`) begins by its message as by a start event of it; with that it has to say
   * where it ends, too.
   */
  #receive(pool: ModdleElement): void {
    const elements = list(pool, 'flowElements');
    const [task, ...others] = elements.filter((element) => element['instantiate'] === true);
    const isPlain = task && !others.length && !startsOf(pool).length && is(task, 'ReceiveTask') && !one(task, 'loopCharacteristics') && !one(task, 'ioSpecification');
    const isEntry = isPlain && !elements.some((element) => one(element, 'targetRef') === task || one(element, 'attachedToRef') === task);
    if (!isEntry) return;
    const start = become(this.maker, task, 'bpmn:StartEvent');
    const definition = this.maker.create('bpmn:MessageEventDefinition', { messageRef: one(task, 'messageRef') });
    definition.$parent = start;
    start['eventDefinitions'] = [definition];
    replaceIn(pool, task, start);
    repoint(this.definitions, new Map([[task, start]]));
    if (!elements.some((element) => is(element, 'EndEvent'))) this.#end(pool);
  }

  /** Paths that nothing ends lead to end events. */
  #end(pool: ModdleElement): void {
    const elements = list(pool, 'flowElements');
    const isOpen = (element: ModdleElement): boolean => isFlowNode(element) && element['triggeredByEvent'] !== true && element['isForCompensation'] !== true && !is(eventDefinition(element), 'CompensateEventDefinition', 'LinkEventDefinition');
    for (const element of elements.filter((one_) => isOpen(one_) && !elements.some((flow) => one(flow, 'sourceRef') === one_))) {
      this.#flow(pool, element, this.#add(pool, 'bpmn:EndEvent', `${element.id}${this.mark}end`));
    }
  }

  #check(pool: ModdleElement, isFirst: boolean): void {
    const starts = startsOf(pool);
    const [start] = starts;
    const say = (vi: string, en: string): number => this.unfit.push({ element: pool, vi, en });
    if (!start || starts.length > 1) return void say('Trong cộng tác, mỗi bên chạy được có đúng một sự kiện bắt đầu.', 'In a collaboration each pool that runs has one start event.');
    if (!isFirst && !kindsOf(start).every((kind) => ['Message', 'Signal'].includes(kind))) say('Bên này bắt đầu bằng thông điệp, tín hiệu, hoặc không định nghĩa.', 'This pool begins by a message, a signal, or without a trigger.');
  }

  /** What was drawn in a pool stands in a sub-process of its own, so that terminating and compensating end at the pool. */
  #inside(first: ModdleElement, pool: ModdleElement, elements: ModdleElement[], start?: ModdleElement): ModdleElement {
    const inside = this.maker.create('bpmn:SubProcess', { id: `${pool.id}${this.mark}pool`, name: pool.name });
    inside.$parent = first;
    const begins = start ? [this.#begin(inside, pool, start)] : [];
    for (const element of elements) element.$parent = inside;
    inside['flowElements'] = [...begins, ...elements];
    inside['artifacts'] = list(pool, 'artifacts');
    inside['laneSets'] = pool === first ? [] : list(pool, 'laneSets');
    inside['properties'] = pool === first ? [] : list(pool, 'properties');
    return inside;
  }

  /** Takes over the flows of a start event that stays outside. */
  #begin(inside: ModdleElement, pool: ModdleElement, start: ModdleElement): ModdleElement {
    const begin = this.maker.create('bpmn:StartEvent', { id: `${pool.id}${this.mark}begin` });
    begin.$parent = inside;
    for (const flow of list(pool, 'flowElements')) if (one(flow, 'sourceRef') === start) flow['sourceRef'] = begin;
    begin['outgoing'] = list(start, 'outgoing');
    start['outgoing'] = [];
    return begin;
  }

  #side(first: ModdleElement, pool: ModdleElement): ModdleElement {
    const start = startsOf(pool)[0] as ModdleElement;
    if (kindsOf(start).length === 0) return this.#inside(first, pool, list(pool, 'flowElements'));
    const handler = this.maker.create('bpmn:SubProcess', { id: `${pool.id}${this.mark}side`, name: pool.name, triggeredByEvent: true });
    handler.$parent = first;
    const data = besideStart(pool, start);
    const inside = this.#inside(handler, pool, list(pool, 'flowElements').filter((element) => element !== start && !data.includes(element)), start);
    if (gives(start)) [handler['properties'], inside['properties']] = [inside['properties'], []];
    const end = this.maker.create('bpmn:EndEvent', { id: `${pool.id}${this.mark}over` });
    start['isInterrupting'] = false;
    handler['flowElements'] = [start, inside, end, ...data];
    for (const element of [start, end, ...data, ...list(handler, 'properties')]) element.$parent = handler;
    this.#flow(handler, start, inside);
    this.#flow(handler, inside, end);
    return handler;
  }

  #connect(first: ModdleElement, start: ModdleElement, bodies: ModdleElement[]): void {
    for (const body of bodies) {
      const end = this.#add(first, 'bpmn:EndEvent', `${body.id}-over`);
      this.#flow(first, start, body);
      this.#flow(first, body, end);
    }
  }

  #add(scope: ModdleElement, type: string, id: string, properties: Record<string, unknown> = {}): ModdleElement {
    const element = this.maker.create(type, { id, ...properties });
    element.$parent = scope;
    scope['flowElements'] = [...list(scope, 'flowElements'), element];
    return element;
  }

  #flow(scope: ModdleElement, source: ModdleElement, target: ModdleElement): void {
    const flow = this.#add(scope, 'bpmn:SequenceFlow', `${target.id}${target.id?.includes(this.mark) ? '' : this.mark}-from-${source.id}`, { sourceRef: source, targetRef: target });
    source['outgoing'] = [...list(source, 'outgoing'), flow];
    target['incoming'] = [...list(target, 'incoming'), flow];
  }

  /** What a message flow between pools carries has one name at both its ends; where no message is drawn, one of its own. */
  #deliver(pools: readonly ModdleElement[]): void {
    const within = new Map(pools.flatMap((pool) => [...elementsIn(pool)].map((element) => [element, pool] as const)));
    for (const flow of list(this.definitions, 'rootElements').filter((root) => is(root, 'Collaboration')).flatMap((root) => list(root, 'messageFlows'))) {
      const [source, target] = [one(flow, 'sourceRef'), one(flow, 'targetRef')];
      const [from, to] = [source && within.get(source), target && within.get(target)];
      if (!source || !target || !from || !to || from === to) continue;
      const ends = [carrier(source, ['SendTask', 'IntermediateThrowEvent', 'EndEvent']), carrier(target, ['ReceiveTask', 'StartEvent', 'IntermediateCatchEvent', 'BoundaryEvent'])];
      if (!ends[0] || !ends[1]) continue;
      this.#name(flow, ends as ModdleElement[]);
      this.deliveries.push({ source, target });
    }
  }

  #name(flow: ModdleElement, ends: ModdleElement[]): void {
    const drawn = [...new Set([...ends, flow].flatMap((end) => one(end, 'messageRef') ?? []))];
    if (drawn.length > 1) {
      this.unfit.push({ element: flow, vi: 'Luồng thông điệp nối hai thông điệp khác nhau.', en: 'The message flow connects two different messages.' });
      return;
    }
    const message = drawn[0] ?? this.#message(flow);
    for (const end of ends) end['messageRef'] = message;
  }

  #message(flow: ModdleElement): ModdleElement {
    const message = this.maker.create('bpmn:Message', { id: `${flow.id}${this.mark}message`, name: flow.id });
    message.$parent = this.definitions;
    this.definitions['rootElements'] = [...list(this.definitions, 'rootElements'), message];
    return message;
  }
}

/** What of an element refers to its message. */
function carrier(element: ModdleElement, kinds: readonly string[]): ModdleElement | undefined {
  if (!is(element, ...kinds)) return undefined;
  return is(element, 'SendTask', 'ReceiveTask') ? element : list(element, 'eventDefinitions').find((definition) => is(definition, 'MessageEventDefinition'));
}

function elementsIn(scope: ModdleElement): Set<ModdleElement> {
  const found = new Set<ModdleElement>();
  walk(scope, (element) => found.add(element));
  return found;
}
