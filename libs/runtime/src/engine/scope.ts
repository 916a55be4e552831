import type { DecisionLibrary } from '#bpmn';
import type { Content, Environment } from './core.js';
import { type ExecutionFault, ExpressionError, NotDecidedError, StepTooLongError } from './errors.js';
import { feel, isFeel } from './feel.js';
import type { ProcessIndex } from './process-index.js';
import type { Wait } from './waiting.js';

export interface Passed {
  element: string;
  type: string;
  executionId: string;
}

export interface Thrown {
  kind: 'message' | 'signal' | 'escalation' | 'error';
  name: string;
  code?: string;
  element: string;
}

/** A multi-instance collection or count as it was when the activity began (BPMN 2.0.2, 13.3.7: evaluated once). */
export interface Rounds {
  items?: unknown[];
  /** Null where only a condition ends the loop. */
  count: number | null;
  /** That a round has completed was told to the outside, which is done once. */
  told?: true;
}

/**
 * A completed activity that can be compensated, in order of completion; `within`: as part of that completed sub-process. `by`: only from inside
 * that compensation event sub-process, which undoes the `run` of the sub-process that it was part of.
 */
export interface Compensable {
  scope: string;
  element: string;
  within?: string;
  by?: string;
  run?: string;
}

/** A message between pools that nobody waited for yet. */
export interface Kept {
  name: string;
  receivers: readonly string[];
  /** What it brings, if anything. */
  carried?: unknown;
}

/** A token's move, with the element that it enters. */
interface Turn {
  element: string;
  run: () => void;
}

/** A joining gateway whose firing depends on tokens elsewhere. */
export interface Join {
  tryFire(): boolean;
}

/**
 * Elements entered, and rounds of loops made, in one step at most. A sound procedure enters a few dozen; the bound only ends a loop without a wait, so it is far
 * above any real chain.
 */
export const STEP_LIMIT = 10_000;

/**
 * What the elements of one live instance share: its variables, what it waits for, the trace of the step being taken, and the queue by
 * which tokens move. A token is never passed on inside the call that released it, so a chain of any length stays flat on the stack.
 */
export class Scope {
  readonly waits = new Map<string, Wait>();
  /** Waits of this step that got what they waited for; one that is gone without was cancelled. */
  readonly completed = new Set<string>();
  readonly joins = new Set<Join>();
  readonly rounds = new Map<string, Rounds>();
  compensable: Compensable[] = [];
  kept: Kept[] = [];
  entered: Passed[] = [];
  left: Passed[] = [];
  taken: string[] = [];
  thrown: Thrown[] = [];
  fault: ExecutionFault | null = null;
  /** The BPMN error thrown last: what an uncaught one is reported as. */
  error: { code: string; message: string; element: string } | null = null;
  variablesChanged = false;
  /** Id under which the token being put on a flow is to run its target. */
  destination = '';
  /** By event sub-process that is about to begin: what its start event gives to data of its own. */
  readonly #brought = new Map<string, Record<string, unknown>[]>();
  #queue: Turn[] = [];
  readonly #last: Turn[] = [];
  #entries = 0;

  constructor(
    readonly index: ProcessIndex,
    public variables: Record<string, unknown>,
    public now: Date,
    private readonly decisions: DecisionLibrary,
  ) {}

  begin(now: Date): void {
    this.now = now;
    this.entered = [];
    this.left = [];
    this.taken = [];
    this.thrown = [];
    this.completed.clear();
    this.variablesChanged = false;
    this.#brought.clear();
    this.#entries = 0;
  }

  defer(element: string, run: () => void): void {
    this.#queue.push({ element, run });
  }

  /**
   * For when nothing else can move: of parallel branches the one that throws a message or signal comes after those that may wait for it. Any order
   * of parallel branches is right (BPMN 2.0.2, 13.4.1); in this one it does not depend on the order of drawing who catches.
   */
  deferLast(element: string, run: () => void): void {
    this.#last.push({ element, run });
  }

  /** Lets the first of those that were put last move. */
  callLast(): boolean {
    const turn = this.#last.shift();
    if (turn) this.#queue.push(turn);
    return turn !== undefined;
  }

  /** Moves tokens until none can move. */
  drain(): void {
    for (let at = 0; at < this.#queue.length && !this.fault; at++) {
      const { element, run } = this.#queue[at] as Turn;
      this.count(element);
      run();
    }
    this.#queue = [];
  }

