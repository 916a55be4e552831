import { type DomainEvents, SETTLED_STATES, type StepDone } from '#contract';
import { TransactionEvents } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ORDER } from './event-order.js';
import { refusingExhausted } from './exhausted.js';
import { DossierClock } from './dossier-clock.js';
import { STOP_NAMES } from './stop-names.js';
import { stepTimes } from './step-times.js';
import type { DossierStop } from './stops.repository.js';

/**
 * Lets the dossier's clock follow its diagram: it stands while an element waits that stops the clock (payment, supplement). One
 * stop covers all such elements; where the wait goes over into one of another kind, a new stop follows without a gap.
 */
@Injectable()
export class FollowProcess implements OnModuleInit {
  constructor(
    @Inject(DossierClock) private readonly clock: DossierClock,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  onModuleInit(): void {
    this.events.on('step.done', ORDER, refusingExhausted((tx, step) => this.#onStep(tx, step)));
  }

  async #onStep(tx: EntityManager, step: StepDone): Promise<void> {
    const standing = isSettled(step) ? [] : step.standingStops;
    const open = (await stepTimes(tx, step.dossier.code)).stops.find(({ source, to }) => source === 'process' && to === null);
    if (open && standing.some(({ stop }) => stop.kind === open.kind)) return;
    if (open) await this.clock.resume(tx, step, [open], resumedBy(step, open));
    const first = standing[0];
    if (!first) return;
    const { kind, evidence } = first.stop;
    await this.clock.stop(tx, step, { kind, reason: STOP_NAMES[kind].vi, evidence: { element: first.element, document: evidence }, source: 'process' });
  }
}

/** Nothing stops the clock of a promise that is settled, or is being settled by this step. */
const isSettled = ({ dossier, milestones }: StepDone): boolean =>
  SETTLED_STATES.includes(dossier.state) || milestones.some(({ state }) => SETTLED_STATES.includes(state));

/** The activity whose end let the clock run again. */
const resumedBy = ({ closed }: StepDone, open: DossierStop): unknown => ({ closed: closed.map(({ element }) => element), kind: open.kind });
