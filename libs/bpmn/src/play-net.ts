import type { Net, Place, Transition } from './token-net.js';

/** Tokens at each place that has any. */
export type Marking = ReadonlyMap<Place, number>;

/** Tokens that may be at one place that takes several; more are taken for a number that grows without end. */
const MANY = 12;

/** The moves of a net: what can happen at a marking, and what stands where after it. */
export class TokenGame {
  readonly #net: Net;
  readonly #many: boolean;
  readonly #index = new Map<Place, number>();
  readonly #consumers = new Map<Place, Transition[]>();
  readonly #byScope = new Map<string, Place[]>();
  readonly #upstream = new Map<Transition, Map<Place, Set<Place>>>();

  /** `many` lets places that take several hold several tokens; else two tokens at a place are too many everywhere. */
  constructor(net: Net, many: boolean) {
    this.#net = net;
    this.#many = many;
    for (const place of net.places) {
      this.#index.set(place, this.#index.size);
      this.#byScope.set(place.scope, [...(this.#byScope.get(place.scope) ?? []), place]);
    }
    for (const step of net.transitions) {
      for (const place of new Set(step.inputs)) this.#consumers.set(place, [...this.consumers(place), step]);
      if (step.join !== null) this.#upstream.set(step, this.#reaching(step));
    }
  }

  get initial(): Marking {
    return new Map([[this.#net.initial, 1]]);
  }

  consumers(place: Place): readonly Transition[] {
    return this.#consumers.get(place) ?? [];
  }

  enabled(marked: Marking): Transition[] {
    const candidates = new Set([...marked.keys()].flatMap((place) => this.consumers(place)));
    return [...candidates].filter((step) => (step.join === null ? holds(marked, step.inputs) && this.#isEmpty(step, marked) : this.#joins(step, marked)));
  }

  /** `crowded`: the place at which there would be one token too many. */
  fire(marked: Marking, step: Transition): { next: Marking; crowded: Place | null } {
    const next = new Map(marked);
    for (const place of step.inputs) take(next, place);
    for (const scope of step.resets) for (const place of this.#byScope.get(scope) ?? []) next.delete(place);
    let crowded: Place | null = null;
    for (const place of step.outputs) {
      const tokens = (next.get(place) ?? 0) + 1;
      if (tokens > (this.#many && place.many ? MANY : 1)) crowded ??= place;
      next.set(place, tokens);
    }
    return { next, crowded };
  }

  /** Equal for equal markings; empty for that of the end. */
  key(marked: Marking): string {
    const tokens = [...marked].map(([place, count]) => [this.#index.get(place) ?? -1, count] as const).sort(([a], [b]) => a - b);
    return tokens.map(([place, count]) => (count === 1 ? `${place}` : `${place}x${count}`)).join();
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
}

const holds = (marked: Marking, inputs: Place[]): boolean => inputs.every((place) => (marked.get(place) ?? 0) >= inputs.filter((other) => other === place).length);

function take(marked: Map<Place, number>, place: Place): void {
  const left = (marked.get(place) ?? 0) - 1;
  if (left > 0) marked.set(place, left);
  else marked.delete(place);
}
