import { type Actor, type DomainEvents, type DossierHead, FINAL_STATES } from '#contract';
import { Ledger } from '#ledger';
import { TransactionEvents } from '#platform';
import { readHead } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STATE, mayMove } from './dossier-states.js';
import { DossiersRepository } from './dossiers.repository.js';

/** By whom and when. */
export interface By {
  at: Date;
  actor: Actor;
}

/**
 * The only writer of a dossier's state. Each change stands in the ledger and is told to the other rooms in the same transaction.
 * The state is read anew each time: several handlers of one step may change it one after the other.
 */
@Injectable()
export class ChangeState {
  constructor(
    @Inject(DossiersRepository) private readonly dossiers: DossiersRepository,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(TransactionEvents) private readonly events: TransactionEvents<DomainEvents>,
  ) {}

  /** Answers false, and does nothing, where the dossier cannot go from its state to that one. `known`: its head, if it has just been read. */
  async to(tx: EntityManager, code: string, state: number, { at, actor }: By, why: { result?: string | null; reason?: string } = {}, known?: DossierHead): Promise<boolean> {
    const before = known ?? (await readHead(tx, code));
    if (!mayMove(before.state, state)) return false;
    const result = why.result ?? null;
    const ended = FINAL_STATES.includes(state);
    await this.dossiers.setState(tx, code, {
      state,
      result,
      resolvedAt: state === STATE.resolved ? at : null,
      returnedAt: state === STATE.returned ? at : null,
      endedAt: ended ? at : null,
      endReason: why.reason ?? null,
    });
    await this.ledger.append(tx, code, [
      {
        at, actor: actor.username, agency: actor.agency, kind: 'dossier.state',
        data: { from: before.state, to: state, result, ...(why.reason === undefined ? {} : { reason: why.reason }) },
      },
    ]);
    await this.events.publish(tx, 'dossier.state', { dossier: { ...before, state, ended: before.ended || ended }, at, actor, from: before.state, to: state, result });
    return true;
  }
}
