import { type Result, ok, reject, text } from '#kernel';
import type { EngineCommand, InstanceStatus, StepEffects } from './command.js';
import type { CompiledProcess } from './compile.js';
import { type ProcessNode, processOf } from './core.js';
import { giveOutputs } from './data.js';
import { type ExecutionFault, NotDecidedError, UnknownStateError } from './errors.js';
import { expressionsOf, noScripts, noTimers } from './environment.js';
import { isFeel, plain } from './feel.js';
import { modification } from './modify.js';
import { type Compensable, type Kept, type Rounds, Scope } from './scope.js';
import type { Wait, Waiting, WaitingKind } from './waiting.js';

/** A saved instance at rest: neither diagram nor variables. JSON; read by every later version of this engine. */
export interface EngineState {
  v: 1;
  process: string;
  /** The execution core's own state. */
  core: unknown;
  rounds: Record<string, Rounds>;
  compensable: Compensable[];
  /** Messages between pools that nobody waited for yet; absent where there are none. */
  kept?: Kept[];
}

export interface StartOptions {
  variables: Record<string, unknown>;
  now: Date;
  /** Id of the start event that occurred, or of another of `CompiledProcess.starts`; needed where several have a trigger. */
  startEvent?: string;
}

export interface RecoverOptions {
  variables: Record<string, unknown>;
  now: Date;
}

/**
 * One running instance in memory. `start` or `recover` makes it, `apply` moves it from rest to rest, `state` saves it between.
 * All is synchronous, and nothing in it waits for time: what is due is told by a command.
 *
 * A wrong command is refused and changes nothing. If `apply` throws (`StepTooLongError`), the instance is half-way and must be thrown
 * away; a state saved before is good.
 */
export class LiveInstance {
  #status: InstanceStatus = 'running';
  #broken = false;
  #error: StepEffects['error'];

