import type { ProcessModel, StopKind } from '#contract';
import { type Result, type Text, ok, reject, text } from '#kernel';
import { type CompiledProcess, type EngineCommand, LiveInstance, type StepEffects, type Waiting, type WaitingKind } from '../engine/engine.js';
import { nameOf } from '../starts/choose-start.js';
import { LONGEST_DRY, StepLength } from '../step-length.js';
import { technicalFailure, unlessEndless } from '../technical-failure.js';

/** A procedure as it is run, with those that it calls. */
export interface Part {
  model: ProcessModel;
  compiled: CompiledProcess;
  called: (code: string) => Part | null;
}

/** Something that a dossier waits for. */
export interface Open {
  /** Which time the element was reached, by the way to it: the same whenever the same is done in the same order. */
  key: string;
  part: Part;
  /** Call activities that lead to it, from the outermost. */
  path: readonly string[];
  waiting: Waiting & { kind: Exclude<WaitingKind, 'call'> };
  since: Date;
}

export interface Happening {
  at: Date;
  what: 'opened' | 'completed' | 'cancelled' | 'called' | 'returned' | 'milestone' | 'thrown' | 'ended' | 'failed';
  name: Text;
  element: string | null;
  kind?: WaitingKind;
}

interface Member {
  part: Part;
  path: readonly string[];
  live: LiveInstance;
  parent: { member: Member; executionId: string } | null;
  keys: Map<string, { key: string; since: Date }>;
}

/**
 * One dossier in memory, on the engine that runs the real ones, with the procedures that it calls: nothing is stored and nobody is told.
 * After a refusal of a move it must be thrown away, for half of the move may have happened.
 */
export class DryRun {
  readonly happened: Happening[] = [];
  readonly taken = new Set<string>();
  /** The last national state that an element said; null before the first. */
  state: number | null = null;
  ended: { status: 'completed' | 'failed'; at: Date; element: string | null } | null = null;
  #root: Member | null = null;
  readonly #members = new Set<Member>();
  readonly #counts = new Map<string, number>();
  #length = new StepLength(LONGEST_DRY);

  constructor(private readonly part: Part) {}

  get variables(): Record<string, unknown> {
    return this.#root?.live.variables ?? {};
  }

  start(variables: Record<string, unknown>, at: Date, startEvent?: string): Result<void> {
    return this.#step(() => this.#start(this.part, [], variables, null, at, startEvent));
  }

  open(): Open[] {
    return [...this.#members].flatMap((member) => member.live.waiting().flatMap((waiting) => openOf(member, waiting)));
  }

  /** Why the clock of the dossier stands now; null where it runs. */
  stop(): StopKind | null {
    const standing = [...this.#members].flatMap(({ part, live }) => live.waiting().flatMap(({ element }) => part.model.stops[element] ?? []));
    return standing[0]?.kind ?? null;
  }

  /** Refused where nothing waits under the key. */
  apply(key: string, command: (waiting: Waiting) => EngineCommand, at: Date): Result<void> {
    for (const member of this.#members) {
      const waiting = member.live.waiting().find(({ executionId }) => member.keys.get(executionId)?.key === key);
      if (waiting && waiting.kind !== 'call') return this.#step(() => this.#apply(member, command(waiting), at));
    }
    return reject('invalid_state', text(`Không còn gì chờ ở "${key}"`, `Nothing waits at "${key}" any more`));
  }

  /** To everything that waits for it; that there is nothing is no error. */
  signal(name: string, payload: Record<string, unknown>, at: Date): Result<void> {
    return this.#step(() => {
      for (const member of [...this.#members]) {
        const done = this.#members.has(member) ? this.#apply(member, { kind: 'signal', name, payload }, at) : ok(undefined);
        if (!done.ok) return done;
      }
      return ok(undefined);
    });
  }

  /** What an expression that stands at something waiting gives, as text. */
  evaluate({ path, waiting }: Open, expression: string): string | null {
    const member = [...this.#members].find((one) => one.path === path);
    return member?.live.evaluate(expression, waiting.executionId) ?? null;
  }

  #step(move: () => Result<void>): Result<void> {
    this.#length = new StepLength(LONGEST_DRY);
    return unlessEndless(move);
  }

  #start(part: Part, path: readonly string[], variables: Record<string, unknown>, parent: Member['parent'], at: Date, startEvent?: string): Result<void> {
    const { instance, effects } = LiveInstance.start(part.compiled, { variables, now: at, ...(startEvent !== undefined && { startEvent }) });
    const member: Member = { part, path, live: instance, parent, keys: new Map() };
    if (!parent) this.#root = member;
    this.#members.add(member);
    return this.#absorb(member, effects, at);
  }

