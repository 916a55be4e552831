import { toExecutable } from '../../../libs/bpmn/src/executable.js';
import { type CompiledProcess, type EngineCommand, type EngineState, LiveInstance, type StepEffects, type Waiting, compile } from '../../../libs/runtime/src/engine/engine.js';

export const NINE = new Date('2026-02-12T09:00:00+07:00');

export interface Given {
  variables?: Record<string, unknown>;
  startEvent?: string;
}

/** Plays one instance and keeps a record of it. `cold`: it is saved, thrown away and recovered after every step. */
export class Play {
  now = NINE;
  instance: LiveInstance;
  readonly steps: StepEffects[] = [];
  readonly log: unknown[] = [];
  readonly #compiled: CompiledProcess;

  constructor(
    compiled: CompiledProcess,
    given: Given,
    readonly cold: boolean,
  ) {
    this.#compiled = compiled;
    const { instance, effects } = LiveInstance.start(compiled, { variables: given.variables ?? {}, now: this.now, startEvent: given.startEvent });
    this.instance = instance;
    this.#record(effects);
  }

  get status() {
    return this.instance.status;
  }

  get variables() {
    return this.instance.variables;
  }

  get last(): StepEffects {
    return this.steps.at(-1) as StepEffects;
  }

  /** Elements that wait, in alphabetical order; an element that waits twice is named twice. */
  get waiting(): string[] {
    return this.instance.waiting().map(({ element }) => element).sort();
  }

  find(element: string): Waiting {
    const found = this.instance.waiting().filter((waiting) => waiting.element === element).sort(byRound)[0];
    if (!found) throw new Error(`${element} does not wait; waiting: ${this.waiting.join(', ')}`);
    return found;
  }

  /** How often an element was left by completing. */
  ended(element: string): number {
    return this.steps.flatMap(({ left }) => left).filter((one) => one.element === element).length;
  }

  /** Order in which elements were left. */
  get order(): string[] {
    return this.steps.flatMap(({ left }) => left).map(({ element }) => element);
  }

  complete(element: string, output?: Record<string, unknown>) {
    return this.apply({ kind: 'complete', executionId: this.find(element).executionId, output });
  }

  fail(element: string, code: string) {
    return this.apply({ kind: 'fail', executionId: this.find(element).executionId, code, message: `failed with ${code}` });
  }

  timer(element: string) {
    return this.apply({ kind: 'timer', executionId: this.find(element).executionId });
  }

  message(name: string, payload?: Record<string, unknown>) {
    return this.apply({ kind: 'message', name, payload });
  }

  signal(name: string, payload?: Record<string, unknown>) {
    return this.apply({ kind: 'signal', name, payload });
  }

  apply(command: EngineCommand): this {
    const result = this.instance.apply(command, this.now);
    if (!result.ok) throw new Error(result.rejection.message.en);
    this.#record(result.value);
    return this;
  }

  #record(effects: StepEffects): void {
    this.steps.push(effects);
    if (this.cold && this.instance.status === 'running') this.#reload();
    this.log.push(...describe(effects), { waiting: this.instance.waiting().map(shown).sort() });
  }

  #reload(): void {
    const state = JSON.parse(JSON.stringify(this.instance.state())) as EngineState;
    const variables = JSON.parse(JSON.stringify(this.instance.variables)) as Record<string, unknown>;
    this.instance = LiveInstance.recover(this.#compiled, state, { variables, now: this.now });
  }
}

const byRound = (a: Waiting, b: Waiting) => (a.loop?.index ?? 0) - (b.loop?.index ?? 0);

const withoutIds = (text: string) => text.replace(/_[0-9a-f]{7,10}(?=_|"|$)/g, '');
const shown = (waiting: Waiting) => withoutIds(JSON.stringify(waiting));

function describe({ opened, closed, entered, left, taken, thrown, status, error, variables }: StepEffects): unknown[] {
  const names = (passed: { element: string }[]) => passed.map(({ element }) => element);
  return [{ opened: opened.map(shown).sort(), closed: closed.map(({ element, how }) => `${element} ${how}`).sort(), entered: names(entered), left: names(left), taken, thrown, status, error, variables }];
}

export const compiled = async (xml: string): Promise<CompiledProcess> => compile(await toExecutable(xml));

/** One behaviour, shown hot and again with a recovery after every step; both must leave the same record. */
export function feature(name: string, xml: string, given: Given, play: (run: Play) => void): void {
  it(name, async () => {
    const process = await compiled(xml);
    const hot = new Play(process, given, false);
    play(hot);
    const cold = new Play(process, given, true);
    play(cold);
    expect(cold.log).toEqual(hot.log);
  });
}
