import { is } from '../document.js';
import { type FlowNode, type Scope, isEventSubProcess } from '../graph.js';

export interface Track {
  /** Element that splits. */
  group: string;
  /** `a`, `b`… in the order in which the branches are drawn. */
  track: string;
}

export interface ReadingOrder {
  nodes: FlowNode[];
  /** Parallel branches that a node stands in, outermost first. */
  tracks: ReadonlyMap<FlowNode, readonly Track[]>;
}

/**
 * The nodes of one scope as a person reads them: what comes before stands before, ways back apart; branch after branch, then what joins
 * them; last what stands outside the flow (event sub-processes).
 */
export function readingOrder(scope: Scope): ReadingOrder {
  const ahead = new Map<FlowNode, FlowNode[]>();
  const done: FlowNode[] = [];
  const visit = (node: FlowNode): void => {
    if (ahead.has(node)) return;
    const next: FlowNode[] = [];
    ahead.set(node, next);
    for (const follower of followers(node).reverse()) {
      if (!ahead.has(follower)) visit(follower);
      if (done.includes(follower)) next.unshift(follower);
    }
    done.push(node);
  };
  for (const start of [...scope.nodes].filter((node) => !entered(node)).sort(byKind).reverse()) visit(start);
  for (const node of scope.nodes) visit(node);
  return { nodes: done.reverse(), tracks: tracksOf(scope, ahead) };
}

/** What follows a node, its boundary events last. */
export const followers = (node: FlowNode): FlowNode[] => [...new Set([...node.outgoing.map(({ target }) => target), ...node.boundary])];

const entered = (node: FlowNode): boolean => node.incoming.length > 0 || is(node.element, 'BoundaryEvent');
const rank = (node: FlowNode): number => (is(node.element, 'StartEvent') ? 0 : isEventSubProcess(node.element) ? 2 : 1);
const byKind = (a: FlowNode, b: FlowNode): number => rank(a) - rank(b);

/** A token leaves by every flow: parallel gateways, and activities and events with several flows and no conditions. */
const isSplit = ({ element, outgoing }: FlowNode): boolean =>
  outgoing.length > 1 && (is(element, 'ParallelGateway') || (!/Gateway$/.test(element.$type) && outgoing.every((flow) => !flow.element['conditionExpression'])));

/** A node is in a branch of a split if it can be reached by that branch alone. */
function tracksOf(scope: Scope, ahead: ReadonlyMap<FlowNode, FlowNode[]>): Map<FlowNode, Track[]> {
  const splits = scope.nodes.filter(isSplit);
  const tracks = new Map<FlowNode, { size: number; track: Track }[]>();
  for (const split of splits) {
    const branches = split.outgoing.map(({ target }) => reachable(target, ahead));
    branches.forEach((branch, index) => {
      const own = [...branch].filter((node) => branches.every((other, at) => at === index || !other.has(node)));
      const size = branches.reduce((sum, { size: count }) => sum + count, 0);
      for (const node of own) tracks.set(node, [...(tracks.get(node) ?? []), { size, track: { group: split.id, track: letter(index) } }]);
    });
  }
  return new Map([...tracks].map(([node, found]) => [node, found.sort((a, b) => b.size - a.size).map(({ track }) => track)]));
}

function reachable(from: FlowNode, ahead: ReadonlyMap<FlowNode, FlowNode[]>): Set<FlowNode> {
  const found = new Set<FlowNode>();
  const open = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...(ahead.get(node) ?? []));
  }
  return found;
}

const letter = (index: number): string => String.fromCharCode(97 + (index % 26)).repeat(1 + Math.floor(index / 26));