  #apply(member: Member, command: EngineCommand, at: Date): Result<void> {
    const applied = member.live.apply(command, at);
    return applied.ok ? this.#absorb(member, applied.value, at) : applied;
  }

  #absorb(member: Member, effects: StepEffects, at: Date): Result<void> {
    if (effects.status === 'failed' && effects.error?.code === undefined) return technicalFailure(member.part.model, effects);
    const longer = this.#length.add(effects, member.part.model.code);
    if (!longer.ok) return longer;
    this.#note(member, effects, at);
    for (const closed of effects.closed.filter(({ how }) => how === 'cancelled')) this.#cancelBelow(member, closed.executionId);
    for (const waiting of effects.opened) {
      if (waiting.kind !== 'call') continue;
      const called = this.#call(member, waiting, at);
      if (!called.ok) return called;
    }
    const spread = this.#spread(member, effects, at);
    if (!spread.ok) return spread;
    return effects.status === 'running' ? ok(undefined) : this.#end(member, effects, at);
  }

  #note(member: Member, { entered, opened, closed, taken }: StepEffects, at: Date): void {
    const { part, path } = member;
    const told = (what: Happening['what'], element: string, kind?: WaitingKind): unknown =>
      this.happened.push({ at, what, element: path[0] ?? element, name: nameIn(part, element), ...(kind && { kind }) });
    for (const { element, how } of closed) told(how, element);
    for (const { element } of entered) {
      const milestone = part.model.milestones[element];
      if (!milestone) continue;
      this.state = milestone.state;
      told('milestone', element);
    }
    for (const { element, executionId, kind } of opened) {
      const qualified = [...path, element].join('/');
      const count = (this.#counts.get(qualified) ?? 0) + 1;
      this.#counts.set(qualified, count);
      member.keys.set(executionId, { key: `${qualified}:${count}`, since: at });
      told(kind === 'call' ? 'called' : 'opened', element, kind);
    }
    if (!member.parent) for (const flow of taken) this.taken.add(flow);
    if (!member.parent) this.#lastEnd = entered.findLast(({ type }) => type === 'bpmn:EndEvent')?.element ?? this.#lastEnd;
  }

  #lastEnd: string | null = null;

  #call(member: Member, { element, executionId, calledElement }: Waiting, at: Date): Result<void> {
    const code = member.part.model.calls[element] ?? calledElement ?? '';
    const called = member.part.called(code);
    if (!called) return reject('invalid_state', text(`Quy trình được gọi "${code}" chưa có bản ban hành có hiệu lực`, `The called procedure "${code}" has no revision in force`));
    return this.#start(called, [...member.path, element], member.live.valuesAt(executionId), { member, executionId }, at);
  }

  /** Signals and messages thrown by one instance reach the others of the dossier. */
  #spread(member: Member, { thrown }: StepEffects, at: Date): Result<void> {
    for (const { kind, name, element } of thrown) {
      this.happened.push({ at, what: 'thrown', element: member.path[0] ?? element, name: text(name, name) });
      for (const other of [...this.#members].filter((one) => one !== member)) {
        const catcher = other.live.waiting().find((w) => (kind === 'signal' ? w.kind === 'signal' && w.signalName === name : kind === 'message' && w.kind === 'message' && w.messageName === name));
        if (!catcher || !this.#members.has(other)) continue;
        const done = this.#apply(other, kind === 'signal' ? { kind, name } : { kind: 'message', name, executionId: catcher.executionId, payload: {} }, at);
        if (!done.ok) return done;
      }
    }
    return ok(undefined);
  }

  #end(member: Member, { status, error, variables }: StepEffects, at: Date): Result<void> {
    this.#members.delete(member);
    const failed = status === 'failed';
    if (!member.parent) {
      this.ended = { status: failed ? 'failed' : 'completed', at, element: failed ? (error?.code ?? error?.message ?? null) : this.#lastEnd };
      this.happened.push({ at, what: failed ? 'failed' : 'ended', element: failed ? null : this.#lastEnd, name: failed ? text(error?.message ?? '', error?.message ?? '') : nameIn(member.part, this.#lastEnd ?? '') });
      for (const left of [...this.#members]) this.#members.delete(left);
      return ok(undefined);
    }
    const { member: caller, executionId } = member.parent;
    this.happened.push({ at, what: 'returned', element: member.path[0] ?? null, name: member.part.model.name });
    return this.#apply(caller, failed ? { kind: 'call-failed', executionId, code: error?.code ?? '', message: error?.message ?? '' } : { kind: 'call-completed', executionId, output: variables }, at);
  }

  #cancelBelow(member: Member, executionId: string): void {
    for (const child of [...this.#members]) {
      if (child.parent?.member !== member || child.parent.executionId !== executionId) continue;
      for (const waiting of child.live.waiting()) this.#cancelBelow(child, waiting.executionId);
      this.#members.delete(child);
    }
  }
}

function openOf({ part, path, keys }: Member, waiting: Waiting): Open[] {
  const known = keys.get(waiting.executionId);
  if (!known || waiting.kind === 'call') return [];
  return [{ ...known, part, path, waiting: waiting as Open['waiting'] }];
}

export function nameIn({ model, compiled }: Part, element: string): Text {
  const drawn = nameOf(compiled, element);
  return model.steps[element]?.name ?? text(drawn, drawn);
}
