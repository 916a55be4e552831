import type { Actor, DossierHead, StepDone, TaskWaiting } from '#contract';
import { type Ids, RejectedError, type Result, ok, reject, text } from '#kernel';
import { type Together, type WakeUps, afterCommit } from '#platform';
import type { EntityManager } from 'typeorm';
import type { Standing } from './change/suspensions.repository.js';
import type { Adoptions } from './governance/adoptions.js';
import { type EngineCommand, LiveInstance, type StepEffects, type Waiting } from './engine/engine.js';
import type { InstanceRow, InstancesRepository } from './instances.repository.js';
import type { JobBell } from './jobs/job-bell.js';
import { jobSpecOf } from './jobs/job-spec.js';
import type { LiveCache } from './live-cache.js';
import type { Buffered, MessagesRepository } from './messages/messages.repository.js';
import { type LoadedRevision, type Procedures, UnknownRevisionError } from './procedures.js';
import { poisoned, reviveInstance } from './revive-instance.js';
import { StepLength } from './step-length.js';
import { technicalFailure, unlessEndless } from './technical-failure.js';

export const TIMER = 'runtime.timer';

export interface StepDeps {
  instances: InstancesRepository;
  procedures: Procedures;
  wakeUps: WakeUps;
  cache: LiveCache;
  ids: Ids;
  messages: MessagesRepository;
  bell: JobBell;
  adoptions: Adoptions;
}

interface Member {
  row: InstanceRow;
  revision: LoadedRevision;
  live: LiveInstance;
  isNew: boolean;
  moved: boolean;
  /** Kind of everything that waited when the step began or began to wait in it, by execution. */
  kinds: Map<string, Waiting['kind']>;
  error: StepEffects['error'] | null;
}

interface Closed {
  instance: string;
  executionId: string;
  element: string;
  how: 'completed' | 'cancelled';
  kind: Waiting['kind'] | undefined;
}

type Key = `${string}:${string}`;
export const keyOf = (instance: string, executionId: string): Key => `${instance}:${executionId}`;

/**
 * One step of a dossier: a command applied to one of its instances, and everything that follows from it inside the dossier
 * (called procedures, messages and signals to sibling instances) until all are at rest. Effects are collected in memory and
 * written once, in `finish`. Lives no longer than its transaction.
 */
export class Step {
  readonly #members = new Map<string, Member>();
  readonly #opened = new Map<Key, { member: Member; waiting: Waiting }>();
  readonly #closed = new Map<Key, Closed>();
  readonly #milestones: StepDone['milestones'] = [];
  readonly #escalations: StepDone['escalations'] = [];
  /** Of message catchers that began to wait: the business key of their own; null where the dossier's code alone finds them. */
  readonly #businessKeys = new Map<Key, string | null>();
  readonly #signals = new Map<string, string>();
  readonly #length = new StepLength();
  /** The timer whose wake-up caused the step. */
  #fired: Key | null = null;
  #ended: StepDone['ended'] = null;
  #standing: Standing | null = null;

  private constructor(
    private readonly deps: StepDeps,
    private readonly tx: EntityManager,
    private readonly head: DossierHead,
    private readonly at: Date,
    private readonly actor: Actor,
  ) {}

  static async open(deps: StepDeps, tx: EntityManager, head: DossierHead, at: Date, actor: Actor): Promise<Step> {
    const step = new Step(deps, tx, head, at, actor);
    const isHot = (row: InstanceRow): boolean => deps.cache.has(row);
    for (const { standing, ...row } of deps.instances.recalled(tx, head, isHot) ?? (await deps.instances.running(tx, head))) {
      step.#standing = standing;
      await step.#bringIn(row);
    }
    return step;
  }

  async start(procedure: string, revision: number, variables: Record<string, unknown>, startEvent?: string): Promise<Result<void>> {
    return this.#start(procedure, revision, variables, null, null, startEvent);
  }

  async apply(instance: string, command: EngineCommand): Promise<Result<void>> {
    const member = this.#members.get(instance);
    if (!member) return reject('invalid_state', text('Bước này không còn chờ xử lý', 'This step is no longer waiting'));
    const applied = unlessEndless(() => member.live.apply(command, this.at));
    if (!applied.ok) return applied;
    if (command.kind === 'timer') this.#fired = keyOf(instance, command.executionId);
    return this.#absorb(member, applied.value);
  }

