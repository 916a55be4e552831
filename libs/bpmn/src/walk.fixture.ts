import type { JsonSchema } from '#contract';
import { evaluate } from 'feelin';
import { is, one, string } from './document.js';
import { expressionOf } from './feel.js';
import { type FlowNode, type Scope, allNodes, graphOf } from './graph.js';
import type { Scenario, Shipped } from './shipped.fixture.js';

/** Walks a scenario through the diagrams by hand, without the engine: enough of BPMN for the shipped procedures. */
export class Walk {
  readonly variables: Record<string, unknown>;
  readonly ended: string[] = [];
  state: number | null = null;
  readonly #waiting = new Map<string, () => void>();
  readonly #arrived = new Map<FlowNode, Set<string>>();

  constructor(
    private readonly shipped: ReadonlyMap<string, Shipped>,
    procedure: Shipped,
    data: Record<string, unknown>,
  ) {
    this.variables = { ...defaultsOf(procedure.forms['tiep-nhan']), ...data };
    this.#start(procedure, '', () => undefined);
  }

  get waiting(): string[] {
    return [...this.#waiting.keys()].sort();
  }

  do({ element, data = {} }: Scenario['steps'][number]): void {
    const proceed = this.#waiting.get(element);
    if (!proceed) throw new Error(`${element} does not wait; ${this.waiting.join(', ')} do`);
    Object.assign(this.variables, this.#formDefaults(element), data);
    this.#waiting.delete(element);
    proceed();
  }

  #formDefaults(path: string): Record<string, unknown> {
    const [element = '', code] = path.split('/').reverse();
    const owner = code ? this.shipped.get(code) : [...this.shipped.values()].find(({ model }) => element in model.steps && !(model.kind === 'component'));
    return defaultsOf(owner?.forms[owner.model.steps[element]?.form ?? '']);
  }

  #start(procedure: Shipped, prefix: string, done: () => void): void {
    const graph = graphOf(procedure.document);
    for (const node of graph.nodes.filter(({ element }) => is(element, 'StartEvent'))) this.#enter({ procedure, prefix, graph, done }, node, '');
  }

  #enter(run: Run, node: FlowNode, by: string): void {
    this.state = run.procedure.model.milestones[node.id]?.state ?? this.state;
    const { element } = node;
    if (is(element, 'UserTask', 'IntermediateCatchEvent')) this.#wait(run, [node], node);
    else if (is(element, 'EventBasedGateway')) for (const { target } of node.outgoing) this.#wait(run, node.outgoing.map((flow) => flow.target), target);
    else if (is(element, 'CallActivity')) this.#start(this.#called(element), `${string(element, 'calledElement')}/`, () => this.#leave(run, node));
    else if (is(element, 'ParallelGateway', 'InclusiveGateway') && node.incoming.length > 1) this.#join(run, node, by);
    else if (is(element, 'EndEvent')) this.#end(run, node);
    else this.#leave(run, node);
  }

  #wait(run: Run, group: FlowNode[], node: FlowNode): void {
    this.#waiting.set(run.prefix + node.id, () => {
      for (const { id } of group) this.#waiting.delete(run.prefix + id);
      this.#leave(run, node);
      this.#settle(run);
    });
  }

  #called(element: FlowNode['element']): Shipped {
    const called = this.shipped.get(string(element, 'calledElement') ?? '');
    if (!called) throw new Error(`${element.id} calls nothing`);
    return called;
  }

  #join(run: Run, node: FlowNode, by: string): void {
    const arrived = (this.#arrived.get(node) ?? new Set()).add(by);
    this.#arrived.set(node, arrived);
    if (arrived.size === node.incoming.length) this.#pass(run, node);
  }

  #pass(run: Run, node: FlowNode): void {
    this.#arrived.delete(node);
    this.#leave(run, node);
  }

  /** An inclusive join goes on when nothing that waits can still come to it. */
  #settle(run: Run): void {
    for (const node of [...this.#arrived.keys()].filter(({ element }) => is(element, 'InclusiveGateway'))) {
      const coming = run.graph.nodes.filter(({ id }) => this.#waiting.has(run.prefix + id)).some((waiting) => reaches(waiting, node));
      if (!coming) this.#pass(run, node);
    }
  }

  #end(run: Run, node: FlowNode): void {
    this.ended.push(run.prefix + node.id);
    run.done();
  }

  #leave(run: Run, node: FlowNode): void {
    const { element, outgoing } = node;
    const fallback = outgoing.filter((flow) => one(element, 'default') === flow.element);
    const holding = outgoing.filter((flow) => !fallback.includes(flow) && this.#holds(string(one(flow.element, 'conditionExpression'), 'body')));
    const chosen = is(element, 'ExclusiveGateway') ? holding.slice(0, 1) : holding;
    for (const flow of chosen.length > 0 ? chosen : fallback) this.#enter(run, flow.target, flow.id);
  }

  readonly #holds = (condition: string | undefined): boolean => condition === undefined || evaluate(expressionOf(condition), this.variables).value === true;
}

interface Run {
  procedure: Shipped;
  prefix: string;
  graph: Scope;
  done: () => void;
}

const reaches = (from: FlowNode, to: FlowNode, seen = new Set<FlowNode>()): boolean => {
  if (seen.has(from)) return false;
  seen.add(from);
  return from.outgoing.some(({ target }) => target === to || reaches(target, to, seen));
};

export const defaultsOf = (form: JsonSchema | undefined): Record<string, unknown> => {
  const properties = (form?.['properties'] ?? {}) as Record<string, { default?: unknown }>;
  return Object.fromEntries(Object.entries(properties).flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]])));
};

export const elementIdsOf = ({ document }: Shipped): Set<string> => new Set(allNodes(graphOf(document)).map(({ id }) => id));
