import { eventDefinition, is, isInterrupting, label, list, one, string } from './document.js';
import { type Flow, type FlowNode, type Scope, allScopes, isActivity, isEventSubProcess } from './graph.js';

/** Where a token can be: on a flow, in a running activity, or at a turn between the two. */
export interface Place {
  /** Element at which a second token would meet the first. */
  element: string;
  scope: string;
  /** Joins that this place leads into directly, and the flow by which. */
  feeds: Map<string, string>;
  /** Several tokens here go on as each would alone. */
  many: boolean;
  /** What each of them would set to work. */
  works: boolean;
  /** Flow or element of the diagram at which a token here is drawn; null where nothing shows it. */
  shown: string | null;
}

/**
 * One thing that can happen. Takes a token from each input, clears the scopes in `resets`, and puts a token on each output. `empty` names
 * scopes that must hold no token; `join` marks an inclusive join, which takes a token from each occupied input (BPMN 2.0.2, 13.4.3).
 */
export interface Transition {
  inputs: Place[];
  outputs: Place[];
  resets: readonly string[];
  empty: readonly string[];
  join: string | null;
  /** Comes from outside to a scope that may be stuck (a boundary event, an event sub-process): it does not excuse a deadlock inside. */
  rescue: boolean;
  /** Elements passed, in order, for the story of a counter-example. */
  trace: string[];
  /** Transitions of the whole net that it stands for, in order, by their place in it. */
  moves: number[];
  /** Elements that have run when this has happened, the alternatives that were folded into it included. */
  covers: Set<string>;
}

export interface Net {
  initial: Place;
  places: Set<Place>;
  transitions: Set<Transition>;
  /** Enclosed scopes of each scope, itself included. */
  within: Map<string, ReadonlySet<string>>;
  /** Flow nodes that must be able to run. */
  elements: Set<string>;
  names: Map<string, string>;
}

/** More tokens at once than any diagram means. */
const MOST_TOKENS = 20;

/** An inclusive gateway with more branches is explored by single branches and all together, not by every combination. */
const MAX_COMBINED_BRANCHES = 6;

/**
 * Compiles the graph to a net whose firing is the token game of BPMN 2.0.2 chapter 13, with every condition and event possible. `perhaps`: what throws
 * an error, an escalation or a cancellation may also pass without.
 */
export const netOf = (graph: Scope, { perhaps = false } = {}): Net => new Compiler(graph, perhaps).net;

class Compiler {
  readonly net: Net;
  readonly #flows = new Map<Flow, Place>();
  readonly #running = new Map<FlowNode, Place>();
  readonly #process: Place;

  constructor(graph: Scope, private readonly perhaps: boolean) {
    const scopes = allScopes(graph);
    this.net = {
      initial: { element: graph.id, scope: '', feeds: new Map(), many: false, works: false, shown: null },
      places: new Set(),
      transitions: new Set(),
      within: new Map(scopes.map((scope) => [scope.id, new Set(allScopes(scope).map(({ id }) => id))])),
      elements: new Set(),
      names: new Map(scopes.flatMap(({ nodes }) => nodes.map(({ id, element }) => [id, label(element)] as const))),
    };
    this.net.places.add(this.net.initial);
    this.#process = this.#place(graph.id, '');
    this.#enterScope(graph, [this.net.initial], [this.#process], []);
    this.#add([this.#process], [], { empty: [graph.id] });
    for (const scope of scopes) for (const node of scope.nodes) this.#node(node);
  }

