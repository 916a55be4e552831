import type { ModificationState } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface ModificationRow {
  id: string;
  dossier: string;
  instance: string;
  procedure: string;
  revision: number;
  cancel: { executionId: string; element: string }[];
  start: string[];
  reason: string;
  state: ModificationState;
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decision: string | null;
}

const SELECT = `select m.id, m.dossier, m.instance, i.procedure, i.revision, m.cancel, m.start, m.reason, m.state, m.requested_by as "requestedBy", m.requested_at as "requestedAt",
  m.decided_by as "decidedBy", m.decided_at as "decidedAt", m.decision from modification_request m join instance i on i.id = m.instance`;

/** Every query on requests to modify. Written under the dossier's lock. */
@Injectable()
export class ModificationsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async insert(tx: EntityManager, row: ModificationRow): Promise<void> {
    await tx.query(
      `insert into modification_request (id, dossier, instance, cancel, start, reason, state, requested_by, requested_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [row.id, row.dossier, row.instance, JSON.stringify(row.cancel), JSON.stringify(row.start), row.reason, row.state, row.requestedBy, row.requestedAt],
    );
  }

  async find(id: string, tx?: EntityManager): Promise<ModificationRow | null> {
    const rows = await (tx ?? this.database).query<ModificationRow[]>(`${SELECT} where m.id = $1`, [id]);
    return rows[0] ?? null;
  }

  ofDossier(dossier: string, tx: EntityManager): Promise<ModificationRow[]> {
    return tx.query(`${SELECT} where m.dossier = $1 order by m.requested_at, m.id`, [dossier]);
  }

  /** Undecided ones of dossiers that the named agencies received (null: all), oldest first. */
  requested(agencies: readonly string[] | null, limit: number): Promise<ModificationRow[]> {
    return this.database.query(
      `${SELECT} join dossier d on d.code = m.dossier where m.state = 'requested' and ($1::text[] is null or d.agency = any($1)) order by m.requested_at, m.id limit $2`,
      [agencies, limit],
    );
  }

  async decide(tx: EntityManager, { id, state, decidedBy, decidedAt, decision }: ModificationRow): Promise<void> {
    await tx.query('update modification_request set state = $2, decided_by = $3, decided_at = $4, decision = $5 where id = $1', [id, state, decidedBy, decidedAt, decision]);
  }
}