  private constructor(
    readonly compiled: CompiledProcess,
    private readonly scope: Scope,
    private readonly process: ProcessNode,
  ) {
    process.broker.subscribeTmp('event', 'process.*', (key) => this.#onProcess(key), { noAck: true, consumerTag: '_live-instance' });
  }

  /** A new instance, run until it is at rest: `effects` are those of the start. */
  static start(compiled: CompiledProcess, { variables, now, startEvent }: StartOptions): { instance: LiveInstance; effects: StepEffects } {
    const instance = LiveInstance.#make(compiled, variables, now, compiled.index.view(undefined, startEvent));
    const effects = instance.#step(now, () => {
      if (startEvent !== undefined) instance.#given(startEvent, variables);
      instance.process.init();
      instance.process.run();
      instance.scope.drain();
      instance.#occurred(startEvent);
    });
    return { instance, effects };
  }

  /** What came with the event that begins the instance goes where the start event says (BPMN 2.0.2, 10.4.2). */
  #given(startEvent: string, variables: Record<string, unknown>): void {
    const { scope, process } = this;
    if (scope.index.dataUseOf(startEvent)) giveOutputs(scope, process.environment, startEvent, variables, scope.values(process.environment));
  }

  /** Where an instance begins by waiting, what made it begin has occurred already. */
  #occurred(startEvent: string | undefined): void {
    const wait = [...this.scope.waits.values()].find(({ view }) => view.element === startEvent);
    if (startEvent !== undefined && this.compiled.starts.some(({ element }) => element === startEvent)) wait?.complete();
  }

  /** An instance as it was when saved. Nothing happens by recovering, however much later; `variables` are those kept beside the state. */
  static recover(compiled: CompiledProcess, state: EngineState, { variables, now }: RecoverOptions): LiveInstance {
    if (state.v !== 1) throw new UnknownStateError(text(`Không đọc được trạng thái của phiên bản ${String(state.v)}.`, `A saved state of version ${String(state.v)} cannot be read.`));
    if (state.process !== compiled.processId) throw new UnknownStateError(text(`Trạng thái đã lưu là của quy trình "${state.process}", không phải "${compiled.processId}".`, `The saved state is of process "${state.process}", not "${compiled.processId}".`));
    const instance = LiveInstance.#make(compiled, variables, now, compiled.index.view(state.core));
    for (const [executionId, rounds] of Object.entries(state.rounds)) instance.scope.rounds.set(executionId, rounds);
    instance.scope.compensable = [...state.compensable];
    instance.scope.kept = [...(state.kept ?? [])];
    instance.process.recover(state.core);
    instance.process.resume();
    instance.scope.drain();
    return instance;
  }

  static #make(compiled: CompiledProcess, variables: Record<string, unknown>, now: Date, view: unknown): LiveInstance {
    const scope = new Scope(compiled.index, variables, now, compiled.decisions);
    const process = processOf(view, compiled.processId, { scope, expressions: expressionsOf(scope), scripts: noScripts, timers: noTimers });
    return new LiveInstance(compiled, scope, process);
  }

  get status(): InstanceStatus {
    return this.#status;
  }

  get variables(): Record<string, unknown> {
    return this.scope.variables;
  }

  waiting(): Waiting[] {
    return [...this.scope.waits.values()].filter(({ escalation }) => !escalation).map(({ view }) => view);
  }

  /** The text that a FEEL relation (`=...`) gives where the execution waits; null if it is no FEEL or gives no text. */
  evaluate(expression: string, executionId: string): string | null {
    const wait = this.scope.waits.get(executionId);
    if (!isFeel(expression) || !wait) return null;
    const value = plain(this.scope.evaluate(wait.view.element, expression, wait.values()));
    return typeof value === 'string' ? value : null;
  }

  /** What an expression sees where the execution waits: the variables, and in a round its item and counter. */
  valuesAt(executionId: string): Record<string, unknown> {
    return { ...this.scope.variables, ...this.scope.waits.get(executionId)?.values() };
  }

  /** Only between steps; not of an instance that has ended. */
  state(): EngineState {
    const { rounds, compensable, kept } = this.scope;
    return { v: 1, process: this.compiled.processId, core: this.process.getState(), rounds: Object.fromEntries(rounds), compensable: [...compensable], ...(kept.length > 0 && { kept: [...kept] }) };
  }

  /** Takes one step. Refuses (`invalid_state`) what names nothing that waits, or comes after the end. */
  apply(command: EngineCommand, now: Date): Result<StepEffects> {
    if (this.#broken || this.#status !== 'running') return refuse(text('Hồ sơ quy trình này đã kết thúc', 'This instance has ended'));
    const action = this.#actionOf(command);
    return action.ok ? ok(this.#step(now, action.value)) : action;
  }

  #actionOf(command: EngineCommand): Result<() => void> {
    const { scope } = this;
    switch (command.kind) {
      case 'complete':
        return this.#for(command.executionId, ['user', 'job'], (wait) => wait.complete(command.output));
      case 'call-completed':
        return this.#for(command.executionId, ['call'], (wait) => wait.complete(command.output));
      case 'fail':
        return this.#for(command.executionId, ['user', 'job'], (wait) => wait.fail?.(command.code, command.message));
      case 'call-failed':
        return this.#for(command.executionId, ['call'], (wait) => wait.fail?.(command.code, command.message));
      case 'timer':
        return this.#for(command.executionId, ['timer'], (wait) => wait.complete());
      case 'message':
        return this.#message(command);
      case 'signal':
        return ok(() => {
          const catchers = [...scope.waits.values()].filter(({ view, escalation }) => view.kind === 'signal' && !escalation && view.signalName === command.name);
          for (const wait of catchers) if (scope.waits.get(wait.view.executionId) === wait) wait.complete(command.payload);
        });
      case 'condition':
        return ok(() => {
          if (command.variables) scope.variables = { ...scope.variables, ...command.variables };
          scope.variablesChanged = true;
        });
      case 'modify':
        return modification(this.process, scope, command);
      case 'cancel':
        return ok(() => {
          this.#status = 'terminated';
        });
    }
  }

  #message({ name, executionId, payload }: Extract<EngineCommand, { kind: 'message' }>): Result<() => void> {
    const matches = (wait: Wait): boolean => wait.view.kind === 'message' && wait.view.messageName === name;
    const wait = executionId === undefined ? [...this.scope.waits.values()].find(matches) : this.scope.waits.get(executionId);
    if (!wait || !matches(wait)) return refuse(text(`Không có bước nào chờ thông điệp "${name}"`, `Nothing waits for message "${name}"`));
    return ok(() => wait.complete(payload));
  }

  #for(executionId: string, kinds: WaitingKind[], act: (wait: Wait) => void): Result<() => void> {
    const wait = this.scope.waits.get(executionId);
    if (!wait || wait.escalation) return refuse(text(`Bước này không còn chờ xử lý (${executionId})`, `Nothing waits under "${executionId}"`));
    if (!kinds.includes(wait.view.kind)) {
      return refuse(text(`Bước "${wait.view.element}" không nhận lệnh này`, `"${wait.view.element}" waits for a ${wait.view.kind}, not for this command`));
    }
    return ok(() => act(wait));
  }

  #step(now: Date, act: () => void): StepEffects {
    const before = new Map(this.scope.waits);
    this.scope.begin(now);
    try {
      act();
      this.#settle();
    } catch (fault) {
      this.#broken = true;
      throw fault;
    }
    if (this.scope.fault) this.#failBy(told(this.scope.fault));
    if (this.#status !== 'running') this.scope.waits.clear();
    return this.#effects(before);
  }

  /** Moves tokens, then lets gateways that look around, conditions, and what throws for others act, until nothing more happens. */
  #settle(): void {
    const { scope } = this;
    do scope.drain();
    while (this.#status === 'running' && !scope.fault && (scope.handOver() || this.#fireJoin() || this.#fireCondition() || scope.callLast()));
  }

  #fireJoin(): boolean {
    for (const join of this.scope.joins) if (join.tryFire()) return true;
    return false;
  }

  /** Conditions are judged where data changed (BPMN 2.0.2, 10.5.5). */
  #fireCondition(): boolean {
    if (!this.scope.variablesChanged) return false;
    this.scope.variablesChanged = false;
    const holding = [...this.scope.waits.values()].filter(({ holds }) => holds?.());
    for (const wait of holding) if (this.scope.waits.get(wait.view.executionId) === wait) wait.complete();
    return holding.length > 0;
  }

  #effects(before: Map<string, Wait>): StepEffects {
    const { scope } = this;
    const shown = (waits: Iterable<Wait>): Waiting[] => [...waits].filter(({ escalation }) => !escalation).map(({ view }) => view);
    const how = (executionId: string): 'completed' | 'cancelled' => (scope.completed.has(executionId) ? 'completed' : 'cancelled');
    return {
      opened: shown(scope.waits.values()).filter(({ executionId }) => !before.has(executionId)),
      closed: shown(before.values()).filter(({ executionId }) => !scope.waits.has(executionId)).map(({ executionId, element }) => ({ executionId, element, how: how(executionId) })),
      entered: scope.entered,
      left: scope.left,
      taken: scope.taken,
      thrown: scope.thrown,
      status: this.#status,
      ...(this.#error && { error: this.#error }),
      variables: scope.variables,
    };
  }

  #onProcess(routingKey: string): void {
    if (routingKey === 'process.error') this.#failBy(this.scope.error ?? { message: 'The process ended in an error that nothing threw.' });
    if (routingKey === 'process.leave' && this.#status === 'running') this.#status = 'completed';
  }

  #failBy(error: NonNullable<StepEffects['error']>): void {
    if (this.#status === 'failed') return;
    this.#status = 'failed';
    this.#error = error;
  }
}

const told = (fault: ExecutionFault): NonNullable<StepEffects['error']> =>
  ({ message: fault.message, element: fault.element, ...(fault instanceof NotDecidedError && fault.reason && { reason: fault.reason }) });

const refuse = (message: { vi: string; en: string }): Result<never> => reject('invalid_state', message);
