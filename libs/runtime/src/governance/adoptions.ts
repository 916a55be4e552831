import type { StepOverride } from '#contract';
import { StandingConnection } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Revision, RevisionsRepository } from '../revisions.repository.js';
import { type Adoption, AdoptionsRepository } from './adoptions.repository.js';

/** What a dossier received now would follow. */
export interface InUse {
  revision: Revision;
  /** Null where the agency follows the standard in force. */
  adoption: Adoption | null;
}

const KEPT = 1_000;

/** Which revision an agency follows, and what it changed in it. May be asked inside transactions. */
@Injectable()
export class Adoptions implements OnModuleDestroy {
  readonly #kept = new Map<number, Adoption>();
  readonly #connection: StandingConnection;

  constructor(
    @Inject(AdoptionsRepository) private readonly adoptions: AdoptionsRepository,
    @Inject(RevisionsRepository) private readonly revisions: RevisionsRepository,
    @Inject(DataSource) dataSource: DataSource,
  ) {
    this.#connection = new StandingConnection(dataSource);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#connection.close();
  }

  /**
   * An adopted revision holds also after the standard went on, until the agency takes over the update; one that was withdrawn does not.
   * An agency that never adopted follows the standard in force.
   */
  async inUse(procedure: string, agency: string, at: Date, tx?: EntityManager): Promise<InUse | null> {
    const adoption = await this.adoptions.holding(procedure, agency, at, tx);
    const adopted = adoption?.revision ? await this.revisions.find(procedure, adoption.revision, tx) : null;
    if (adoption && adopted && isUsable(adopted, at)) return { revision: adopted, adoption };
    const revision = await this.revisions.inForce(procedure, at, tx);
    return revision && { revision, adoption: null };
  }

  /** By element; of the procedure and revision that were adopted and of no other. A decision never changes, so it is read once. */
  async overridesOf(seq: number): Promise<{ procedure: string; revision: number | null; steps: ReadonlyMap<string, StepOverride> }> {
    const adoption = this.#kept.get(seq) ?? (await this.#connection.read((db) => this.adoptions.find(seq, db)));
    if (!adoption) throw new Error(`adoption ${seq} is not in the database`);
    this.#kept.set(seq, adoption);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value as number);
    const { procedure, revision, overrides } = adoption;
    return { procedure, revision, steps: new Map(overrides.map((one) => [one.element, one])) };
  }
}

const isUsable = ({ state, effectiveFrom }: Revision, at: Date): boolean => (state === 'published' || state === 'superseded') && effectiveFrom !== null && effectiveFrom <= at;