  /** The suspension under which the dossier stands: nothing of it may move. */
  get standing(): Standing | null {
    return this.#standing;
  }

  /** True while the activity, event or timer waits. */
  awaits(instance: string, executionId: string): boolean {
    return this.#members.get(instance)?.live.waiting().some((waiting) => waiting.executionId === executionId) ?? false;
  }

  /** True when the dossier's root instance is over. */
  get over(): boolean {
    return this.#ended !== null;
  }

  /** True when instances run and none of them waits for anything. */
  get stuck(): boolean {
    return [...this.#members.values()].some((member) => member.row.status === 'running' && member.live.waiting().length === 0);
  }

  /** True when the dossier's root instance has ended in an error that nothing caught. */
  get failed(): boolean {
    return this.#ended?.status === 'failed';
  }

  /** Delivers to every catcher of the dossier that waits for the message, or to those of them that are named; gives how many took it. */
  async message(name: string, payload: Record<string, unknown>, only?: ReadonlySet<Key>): Promise<Result<number>> {
    let taken = 0;
    for (const member of [...this.#members.values()]) {
      const named = ({ executionId }: Waiting): boolean => only === undefined || only.has(keyOf(member.row.id, executionId));
      for (const waiting of member.live.waiting().filter((w) => w.kind === 'message' && w.messageName === name && named(w))) {
        if (!member.live.waiting().some(({ executionId }) => executionId === waiting.executionId)) continue;
        const applied = await this.apply(member.row.id, { kind: 'message', name, executionId: waiting.executionId, payload });
        if (!applied.ok) return applied;
        taken++;
      }
    }
    return ok(taken);
  }

  /** Delivers to every instance of the dossier that waits for the signal; gives how many catchers took it. */
  async signal(name: string, payload: Record<string, unknown>): Promise<Result<number>> {
    let taken = 0;
    for (const member of [...this.#members.values()]) {
      const waiting = member.live.waiting().filter((w) => w.kind === 'signal' && w.signalName === name).length;
      if (waiting === 0) continue;
      const applied = await this.apply(member.row.id, { kind: 'signal', name, payload });
      if (!applied.ok) return applied;
      taken += waiting;
    }
    return ok(taken);
  }

  /** Names of the signals thrown in the step, each with the first element that threw it. */
  get signals(): ReadonlyMap<string, string> {
    return this.#signals;
  }

  /**
   * Hands messages that came before their time to the catchers that began to wait in this step, and to those that begin to wait by it,
   * until nothing fits any more. Gives what was handed over.
   */
  async takeKept(): Promise<Result<Buffered[]>> {
    const handed: Buffered[] = [];
    for (let fresh = this.#freshCatchers(); fresh.length > 0; fresh = this.#freshCatchers()) {
      const catchers = fresh.map(({ key, member, waiting }) => ({ key, name: waiting.messageName ?? '', businessKey: this.#findBusinessKey(key, member, waiting) }));
      const kept = await this.deps.messages.keptFor(this.tx, this.head.code, catchers.map(({ name, businessKey }) => ({ name, key: businessKey })), this.at);
      for (const message of kept) {
        const fitting = catchers.filter((c) => c.name === message.name && [this.head.code, c.businessKey].includes(message.key) && this.#opened.has(c.key));
        if (fitting.length === 0) continue;
        const taken = await this.message(message.name, message.payload, new Set(fitting.map(({ key }) => key)));
        if (!taken.ok) return taken;
        await this.deps.messages.markDelivered(this.tx, message.id, this.head.code, taken.value, this.at);
        handed.push(message);
      }
    }
    return ok(handed);
  }

  /** Ends every instance of the dossier without further effects of the diagram: withdrawal, refusal, stop. */
  async cancelAll(): Promise<Result<void>> {
    const roots = [...this.#members.values()].filter((m) => m.row.parent === null);
    for (const member of roots) {
      const cancelled = await this.#cancel(member);
      if (!cancelled.ok) return cancelled;
    }
    return ok(undefined);
  }

  /** Writes everything that the step changed, in one statement a table, and tells what was done. */
  async finish(): Promise<StepDone> {
    const { instances } = this.deps;
    for (const member of this.#members.values()) if (member.moved) await this.#save(member);
    const stillOpen = [...this.#opened.values()];
    // What ends and begins to wait under one name in one step is one row: its end has to be written before it begins.
    const joins = [...this.#opened.keys()].every((key) => !this.#closed.has(key));
    await instances.removeWaiting(this.tx, [...this.#closed.values()], { joins });
    await instances.addWaiting(this.tx, this.head.code, stillOpen.map(({ member, waiting }) => waitingRow(member, waiting, this.#businessKeys)), this.at, { joins });
    await this.#writeTimers(stillOpen, { joins });
    await this.#writeJobs(stillOpen);
    const running = [...this.#members.values()].filter(({ row }) => row.status === 'running');
    instances.keep(this.tx, this.head.code, running.map(({ row, moved, isNew }) => ({ ...row, version: row.version + (moved && !isNew ? 1 : 0) })));
    const overrides = this.head.adoption ? await this.deps.adoptions.overridesOf(this.head.adoption) : null;
    return {
      dossier: this.head,
      at: this.at,
      actor: this.actor,
      opened: stillOpen.filter(({ waiting }) => waiting.kind === 'user').map(({ member, waiting }) => taskWaiting(member, waiting, overrides)),
      closed: [...this.#closed.values()],
      milestones: this.#milestones,
      standingStops: this.#standingStops(),
      escalations: this.#escalations,
      ended: this.#ended,
    };
  }

  async #bringIn(row: InstanceRow): Promise<void> {
    const revision = await this.#revisionOf(row);
    const hot = this.deps.cache.take(row.id, row.version);
    const live = hot ?? (await reviveInstance(this.tx, this.deps.instances, row, revision.compiled, this.at));
    this.#members.set(row.id, { row, revision, live, isNew: false, moved: false, kinds: kindsOf(live.waiting()), error: null });
    // An instance that a rolled-back step has touched is never put back; one that nobody touched may stay hot.
    afterCommit(this.tx, () => {
      const member = this.#members.get(row.id);
      if (member && !member.moved) this.deps.cache.put(row.id, row.version, live);
    });
  }

  async #revisionOf(row: InstanceRow): Promise<LoadedRevision> {
    try {
      return await this.deps.procedures.load(row.procedure, row.revision);
    } catch (error) {
      throw error instanceof UnknownRevisionError ? poisoned(row, error) : error;
    }
  }

  async #start(procedure: string, number: number, variables: Record<string, unknown>, parent: string | null, parentExecution: string | null, startEvent?: string): Promise<Result<void>> {
    const revision = await this.deps.procedures.load(procedure, number);
    const begun = unlessEndless(() => ok(LiveInstance.start(revision.compiled, { variables, now: this.at, ...(startEvent !== undefined && { startEvent }) })));
    if (!begun.ok) return begun;
    const started = begun.value;
    const row: InstanceRow = {
      id: this.deps.ids.uuid(), dossier: this.head.code, parent, parentExecution, procedure, revision: number, variables, status: 'running', version: 1,
    };
    const member: Member = { row, revision, live: started.instance, isNew: true, moved: true, kinds: new Map(), error: null };
    this.#members.set(row.id, member);
    return this.#absorb(member, started.effects);
  }

  async #absorb(member: Member, effects: StepEffects): Promise<Result<void>> {
    if (effects.status === 'failed' && effects.error?.code === undefined) return technicalFailure(member.revision.model, effects);
    const longer = this.#length.add(effects, member.row.procedure);
    if (!longer.ok) return longer;
    member.moved = true;
    member.row.variables = effects.variables;
    member.row.status = effects.status;
    member.error = effects.error ?? null;
    const { milestones } = member.revision.model;
    for (const { element } of effects.entered) {
      const milestone = milestones[element];
      if (milestone) this.#milestones.push({ element, ...milestone });
    }
    for (const closed of effects.closed) await this.#close(member, closed);
    for (const waiting of effects.opened) member.kinds.set(waiting.executionId, waiting.kind);
    for (const waiting of effects.opened) this.#opened.set(keyOf(member.row.id, waiting.executionId), { member, waiting });
    for (const waiting of effects.opened) {
      if (waiting.kind !== 'call') continue;
      const called = await this.#call(member, waiting);
      if (!called.ok) return called;
    }
    const thrown = await this.#thrown(member, effects);
    if (!thrown.ok) return thrown;
    return effects.status === 'running' ? ok(undefined) : this.#end(member, effects);
  }

  async #close(member: Member, closed: StepEffects['closed'][number]): Promise<void> {
    const key = keyOf(member.row.id, closed.executionId);
    const bornInThisStep = this.#opened.delete(key);
    if (!bornInThisStep) this.#closed.set(key, { instance: member.row.id, ...closed, kind: member.kinds.get(closed.executionId) });
    if (closed.how !== 'cancelled') return;
    for (const child of this.#childrenOf(member.row.id, closed.executionId)) unwrap(await this.#cancel(child));
  }

  async #call(member: Member, waiting: Waiting): Promise<Result<void>> {
    const code = member.revision.model.calls[waiting.element] ?? waiting.calledElement ?? '';
    const number = member.revision.bindings[code];
    if (number === undefined) {
      return reject('invalid_state', text(`Quy trình "${code}" chưa được gắn với bản ban hành`, `The called procedure "${code}" is not bound to a revision`));
    }
    return this.#start(code, number, member.live.valuesAt(waiting.executionId), member.row.id, waiting.executionId);
  }

  async #thrown(member: Member, effects: StepEffects): Promise<Result<void>> {
    for (const thrown of effects.thrown) {
      if (thrown.kind === 'signal' && !this.#signals.has(thrown.name)) this.#signals.set(thrown.name, thrown.element);
      if (thrown.kind === 'escalation') this.#escalations.push({ element: thrown.element, code: thrown.code ?? null, name: thrown.name });
      const siblings = [...this.#members.values()].filter((m) => m !== member && m.row.status === 'running');
      for (const other of siblings) {
        const delivered = await this.#deliver(other, thrown);
        if (!delivered.ok) return delivered;
      }
    }
    return ok(undefined);
  }

  async #deliver(other: Member, thrown: StepEffects['thrown'][number]): Promise<Result<void>> {
    if (thrown.kind === 'signal' && other.live.waiting().some((w) => w.kind === 'signal' && w.signalName === thrown.name)) {
      return this.apply(other.row.id, { kind: 'signal', name: thrown.name });
    }
    if (thrown.kind === 'message') {
      const catcher = other.live.waiting().find((w) => w.kind === 'message' && w.messageName === thrown.name);
      if (catcher) return this.apply(other.row.id, { kind: 'message', name: thrown.name, executionId: catcher.executionId, payload: {} });
    }
    return ok(undefined);
  }

  async #end(member: Member, effects: StepEffects): Promise<Result<void>> {
    const { parent, parentExecution } = member.row;
    if (parent === null || parentExecution === null) {
      this.#ended = { status: effects.status === 'running' ? 'completed' : effects.status, error: effects.error?.message ?? null };
      return ok(undefined);
    }
    if (effects.status === 'failed') {
      return this.apply(parent, { kind: 'call-failed', executionId: parentExecution, code: effects.error?.code ?? '', message: effects.error?.message ?? '' });
    }
    return this.apply(parent, { kind: 'call-completed', executionId: parentExecution, output: effects.variables });
  }

  async #cancel(member: Member): Promise<Result<void>> {
    const applied = member.live.apply({ kind: 'cancel' }, this.at);
    if (!applied.ok) return applied;
    member.moved = true;
    member.row.status = 'cancelled';
    for (const closed of applied.value.closed) await this.#close(member, { ...closed, how: 'cancelled' });
    if (member.row.parent === null) this.#ended = { status: 'cancelled', error: null };
    return ok(undefined);
  }

  #childrenOf(parent: string, execution: string): Member[] {
    return [...this.#members.values()].filter((m) => m.row.parent === parent && m.row.parentExecution === execution && m.row.status === 'running');
  }

  async #save(member: Member): Promise<void> {
    const running = member.row.status === 'running';
    const state = running ? member.live.state() : null;
    if (member.isNew) await this.deps.instances.insert(this.tx, member.row, state, this.at, member.error);
    else await this.deps.instances.update(this.tx, member.row, state, this.at, member.error);
    const version = member.isNew ? 1 : member.row.version + 1;
    if (running) afterCommit(this.tx, () => this.deps.cache.put(member.row.id, version, member.live));
  }

  async #writeTimers(open: { member: Member; waiting: Waiting }[], together: Together): Promise<void> {
    const cancelled = this.#closedOf('timer').map((c) => keyOf(c.instance, c.executionId)).filter((key) => key !== this.#fired);
    if (cancelled.length > 0) await this.deps.wakeUps.disarm(this.tx, { kind: TIMER, refs: cancelled }, together);
    const armed = open.flatMap(({ member, waiting }) =>
      waiting.dueAt ? [{ kind: TIMER, ref: keyOf(member.row.id, waiting.executionId), dossier: this.head.code, dueAt: waiting.dueAt }] : [],
    );
    if (armed.length > 0) await this.deps.wakeUps.scheduleMany(this.tx, armed, together);
  }

  async #writeJobs(open: { member: Member; waiting: Waiting }[]): Promise<void> {
    const jobs = open
      .filter(({ waiting }) => waiting.kind === 'job')
      .map(({ member, waiting: { executionId, element } }) => ({ id: this.deps.ids.uuid(), instance: member.row.id, executionId, element, ...jobSpecOf(member.revision.model, element) }));
    await this.deps.instances.addJobs(this.tx, this.head.code, jobs, this.at);
    if (jobs.length > 0) afterCommit(this.tx, () => this.deps.bell.ring(jobs.map(({ topic }) => topic)));
    await this.deps.instances.endJobs(
      this.tx,
      this.#closedOf('job').map((c) => ({ instance: c.instance, executionId: c.executionId, state: c.how === 'completed' ? 'done' : 'cancelled' })),
      this.at,
    );
  }

  /** Catchers of messages that began to wait in this step and still do, and for which nothing has been looked up yet. */
  #freshCatchers(): { key: Key; member: Member; waiting: Waiting }[] {
    return [...this.#opened].filter(([key, { waiting }]) => waiting.kind === 'message' && !this.#businessKeys.has(key)).map(([key, opened]) => ({ key, ...opened }));
  }

  /** Evaluated once, when the element begins to wait. A number counts as its text; anything else is no key. */
  #findBusinessKey(key: Key, member: Member, { element, executionId }: Waiting): string | null {
    const correlation = member.revision.model.correlations?.[element];
    const found = correlation?.startsWith('=') ? member.live.evaluate(`=string(${correlation.slice(1)})`, executionId) : (correlation ?? null);
    const businessKey = found?.trim() ? found.trim() : null;
    this.#businessKeys.set(key, businessKey);
    return businessKey;
  }

  #closedOf(kind: Waiting['kind']): Closed[] {
    return [...this.#closed.values()].filter((c) => c.kind === kind);
  }

  #standingStops(): StepDone['standingStops'] {
    const standing: StepDone['standingStops'] = [];
    for (const member of this.#members.values()) {
      if (member.row.status !== 'running') continue;
      for (const waiting of member.live.waiting()) {
        const stop = member.revision.model.stops[waiting.element];
        if (stop) standing.push({ element: waiting.element, stop });
      }
    }
    return standing;
  }
}

const kindsOf = (waiting: Waiting[]): Member['kinds'] => new Map(waiting.map((w) => [w.executionId, w.kind]));

function waitingRow(member: Member, waiting: Waiting, businessKeys: ReadonlyMap<Key, string | null>): Parameters<InstancesRepository['addWaiting']>[2][number] {
  const key = businessKeys.get(keyOf(member.row.id, waiting.executionId));
  return {
    instance: member.row.id, executionId: waiting.executionId, element: waiting.element, type: waiting.type, kind: waiting.kind,
    name: waiting.messageName ?? waiting.signalName ?? null,
    detail: { ...(waiting.dueAt ? { dueAt: waiting.dueAt } : {}), ...(waiting.loop ? { loop: waiting.loop } : {}), ...(waiting.attachedTo ? { attachedTo: waiting.attachedTo } : {}), ...(key ? { key } : {}) },
  };
}

function taskWaiting(member: Member, waiting: Waiting, overrides: Awaited<ReturnType<Adoptions['overridesOf']>> | null): TaskWaiting {
  const { model } = member.revision;
  const step = model.steps[waiting.element];
  if (!step) throw new Error(`revision ${member.row.procedure}/${member.row.revision} has no step for ${waiting.element}`);
  return {
    instance: member.row.id, executionId: waiting.executionId, procedure: member.row.procedure, revision: member.row.revision,
    element: waiting.element, name: step.name, step, agencyValue: member.live.evaluate(step.agency, waiting.executionId),
    override: overrides?.procedure === member.row.procedure && overrides.revision === member.row.revision ? (overrides.steps.get(waiting.element) ?? null) : null,
  };
}

function unwrap(result: Result<void>): void {
  if (!result.ok) throw new RejectedError(result.rejection);
}
