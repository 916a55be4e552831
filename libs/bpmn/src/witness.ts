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
 * The counter-example of a flaw, move by move on the whole net. A flaw is found on the reduced net, whose transitions know for which of the
 * whole net they stand; from where these lead, and from the start where they do not, the flaw is looked for.
 */
export function witnessOf(net: Net, flaw: TokenFlaw, many: boolean): WitnessStep[] | null {
  if (flaw.kind === 'dead-element') return null;
  const game = new TokenGame(net, many);
  const start: Move = { marked: game.initial, told: 0, from: null, by: null };
  const told = follow(game, flaw, [...net.transitions], start);
  const found = (told && (told.isMet ? told.move : search(game, flaw, told.move))) ?? search(game, flaw, start);
  return found && shown(found);
}

/** Makes the moves of the story; null where one cannot be made. */
function follow(game: TokenGame, { kind, trace, moves }: TokenFlaw, transitions: readonly Transition[], start: Move): { move: Move; isMet: boolean } | null {
  let move = start;
  for (const index of moves) {
    const step = transitions[index];
    if (!step || !game.enabled(move.marked).includes(step)) return null;
    const { next, crowded } = game.fire(move.marked, step);
    move = { marked: next, told: 0, from: move, by: step };
    if (crowded) return kind === 'missing-synchronisation' ? { move, isMet: true } : null;
  }
  return { move: { ...move, told: trace.length }, isMet: false };
}

/** Fewest moves beside the story first. */
function search(game: TokenGame, flaw: TokenFlaw, start: Move): Move | null {
  const seen = new Set<string>();
  const open: Move[][] = [[start]];
  for (let extra = 0; extra < open.length; extra++) {
    for (let at = open[extra]?.pop(); at; at = open[extra]?.pop()) {
      const key = `${at.told}|${game.key(at.marked)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_TRIED) return null;
      const enabled = game.enabled(at.marked);
      if (isReached(game, flaw, at, enabled)) return at;
      const moves = movesFrom(game, flaw, at, enabled);
      const met = moves.find(({ move, crowded }) => crowded !== null && flaw.kind === 'missing-synchronisation' && (crowded === flaw.element || move.told === flaw.trace.length));
      if (met) return met.move;
      for (const { move, cost } of inOrder(moves)) (open[extra + cost] ??= []).push(move);
    }
  }
  return null;
}

interface Candidate {
  move: Move;
  cost: number;
  /** Element at which two tokens would meet. */
  crowded: string | null;
  /** Nothing else can take its token, and nobody sees it happen. */
  isForced: boolean;
}

const movesFrom = (game: TokenGame, { trace }: TokenFlaw, at: Move, enabled: readonly Transition[]): Candidate[] =>
  enabled.map((step) => {
    const { next, crowded } = game.fire(at.marked, step);
    const tells = step.trace.length > 0 && step.trace.every((element, index) => trace[at.told + index] === element);
    const [input, ...more] = step.inputs;
    return {
      move: { marked: next, told: at.told + (tells ? step.trace.length : 0), from: at, by: step },
      cost: tells || step.trace.length === 0 || at.told === trace.length ? 0 : 1,
      crowded: crowded?.element ?? null,
      isForced: step.trace.length === 0 && step.resets.length === 0 && more.length === 0 && input !== undefined && game.consumers(input).length === 1,
    };
  });

/** A forced move may be made at once, whatever else could happen first; moves of the story are looked at before others. */
function inOrder(moves: readonly Candidate[]): Candidate[] {
  const possible = moves.filter(({ crowded }) => crowded === null);
  const forced = possible.find(({ isForced }) => isForced);
  return forced ? [forced] : possible.sort((one, other) => one.move.told - other.move.told);
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
