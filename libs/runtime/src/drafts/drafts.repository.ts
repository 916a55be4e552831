import type { ProcedureContent } from '#bpmn';
import type { FindingCounts } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What lists show of a working copy. */
export interface DraftHead {
  id: string;
  code: string;
  name: string;
  baseProcedure: string | null;
  baseRevision: number | null;
  counts: FindingCounts;
  updatedBy: string;
  updatedAt: Date;
  version: number;
}

export type DraftRow = DraftHead & ProcedureContent;

export interface SeenEditor {
  username: string;
  at: Date;
}

const HEAD = `id, code, name, base_procedure as "baseProcedure", base_revision as "baseRevision", counts, updated_by as "updatedBy", updated_at as "updatedAt", version`;
const WHOLE = `${HEAD}, bpmn, forms, decisions, scenarios, templates, readme`;

const partsOf = ({ bpmn, forms, decisions, scenarios, templates, readme }: ProcedureContent): unknown[] => [
  bpmn, JSON.stringify(forms), JSON.stringify(decisions), JSON.stringify(scenarios), JSON.stringify(templates), readme,
];

/** Every query on working copies and on who has them open. */
@Injectable()
export class DraftsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(id: string, db: EntityManager | DataSource = this.database): Promise<DraftRow | null> {
    const rows = await db.query<DraftRow[]>(`select ${WHOLE} from draft where id = $1`, [id]);
    return rows[0] ?? null;
  }

  async head(id: string): Promise<DraftHead | null> {
    const rows = await this.database.query<DraftHead[]>(`select ${HEAD} from draft where id = $1`, [id]);
    return rows[0] ?? null;
  }

  async lock(tx: EntityManager, id: string): Promise<DraftHead | null> {
    const rows = await tx.query<DraftHead[]>(`select ${HEAD} from draft where id = $1 for update`, [id]);
    return rows[0] ?? null;
  }

  /** The latest changed first, those after the cursor. */
  list(after: { at: Date; id: string } | null, limit: number): Promise<DraftHead[]> {
    return this.database.query(
      `select ${HEAD} from draft where $1::timestamptz is null or (updated_at, id) < ($1, $2::uuid) order by updated_at desc, id desc limit $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async insert(tx: EntityManager, row: Omit<DraftRow, 'version'>): Promise<void> {
    await tx.query(
      `insert into draft (id, code, name, base_procedure, base_revision, counts, created_by, created_at, updated_by, updated_at, bpmn, forms, decisions, scenarios, templates, readme)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [row.id, row.code, row.name, row.baseProcedure, row.baseRevision, JSON.stringify(row.counts), row.updatedBy, row.updatedAt, ...partsOf(row)],
    );
  }

  async update(tx: EntityManager, row: Omit<DraftRow, 'version' | 'baseProcedure' | 'baseRevision'>): Promise<void> {
    await tx.query(
      `update draft set code = $2, name = $3, counts = $4, updated_by = $5, updated_at = $6, version = version + 1,
         bpmn = $7, forms = $8, decisions = $9, scenarios = $10, templates = $11, readme = $12 where id = $1`,
      [row.id, row.code, row.name, JSON.stringify(row.counts), row.updatedBy, row.updatedAt, ...partsOf(row)],
    );
  }

  /** It goes on from the revision that it was handed in as. */
  async rebase(tx: EntityManager, id: string, procedure: string, revision: number): Promise<void> {
    await tx.query('update draft set base_procedure = $2, base_revision = $3 where id = $1', [id, procedure, revision]);
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await tx.query('delete from draft where id = $1', [id]);
  }

  async see(tx: EntityManager, id: string, username: string, at: Date): Promise<void> {
    await tx.query(
      `insert into draft_editor (draft, username, seen_at) values ($1, $2, $3) on conflict (draft, username) do update set seen_at = excluded.seen_at`,
      [id, username, at],
    );
  }

  /** Who was seen after the instant, but for one. */
  editors(id: string, after: Date, but: string, db: EntityManager | DataSource = this.database): Promise<SeenEditor[]> {
    return db.query('select username, seen_at as "at" from draft_editor where draft = $1 and seen_at > $2 and username <> $3 order by seen_at desc, username', [id, after, but]);
  }
}
