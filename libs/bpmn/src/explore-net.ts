import { type Marking, TokenGame } from './play-net.js';
import type { Net, Transition } from './token-net.js';

export const MAX_STATES = 50_000;

export type FlawKind = 'deadlock' | 'missing-synchronisation' | 'dead-element' | 'cannot-complete';

export interface TokenFlaw {
  kind: FlawKind;
  element: string;
  /** Elements in the order in which they run on the way to the flaw. */
  trace: string[];
  /** The same as transitions of the whole net, by their place in it. */
  moves: number[];
  /** Of a deadlock: incoming flows of the join on which no token can come. */
  missing: string[];
}

export interface Exploration {
  flaws: TokenFlaw[];
  /** True if the bound was met before every marking was seen. */
  bounded: boolean;
  /** True if at least one way to the end was seen. */
  completes: boolean;
  states: number;
  /** Flow nodes that no way led to. */
  idle: string[];
  /** Work that several tokens came to at once. */
  repeated: string[];
}

interface State {
  marked: Marking;
  from: State | null;
  by: Transition | null;
  before: State[];
}

export interface ExploreOptions {
  /** Bound on the markings looked at. */
  bound?: number;
  /** Lets places that are `many` hold several tokens; else two tokens at a place are a flaw everywhere. */
  many?: boolean;
}

/** Plays every way the tokens can go, shortest first, so that the story of a flaw is as short as it can be. */
export const exploreNet = (net: Net, { bound = MAX_STATES, many = false }: ExploreOptions = {}): Exploration => new Explorer(net, bound, many).run();

class Explorer {
  readonly #net: Net;
  readonly #game: TokenGame;
  readonly #bound: number;
  readonly #states = new Map<string, State>();
  readonly #queue: State[] = [];
  readonly #flaws = new Map<string, TokenFlaw>();
  readonly #ran = new Set<string>();
  readonly #repeated = new Set<string>();
  #bounded = false;

  constructor(net: Net, bound: number, many: boolean) {
    this.#net = net;
    this.#bound = bound;
    this.#game = new TokenGame(net, many);
  }

  run(): Exploration {
    this.#reach(this.#game.initial, null, null);
    for (let next = 0; next < this.#queue.length; next++) this.#expand(this.#queue[next] as State);
    const final = this.#states.get('');
    if (this.#flaws.size === 0 && !this.#bounded) {
      this.#findTraps(final);
      this.#findDead();
    }
    return { flaws: [...this.#flaws.values()], bounded: this.#bounded, completes: final !== undefined, states: this.#states.size, idle: this.#idle(), repeated: [...this.#repeated] };
  }

  #expand(state: State): void {
    if (state.marked.size === 0) return;
    const enabled = this.#game.enabled(state.marked);
    if (!enabled.some(({ rescue }) => !rescue)) this.#deadlock(state);
    for (const step of enabled) this.#fire(state, step);
  }

  #fire(state: State, step: Transition): void {
    for (const element of step.covers) this.#ran.add(element);
    const { next, crowded } = this.#game.fire(state.marked, step);
    if (crowded) this.#flaw({ kind: 'missing-synchronisation', element: crowded.element, ...story(state, step), missing: [] });
    else this.#reach(next, state, step);
    for (const place of step.outputs) if (place.works && (next.get(place) ?? 0) > 1) this.#repeated.add(place.element);
  }

  #reach(marked: Marking, from: State | null, by: Transition | null): void {
    const key = this.#game.key(marked);
    const known = this.#states.get(key);
    if (known) {
      if (from) known.before.push(from);
      return;
    }
    if (this.#states.size >= this.#bound) {
      this.#bounded = true;
      return;
    }
    const state: State = { marked, from, by, before: from ? [from] : [] };
    this.#states.set(key, state);
    this.#queue.push(state);
  }

  #deadlock(state: State): void {
    const marked = [...state.marked.keys()];
    const waiting = marked.flatMap((place) =>
      this.#game.consumers(place).filter((step) => step.inputs.length > 1).map((step) => ({ join: step.join ?? step.trace[0] ?? place.element, step })),
    );
    for (const { join, step } of waiting) {
      const missing = step.inputs.filter((place) => !state.marked.has(place)).map((place) => place.feeds.get(join) ?? place.element);
      this.#flaw({ kind: 'deadlock', element: join, ...story(state, null), missing });
    }
    const [stuck] = marked.filter(({ scope }) => scope !== '');
    if (waiting.length === 0 && stuck) this.#flaw({ kind: 'deadlock', element: stuck.element, ...story(state, null), missing: [] });
  }

  /** Markings from which the end cannot be reached any more, however the dossier goes on. */
  #findTraps(final: State | undefined): void {
    const finishing = new Set<State>();
    const open = final ? [final] : [];
    for (let state = open.pop(); state; state = open.pop()) {
      if (finishing.has(state)) continue;
      finishing.add(state);
      open.push(...state.before);
    }
    const trap = this.#queue.find((state) => !finishing.has(state));
    const places = [...(trap?.marked.keys() ?? [])];
    const place = places.find(({ scope }) => scope !== '') ?? places[0];
    if (trap && place) this.#flaw({ kind: 'cannot-complete', element: place.element, ...story(trap, null), missing: [] });
  }

  #findDead(): void {
    for (const element of this.#idle()) this.#flaw({ kind: 'dead-element', element, trace: [], moves: [], missing: [] });
  }

  readonly #idle = (): string[] => [...this.#net.elements].filter((element) => !this.#ran.has(element));

  #flaw(flaw: TokenFlaw): void {
    const key = `${flaw.kind} ${flaw.element}`;
    if (!this.#flaws.has(key)) this.#flaws.set(key, flaw);
  }
}

function story(state: State | null, last: Transition | null): Pick<TokenFlaw, 'trace' | 'moves'> {
  const steps: Transition[] = last ? [last] : [];
  for (let at = state; at?.by; at = at.from) steps.unshift(at.by);
  return { trace: steps.flatMap(({ trace }) => trace), moves: steps.flatMap(({ moves }) => moves) };
}
