import { type Clock, SYSTEM } from '#kernel';
import { Ledger, procedureChain } from '#ledger';
import { CLOCK, type WakeUp, WakeUps } from '#platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { splitRef } from '../runtime.js';
import { type Revision, RevisionsRepository } from '../revisions.repository.js';

/** Of a revision published for a later day; ref: `<number>:<procedure>`. */
export const EFFECTIVE = 'runtime.revision-effective';

/**
 * A published revision takes effect on its day and supersedes the one before, at once or by a wake-up. Which revision is in force is asked
 * of the dates alone, so a wake-up that comes late makes no dossier follow the wrong one.
 */
@Injectable()
export class TakeEffect implements OnModuleInit {
  constructor(
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.wakeUps.register(EFFECTIVE, (tx, wakeUp) => this.#fire(tx, wakeUp));
  }

  /** A publication for an earlier day than one that still waits replaces that one before it ever held. */
  async plan(tx: EntityManager, revision: Revision, from: Date, at: Date, by: string): Promise<void> {
    const never = await this.revisions.supersede(tx, revision, 'to come', from, at, by);
    await this.#tell(tx, revision, never, at, by);
    if (from <= at) return this.#hold(tx, revision, from, at, by);
    await this.wakeUps.schedule(tx, { kind: EFFECTIVE, ref: `${revision.number}:${revision.procedure}`, dueAt: from });
  }

  /** What was withdrawn or replaced meanwhile takes no effect. */
  async #fire(tx: EntityManager, { ref }: WakeUp): Promise<void> {
    const [number, procedure] = splitRef(ref);
    const revision = await this.revisions.lock(tx, procedure, Number(number));
    if (revision?.state !== 'published' || revision.effectiveFrom === null) return;
    const at = this.clock.now();
    await this.#hold(tx, revision, revision.effectiveFrom, at, SYSTEM.username);
    await this.ledger.append(tx, procedureChain(procedure), [
      { at, actor: SYSTEM.username, agency: null, kind: 'procedure.effective', element: null, data: { revision: revision.number, digest: revision.digest, effectiveFrom: revision.effectiveFrom.toISOString() } },
    ]);
  }

  async #hold(tx: EntityManager, revision: Revision, from: Date, at: Date, by: string): Promise<void> {
    const former = await this.revisions.supersede(tx, revision, 'in force', from, at, by);
    await this.#tell(tx, revision, former, at, by);
    await this.revisions.nameAfter(tx, revision);
  }

  #tell(tx: EntityManager, by: Revision, ended: readonly { number: number; digest: string }[], at: Date, actor: string): Promise<void> {
    return this.ledger.append(
      tx, procedureChain(by.procedure),
      ended.map(({ number, digest }) => ({ at, actor, agency: null, kind: 'procedure.superseded' as const, element: null, data: { revision: number, digest, supersededBy: by.number } })),
    );
  }
}
