import type { StepOverride } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A decision of an agency on the standard set. Without a revision it follows the standard again. */
export interface Adoption {
  seq: number;
  agency: string;
  procedure: string;
  revision: number | null;
  effectiveFrom: Date;
  overrides: StepOverride[];
  document: string;
  note: string | null;
  decidedBy: string;
  decidedAt: Date;
}

export interface Refusal {
  agency: string;
  procedure: string;
  revision: number;
  reason: string;
  by: string;
  at: Date;
}

const COLUMNS = `seq::int, agency, procedure, revision, effective_from as "effectiveFrom", overrides, document, note, decided_by as "decidedBy", decided_at as "decidedAt"`;

/** Every query on adoptions. */
@Injectable()
export class AdoptionsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** The decision that holds at the instant. */
  async holding(procedure: string, agency: string, at: Date, db: EntityManager | DataSource = this.database): Promise<Adoption | null> {
    const rows = await db.query<Adoption[]>(
      `select ${COLUMNS} from adoption where procedure = $1 and agency = $2 and effective_from <= $3 order by effective_from desc, seq desc limit 1`,
      [procedure, agency, at],
    );
    return rows[0] ?? null;
  }

  async find(seq: number, db: EntityManager | DataSource = this.database): Promise<Adoption | null> {
    const rows = await db.query<Adoption[]>(`select ${COLUMNS} from adoption where seq = $1`, [seq]);
    return rows[0] ?? null;
  }

  /** Every decision on a procedure, the one that holds latest first. */
  all(procedure: string, db: EntityManager | DataSource = this.database): Promise<Adoption[]> {
    return db.query(`select ${COLUMNS} from adoption where procedure = $1 order by agency, effective_from desc, seq desc`, [procedure]);
  }

  refusals(procedure: string): Promise<Refusal[]> {
    return this.database.query(`select agency, procedure, revision, reason, refused_by as "by", refused_at as "at" from adoption_refusal where procedure = $1`, [procedure]);
  }

  async insert(tx: EntityManager, adoption: Omit<Adoption, 'seq'>): Promise<number> {
    const [row] = await tx.query<{ seq: number }[]>(
      `insert into adoption (agency, procedure, revision, effective_from, overrides, document, note, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning seq::int`,
      [adoption.agency, adoption.procedure, adoption.revision, adoption.effectiveFrom, JSON.stringify(adoption.overrides), adoption.document, adoption.note, adoption.decidedBy, adoption.decidedAt],
    );
    return row!.seq;
  }

  async refuse(tx: EntityManager, refusal: Refusal): Promise<void> {
    await tx.query(
      `insert into adoption_refusal (agency, procedure, revision, reason, refused_by, refused_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (procedure, revision, agency) do update set reason = excluded.reason, refused_by = excluded.refused_by, refused_at = excluded.refused_at`,
      [refusal.agency, refusal.procedure, refusal.revision, refusal.reason, refusal.by, refusal.at],
    );
  }
}
