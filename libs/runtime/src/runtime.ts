import type { DomainEvents, DossierHead, StopSpec, TokenView } from '#contract';
import { type Clock, type Ids, type Language, type Result, SYSTEM, type Text, ToldError, ok, reject, text, toIso } from '#kernel';
import { Ledger } from '#ledger';
import { CLOCK, type DossierNamed, IDS, Metrics, TransactionEvents, type WakeUp, WakeUps, byCode, traced } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { suspended } from './change/refuse-suspended.js';
import { SuspensionsRepository } from './change/suspensions.repository.js';
import { headOf, lockHeadOf, readHead } from './dossier-head.js';
import type { EngineCommand, Modification } from './engine/engine.js';
import { Adoptions } from './governance/adoptions.js';
import { type InstanceRow, InstancesRepository } from './instances.repository.js';
import { JobBell } from './jobs/job-bell.js';
import { LiveCache } from './live-cache.js';
import { MessagesRepository } from './messages/messages.repository.js';
import { Procedures } from './procedures.js';
import { messagesOf, refuseUntrue, startKey } from './starts/choose-start.js';
import type { Beginning } from './starts/started.js';
import { StartsRepository } from './starts/starts.repository.js';
import { ThrowSignal } from './starts/throw-signal.js';
import type { StepBy } from './step-by.js';
import { Step, type StepDeps, TIMER, keyOf } from './step.js';

/** About 60 to 120 KiB each as measured (bench/memory.mjs): some 50 MB in all. */
const HOT_INSTANCES = 600;

/**
 * Executes procedures durably. Every verb takes the open transaction and the locked dossier, moves its instances to rest, writes
 * them, and publishes `step.done` in the same transaction; nothing of a step is visible before its commit.
 */
@Injectable()
export class Runtime implements OnModuleInit {
  readonly cache: LiveCache;
  readonly #deps: StepDeps;

  constructor(
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(InstancesRepository) private readonly instances: InstancesRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(MessagesRepository) messages: MessagesRepository,
    @Inject(JobBell) bell: JobBell,
    @Inject(SuspensionsRepository) private readonly suspensions: SuspensionsRepository,
    @Inject(Metrics) metrics: Metrics,
    @Inject(StartsRepository) private readonly starts: StartsRepository,
    @Inject(ThrowSignal) private readonly throwing: ThrowSignal,
    @Inject(Adoptions) adoptions: Adoptions,
  ) {
    this.cache = new LiveCache(HOT_INSTANCES, (outcome) => metrics.liveCache.inc({ outcome }));
    this.#deps = { instances, procedures, wakeUps, cache: this.cache, ids, messages, bell, adoptions };
  }