  /** One more entrance of this step; a round of a loop counts twice, as it is entered and judged. */
  count(element: string, times = 1): void {
    this.#entries += times;
    if (this.#entries > STEP_LIMIT) throw new StepTooLongError(element, STEP_LIMIT);
  }

  enter(passed: Passed): void {
    if (!this.index.isHelper(passed.element)) this.entered.push({ ...passed, element: this.index.shown(passed.element) });
  }

  leave(passed: Passed): void {
    if (!this.index.isHelper(passed.element)) this.left.push({ ...passed, element: this.index.shown(passed.element) });
  }

  take(flow: string): void {
    if (!this.index.isHelper(flow)) this.taken.push(this.index.shown(flow));
  }

  throw(thrown: Thrown): void {
    this.thrown.push({ ...thrown, element: this.index.shown(thrown.element) });
    if (thrown.kind === 'error') this.error = { code: thrown.code ?? '', message: thrown.name, element: thrown.element };
  }

  /** A message that came before anybody waited for it is for the first who does (BPMN 2.0.2, 8.3.11: a message flow leads to its receiver). */
  handOver(): boolean {
    for (const one of this.kept) {
      const wait = this.receiver(one);
      if (!wait) continue;
      this.kept = this.kept.filter((other) => other !== one);
      wait.complete(undefined, one.carried);
      return true;
    }
    return false;
  }

  receiver({ name, receivers }: Kept): Wait | undefined {
    return [...this.waits.values()].find(({ view }) => view.kind === 'message' && view.messageName === name && receivers.includes(view.element));
  }

  /** The first fault stands: what follows it in the same step is its consequence. */
  fail(fault: ExecutionFault): void {
    this.fault ??= fault;
  }

  /** Keeps for an event sub-process what its start event gives to data of its own; answers the rest. */
  bring(subProcess: string, given: Record<string, unknown>): Record<string, unknown> {
    const own = new Set(this.index.ownedBy(subProcess));
    if (own.size === 0) return given;
    const part = (isOwn: boolean) => Object.fromEntries(Object.entries(given).filter(([name]) => own.has(name) === isOwn));
    this.#brought.set(subProcess, [...(this.#brought.get(subProcess) ?? []), part(true)]);
    return part(false);
  }

  /** What the start event of an event sub-process that begins has given to its data. */
  broughtTo(subProcess: string): Record<string, unknown> | undefined {
    return this.#brought.get(subProcess)?.shift();
  }

  /** Merges what an element gives: into the round it belongs to, if that collects its outputs, else into the instance. */
  merge(environment: Environment, output: Record<string, unknown> | undefined): void {
    if (!output || Object.keys(output).length === 0) return;
    this.variablesChanged = true;
    const named = this.#named(output);
    if (environment.options['collects']) return void Object.assign(environment.output, named);
    const rest: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(named)) {
      const owner = ownerOf(environment, name);
      if (owner) owner.output[name] = value;
      else rest[name] = value;
    }
    this.variables = { ...this.variables, ...rest };
  }

  /** What is written under another name of a variable is written to that. */
  #named(output: Record<string, unknown>): Record<string, unknown> {
    const { aliases } = this.index;
    if (aliases.length === 0) return output;
    const variables = new Map(aliases);
    return Object.fromEntries(Object.entries(output).map(([name, value]) => [variables.get(name) ?? name, value]));
  }

  /** What an expression at this place sees: the variables, those of the rounds around it, and its own. */
  values(environment: Environment, own?: Record<string, unknown>): Record<string, unknown> {
    const around = environment.options['collects'] ? environment.output : undefined;
    const seen = { ...this.variables, ...ownedAround(environment), ...around, ...(environment.options['locals'] as Record<string, unknown> | undefined), ...own };
    for (const [alias, variable] of this.index.aliases) if (!(alias in seen) && variable in seen) seen[alias] = seen[variable];
    return seen;
  }

  /** A name or code: the text itself, or what its FEEL (`=...`) gives; `''` where that is neither text nor number. */
  text(element: string, written: string, values: () => Record<string, unknown>): string {
    if (!isFeel(written)) return written;
    const value = this.evaluate(element, written, values());
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  /** What a decision gives for these values; one that cannot be made fails the instance. */
  decide(element: string, { ref, result }: { ref: string; result: string | null }, values: Record<string, unknown>): Record<string, unknown> {
    try {
      return this.decisions.outputOf(ref, result, values, this.now);
    } catch (cause) {
      this.fail(new NotDecidedError(element, cause));
      return {};
    }
  }

  /** A faulty expression fails the instance and counts as null here. */
  evaluate(element: string, expression: string, values: Record<string, unknown>): unknown {
    try {
      return feel(expression, values, this.now);
    } catch (cause) {
      this.fail(new ExpressionError(element, expression, cause));
      return null;
    }
  }
}

/** Variables that live with a run of a sub-process (BPMN 2.0.2, 10.4.1), kept in its environment. */
export interface Owned {
  names: readonly string[];
  environment: Environment;
  outer: Owned | undefined;
}

function ownerOf(environment: Environment, name: string): Environment | undefined {
  for (let at = environment.options['owned'] as Owned | undefined; at; at = at.outer) if (at.names.includes(name)) return at.environment;
  return undefined;
}

/** The inner hides the outer; what nothing was given to yet is null. */
function ownedAround(environment: Environment): Record<string, unknown> | undefined {
  const chain: Owned[] = [];
  for (let at = environment.options['owned'] as Owned | undefined; at; at = at.outer) chain.unshift(at);
  return chain.length === 0 ? undefined : Object.fromEntries(chain.flatMap(({ names, environment: { output } }) => names.map((name) => [name, output[name] ?? null])));
}

export const scopeOf = (environment: Environment): Scope => environment.options['scope'] as Scope;

/** Variables of one round of a multi-instance or looping activity; `loopCounter` counts from 1 (BPMN 2.0.2, table 10.30). */
export function roundValues(content: Content, elementVariable: string | undefined): Record<string, unknown> | undefined {
  if (!content.isMultiInstance || content.index === undefined) return undefined;
  return { loopCounter: content.index + 1, ...(elementVariable ? { [elementVariable]: content.item ?? null } : {}) };
}
