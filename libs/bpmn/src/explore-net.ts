import type { Net, Place, Transition } from './token-net.js';

export const MAX_STATES = 50_000;

export type FlawKind = 'deadlock' | 'missing-synchronisation' | 'dead-element' | 'cannot-complete';

export interface TokenFlaw {
  kind: FlawKind;
  element: string;
  /** Elements in the order in which they run on the way to the flaw. */
  trace: string[];
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
}

/** Tokens at each place that has any. */
type Marking = Map<Place, number>;

interface State {
  marked: Marking;
  from: State | null;
  by: Transition | null;
  before: State[];
}

/** Tokens that may be at one place that takes several; more are taken for a number that grows without end. */
const MANY = 12;

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
  readonly #bound: number;
  readonly #index = new Map<Place, number>();
  readonly #states = new Map<string, State>();
  readonly #queue: State[] = [];
  readonly #consumers = new Map<Place, Transition[]>();
  readonly #byScope = new Map<string, Place[]>();
  readonly #upstream = new Map<Transition, Map<Place, Set<Place>>>();
  readonly #flaws = new Map<string, TokenFlaw>();
  readonly #ran = new Set<string>();
  readonly #many: boolean;
  #bounded = false;

  constructor(net: Net, bound: number, many: boolean) {
    this.#net = net;
    this.#bound = bound;
    this.#many = many;
    for (const place of net.places) {
      this.#index.set(place, this.#index.size);
      this.#byScope.set(place.scope, [...(this.#byScope.get(place.scope) ?? []), place]);
    }
    for (const step of net.transitions) {
      for (const place of new Set(step.inputs)) this.#consumers.set(place, [...(this.#consumers.get(place) ?? []), step]);
      if (step.join !== null) this.#upstream.set(step, this.#reaching(step));
    }
  }

  run(): Exploration {
    this.#reach(new Map([[this.#net.initial, 1]]), null, null);
    for (let next = 0; next < this.#queue.length; next++) this.#expand(this.#queue[next] as State);
    const final = this.#states.get('');
    if (this.#flaws.size === 0 && !this.#bounded) {
      this.#findTraps(final);
      this.#findDead();
    }
    return { flaws: [...this.#flaws.values()], bounded: this.#bounded, completes: final !== undefined, states: this.#states.size };
  }

  #expand(state: State): void {
    if (state.marked.size === 0) return;
    const enabled = this.#enabled(state.marked);
    if (!enabled.some(({ rescue }) => !rescue)) this.#deadlock(state);
    for (const step of enabled) this.#fire(state, step);
  }

  #enabled(marked: Marking): Transition[] {
    const candidates = new Set([...marked.keys()].flatMap((place) => this.#consumers.get(place) ?? []));
    return [...candidates].filter((step) => (step.join === null ? holds(marked, step.inputs) && this.#isEmpty(step, marked) : this.#joins(step, marked)));
  }

  #isEmpty(step: Transition, marked: Marking): boolean {
    if (step.empty.length === 0) return true;
    const scopes = new Set(step.empty.flatMap((scope) => [...(this.#net.within.get(scope) ?? [])]));
    return ![...marked.keys()].some((place) => scopes.has(place.scope));
  }

  /** BPMN 2.0.2, 13.4.3: waits for each token that could still reach an empty incoming flow and no occupied one. */
  #joins(step: Transition, marked: Marking): boolean {
    const occupied = step.inputs.filter((place) => marked.has(place));
    const empty = step.inputs.filter((place) => !marked.has(place));
    if (occupied.length === 0) return false;
    const upstream = this.#upstream.get(step);
    const reaches = (place: Place, inputs: Place[]): boolean => inputs.some((input) => upstream?.get(input)?.has(place));
    return ![...marked.keys()].some((place) => !step.inputs.includes(place) && reaches(place, empty) && !reaches(place, occupied));
  }

  /** For each incoming flow of an inclusive join: the places from which a token can reach it without passing the join. */
  #reaching(join: Transition): Map<Place, Set<Place>> {
    const producers = new Map<Place, Place[]>();
    for (const step of this.#net.transitions) {
      if (step.join === join.join) continue;
      for (const place of step.outputs) producers.set(place, [...(producers.get(place) ?? []), ...step.inputs]);
    }
    return new Map(
      join.inputs.map((input) => {
        const found = new Set<Place>();
        const open = [input];
        for (let place = open.pop(); place; place = open.pop()) {
          for (const before of producers.get(place) ?? []) if (!found.has(before) && found.add(before)) open.push(before);
        }
        return [input, found] as const;
      }),
    );
  }

  #fire(state: State, step: Transition): void {
    for (const element of step.covers) this.#ran.add(element);
    const next = new Map(state.marked);
    for (const place of step.inputs) take(next, place);
    for (const scope of step.resets) for (const place of this.#byScope.get(scope) ?? []) next.delete(place);
    for (const place of step.outputs) {
      const tokens = (next.get(place) ?? 0) + 1;
      if (tokens > this.#capacity(place)) return this.#flaw({ kind: 'missing-synchronisation', element: place.element, trace: story(state, step), missing: [] });
      next.set(place, tokens);
    }
    this.#reach(next, state, step);
  }

  readonly #capacity = (place: Place): number => (this.#many && place.many ? MANY : 1);

  #reach(marked: Marking, from: State | null, by: Transition | null): void {
    const key = [...marked].map(([place, tokens]) => [this.#index.get(place) ?? -1, tokens] as const).sort(([a], [b]) => a - b).map(([place, tokens]) => (tokens === 1 ? `${place}` : `${place}x${tokens}`)).join();
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
      (this.#consumers.get(place) ?? []).filter((step) => step.inputs.length > 1).map((step) => ({ join: step.join ?? step.trace[0] ?? place.element, step })),
    );
    for (const { join, step } of waiting) {
      const missing = step.inputs.filter((place) => !state.marked.has(place)).map((place) => place.feeds.get(join) ?? place.element);
      this.#flaw({ kind: 'deadlock', element: join, trace: story(state, null), missing });
    }
    const [stuck] = marked.filter(({ scope }) => scope !== '');
    if (waiting.length === 0 && stuck) this.#flaw({ kind: 'deadlock', element: stuck.element, trace: story(state, null), missing: [] });
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
    if (trap && place) this.#flaw({ kind: 'cannot-complete', element: place.element, trace: story(trap, null), missing: [] });
  }

  #findDead(): void {
    for (const element of this.#net.elements) {
      if (!this.#ran.has(element)) this.#flaw({ kind: 'dead-element', element, trace: [], missing: [] });
    }
  }

  #flaw(flaw: TokenFlaw): void {
    const key = `${flaw.kind} ${flaw.element}`;
    if (!this.#flaws.has(key)) this.#flaws.set(key, flaw);
  }
}

const holds = (marked: Marking, inputs: Place[]): boolean => inputs.every((place) => (marked.get(place) ?? 0) >= inputs.filter((other) => other === place).length);

function take(marked: Marking, place: Place): void {
  const left = (marked.get(place) ?? 0) - 1;
  if (left > 0) marked.set(place, left);
  else marked.delete(place);
}

function story(state: State | null, last: Transition | null): string[] {
  const steps: string[][] = last ? [last.trace] : [];
  for (let at = state; at?.by; at = at.from) steps.unshift(at.by.trace);
  return steps.flat();
}