  onModuleInit(): void {
    this.wakeUps.register(TIMER, (tx, wakeUp) => this.#fireTimer(tx, wakeUp));
    this.wakeUps.locksBy((tx, dossier) => this.#lockAhead(tx, dossier));
  }

  /** Starts the dossier's procedure, at the revision the dossier is pinned to; where an event begins it, at the start of that. */
  async start(tx: EntityManager, head: DossierHead, by: StepBy, variables: Record<string, unknown>, beginning: Beginning | null = null): Promise<Result<void>> {
    this.lookAhead(tx, byCode(head.code));
    const refusal = await this.refuseSuspended(tx, head);
    if (refusal) return refusal;
    if (!beginning) return this.#take(tx, head, by, (step) => step.start(head.procedure, head.revision, variables));
    const begun = await this.#begin(tx, head, by, variables, beginning);
    return begun.ok ? this.#take(tx, head, by, (step) => step.start(head.procedure, head.revision, variables, beginning.start.element)) : begun;
  }

  /** What holds of a start before anything runs: its condition, its key, and that the ledger tells by what the dossier began. */
  async #begin(tx: EntityManager, head: DossierHead, { at, actor }: StepBy, variables: Record<string, unknown>, { start, started, key: given }: Beginning): Promise<Result<void>> {
    const { compiled, model } = await this.procedures.load(head.procedure, head.revision);
    const holds = refuseUntrue(compiled, start, variables, at);
    if (!holds.ok) return holds;
    const correlation = model.correlations?.[start.element];
    const key = correlation === undefined ? null : (startKey(correlation, variables, at) ?? given ?? null);
    if (correlation !== undefined && given !== undefined && key !== given) return anotherKey(key ?? '', given);
    if (key !== null) await this.starts.addKeys(tx, head.code, messagesOf(start), key);
    await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: actor.agency, kind: 'instance.started', element: start.element, data: { ...started } }]);
    return ok(undefined);
  }

  /** Asks the database at once for what the next step on this dossier will want, and waits for nothing. */
  lookAhead(tx: EntityManager, dossier: DossierNamed): void {
    this.instances.lookAhead(tx, dossier);
    this.ledger.lookAhead(tx, dossier);
  }

  /** Completes a waiting activity. Refused with `invalid_state` when it no longer waits. */
  complete(tx: EntityManager, head: DossierHead, by: StepBy, at: { instance: string; executionId: string }, output: Record<string, unknown>): Promise<Result<void>> {
    return this.apply(tx, head, by, at.instance, { kind: 'complete', executionId: at.executionId, output });
  }

  apply(tx: EntityManager, head: DossierHead, by: StepBy, instance: string, command: EngineCommand): Promise<Result<void>> {
    return this.#take(tx, head, by, (step) => step.apply(instance, command));
  }

  /**
   * A BPMN error out of work done outside. Refused where the diagram does not catch it: what an outside system reports must not end a
   * dossier.
   */
  raise(tx: EntityManager, head: DossierHead, by: StepBy, at: { instance: string; executionId: string }, error: { code: string; message: string }): Promise<Result<void>> {
    return this.#take(tx, head, by, async (step) => {
      const applied = await step.apply(at.instance, { kind: 'fail', executionId: at.executionId, ...error });
      return applied.ok && step.failed ? uncaught(error.code) : applied;
    });
  }

  /**
   * For every catcher of the dossier, or for those of them that are named. Gives the number that took the message; 0 means that nothing
   * waited for it and nothing was done.
   */
  async deliverMessage(
    tx: EntityManager, head: DossierHead, name: string, payload: Record<string, unknown>, by: StepBy, catchers?: readonly { instance: string; executionId: string }[],
  ): Promise<Result<number>> {
    let taken = 0;
    const only = catchers && new Set(catchers.map(({ instance, executionId }) => keyOf(instance, executionId)));
    const done = await this.#take(tx, head, by, async (step) => {
      const delivered = await step.message(name, payload, only);
      if (!delivered.ok) return delivered;
      taken = delivered.value;
      return ok(undefined);
    });
    return done.ok ? ok(taken) : done;
  }

  /** To everything of the dossier that waits for the signal. Gives the number of catchers that took it. */
  async deliverSignal(tx: EntityManager, head: DossierHead, name: string, data: Record<string, unknown>, by: StepBy): Promise<Result<number>> {
    let taken = 0;
    const done = await this.#take(tx, head, by, async (step) => {
      const delivered = await step.signal(name, data);
      if (!delivered.ok) return delivered;
      taken = delivered.value;
      return ok(undefined);
    });
    return done.ok ? ok(taken) : done;
  }

  /** Tokens moved by hand. Refused where it would end the dossier, or leave it with nothing to wait for. */
  modify(tx: EntityManager, head: DossierHead, by: StepBy, instance: string, modification: Modification): Promise<Result<void>> {
    return this.#take(tx, head, by, async (step) => {
      const applied = await step.apply(instance, { kind: 'modify', ...modification });
      return applied.ok && (step.over || step.stuck) ? leadsNowhere() : applied;
    });
  }

  /** For moves of a dossier that move no token: a task sent back to an earlier step. */
  async refuseSuspended(tx: EntityManager, head: DossierHead): Promise<ReturnType<typeof suspended> | null> {
    const standing = await this.suspensions.standing(tx, head);
    return standing && suspended(standing);
  }

  /** Ends all instances of the dossier: withdrawal, refusal, stop of processing. */
  cancelAll(tx: EntityManager, head: DossierHead, by: StepBy): Promise<Result<void>> {
    return this.#take(tx, head, by, (step) => step.cancelAll());
  }

  /** Brings the dossier's instances to life and does nothing with them. Throws `PoisonedInstanceError`. */
  async load(tx: EntityManager, dossier: string): Promise<void> {
    await Step.open(this.#deps, tx, await readHead(tx, dossier), this.clock.now(), { username: SYSTEM.username, agency: null });
  }

  /** What of the dossier waits while its clock must stand, with the message that ends the wait. */
  async standingStops(tx: EntityManager | null, dossier: string): Promise<{ element: string; message: string | null; stop: StopSpec }[]> {
    const waiting = await this.instances.waiting(tx, dossier);
    if (waiting.length === 0) return [];
    const instances = new Map((await this.instances.ofDossier(tx, dossier)).map((i) => [i.id, i]));
    const found: { element: string; message: string | null; stop: StopSpec }[] = [];
    for (const row of waiting) {
      const instance = instances.get(row.instance);
      if (!instance) continue;
      const stop = (await this.procedures.modelOf(instance.procedure, instance.revision)).stops[row.element];
      if (stop) found.push({ element: row.element, message: row.kind === 'message' ? row.name : null, stop });
    }
    return found;
  }

  /** Where the dossier's tokens are, each with the path of called procedures that leads to it. */
  async tokens(dossier: string, language: Language): Promise<TokenView[]> {
    const instances = await this.instances.ofDossier(null, dossier);
    const byId = new Map(instances.map((i) => [i.id, i]));
    const waiting = await this.instances.waiting(null, dossier);
    const elementOf = new Map(waiting.map((w) => [`${w.instance}:${w.executionId}`, w.element]));
    const tokens: TokenView[] = [];
    for (const row of waiting) {
      const instance = byId.get(row.instance);
      if (!instance) continue;
      const model = await this.procedures.findModel(instance.procedure, instance.revision);
      tokens.push({
        procedure: instance.procedure, revision: instance.revision, element: row.element, kind: row.kind,
        name: model?.steps[row.element]?.name[language] ?? row.name ?? row.element, since: toIso(row.since), path: pathTo(instance, byId, elementOf),
      });
    }
    return tokens;
  }

  #take(tx: EntityManager, head: DossierHead, by: StepBy, move: (step: Step) => Promise<Result<void>>): Promise<Result<void>> {
    return this.#traced(head, () => this.#step(tx, head, by, move));
  }

  #traced<T>(head: DossierHead, work: () => Promise<T>): Promise<T> {
    return traced('step', { 'lienthong.procedure': head.procedure, 'lienthong.revision': head.revision, 'lienthong.dossier': head.code }, work);
  }

  async #step(tx: EntityManager, head: DossierHead, by: StepBy, move: (step: Step) => Promise<Result<void>>): Promise<Result<void>> {
    const step = await Step.open(this.#deps, tx, head, by.at, by.actor);
    if (step.standing) return suspended(step.standing);
    const moved = await move(step);
    return moved.ok ? this.#rest(tx, head, by, step) : moved;
  }

  /** What a step that has been moved still takes, writes and tells. */
  async #rest(tx: EntityManager, head: DossierHead, by: StepBy, step: Step): Promise<Result<void>> {
    const kept = await step.takeKept();
    if (!kept.ok) return kept;
    const told = kept.value.map(({ id, name, key, payload, messageId, sender }) => ({
      at: by.at, actor: sender, agency: null, kind: 'message.delivered' as const, data: { message: id, name, key, ...(messageId === null ? {} : { messageId }), data: payload },
    }));
    await this.ledger.append(tx, head.code, told);
    await this.events.publish(tx, 'step.done', await step.finish());
    if (step.signals.size > 0) await this.throwing.throw(tx, head, by, step.signals);
    return ok(undefined);
  }

  /**
   * A timer whose activity is gone by now has nothing to do: the wake-up lost the race, which is no fault. That of a suspended dossier
   * sleeps until the suspension ends, which schedules it anew.
   */
  async #fireTimer(tx: EntityManager, wakeUp: WakeUp): Promise<void> {
    const [instance, executionId] = splitRef(wakeUp.ref);
    const head = await headOf(tx, wakeUp.dossier ?? '');
    const by = { at: this.clock.now(), actor: { username: SYSTEM.username, agency: null } };
    const fired = await this.#traced(head, async () => {
      const step = await Step.open(this.#deps, tx, head, by.at, by.actor);
      if (step.standing && (await this.suspensions.puttingToSleep(tx, head.code))) return ok(undefined);
      if (!step.awaits(instance, executionId)) return ok(undefined);
      const moved = await step.apply(instance, { kind: 'timer', executionId });
      return moved.ok ? this.#rest(tx, head, by, step) : moved;
    });
    if (!fired.ok) throw new TimerFailedError(wakeUp.ref, fired.rejection.message);
  }

  /** Of a wake-up: what a timer will want is asked behind the lock, before anybody knows whose it is. */
  #lockAhead(tx: EntityManager, dossier: DossierNamed): Promise<unknown> {
    const locked = lockHeadOf(tx, dossier);
    this.instances.lookAhead(tx, { named: OF_TIMER, parameter: dossier.parameter });
    this.ledger.lookAhead(tx, { named: OF_WAKE_UP, parameter: dossier.parameter });
    return locked;
  }
}

