import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Known } from '../judging/meeting.js';
import type { ImportedRecord } from '../judging/record.js';

export interface VersionRow {
  code: string;
  version: number;
  kind: 'imported' | 'corrected' | 'advanced';
  record: ImportedRecord;
  import: string | null;
  line: number | null;
  document: string | null;
  changed: string[];
  by: string;
  at: Date;
}

const KNOWN = `d.code, d.source, d.source_code as "sourceCode", d.version, d.record, d.advanced_at as "advancedAt",
  (select v.record from imported_dossier_version v where v.code = d.code and v.kind in ('imported', 'corrected') order by v.version desc limit 1) as imported`;

/** Every query on imported dossiers. A version is added with each change, and none is ever changed. */
@Injectable()
export class ImportedRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(code: string, tx: EntityManager = this.database.manager): Promise<Known | null> {
    return (await tx.query<Known[]>(`select ${KNOWN} from imported_dossier d where d.code = $1`, [code]))[0] ?? null;
  }

  async lock(tx: EntityManager, code: string): Promise<Known | null> {
    return (await tx.query<Known[]>(`select ${KNOWN} from imported_dossier d where d.code = $1 for update of d`, [code]))[0] ?? null;
  }

  known(codes: readonly string[], tx: EntityManager = this.database.manager): Promise<Known[]> {
    return tx.query(`select ${KNOWN} from imported_dossier d where d.code = any($1)`, [codes]);
  }

  /** In the order of their codes, so that two who write meet in one order. */
  lockKnown(tx: EntityManager, codes: readonly string[]): Promise<Known[]> {
    return tx.query(`select ${KNOWN} from imported_dossier d where d.code = any($1) order by d.code for update of d`, [codes]);
  }

  /** Of the codes, those of dossiers that were received here. */
  async running(codes: readonly string[], tx: EntityManager = this.database.manager): Promise<Set<string>> {
    const rows = await tx.query<{ code: string }[]>('select code from dossier where code = any($1)', [codes]);
    return new Set(rows.map(({ code }) => code));
  }

  /** Answers the codes that were new; one that somebody else wrote meanwhile is left as it is. */
  async insert(tx: EntityManager, source: string, rows: readonly { code: string; record: ImportedRecord }[]): Promise<Set<string>> {
    if (rows.length === 0) return new Set();
    const written = await tx.query<{ code: string }[]>(
      `insert into imported_dossier (code, source, source_code, ${FACTS}, record, version)
       select r.code, $1, r.record ->> 'sourceCode', ${FACTS_OF}, r.record, 1 from jsonb_to_recordset($2::jsonb) as r (code text, record jsonb) order by r.code on conflict do nothing returning code`,
      [source, JSON.stringify(rows)],
    );
    return new Set(written.map(({ code }) => code));
  }

  async update(tx: EntityManager, rows: readonly { code: string; version: number; record: ImportedRecord }[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `update imported_dossier d set (${FACTS}) = row (${FACTS_OF}), record = r.record, version = r.version
       from jsonb_to_recordset($1::jsonb) as r (code text, version integer, record jsonb) where d.code = r.code`,
      [JSON.stringify(rows)],
    );
  }

  async setAdvanced(tx: EntityManager, code: string, at: Date): Promise<void> {
    await tx.query('update imported_dossier set advanced_at = $2 where code = $1', [code, at]);
  }

  async addVersions(tx: EntityManager, rows: readonly VersionRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `insert into imported_dossier_version (code, version, kind, record, import, line, document, changed, by, at)
       select code, version, kind, record, import, line, document, array(select jsonb_array_elements_text(changed)), by, at
       from jsonb_to_recordset($1::jsonb) as v (code text, version integer, kind text, record jsonb, import uuid, line integer, document text, changed jsonb, by text, at timestamptz)`,
      [JSON.stringify(rows)],
    );
  }

  versions(code: string): Promise<VersionRow[]> {
    return this.database.query('select code, version, kind, record, import, line, document, changed, by, at from imported_dossier_version where code = $1 order by version', [code]);
  }
}

const FACTS = 'agency, holder, procedure, procedure_name, applicant_name, state, received_at, due_at, stopped_at, settled_at, returned_at, outcome';
const FACTS_OF = `r.record ->> 'agency', r.record ->> 'holder', r.record ->> 'procedure', r.record ->> 'procedureName', r.record -> 'applicant' ->> 'name', (r.record ->> 'state')::smallint, (r.record ->> 'receivedAt')::timestamptz,
  (r.record ->> 'dueAt')::timestamptz, (r.record ->> 'stoppedAt')::timestamptz, (r.record ->> 'settledAt')::timestamptz, (r.record ->> 'returnedAt')::timestamptz, r.record ->> 'outcome'`;
