import { validateForm } from '#runtime';
import { type EngineCommand, LiveInstance, type StepEffects, type Waiting } from '../../../libs/runtime/src/engine/engine.js';
import type { Loaded, Scenario, ScenarioStep } from './library.js';

const NOW = new Date('2026-03-02T08:00:00+07:00');

interface Member {
  of: Loaded;
  live: LiveInstance;
  parent: { member: Member; executionId: string } | null;
}

/** A dossier on the engine alone: called procedures, forms with their defaults, and what the milestones say. */
export class Run {
  state: number | null = null;
  /** The end event at which the procedure itself ended, or why it could not go on. */
  ended: string | null = null;
  #root!: Member;
  readonly #members = new Set<Member>();

  constructor(
    private readonly shipped: ReadonlyMap<string, Loaded>,
    procedure: Loaded,
    data: Record<string, unknown>,
  ) {
    const { forms } = procedure;
    this.#root = this.#start(procedure, forms['tiep-nhan'] ? filled(forms['tiep-nhan'], data) : data, null);
  }

  get variables(): Record<string, unknown> {
    return this.#root.live.variables;
  }

  /** Elements that wait, as scenarios name them. */
  get waiting(): string[] {
    return [...this.#members].flatMap((member) => member.live.waiting().filter(({ kind }) => kind !== 'call').map((waiting) => this.#nameOf(member, waiting))).sort();
  }

  /** Throws where the element does not wait. */
  do({ element, data = {}, message, timer, agency }: ScenarioStep): void {
    const found = [...this.#members].flatMap((member) => member.live.waiting().map((waiting) => ({ member, waiting }))).filter(({ member, waiting }) => this.#nameOf(member, waiting) === element);
    const at = found.find(({ member, waiting }) => agency === undefined || this.#agencyOf(member, waiting) === agency) ?? found[0];
    if (!at) throw new Error(`${element} does not wait; ${this.waiting.join(', ') || 'nothing'} does`);
    // What began to wait at the same instant for the same time is due at the same time.
    const due = timer ? found : [at];
    for (const { member, waiting } of due) this.#apply(member, commandFor(member.of, waiting, data, message));
  }

  #agencyOf(member: Member, waiting: Waiting): string | null {
    return member.live.evaluate(member.of.model.steps[waiting.element]?.agency ?? '', waiting.executionId);
  }

  #nameOf({ of, parent }: Member, { element }: Waiting): string {
    return parent ? `${of.code}/${element}` : element;
  }

  #start(of: Loaded, variables: Record<string, unknown>, parent: Member['parent']): Member {
    const { instance, effects } = LiveInstance.start(of.process, { variables, now: NOW });
    const member: Member = { of, live: instance, parent };
    if (parent === null) this.#root = member;
    this.#members.add(member);
    this.#absorb(member, effects);
    return member;
  }

  #apply(member: Member, command: EngineCommand): void {
    const applied = member.live.apply(command, NOW);
    if (!applied.ok) throw new Error(applied.rejection.message.en);
    this.#absorb(member, applied.value);
  }

  #absorb(member: Member, { entered, opened, status, error, variables }: StepEffects): void {
    if (error) throw new Error(error.message);
    for (const { element } of entered) this.state = member.of.model.milestones[element]?.state ?? this.state;
    if (member.parent === null) this.ended = entered.filter(({ type }) => type === 'bpmn:EndEvent').at(-1)?.element ?? this.ended;
    for (const { kind, element, executionId } of opened) if (kind === 'call') this.#call(member, element, executionId);
    if (status === 'running') return;
    this.#members.delete(member);
    if (member.parent) this.#apply(member.parent.member, { kind: 'call-completed', executionId: member.parent.executionId, output: variables });
  }

  #call(member: Member, element: string, executionId: string): void {
    const called = this.shipped.get(member.of.model.calls[element] ?? '');
    if (!called) throw new Error(`${element} calls nothing that is shipped`);
    this.#start(called, member.live.valuesAt(executionId), { member, executionId });
  }
}

function commandFor({ model, forms }: Loaded, { kind, element, executionId, messageName }: Waiting, data: Record<string, unknown>, message: string | undefined): EngineCommand {
  if (kind === 'timer') return { kind, executionId };
  if (kind === 'message') return { kind, name: message ?? messageName ?? '', executionId, payload: data };
  const form = forms[model.steps[element]?.form ?? ''];
  return { kind: 'complete', executionId, output: form ? filled(form, data) : data };
}

function filled(form: Record<string, unknown>, data: Record<string, unknown>): Record<string, unknown> {
  const valid = validateForm(form, data);
  if (!valid.ok) throw new Error(JSON.stringify(valid.rejection.errors));
  return valid.value;
}

/** What of a scenario does not come true; nothing where all does. */
export function deviations(shipped: ReadonlyMap<string, Loaded>, procedure: Loaded, { data, steps, ends, state, expect }: Scenario): string[] {
  try {
    const run = new Run(shipped, procedure, data);
    for (const step of steps) run.do(step);
    const differs = (what: string, found: unknown, wanted: unknown): string[] => (JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`]);
    return [
      ...differs('waiting', run.waiting, []),
      ...differs('end', run.ended, ends),
      ...differs('state', run.state, state),
      ...Object.entries(expect?.variables ?? {}).flatMap(([name, wanted]) => differs(name, run.variables[name], wanted)),
      ...Object.entries(expect?.opinions ?? {}).flatMap(([name, wanted]) => differs(name, (run.variables[name] as { yKien?: string }[] | undefined)?.map(({ yKien }) => yKien).sort(), [...wanted].sort())),
    ];
  } catch (fault) {
    return [(fault as Error).message];
  }
}
