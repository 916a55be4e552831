import type { RegisterCounts, RegisterEffect, RegisterMapping, RegisterState, RegisterVerdict } from '#contract';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Finding, ImportedRecord, JudgedRow } from './judging/record.js';

/** How the file is laid out, whatever the mapping says of it. */
export interface Layout {
  sheet: string | null;
  headerLine: number;
  titles: string[];
  samples: string[][];
  notes: Text[];
  /** Words without a meaning here, with the number of rows that use them. */
  unmatched: Record<'agencies' | 'procedures' | 'states' | 'channels', Record<string, number>>;
}

export interface ImportRow {
  id: string;
  agency: string;
  fileName: string;
  fileDigest: string;
  fileSize: number;
  state: RegisterState;
  layout: Layout;
  mapping: RegisterMapping;
  effect: RegisterEffect;
  counts: RegisterCounts;
  uploadedBy: string;
  uploadedAt: Date;
  appliedBy: string | null;
  appliedAt: Date | null;
  endedAt: Date | null;
}

export interface Progress {
  total: number;
  done: number;
  written: number;
  corrected: number;
  known: number;
  refused: number;
}

export type RowOutcome = 'written' | 'corrected' | 'known' | 'refused';
export type StoredRow = JudgedRow & { outcome: RowOutcome | null };

const IMPORT = `i.id, i.agency, i.file_name as "fileName", i.file_digest as "fileDigest", i.file_size as "fileSize", i.state, i.layout, i.mapping, i.effect, i.counts, i.uploaded_by as "uploadedBy",
  i.uploaded_at as "uploadedAt", i.applied_by as "appliedBy", i.applied_at as "appliedAt", i.ended_at as "endedAt"`;
const ROW = 'line, verdict, cells, record, findings, outcome';

/** Every query on uploads and their rows. */
@Injectable()
export class ImportsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(id: string, tx: EntityManager = this.database.manager): Promise<ImportRow | null> {
    return (await tx.query<ImportRow[]>(`select ${IMPORT} from register_import i where i.id = $1`, [id]))[0] ?? null;
  }

  /** The lock under which an upload changes; whoever applies it holds it. */
  async lock(tx: EntityManager, id: string): Promise<ImportRow | null> {
    return (await tx.query<ImportRow[]>(`select ${IMPORT} from register_import i where i.id = $1 for update`, [id]))[0] ?? null;
  }

  list(agencies: readonly string[], limit: number): Promise<ImportRow[]> {
    return this.database.query(`select ${IMPORT} from register_import i where i.agency = any($1) order by i.uploaded_at desc, i.id desc limit $2`, [agencies, limit]);
  }

  async save(tx: EntityManager, row: ImportRow): Promise<void> {
    await tx.query(
      `insert into register_import (id, agency, file_name, file_digest, file_size, state, layout, mapping, effect, counts, uploaded_by, uploaded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (id) do update set layout = excluded.layout, mapping = excluded.mapping, effect = excluded.effect, counts = excluded.counts`,
      [row.id, row.agency, row.fileName, row.fileDigest, row.fileSize, row.state, ...[row.layout, row.mapping, row.effect, row.counts].map((value) => JSON.stringify(value)), row.uploadedBy, row.uploadedAt],
    );
  }

  async dropRows(tx: EntityManager, id: string): Promise<void> {
    await tx.query('delete from register_import_row where import = $1', [id]);
  }

  async addRows(tx: EntityManager, id: string, rows: readonly JudgedRow[]): Promise<void> {
    await tx.query(
      `insert into register_import_row (import, line, verdict, cells, record, findings)
       select $1, line, verdict, cells, record, findings from jsonb_to_recordset($2::jsonb) as r (line integer, verdict text, cells jsonb, record jsonb, findings jsonb)`,
      [id, JSON.stringify(rows.map(({ line, verdict, cells, record, findings }) => ({ line, verdict, cells, ...(record && { record }), findings })))],
    );
  }

  /** Rows after a line, of some verdicts or of all. */
  rows(id: string, { verdicts, after, limit }: { verdicts: readonly RegisterVerdict[] | null; after: number; limit: number }): Promise<StoredRow[]> {
    return this.database.query(`select ${ROW} from register_import_row where import = $1 and line > $2 and ($3::text[] is null or verdict = any($3)) order by line limit $4`, [id, after, verdicts, limit]);
  }

  /** Refused when checked or when written: what is to be mended and uploaded again. */
  refusedRows(id: string): Promise<StoredRow[]> {
    return this.database.query(`select ${ROW} from register_import_row where import = $1 and (verdict = 'refused' or outcome = 'refused') order by line`, [id]);
  }

  async begin(tx: EntityManager, id: string, by: string, at: Date): Promise<void> {
    await tx.query(`update register_import set state = 'applying', applied_by = $2, applied_at = $3 where id = $1`, [id, by, at]);
    await tx.query(`update register_import_row set outcome = verdict where import = $1 and verdict in ('known', 'refused')`, [id]);
  }

  async end(tx: EntityManager, id: string, state: 'applied' | 'cancelled', at: Date): Promise<void> {
    await tx.query('update register_import set state = $2, ended_at = $3 where id = $1', [id, state, at]);
  }

  next(tx: EntityManager, id: string, limit: number): Promise<(StoredRow & { record: ImportedRecord })[]> {
    return tx.query(`select ${ROW} from register_import_row where import = $1 and outcome is null order by line limit $2`, [id, limit]);
  }

  async done(tx: EntityManager, id: string, rows: readonly { line: number; outcome: RowOutcome; findings: readonly Finding[] }[]): Promise<void> {
    await tx.query(
      `update register_import_row set outcome = r.outcome, findings = r.findings from jsonb_to_recordset($2::jsonb) as r (line integer, outcome text, findings jsonb)
       where register_import_row.import = $1 and register_import_row.line = r.line`,
      [id, JSON.stringify(rows)],
    );
  }

  async progress(id: string, tx: EntityManager = this.database.manager): Promise<Progress> {
    const [row] = await tx.query<[Progress]>(
      `select count(*)::int as total, count(outcome)::int as done, (count(*) filter (where outcome = 'written'))::int as written, (count(*) filter (where outcome = 'corrected'))::int as corrected,
         (count(*) filter (where outcome = 'known'))::int as known, (count(*) filter (where outcome = 'refused'))::int as refused from register_import_row where import = $1`,
      [id],
    );
    return row;
  }

  async profile(agency: string): Promise<ProfileRow | null> {
    return (await this.database.query<{ mapping: ProfileRow }[]>('select mapping from register_profile where agency = $1', [agency]))[0]?.mapping ?? null;
  }

  async saveProfile(tx: EntityManager, agency: string, mapping: ProfileRow, by: string, at: Date): Promise<void> {
    await tx.query(
      'insert into register_profile (agency, mapping, saved_by, saved_at) values ($1, $2, $3, $4) on conflict (agency) do update set mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at',
      [agency, JSON.stringify(mapping), by, at],
    );
  }
}

/** The profile knows columns by their titles, for the next register may have them elsewhere. */
export interface ProfileRow extends Omit<RegisterMapping, 'columns'> {
  titles: Record<string, RegisterMapping['columns'][string]>;
}
