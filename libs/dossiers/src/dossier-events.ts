import type { DomainEvents, StepDone } from '#contract';
import { Ledger, type LedgerDraft } from '#ledger';
import { TransactionEvents } from '#platform';
import { readHead } from '#runtime';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AddPaper } from './add-paper.js';
import { askedPapers } from './asked-papers.js';
import { ChangeState } from './change-state.js';
import { STATE, isStopped, movesOfStep, stateOfStop } from './dossier-states.js';
import { DossiersRepository } from './dossiers.repository.js';
import { IssueForm } from './issue-form.js';
import { requestedItems } from './requested-items.js';
import { WhereaboutsRepository } from './whereabouts.repository.js';

/** After tasks and deadlines: the state of a dossier is the sum of what they made of the step. */
const ORDER = 30;

/** Keeps the dossier's state and dates in step with what the other rooms tell, in their transaction. */
@Injectable()
export class DossierEvents implements OnModuleInit {
  constructor(
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
    @Inject(ChangeState) private readonly change: ChangeState,
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(WhereaboutsRepository) private readonly whereabouts: WhereaboutsRepository,
    @Inject(IssueForm) private readonly forms: IssueForm,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(AddPaper) private readonly papers: AddPaper,
  ) {}

  onModuleInit(): void {
    this.events.on('step.done', ORDER, (tx, event) => this.#onStep(tx, event));
    this.events.on('task.opened', ORDER, (tx, event) => this.#onTaskOpened(tx, event));
    this.events.on('deadline.moved', ORDER, (tx, event) => this.#onMoved(tx, event));
    this.events.on('clock.stopped', ORDER, (tx, event) => this.#onStopped(tx, event));
    this.events.on('clock.resumed', ORDER, (tx, event) => this.#onResumed(tx, event));
    this.events.on('papers.handed', ORDER, (tx, event) => this.papers.handedIn(tx, event));
  }

  async #onStep(tx: EntityManager, step: StepDone): Promise<void> {
    await this.ledger.append(tx, step.dossier.code, told(step));
    const { code } = step.dossier;
    const ended = step.ended?.status === 'completed' || step.ended?.status === 'terminated';
    if (!ended && step.milestones.length === 0) return;
    const head = await readHead(tx, code);
    const waiting = step.standingStops.some(({ stop }) => stateOfStop(stop.kind) !== null);
    const moves = movesOfStep(head.state, { milestones: step.milestones, waiting, ended });
    for (const [at, { to, result }] of moves.entries()) await this.change.to(tx, code, to, step, { result }, at === 0 ? head : undefined);
  }

  /** The first work beyond the reception: the dossier is being processed. */
  async #onTaskOpened(tx: EntityManager, event: DomainEvents['task.opened']): Promise<void> {
    if (event.task.agency === event.dossier.agency && event.handedBy === null) return;
    if (event.dossier.state === STATE.working) return;
    const head = await readHead(tx, event.dossier.code);
    if (head.state === STATE.accepted) await this.change.to(tx, event.dossier.code, STATE.working, event, {}, head);
  }

  /** With an extension goes a new slip that says both dates; papers are those of the slip before. */
  async #onMoved(tx: EntityManager, { dossier, at, actor, from, to, extension }: DomainEvents['deadline.moved']): Promise<void> {
    await this.dossiers.setDue(tx, dossier.code, to);
    if (!extension) return;
    const { missing } = (await this.forms.latest(dossier.code, '01', tx))?.data ?? {};
    const { document, reason } = extension;
    await this.forms.issue(tx, dossier, '01', { dueAt: to, missing: missing ?? [], extension: { document, reason, from } }, { at, actor: { ...actor, agency: dossier.agency } }, false);
  }

  async #onStopped(tx: EntityManager, event: DomainEvents['clock.stopped']): Promise<void> {
    const state = stateOfStop(event.kind);
    if (state === null) return;
    await this.change.to(tx, event.dossier.code, state, event, { reason: event.reason });
    if (event.kind !== 'supplement') return;
    const said = await this.#asked(tx, event);
    const asked = askedPapers(said.items, await this.dossiers.papers(event.dossier.code, tx));
    await this.forms.issue(tx, event.dossier, '02', said, event, false, asked.length > 0 ? { askedAgain: asked } : {});
  }

  /** An order says itself what is asked for; where the diagram waits, the officer of the step before has said it. */
  async #asked(tx: EntityManager, { dossier, at, reason, evidence }: DomainEvents['clock.stopped']): Promise<{ reason: string; items: string[] }> {
    const byProcess = typeof evidence === 'object' && evidence !== null && 'element' in evidence;
    const said = byProcess ? await this.whereabouts.lastWords(tx, dossier.code, at) : null;
    return { reason: said?.opinion ?? reason, items: requestedItems(byProcess ? said?.output : evidence) };
  }

  /** Back to where the dossier was, unless the citizen is still waited for in another matter. */
  async #onResumed(tx: EntityManager, event: DomainEvents['clock.resumed']): Promise<void> {
    const { code, agency } = event.dossier;
    const { state } = await readHead(tx, code);
    if (!isStopped(state)) return;
    const others = (await this.whereabouts.openStops(code, tx)).map(({ kind }) => stateOfStop(kind));
    const still = others.find((other) => other !== null);
    const working = (await this.whereabouts.workHasBegun(tx, code, agency)) ? STATE.working : STATE.accepted;
    await this.change.to(tx, code, still ?? working, event);
  }
}

/** What the ledger keeps of a step that no task tells: escalations, and how the procedure ended. */
function told(step: StepDone): LedgerDraft[] {
  const by = { at: step.at, actor: step.actor.username, agency: step.actor.agency };
  const escalated = step.escalations.map(({ element, code, name }): LedgerDraft => ({ ...by, kind: 'instance.escalated', element, data: { code, name } }));
  if (!step.ended) return escalated;
  const { status, error } = step.ended;
  return [...escalated, { ...by, kind: status === 'failed' ? 'instance.failed' : 'instance.ended', data: { status, ...(error === null ? {} : { error }) } }];
}
