import type { Net, Place, Transition } from './token-net.js';

/**
 * Shrinks a net by rules that keep every flaw and every way to the end: chains become one place, equal alternatives one transition,
 * equal parallel places one place, and transitions that change nothing and tokens that only await their end vanish (Murata, "Petri nets: properties, analysis and
 * applications", 1989, section V). A well structured model of any size ends as a handful of places.
 */
export function reduceNet(net: Net): void {
  const reducer = new Reducer(net);
  while (reducer.fuseChains() || reducer.mergeAlternatives() || reducer.mergeParallelPlaces() || reducer.dropEnds() || reducer.openScopes()) continue;
}

class Reducer {
  readonly #net: Net;
  readonly #producers = new Map<Place, Set<Transition>>();
  readonly #consumers = new Map<Place, Set<Transition>>();
  readonly #ids = new Map<Place | Transition, number>();

  constructor(net: Net) {
    this.#net = net;
    for (const item of [...net.places, ...net.transitions]) this.#ids.set(item, this.#ids.size);
    for (const place of net.places) {
      this.#producers.set(place, new Set());
      this.#consumers.set(place, new Set());
    }
    for (const step of net.transitions) {
      for (const place of step.outputs) this.#producers.get(place)?.add(step);
      for (const place of step.inputs) this.#consumers.get(place)?.add(step);
    }
  }

