import type { ProcessModel } from '#contract';
import { is } from './document.js';
import type { FlowNode, Scope } from './graph.js';

/** Papers that are there whichever way the dossier came to a node, besides those that were filed. */
export function surePapers(graph: Scope, model: ProcessModel): ReadonlyMap<FlowNode, ReadonlySet<string>> {
  const sure = new Map<FlowNode, ReadonlySet<string>>();
  new Flow(model, sure).through(graph, new Set());
  return sure;
}

/** Starts from all papers being everywhere and takes away until every node agrees with those before it. */
class Flow {
  readonly #all: ReadonlySet<string>;

  constructor(
    private readonly model: ProcessModel,
    private readonly sure: Map<FlowNode, ReadonlySet<string>>,
  ) {
    this.#all = new Set(Object.values(model.steps).flatMap(({ papersOut }) => papersOut.map(({ code }) => code)));
  }

  /** What is there at every end of the scope. */
  through(scope: Scope, entering: ReadonlySet<string>): ReadonlySet<string> {
    const out = new Map<FlowNode, ReadonlySet<string>>(scope.nodes.map((node) => [node, this.#all]));
    const hosts = new Map(scope.nodes.flatMap((node) => node.boundary.map((event) => [event, node] as const)));
    for (let changed = true; changed; ) {
      changed = false;
      for (const node of scope.nodes) {
        const before = this.#before(node, out, hosts.get(node), entering);
        this.sure.set(node, before);
        const after = this.#after(node, before);
        changed ||= after.size !== out.get(node)?.size;
        out.set(node, after);
      }
    }
    const ends = scope.nodes.filter((node) => is(node.element, 'EndEvent') || (node.outgoing.length === 0 && node.incoming.length > 0));
    return ends.length === 0 ? entering : common(ends.map((node) => out.get(node) ?? this.#all));
  }

  #before(node: FlowNode, out: ReadonlyMap<FlowNode, ReadonlySet<string>>, host: FlowNode | undefined, entering: ReadonlySet<string>): ReadonlySet<string> {
    if (host) return this.sure.get(host) ?? this.#all;
    const sources = node.incoming.map(({ source }) => out.get(source) ?? this.#all);
    if (sources.length === 0) return entering;
    return is(node.element, 'ParallelGateway') ? new Set(sources.flatMap((papers) => [...papers])) : common(sources);
  }

  #after(node: FlowNode, before: ReadonlySet<string>): ReadonlySet<string> {
    const made = (this.model.steps[node.id]?.papersOut ?? []).filter(({ required }) => required).map(({ code }) => code);
    const inside = node.children ? [...this.through(node.children, before)] : [];
    return new Set([...before, ...made, ...inside]);
  }
}

const common = ([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set([...(first ?? [])].filter((paper) => others.every((papers) => papers.has(paper))));
