import type { MigrationItemState } from '#contract';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { headChanged } from '../dossier-head.js';
import { type ElementMapping, type Migrated, stateText } from '../engine/engine.js';

export interface BatchRow {
  id: string;
  procedure: string;
  from: number;
  to: number;
  mapping: ElementMapping;
  document: string;
  by: string;
  at: Date;
}

export interface ItemRow {
  dossier: string;
  state: MigrationItemState;
  reason: Text | null;
  at: Date | null;
}

/** A dossier with the instance of its own procedure, if that runs. */
export interface Candidate {
  code: string;
  procedure: string;
  revision: number;
  ended: boolean;
  instance: string | null;
  version: number;
  variables: Record<string, unknown>;
  /** As it is stored. */
  state: unknown;
}

/** Every query on migrations of dossiers. */
@Injectable()
export class BatchesRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Dossiers that run on the revision, oldest first. */
  async running(procedure: string, revision: number, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ code: string }[]>('select code from dossier where procedure = $1 and revision = $2 and ended_at is null order by received_at, code limit $3', [procedure, revision, limit]);
    return rows.map(({ code }) => code);
  }

  candidates(codes: readonly string[], tx: EntityManager = this.database.manager): Promise<Candidate[]> {
    return tx.query(
      `select d.code, d.procedure, d.revision, d.ended_at is not null as ended, i.id as instance, i.version, i.variables, i.state
       from dossier d left join instance i on i.dossier = d.code and i.parent is null and i.status = 'running' where d.code = any($1::text[]) order by d.received_at, d.code`,
      [codes],
    );
  }

  async insert(tx: EntityManager, batch: BatchRow, dossiers: readonly string[]): Promise<void> {
    await tx.query(
      `insert into migration_batch (id, procedure, from_revision, to_revision, mapping, document, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [batch.id, batch.procedure, batch.from, batch.to, JSON.stringify(batch.mapping), batch.document, batch.by, batch.at],
    );
    await tx.query(`insert into migration_item (batch, dossier, state) select $1, code, 'pending' from unnest($2::text[]) as code`, [batch.id, dossiers]);
  }

  async find(id: string, tx: EntityManager = this.database.manager): Promise<BatchRow | null> {
    const rows = await tx.query<BatchRow[]>(
      `select id, procedure, from_revision as "from", to_revision as "to", mapping, document, created_by as "by", created_at as "at" from migration_batch where id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Newest first, each with how many of its dossiers stand where. */
  ofProcedure(procedure: string): Promise<(BatchRow & { pending: number; migrated: number; refused: number })[]> {
    return this.database.query(
      `select b.id, b.procedure, from_revision as "from", to_revision as "to", mapping, document, created_by as "by", created_at as "at",
         count(*) filter (where i.state = 'pending')::int as pending, count(*) filter (where i.state = 'migrated')::int as migrated, count(*) filter (where i.state = 'refused')::int as refused
       from migration_batch b left join migration_item i on i.batch = b.id where b.procedure = $1 group by b.id order by b.created_at desc, b.id desc limit 100`,
      [procedure],
    );
  }

  items(id: string): Promise<ItemRow[]> {
    return this.database.query(`select dossier, state, reason, done_at as "at" from migration_item where batch = $1 order by dossier`, [id]);
  }

  /** Locks the item; false when it is decided already. */
  async isPending(tx: EntityManager, batch: string, dossier: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`select 1 from migration_item where batch = $1 and dossier = $2 and state = 'pending' for update`, [batch, dossier]);
    return rows.length > 0;
  }

  async decide(tx: EntityManager, batch: string, { dossier, state, reason, at }: ItemRow): Promise<void> {
    await tx.query('update migration_item set state = $3, reason = $4, done_at = $5 where batch = $1 and dossier = $2', [batch, dossier, state, reason && JSON.stringify(reason), at]);
  }

  /** The instance under its new revision. What waits keeps its execution, its instant and its row; only what it is called may change. */
  async move(tx: EntityManager, { code, instance, version }: Candidate, to: number, { state, waiting }: Migrated): Promise<void> {
    const [, moved] = await tx.query<[unknown, number]>('update instance set state = $3, revision = $4, version = version + 1 where id = $1 and version = $2', [instance, version, JSON.stringify(stateText(state)), to]);
    if (moved !== 1) throw new Error(`instance ${instance} moved behind the dossier's lock`);
    headChanged(tx, code);
    await tx.query('update dossier set revision = $2 where code = $1', [code, to]);
    const names = JSON.stringify(waiting.map(({ after }) => ({ executionId: after.executionId, element: after.element, type: after.type, name: after.messageName ?? after.signalName ?? null })));
    for (const change of [RENAME_WAITING, RENAME_JOBS]) await tx.query(change, [instance, names]);
  }
}

const NAMES = `jsonb_to_recordset($2::jsonb) as n("executionId" text, element text, type text, name text)`;
const RENAME_WAITING = `update waiting w set element = n.element, type = n.type, name = n.name from ${NAMES} where w.instance = $1 and w.execution_id = n."executionId"`;
const RENAME_JOBS = `update job j set element = n.element from ${NAMES} where j.instance = $1 and j.execution_id = n."executionId" and j.state in ('open', 'incident')`;
