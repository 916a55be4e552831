import type { AskReplay, ReplayState } from '#contract';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Figures } from './figures.js';
import { type LedgerLine, OBSERVED_KINDS } from './observe.js';

export interface StoredResult {
  seed: number;
  runs: number;
  source: 'history' | 'generated';
  from: string;
  to: string;
  assumptions: Text[];
  variants: Figures[];
}

export interface ReplayRow {
  id: string;
  procedure: string;
  state: ReplayState;
  done: number;
  total: number;
  requestedAt: Date;
  requestedBy: string;
  failure: Text | null;
  result: StoredResult | null;
}

export interface PastDossier {
  code: string;
  agency: string;
  territory: string;
  receivedAt: Date;
  data: Record<string, unknown>;
}

/** A process that said nothing for so long is gone, and what it counted with it. */
const SILENCE = `interval '30 seconds'`;
const STATE = `case when ended_at is null and beat_at < clock_timestamp() - ${SILENCE} then 'interrupted' else state end`;

/** Every query on replays, and on the past that they replay. */
@Injectable()
export class ReplaysRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Those whose process is gone are ended on the way, so that they are not kept for ever. */
  async insert(tx: EntityManager, row: { id: string; procedure: string; request: Omit<AskReplay, 'draft'>; by: string; at: Date }): Promise<void> {
    await tx.query(`update replay set state = 'interrupted', ended_at = $1 where ended_at is null and beat_at < clock_timestamp() - ${SILENCE}`, [row.at]);
    await tx.query(`insert into replay (id, procedure, request, requested_by, requested_at, state) values ($1, $2, $3, $4, $5, 'waiting')`, [row.id, row.procedure, JSON.stringify(row.request), row.by, row.at]);
  }

  async find(id: string, db: EntityManager | DataSource = this.database): Promise<ReplayRow | null> {
    const rows = await db.query<ReplayRow[]>(
      `select id, procedure, ${STATE} as state, done, total, requested_at as "requestedAt", requested_by as "requestedBy", failure, result from replay where id = $1`, [id],
    );
    return rows[0] ?? null;
  }

  async begin(id: string, total: number): Promise<void> {
    await this.database.query(`update replay set state = 'running', total = $2, beat_at = clock_timestamp() where id = $1 and ended_at is null`, [id, total]);
  }

  /** Says that they live; answers which of them are not wanted any more. */
  async beat(ids: readonly string[], running: string, done: number): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string; ended: boolean }[]>('select id, ended_at is not null as ended from replay where id = any($1)', [ids]);
    await this.database.query(`update replay set beat_at = clock_timestamp(), done = case when id = $2 then $3 else done end where id = any($1) and ended_at is null`, [ids, running, done]);
    return new Set(rows.filter(({ ended }) => ended).map(({ id }) => id));
  }

  /** Only what is not over yet. Answers whether it was so. */
  async end(db: EntityManager | null, id: string, state: ReplayState, at: Date, { result = null, failure = null }: { result?: StoredResult | null; failure?: Text | null } = {}): Promise<boolean> {
    const [, changed] = await (db ?? this.database).query<[unknown, number]>(
      `update replay set state = $2, ended_at = $3, result = $4, failure = $5, done = case when $2 = 'done' then total else done end where id = $1 and ended_at is null`,
      [id, state, at, result && JSON.stringify(result), failure && JSON.stringify(failure)],
    );
    return changed > 0;
  }

  /** Dossiers that were received in the period, the latest where there are more than the limit. */
  async received(procedure: string, from: Date, to: Date, limit: number): Promise<PastDossier[]> {
    const rows = await this.database.query<PastDossier[]>(
      `select code, agency, territory, received_at as "receivedAt", data from dossier where procedure = $1 and received_at >= $2 and received_at < $3 order by received_at desc, code desc limit $4`,
      [procedure, from, to, limit],
    );
    return rows.reverse();
  }

  lines(dossiers: readonly string[]): Promise<LedgerLine[]> {
    return this.database.query('select dossier, at, kind, agency, element, data from ledger_entry where dossier = any($1) and kind = any($2) order by dossier, seq', [dossiers, OBSERVED_KINDS]);
  }
}