  /** `p → t → q…` with nothing else leaving `p`: whoever put a token on `p` has as good as put one on each `q`. */
  fuseChains(): boolean {
    let changed = false;
    for (const step of this.#net.transitions) {
      const [from] = step.inputs;
      if (!from || !isPlain(step) || step.inputs.length !== 1 || step.outputs.length === 0) continue;
      if (step.outputs.includes(from)) {
        if (step.outputs.length > 1 || this.#consumers.get(from)?.size === 1) continue;
        this.#credit(from, step);
        this.#drop(step);
      } else if (from !== this.#net.initial && this.#consumers.get(from)?.size === 1 && this.#staysInside(from, step)) this.#fuse(step, from);
      else continue;
      changed = true;
    }
    return changed;
  }

  /** Alternatives with the same effect are one. */
  mergeAlternatives(): boolean {
    const seen = new Map<string, Transition>();
    let changed = false;
    for (const step of this.#net.transitions) {
      const key = [this.#key(step.inputs), this.#key(step.outputs), step.resets, step.empty, step.join, step.rescue].join('|');
      const first = seen.get(key);
      if (!first) seen.set(key, step);
      else {
        for (const element of step.covers) first.covers.add(element);
        this.#drop(step);
        changed = true;
      }
    }
    return changed;
  }

  /** Places filled and emptied by the same transitions always hold the same. */
  mergeParallelPlaces(): boolean {
    const seen = new Map<string, Place>();
    let changed = false;
    for (const place of this.#net.places) {
      const into = this.#links(this.#producers, place);
      const out = this.#links(this.#consumers, place);
      if (into.length === 0 || out.length === 0 || out.some(({ join }) => join !== null) || into.some((step) => isRepeated(step.outputs, place))) continue;
      const key = `${place.scope}|${this.#key(into)}|${this.#key(out)}`;
      const twin = seen.get(key);
      if (!twin) seen.set(key, place);
      else {
        for (const [join, flow] of place.feeds) if (!twin.feeds.has(join)) twin.feeds.set(join, flow);
        for (const step of out) step.inputs = step.inputs.filter((input) => input !== place);
        for (const step of into) step.outputs = step.outputs.filter((output) => output !== place);
        this.#net.places.delete(place);
        changed = true;
      }
    }
    return changed;
  }

  /** A token that can do nothing but end is as good as gone, unless a loop before it could send a second one while it waits. */
  dropEnds(): boolean {
    let changed = false;
    for (const step of this.#net.transitions) {
      const [place] = step.inputs;
      if (!place || !this.#isEnd(step, place)) continue;
      const [producer, ...others] = this.#links(this.#producers, place);
      if (!producer || others.length > 0 || isRepeated(producer.outputs, place) || !this.#isOnce(producer)) continue;
      this.#vanish(place, step);
      changed = true;
    }
    return changed;
  }

  /** A sub-process in which one token enters and ends is an activity like any other. */
  openScopes(): boolean {
    let changed = false;
    for (const leave of this.#net.transitions) {
      const [running] = leave.inputs;
      if (!running || leave.empty.length !== 1 || leave.inputs.length !== 1) continue;
      const within = this.#net.within.get(leave.empty[0] ?? '');
      const [inner, ...more] = [...this.#net.places].filter(({ scope }) => within?.has(scope));
      if (more.length > 0) continue;
      if (inner) {
        const [end, ...others] = this.#links(this.#consumers, inner);
        const enters = this.#links(this.#producers, inner);
        if (!end || others.length > 0 || !this.#isEnd(end, inner)) continue;
        if (enters.some(({ outputs }) => !outputs.includes(running) || isRepeated(outputs, inner))) continue;
        this.#vanish(inner, end);
      }
      leave.empty = [];
      changed = true;
    }
    return changed;
  }

  readonly #isEnd = (step: Transition, place: Place): boolean => isPlain(step) && step.inputs.length === 1 && step.outputs.length === 0 && this.#consumers.get(place)?.size === 1 && place.scope !== '';

  #vanish(place: Place, end: Transition): void {
    this.#credit(place, end);
    for (const producer of this.#links(this.#producers, place)) {
      producer.outputs = producer.outputs.filter((output) => output !== place);
      producer.trace = producer.outputs.length === 0 ? [...producer.trace, ...end.trace] : producer.trace;
      producer.moves = [...producer.moves, ...end.moves];
    }
    this.#drop(end);
    this.#net.places.delete(place);
  }

  /** Nothing on the way to the transition is in a loop: it happens twice only if two tokens meet on that way, which is found there. */
  #isOnce(step: Transition): boolean {
    const before = new Set<Transition>();
    const open = [step];
    for (let next = open.pop(); next; next = open.pop()) {
      if (before.has(next)) continue;
      before.add(next);
      open.push(...next.inputs.flatMap((place) => this.#links(this.#producers, place)));
    }
    return ![...before].some((earlier) => this.#canRepeat(earlier));
  }

  /** Whether what a transition puts out can lead to it again. */
  #canRepeat(step: Transition): boolean {
    const seen = new Set<Place>();
    const open = [...step.outputs];
    for (let place = open.pop(); place; place = open.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      for (const next of this.#links(this.#consumers, place)) {
        if (next === step) return true;
        open.push(...next.outputs);
      }
    }
    return false;
  }

  #fuse(step: Transition, from: Place): void {
    const [to] = step.outputs;
    if (to && step.outputs.length === 1 && this.#producers.get(to)?.size === 1) to.element = from.element;
    this.#credit(from, step);
    for (const producer of this.#links(this.#producers, from)) {
      producer.outputs = producer.outputs.flatMap((place) => (place === from ? step.outputs : [place]));
      producer.trace = [...producer.trace, ...step.trace];
      producer.moves = [...producer.moves, ...step.moves];
      for (const place of step.outputs) this.#producers.get(place)?.add(producer);
    }
    this.#drop(step);
    this.#net.places.delete(from);
  }

  /** What a dropped transition would have run, runs whenever a token comes to its place. */
  #credit(place: Place, step: Transition): void {
    for (const producer of this.#links(this.#producers, place)) for (const element of step.covers) producer.covers.add(element);
  }

  #drop(step: Transition): void {
    this.#net.transitions.delete(step);
    for (const place of step.outputs) this.#producers.get(place)?.delete(step);
    for (const place of step.inputs) this.#consumers.get(place)?.delete(step);
  }

  /** Clearing the scope of the earlier place must clear the later ones too. */
  readonly #staysInside = (from: Place, step: Transition): boolean => step.outputs.every((to) => from.scope === to.scope || this.#net.within.get(from.scope)?.has(to.scope) === true);
  readonly #links = (map: Map<Place, Set<Transition>>, place: Place): Transition[] => [...(map.get(place) ?? [])];
  readonly #key = (items: (Place | Transition)[]): string => items.map((item) => this.#ids.get(item) ?? -1).sort((a, b) => a - b).join();
}

const isPlain = ({ resets, empty, join, rescue }: Transition): boolean => resets.length === 0 && empty.length === 0 && join === null && !rescue;
const isRepeated = (places: Place[], place: Place): boolean => places.indexOf(place) !== places.lastIndexOf(place);