/** The dossier of a wake-up, whatever has become of that. */
const OF_WAKE_UP = 'select dossier from wakeup where id = $1';
const OF_TIMER = `${OF_WAKE_UP} and kind = '${TIMER}'`;

/** The step that a timer asked for was refused; the wake-up keeps the reason and is tried again. */
export class TimerFailedError extends ToldError {
  constructor(readonly ref: string, { vi, en }: Text) {
    super(text(`Hẹn giờ ${ref}: ${vi}`, `timer ${ref}: ${en}`));
  }
}

/** Call activities from the dossier's own procedure down to the instance. */
function pathTo(instance: InstanceRow, byId: ReadonlyMap<string, InstanceRow>, elementOf: ReadonlyMap<string, string>): string[] {
  const up = instance.parent === null ? undefined : byId.get(instance.parent);
  if (!up) return [];
  return [...pathTo(up, byId, elementOf), elementOf.get(`${up.id}:${instance.parentExecution ?? ''}`) ?? ''];
}

const uncaught = (code: string): Result<never> =>
  reject('invalid_state', text(`Quy trình không đón lỗi "${code}"`, `The procedure does not catch the error "${code}"`));

export const leadsNowhere = (): Result<never> =>
  reject('invalid_state', text('Sau can thiệp hồ sơ không còn bước nào để chờ xử lý', 'After the modification nothing of the dossier would wait any more'));

const anotherKey = (key: string, given: string): Result<never> => {
  const message = text(`Khóa của hồ sơ là "${key}", khác khóa "${given}" của thông điệp`, `The key of the dossier is "${key}", not "${given}" as the message says`);
  return reject('invalid_input', message, { errors: [{ path: 'correlationKey', message }] });
};

export function splitRef(ref: string): [string, string] {
  const at = ref.indexOf(':');
  return [ref.slice(0, at), ref.slice(at + 1)];
}
