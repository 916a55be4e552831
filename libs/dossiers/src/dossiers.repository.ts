import { ask, write } from '#platform';
import { headChanged } from '#runtime';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Dossier, PaperRow } from './dossier.js';

const DOSSIER = `d.code, d.secret, d.procedure, d.revision, d.agency, d.territory, d.channel, d.applicant, d.data, d.state, d.result, d.received_by as "receivedBy",
  d.received_at as "receivedAt", d.due_at as "dueAt", d.resolved_at as "resolvedAt", d.returned_at as "returnedAt", d.ended_at as "endedAt",
  d.end_reason as "endReason", d.legal_profile as "legalProfile", d.appointment_at as "appointmentAt", d.version`;

const PAPER = `p.id, p.dossier, p.code, p.name, p.direction, p.originals, p.copies, p.compartment, p.agency, p.file_digest as "fileDigest",
  p.file_name as "fileName", p.file_type as "fileType", p.file_size::float8 as "fileSize", p.added_by as "addedBy", p.added_at as "addedAt"`;

/** What a change of state writes besides the state. */
export interface StateChange {
  state: number;
  result: string | null;
  resolvedAt: Date | null;
  returnedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

/** Queries on the room's own tables. Those that write are called with the dossier's row locked. */
@Injectable()
export class DossiersRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async isSurveyed(code: string, tx?: EntityManager): Promise<boolean> {
    return (await (tx ?? this.database).query<unknown[]>('select 1 from survey where dossier = $1', [code])).length > 0;
  }

  async find(code: string, tx?: EntityManager): Promise<Dossier | null> {
    const rows = await ask<Dossier>(tx ?? this.database.manager, `select ${DOSSIER} from dossier d where d.code = $1`, [code]);
    return rows[0] ?? null;
  }

  async insert(tx: EntityManager, dossier: Dossier): Promise<void> {
    const d = dossier;
    await write(
      tx,
      `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, result, received_by, received_at, adoption, legal_profile)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [d.code, d.secret, d.procedure, d.revision, d.agency, d.territory, d.channel, JSON.stringify(d.applicant), JSON.stringify(d.data), d.state, d.result, d.receivedBy, d.receivedAt, d.adoption ?? null, d.legalProfile],
    );
  }

  async setState(tx: EntityManager, code: string, change: StateChange): Promise<void> {
    headChanged(tx, code);
    await write(
      tx,
      `update dossier set state = $2, result = coalesce($3, result), resolved_at = coalesce($4, resolved_at), returned_at = coalesce($5, returned_at),
         ended_at = coalesce($6, ended_at), end_reason = coalesce($7, end_reason), version = version + 1 where code = $1`,
      [code, change.state, change.result, change.resolvedAt, change.returnedAt, change.endedAt, change.endReason],
    );
  }

  async setDue(tx: EntityManager, code: string, dueAt: Date): Promise<void> {
    await write(tx, 'update dossier set due_at = $2, version = version + 1 where code = $1', [code, dueAt]);
  }

  async addPapers(tx: EntityManager, papers: readonly PaperRow[]): Promise<void> {
    if (papers.length === 0) return;
    await write(
      tx,
      `insert into paper (id, dossier, code, name, direction, originals, copies, compartment, agency, file_digest, file_name, file_type, file_size, added_by, added_at)
       select r.id, r.dossier, r.code, r.name, r.direction, r.originals, r.copies, r.compartment, r.agency, r."fileDigest", r."fileName", r."fileType", r."fileSize", r."addedBy", r."addedAt"
       from jsonb_to_recordset($1::jsonb) as r(id uuid, dossier text, code text, name text, direction text, originals int, copies int, compartment text, agency text,
         "fileDigest" text, "fileName" text, "fileType" text, "fileSize" bigint, "addedBy" text, "addedAt" timestamptz)`,
      [JSON.stringify(papers)],
    );
  }

  async attachFile(tx: EntityManager, paper: PaperRow): Promise<void> {
    await tx.query('update paper set file_digest = $2, file_name = $3, file_type = $4, file_size = $5 where id = $1', [
      paper.id, paper.fileDigest, paper.fileName, paper.fileType, paper.fileSize,
    ]);
  }

  papers(code: string, tx?: EntityManager): Promise<PaperRow[]> {
    return (tx ?? this.database).query(`select ${PAPER} from paper p where p.dossier = $1 order by p.added_at, p.id`, [code]);
  }
}
