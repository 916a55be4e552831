import { Agencies } from '#access';
import type { Actor, DomainEvents, DossierHead, StepDone, TaskWaiting } from '#contract';
import { type Ids, RejectedError, type Result, type Text } from '#kernel';
import { Ledger, type LedgerDraft } from '#ledger';
import { IDS, TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Task, factsOf } from './task.js';
import { TasksRepository } from './tasks.repository.js';

/** Order of this room among the handlers of one event: first, for the others speak of tasks. */
const ORDER = 10;

/**
 * Turns what the runtime waits for into work of people, in the step's own transaction: resolves the agency of each new step,
 * opens its task, cancels tasks whose activity is gone, and tells which agencies hold work afterwards.
 */
@Injectable()
export class OpenTasks implements OnModuleInit {
  constructor(
    @Inject(TasksRepository) private readonly tasks: TasksRepository,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.events.on('step.done', ORDER, (tx, step) => this.#onStep(tx, step));
  }

  /** Writes new tasks with their ledger entries and publishes `task.opened` for each. */
  async open(tx: EntityManager, head: DossierHead, at: Date, actor: Actor, tasks: Task[], { apart = false } = {}): Promise<void> {
    await this.tasks.insert(tx, tasks, { apart });
    await this.ledger.append(tx, head.code, tasks.map((task) => openedEntry(task, at, actor)));
    for (const task of tasks) await this.events.publish(tx, 'task.opened', { dossier: head, at, actor, task: factsOf(task), handedBy: task.handedBy });
  }

  /** Publishes which agencies hold open work of the dossier now: the end of every command that opens or ends tasks. */
  async settle(tx: EntityManager, head: DossierHead, at: Date, actor: Actor): Promise<void> {
    await this.#tellHolders(tx, head, at, actor, await this.tasks.live(tx, head.code));
  }

  async #tellHolders(tx: EntityManager, head: DossierHead, at: Date, actor: Actor, live: readonly Task[]): Promise<void> {
    await this.events.publish(tx, 'tasks.settled', { dossier: head, at, actor, holders: [...new Set(live.map((t) => t.agency))] });
  }

  async #onStep(tx: EntityManager, step: StepDone): Promise<void> {
    const before = await this.tasks.live(tx, step.dossier.code);
    const gone = new Set(step.closed.map((c) => `${c.instance}:${c.executionId}`));
    const [cancelled, standing] = [before.filter((t) => gone.has(executionOf(t))), before.filter((t) => !gone.has(executionOf(t)))];
    await this.#cancel(tx, step, cancelled);
    const tasks: Task[] = [];
    for (const waiting of step.opened) tasks.push(await this.#taskOf(step, waiting));
    const apart = tasks.some((task) => gone.has(executionOf(task)));
    if (tasks.length > 0) await this.open(tx, step.dossier, step.at, step.actor, tasks, { apart });
    await this.#tellHolders(tx, step.dossier, step.at, step.actor, [...standing, ...tasks]);
  }

  async #cancel(tx: EntityManager, step: StepDone, cancelled: readonly Task[]): Promise<void> {
    await this.tasks.cancel(tx, cancelled.map((t) => t.id), step.at);
    await this.ledger.append(
      tx, step.dossier.code,
      cancelled.map((t) => ({ at: step.at, actor: step.actor.username, agency: t.agency, kind: 'task.cancelled', element: t.element, data: { task: t.id } })),
    );
    for (const task of cancelled) {
      await this.events.publish(tx, 'task.ended', { dossier: step.dossier, at: step.at, actor: step.actor, task: factsOf(task), how: 'cancelled' });
    }
  }

  /** An expression gives the code of an agency, or a relation as a step may name it. */
  async #agencyOf({ dossier, at }: StepDone, { step: spec, agencyValue }: TaskWaiting): Promise<Result<string>> {
    const facts = { receiving: dossier.agency, territory: dossier.territory, at };
    const named = agencyValue === null ? null : await this.agencies.resolve(`agency:${agencyValue}`, facts);
    return named?.ok ? named : this.agencies.resolve(agencyValue ?? spec.agency, facts);
  }

  async #taskOf(step: StepDone, waiting: TaskWaiting): Promise<Task> {
    const { step: spec } = waiting;
    const agency = await this.#agencyOf(step, waiting);
    if (!agency.ok) throw new RejectedError(agency.rejection);
    // What the receiving agency changed holds where it works on the step itself.
    const own = agency.value === step.dossier.agency ? (waiting.override ?? null) : null;
    return {
      id: this.ids.uuid(), dossier: step.dossier.code, instance: waiting.instance, executionId: waiting.executionId,
      procedure: waiting.procedure, revision: waiting.revision, element: waiting.element, nameVi: waiting.name.vi, nameEn: waiting.name.en,
      agency: agency.value, role: own?.role ?? spec.role, assignee: null, state: 'open',
      requires: {
        opinion: spec.opinion, signature: spec.signature, ladder: spec.ladder,
        papers: spec.papersOut.filter((p) => p.required).map((p) => ({ code: p.code, name: p.name, compartment: p.compartment })),
      },
      budget: own?.budget ?? spec.budget, form: spec.form, openedAt: step.at, claimedAt: null, endedAt: null, opinion: null, output: null, detour: null,
      handedBy: step.actor.agency === agency.value ? null : step.actor.agency, version: 1,
      ...(own && { overridden: { adoption: step.dossier.adoption ?? null, role: spec.role, budget: spec.budget } }),
    };
  }
}

const executionOf = ({ instance, executionId }: Task): string => `${instance}:${executionId}`;

function openedEntry(task: Task, at: Date, actor: Actor): LedgerDraft {
  const name: Text = { vi: task.nameVi, en: task.nameEn };
  return {
    at, actor: actor.username, agency: task.agency, kind: 'task.opened', element: task.element,
    data: { task: task.id, name, role: task.role, budget: task.budget, handedBy: task.handedBy, ...(task.detour ? { returned: task.detour.reason } : {}), ...(task.overridden ? { overridden: task.overridden } : {}) },
  };
}
