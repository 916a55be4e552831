import type { StepSpec, StopKind } from '#contract';
import { type Result } from '#kernel';
import { DryRun, type Open, type Part } from '../trial/dry-run.js';

/** Something that a dossier waits for on its course. */
export interface Thing {
  key: string;
  element: string;
  /** Element of the procedure itself: the call activity where a called one waits. */
  drawn: string;
  kind: Open['waiting']['kind'];
  step: StepSpec | null;
  form: Record<string, unknown> | null;
  /** Who does it, as a relation or the code that an expression gave. */
  relation: string | null;
  /** Of a timer: milliseconds from the opening to the firing. */
  dueIn: number | null;
  /** It watches over something else, and need never happen. */
  guards: boolean;
  stop: StopKind | null;
  message: string | null;
}

export type Act = { kind: 'complete' | 'message'; data: Record<string, unknown> } | { kind: 'timer' };

/** Where a dossier stands; never changes, and may be shared by many dossiers that came the same way. */
export interface Stand {
  readonly things: readonly Thing[];
  readonly over: 'ended' | 'failed' | null;
  /** The result is there. */
  readonly resolved: boolean;
  readonly stopped: boolean;
}

export interface Beginning {
  variables: Record<string, unknown>;
  at: Date;
}

/** The ways through a procedure. */
export interface Course {
  begin(beginning: Beginning): Stand;
  /** Null where the engine refuses: the dossier goes no further. */
  go(from: Stand, key: string, act: Act, at: Date): Stand | null;
}

interface Place extends Stand {
  from: { place: Place; key: string; act: Act; at: Date } | null;
  beginning: Beginning;
  next: Map<string, Place | null>;
  dry: DryRun | null;
}

/** Live dossiers that are kept for the next one that comes along; each of them is some hundred kilobytes. */
const KEPT = 150;

/**
 * The course on the engine of the real dossiers. Dossiers that did the same stand at the same place, which is worked out once: the engine
 * gives the same for the same. Where time itself decides (`timeless` false) every dossier goes by itself.
 */
export class EngineCourse implements Course {
  readonly #roots = new Map<string, Place>();
  #kept: Place[] = [];

  constructor(
    private readonly part: Part,
    private readonly startEvent: string | undefined,
    private readonly timeless: boolean,
  ) {}

  begin(beginning: Beginning): Stand {
    const key = JSON.stringify(beginning.variables);
    const known = this.timeless ? this.#roots.get(key) : undefined;
    if (known) return known;
    const dry = new DryRun(this.part);
    const started = dry.start(beginning.variables, beginning.at, this.startEvent);
    const root = this.#placeOf(dry, started, null, beginning);
    if (this.timeless) this.#roots.set(key, root);
    return root;
  }

  go(from: Stand, key: string, act: Act, at: Date): Stand | null {
    const place = from as Place;
    const way = `${key} ${act.kind === 'timer' ? '' : JSON.stringify(act.data)}`;
    const known = place.next.get(way);
    if (known !== undefined) return known;
    const dry = place.dry ?? this.#again(place);
    place.dry = null;
    const done = apply(dry, key, act, at);
    const next = done.ok ? this.#placeOf(dry, done, { place, key, act, at }, place.beginning) : null;
    if (this.timeless) place.next.set(way, next);
    return next;
  }

  #placeOf(dry: DryRun, done: Result<void>, from: Place['from'], beginning: Beginning): Place {
    const over = !done.ok ? 'failed' : dry.ended ? (dry.ended.status === 'failed' ? 'failed' : 'ended') : null;
    const place: Place = {
      things: over ? [] : dry.open().map((open) => thingOf(dry, open)), over, resolved: over === 'ended' || from?.place.resolved === true || (dry.state ?? 0) >= 9,
      stopped: over === null && dry.stop() !== null, from, beginning, next: new Map(), dry: over ? null : dry,
    };
    if (!over) this.#keep(place);
    return place;
  }

  #keep(place: Place): void {
    this.#kept.push(place);
    if (this.#kept.length <= 2 * KEPT) return;
    const alive = this.#kept.filter(({ dry }) => dry !== null);
    for (const old of alive.splice(0, Math.max(0, alive.length - KEPT))) old.dry = null;
    this.#kept = alive;
  }

  /** The same dossier once more, from its beginning. */
  #again(place: Place): DryRun {
    const way: NonNullable<Place['from']>[] = [];
    for (let at = place.from; at; at = at.place.from) way.unshift(at);
    const dry = new DryRun(this.part);
    dry.start(place.beginning.variables, place.beginning.at, this.startEvent);
    for (const { key, act, at } of way) apply(dry, key, act, at);
    return dry;
  }
}

function apply(dry: DryRun, key: string, act: Act, at: Date): Result<void> {
  return dry.apply(key, ({ kind, executionId, messageName, signalName }) => {
    if (act.kind === 'timer') return { kind: 'timer', executionId };
    if (kind === 'signal') return { kind: 'signal', name: signalName ?? '', payload: act.data };
    if (kind === 'message') return { kind: 'message', name: messageName ?? '', executionId, payload: act.data };
    return { kind: 'complete', executionId, output: act.data };
  }, at);
}

function thingOf(dry: DryRun, open: Open): Thing {
  const { key, part, path, waiting, since } = open;
  const step = part.model.steps[waiting.element] ?? null;
  return {
    key, element: waiting.element, drawn: path[0] ?? waiting.element, kind: waiting.kind, step, form: part.model.forms[step?.form ?? ''] ?? null,
    relation: step && (dry.evaluate(open, step.agency) ?? step.agency), dueIn: waiting.dueAt ? Math.max(0, waiting.dueAt.getTime() - since.getTime()) : null,
    guards: waiting.attachedTo !== undefined || waiting.type === 'bpmn:StartEvent', stop: part.model.stops[waiting.element]?.kind ?? null, message: waiting.messageName ?? waiting.signalName ?? null,
  };
}