  #place(element: string, scope: string, many = false, shown: string | null = null, works = false): Place {
    const place: Place = { element, scope, feeds: new Map(), many, works, shown };
    this.net.places.add(place);
    return place;
  }

  #flow(flow: Flow): Place {
    const known = this.#flows.get(flow);
    if (known) return known;
    const place = this.#place(flow.target.id, flow.target.scope.id, takesMany(flow.target), flow.element.$parent ? flow.id : flow.target.id, works(flow.target));
    place.feeds.set(flow.target.id, flow.id);
    this.#flows.set(flow, place);
    return place;
  }

  #active(node: FlowNode): Place {
    const known = this.#running.get(node);
    if (known) return known;
    const place = this.#place(node.id, node.scope.id, takesMany(node), node.id, works(node));
    this.#running.set(node, place);
    return place;
  }

  #add(inputs: Place[], outputs: Place[], rest: Partial<Pick<Transition, 'trace' | 'resets' | 'empty' | 'join' | 'rescue'>> = {}): void {
    if (inputs.length === 0) return;
    const { trace = [], resets = [], empty = [], join = null, rescue = false } = rest;
    this.net.transitions.add({ inputs, outputs, trace, resets, empty, join, rescue, moves: [this.net.transitions.size], covers: new Set(trace) });
  }

  /** Tokens enter a scope at one of its start events, or at everything without incoming flow where it has none. */
  #enterScope(scope: Scope, inputs: Place[], beside: Place[], trace: string[]): void {
    const starts = scope.nodes.filter(({ element }) => is(element, 'StartEvent'));
    const entry = this.#passOptional(scope.nodes.filter(runsBeside), inputs, scope.id, trace);
    for (const start of starts) this.#add(entry.inputs, [...beside, this.#active(start)], { trace: entry.trace });
    if (starts.length > 0) return;
    const first = scope.nodes.filter(startsByItself);
    this.#add(entry.inputs, [...beside, ...first.map((node) => this.#active(node))], { trace: entry.trace });
  }

  /**
   * A non-interrupting event may or may not happen once while its owner runs. Letting it happen at the entrance covers every later
   * moment, because the token that it makes may wait on its path for as long as it likes.
   */
  #passOptional(events: FlowNode[], inputs: Place[], scope: string, trace: string[]): { inputs: Place[]; trace: string[] } {
    let current = { inputs, trace };
    for (const event of events) {
      const next = this.#place(event.id, scope, false, inputs[0]?.shown ?? null);
      this.#add(current.inputs, [next], { trace: current.trace });
      this.#add(current.inputs, [next, this.#active(event)], { trace: current.trace });
      current = { inputs: [next], trace: [] };
    }
    return current;
  }

  #node(node: FlowNode): void {
    const { element } = node;
    if (isHandlerScope(node)) return this.#eventSubProcess(node);
    if (element['isForCompensation'] === true || (is(element, 'BoundaryEvent') && isCompensation(element))) return;
    this.net.elements.add(node.id);
    if (isEventSubProcess(element)) this.#eventSubProcess(node);
    else if (is(element, 'ParallelGateway')) this.#leave(node, node.incoming.map((flow) => this.#flow(flow)), [node.id]);
    else if (is(element, 'InclusiveGateway') && node.incoming.length > 1) this.#inclusiveJoin(node);
    else this.#entered(node);
  }

  /** Each incoming flow enters by itself; two of them are an exclusive merge. */
  #entered(node: FlowNode): void {
    const events = node.boundary.filter((event) => !isInterrupting(event.element) && happens(event, node));
    if (is(node.element, 'EndEvent')) return this.#end(node);
    for (const inputs of this.#arrivals(node)) {
      const entry = this.#passOptional(events, inputs, node.scope.id, []);
      if (node.children) this.#enterScope(node.children, entry.inputs, [this.#active(node)], [...entry.trace, node.id]);
      else this.#add(entry.inputs, [this.#active(node)], { trace: entry.trace });
    }
    for (const event of node.boundary.filter(({ element }) => isInterrupting(element))) {
      if (happens(event, node)) this.#add([this.#active(node)], [this.#active(event)], { resets: this.#inside(node), rescue: node.children !== null });
    }
    this.#complete(node);
  }

  /** What must have come for the element to begin: a token of any incoming flow, or several, by whichever flows. */
  #arrivals(node: FlowNode): Place[][] {
    const flows = node.incoming.map((flow) => this.#flow(flow));
    const quantity = quantityOf(node, 'startQuantity');
    if (quantity === 1) return flows.map((flow) => [flow]);
    const gathered = this.#place(node.id, node.scope.id, true, node.id);
    for (const flow of flows) this.#add([flow], [gathered]);
    return [Array.from({ length: quantity }, () => gathered)];
  }

  #complete(node: FlowNode): void {
    const active = this.#active(node);
    const thrown = is(node.element, 'IntermediateThrowEvent') ? this.#catcher(node) : null;
    if (thrown) this.#throw(node, active, thrown);
    if (!thrown || this.perhaps) this.#leave(node, [active], node.children ? [] : [node.id], node.children ? [node.children.id] : []);
  }

  #leave(node: FlowNode, inputs: Place[], trace: string[], empty: readonly string[] = []): void {
    const tokens = Array.from({ length: quantityOf(node, 'completionQuantity') }, () => 0);
    for (const branch of branches(node)) this.#add(inputs, branch.flatMap((flow) => tokens.map(() => this.#flow(flow))), { trace, empty });
  }

  #inclusiveJoin(node: FlowNode): void {
    this.#add(node.incoming.map((flow) => this.#flow(flow)), [this.#active(node)], { join: node.id, trace: [node.id] });
    this.#leave(node, [this.#active(node)], []);
  }

  /** Tokens that end one after the other need not be joined, so an end event takes each from its flow. */
  #end(node: FlowNode): void {
    const { element, scope } = node;
    const catcher = this.#catcher(node);
    const ends = list(element, 'eventDefinitions').some((definition) => is(definition, 'TerminateEventDefinition', 'ErrorEventDefinition', 'CancelEventDefinition'));
    const resets = ends ? this.#all(endsRoot(node) ? root(scope) : scope) : [];
    for (const flow of node.incoming) {
      if (catcher) this.#throw(node, this.#flow(flow), catcher);
      if (!catcher || this.perhaps) this.#add([this.#flow(flow)], [], { trace: [node.id], resets: catcher ? [] : resets });
    }
  }

  /** An error, escalation or cancellation goes to the nearest handler outwards and stops what the handler interrupts. */
  #throw(node: FlowNode, from: Place, catcher: FlowNode): void {
    const stops = interrupts(catcher);
    const owner = handledOwner(node, catcher);
    const resets = stops ? (owner ? this.#inside(owner) : this.#all(catcher.scope)) : [];
    const inputs = [from, ...(stops && owner ? [this.#active(owner)] : [])];
    const next = is(node.element, 'EndEvent') || stops ? [[]] : branches(node).map((branch) => branch.map((flow) => this.#flow(flow)));
    for (const outputs of next) this.#add(inputs, [...outputs, this.#active(catcher)], { trace: [node.id], resets });
  }

  #catcher(node: FlowNode): FlowNode | null {
    const thrown = eventDefinition(node.element);
    if (!is(thrown, 'ErrorEventDefinition', 'EscalationEventDefinition', 'CancelEventDefinition')) return null;
    const catches = (event: FlowNode): boolean => matches(event, node);
    for (let scope: Scope | null = node.scope; scope; scope = scope.owner?.scope ?? null) {
      const inner = scope.nodes.filter(({ element }) => isEventSubProcess(element)).find(({ children }) => children?.nodes.some(catches));
      if (inner && inner.children !== node.scope) return inner;
      const boundary = scope.owner?.boundary.find(catches);
      if (boundary) return boundary;
    }
    return null;
  }

  /** Runs beside or instead of its scope; an interrupting one clears the scope that it stands in. */
  #eventSubProcess(node: FlowNode): void {
    const children = node.children;
    if (!children) return;
    const running = this.#place(node.id, node.scope.id);
    this.#enterScope(children, [this.#active(node)], [running], [node.id]);
    this.#add([running], [], { empty: [children.id] });
    if (!interrupts(node) || isThrownInside(node) || isHandlerScope(node)) return;
    const holder = node.scope.owner ? this.#active(node.scope.owner) : this.#process;
    this.#add([holder], [holder, this.#active(node)], { resets: this.#all(node.scope), rescue: true });
  }

  readonly #inside = (node: FlowNode): readonly string[] => (node.children ? this.#all(node.children) : []);
  readonly #all = (scope: Scope): readonly string[] => [...(this.net.within.get(scope.id) ?? [])];
}

const isCompensation = (element: FlowNode['element']): boolean => is(eventDefinition(element), 'CompensateEventDefinition');

/** Escalations and cancellations of a sub-process are thrown inside it, where the throwing event is known. */
const isThrown = (definition: FlowNode['element'] | undefined): boolean => is(definition, 'EscalationEventDefinition', 'CancelEventDefinition');
const isThrownInside = ({ children }: FlowNode): boolean => (children?.nodes ?? []).some(({ element }) => is(element, 'StartEvent') && isThrown(eventDefinition(element)));

/** Whether a boundary event may come at any time while its activity runs. */
const happens = ({ element }: FlowNode, owner: FlowNode): boolean => !isCompensation(element) && !(owner.children && isThrown(eventDefinition(element)));

/** A sub-process that compensates: it runs beside its scope, when that is done or not. */
function isHandlerScope({ element, children }: FlowNode): boolean {
  const undoes = isEventSubProcess(element) && children?.nodes.some((node) => is(node.element, 'StartEvent') && isCompensation(node.element));
  return children !== null && (element['isForCompensation'] === true || undoes === true);
}

const runsBeside = (node: FlowNode): boolean => isHandlerScope(node) || (triggers(node) && !interrupts(node) && !isThrownInside(node));

const quantityOf = ({ element }: FlowNode, property: string): number => (isActivity(element) ? Math.min(Math.max(1, Number(element[property] ?? 1)), MOST_TOKENS) : 1);

const PASSING = ['Task', 'ManualTask', 'ScriptTask', 'ExclusiveGateway', 'ParallelGateway', 'InclusiveGateway', 'EndEvent', 'IntermediateThrowEvent'];

const WORKING = ['ServiceTask', 'SendTask', 'BusinessRuleTask'];

/** Work of machines, done as often as tokens come. */
const works = ({ element }: FlowNode): boolean => is(element, ...WORKING);

/** Tokens that pass without waiting pass one after the other and do not know of each other; nor do the jobs of machines. */
const takesMany = (node: FlowNode): boolean => (is(node.element, ...PASSING) && !isCompensation(node.element)) || works(node);

const triggers = ({ element }: FlowNode): boolean => isEventSubProcess(element);
const startsByItself = (node: FlowNode): boolean =>
  node.incoming.length === 0 && !triggers(node) && !is(node.element, 'BoundaryEvent') && node.element['isForCompensation'] !== true;

const interrupts = (node: FlowNode): boolean => {
  const start = isEventSubProcess(node.element) ? node.children?.nodes.find(({ element }) => is(element, 'StartEvent')) : node;
  return start ? isInterrupting(start.element) : false;
};

const endsRoot = ({ element }: FlowNode): boolean => is(eventDefinition(element), 'ErrorEventDefinition');
const root = (scope: Scope): Scope => (scope.owner ? root(scope.owner.scope) : scope);

/** The activity whose boundary catches what was thrown inside it. */
const handledOwner = (node: FlowNode, catcher: FlowNode): FlowNode | null => {
  for (let at = node.scope.owner; at; at = at.scope.owner) if (at.boundary.includes(catcher)) return at;
  return null;
};

function matches(event: FlowNode, thrower: FlowNode): boolean {
  const caught = eventDefinition(event.element);
  const thrown = eventDefinition(thrower.element);
  if (!is(event.element, 'BoundaryEvent', 'StartEvent') || !caught || caught.$type !== thrown?.$type) return false;
  const [reference, code] = is(caught, 'ErrorEventDefinition') ? ['errorRef', 'errorCode'] : ['escalationRef', 'escalationCode'];
  const wanted = string(one(caught, reference), code)?.trim();
  return !wanted || wanted === string(one(thrown, reference), code)?.trim();
}

/** The sets of outgoing flows that can be taken together. An inclusive gateway still without any condition may take any of them. */
function branches(node: FlowNode): Flow[][] {
  const { element, outgoing } = node;
  const waitsForAll = element['eventGatewayType'] === 'Parallel';
  if (is(element, 'ExclusiveGateway', 'EventBasedGateway') && !waitsForAll && outgoing.length > 0) return outgoing.map((flow) => [flow]);
  const fallback = outgoing.find((flow) => one(element, 'default') === flow.element);
  const conditional = outgoing.filter((flow) => flow !== fallback && one(flow.element, 'conditionExpression'));
  const always = outgoing.filter((flow) => flow !== fallback && !conditional.includes(flow));
  const inclusive = is(element, 'InclusiveGateway');
  if (inclusive && conditional.length === 0 && !fallback) return subsets(outgoing);
  if (!inclusive && (!isActivity(element) || conditional.length + (fallback ? 1 : 0) === 0)) return [outgoing];
  const chosen = subsets(conditional).map((subset) => [...always, ...subset]);
  const none = fallback ? [[...always, fallback]] : always.length > 0 ? [always] : [];
  return [...chosen, ...none];
}

function subsets(flows: Flow[]): Flow[][] {
  if (flows.length > MAX_COMBINED_BRANCHES) return [...flows.map((flow) => [flow]), flows];
  return Array.from({ length: 2 ** flows.length - 1 }, (_, mask) => flows.filter((_flow, bit) => ((mask + 1) >> bit) & 1));
}
