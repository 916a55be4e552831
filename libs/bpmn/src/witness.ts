import type { WitnessStep } from '#contract';
import type { TokenFlaw } from './explore-net.js';
import { type FlowNode, type Scope, allNodes } from './graph.js';
import { type Marking, TokenGame } from './play-net.js';
import type { Net, Transition } from './token-net.js';

/** Markings looked at for one counter-example: more and the story is told in words alone. */
const MAX_TRIED = 4_000;

interface Move {
  marked: Marking;
  /** How much of the story has been told. */
  told: number;
  from: Move | null;
  by: Transition | null;
}

/**
 * The counter-example of a flaw, move by move on the whole net. A flaw is found on the reduced net, whose story leaves moves out; they are
 * found again by playing the story on the net as drawn, other moves coming in only where it does not go on without them.
 */
export function witnessOf(net: Net, flaw: TokenFlaw, many: boolean): WitnessStep[] | null {
  if (flaw.kind === 'dead-element') return null;
  const game = new TokenGame(net, many);
  const found = replay(game, flaw);
  return found && shown(found);
}

/** Fewest moves beside the story first. */
function replay(game: TokenGame, flaw: TokenFlaw): Move | null {
  const seen = new Set<string>();
  const open: Move[][] = [[{ marked: game.initial, told: 0, from: null, by: null }]];
  for (let extra = 0; extra < open.length; extra++) {
    for (let at = open[extra]?.pop(); at; at = open[extra]?.pop()) {
      const key = `${at.told}|${game.key(at.marked)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_TRIED) return null;
      const enabled = game.enabled(at.marked);
      if (isReached(game, flaw, at, enabled)) return at;
      for (const step of enabled) {
        const { next, crowded } = game.fire(at.marked, step);
        const tells = step.trace.length > 0 && step.trace.every((element, index) => flaw.trace[at.told + index] === element);
        const move: Move = { marked: next, told: at.told + (tells ? step.trace.length : 0), from: at, by: step };
        if (crowded && flaw.kind === 'missing-synchronisation' && crowded.element === flaw.element) return move;
        if (crowded) continue;
        const cost = extra + (tells || step.trace.length === 0 ? 0 : 1);
        (open[cost] ??= []).push(move);
      }
    }
  }
  return null;
}

function isReached(game: TokenGame, { kind, element, trace }: TokenFlaw, { marked, told }: Move, enabled: Transition[]): boolean {
  if (told < trace.length || marked.size === 0) return false;
  const stands = [...marked.keys()].some((place) => place.element === element || place.feeds.has(element) || game.consumers(place).some((step) => step.trace[0] === element));
  if (kind === 'deadlock') return stands && !enabled.some(({ rescue }) => !rescue);
  return kind === 'cannot-complete' && stands;
}

/** Moves that nobody sees on the canvas are left out. */
function shown(last: Move): WitnessStep[] {
  const moves: WitnessStep[] = [];
  for (let at: Move | null = last; at; at = at.from) moves.unshift({ fired: at.by?.trace ?? [], tokens: tokensAt(at.marked) });
  return moves.filter(({ fired, tokens }, index) => fired.length > 0 || tokens.join() !== (moves[index - 1]?.tokens.join() ?? ''));
}

const tokensAt = (marked: Marking): string[] => [...marked].flatMap(([{ shown: at }, count]) => (at === null ? [] : Array.from({ length: count }, () => at)));

/** The drawn way to an element, which no token takes to its end. */
export function drawnWay(graph: Scope, element: string): string[] {
  const ways = new Map<FlowNode, FlowNode | null>();
  const open = allNodes(graph).filter((node) => node.scope === graph && node.incoming.length === 0);
  for (const start of open) ways.set(start, null);
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.id === element) return wayTo(node, ways);
    for (const next of [...node.outgoing.map(({ target }) => target), ...node.boundary, ...(node.children?.nodes.filter(({ incoming }) => incoming.length === 0) ?? [])]) {
      if (!ways.has(next) && ways.set(next, node)) open.push(next);
    }
  }
  return [element];
}

function wayTo(node: FlowNode, ways: ReadonlyMap<FlowNode, FlowNode | null>): string[] {
  const way: string[] = [];
  for (let at: FlowNode | null = node; at; at = ways.get(at) ?? null) way.unshift(at.id);
  return way;
}
