import type { DossierHead } from '#contract';
import { type Ids } from '#kernel';
import { Ledger } from '#ledger';
import { IDS, WakeUps } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StepBy } from '../step-by.js';
import { SignalsRepository } from './signals.repository.js';

/** A thrown signal whose catchers in other dossiers are to be found; ref: the signal's id. */
export const SPREAD = 'runtime.signal-spread';

/**
 * A signal thrown inside a dossier has reached its own instances in the same step; here it is sent on its way to the others. They are
 * looked for after the commit, so that the step that throws neither waits for them nor locks them.
 */
@Injectable()
export class ThrowSignal {
  constructor(
    @Inject(SignalsRepository) private readonly signals: SignalsRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Leaves no trace where nobody outside the dossier is concerned. */
  async throw(tx: EntityManager, head: DossierHead, { at, actor, depth = 0 }: StepBy, thrown: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, element] of thrown) {
      if (!(await this.signals.concerns(tx, name, head.code))) continue;
      const id = this.ids.uuid();
      await this.signals.insert(tx, { id, name, data: {}, agencies: null, dossier: head.code, element, depth, by: actor.username, agency: actor.agency, at });
      await this.wakeUps.schedule(tx, { kind: SPREAD, ref: id, dueAt: at });
      await this.ledger.append(tx, head.code, [{ at, actor: actor.username, agency: actor.agency, kind: 'signal.thrown', element, data: { signal: id, name } }]);
    }
  }
}
