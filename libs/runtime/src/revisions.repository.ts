import type { ProcedureContent } from '#bpmn';
import type { DocumentControl, Finding, ProcessModel, RevisionState } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface Revision {
  procedure: string;
  number: number;
  state: RevisionState;
  digest: string;
  model: ProcessModel;
  findings: Finding[];
  bindings: Record<string, number>;
  draftedBy: string;
  draftedAt: Date;
  checkedBy: string | null;
  checkedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  effectiveFrom: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
  endReason: string | null;
  /** What people wrote on the ISO document; fixed from the check on. */
  document: DocumentControl;
  /** DMN documents by key. */
  decisions: Record<string, string>;
  /** The revision that it was made from. */
  base: number | null;
  /** What the drafter says of it. */
  note: string | null;
  version: number;
}

export interface NewRevision {
  number: number;
  digest: string;
  model: ProcessModel;
  findings: Finding[];
  /** Its forms are the model's, which has those written into the document too. */
  content: Omit<ProcedureContent, 'forms'>;
  base: number | null;
  note: string | null;
  by: string;
  at: Date;
}

const COLUMNS = `procedure, number, state, digest, model, findings, bindings, drafted_by as "draftedBy", drafted_at as "draftedAt",
  checked_by as "checkedBy", checked_at as "checkedAt", approved_by as "approvedBy", approved_at as "approvedAt",
  published_by as "publishedBy", published_at as "publishedAt", effective_from as "effectiveFrom",
  ended_by as "endedBy", ended_at as "endedAt", end_reason as "endReason", document, decisions, base, note, version`;

/** In force at an instant: published, already effective, not yet replaced or withdrawn. */
const IN_FORCE = `effective_from <= $2 and (ended_at is null or ended_at > $2)`;

/** Every query on procedures and revisions. */
@Injectable()
export class RevisionsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(procedure: string, number: number, db: EntityManager | DataSource = this.database): Promise<Revision | null> {
    const rows = await db.query<Revision[]>(`select ${COLUMNS} from revision where procedure = $1 and number = $2`, [procedure, number]);
    return rows[0] ?? null;
  }

  async lock(tx: EntityManager, procedure: string, number: number): Promise<Revision | null> {
    await tx.query('select 1 from procedure where code = $1 for update', [procedure]);
    return this.find(procedure, number, tx);
  }

  async inForce(procedure: string, at: Date, db: EntityManager | DataSource = this.database): Promise<Revision | null> {
    const rows = await db.query<Revision[]>(
      `select ${COLUMNS} from revision where procedure = $1 and ${IN_FORCE} order by effective_from desc, number desc limit 1`,
      [procedure, at],
    );
    return rows[0] ?? null;
  }

  all(procedure: string, db: EntityManager | DataSource = this.database): Promise<Revision[]> {
    return db.query(`select ${COLUMNS} from revision where procedure = $1 order by number desc`, [procedure]);
  }

  /** The latest revision of every procedure, with the number in force at the instant. */
  async latest(at: Date, after: string, limit: number): Promise<(Revision & { inForce: number | null })[]> {
    return this.database.query(
      `select distinct on (procedure) ${COLUMNS},
         (select f.number from revision f where f.procedure = revision.procedure and f.effective_from <= $2 and (f.ended_at is null or f.ended_at > $2)
          order by f.effective_from desc, f.number desc limit 1) as "inForce"
       from revision where procedure > $1 order by procedure, number desc limit $3`,
      [after, at, limit],
    );
  }

  async bpmn(procedure: string, number: number, db: EntityManager | DataSource = this.database): Promise<Buffer | null> {
    const rows = await db.query<{ bpmn: Buffer }[]>('select bpmn from revision where procedure = $1 and number = $2', [procedure, number]);
    return rows[0]?.bpmn ?? null;
  }

  /** All that belongs to it. */
  async content(procedure: string, number: number, db: EntityManager | DataSource = this.database): Promise<ProcedureContent | null> {
    const rows = await db.query<ProcedureContent[]>(
      `select bpmn, model -> 'forms' as forms, decisions, scenarios, templates, readme from revision where procedure = $1 and number = $2`, [procedure, number],
    );
    return rows[0] ?? null;
  }

  async lastNumber(procedure: string, db: EntityManager | DataSource = this.database): Promise<number | null> {
    const rows = await db.query<{ last: number | null }[]>('select max(number) as last from revision where procedure = $1', [procedure]);
    return rows[0]?.last ?? null;
  }

  /** Locks or makes the procedure and gives the number of its next revision. */
  async nextNumber(tx: EntityManager, model: ProcessModel, at: Date): Promise<number> {
    await tx.query(
      `insert into procedure (code, name_vi, name_en, kind, field, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (code) do nothing`,
      [model.code, model.name.vi, model.name.en, model.kind, model.field, at],
    );
    await tx.query('select 1 from procedure where code = $1 for update', [model.code]);
    const rows = await tx.query<{ next: number }[]>('select coalesce(max(number), 0) + 1 as next from revision where procedure = $1', [model.code]);
    return rows[0]?.next ?? 1;
  }

  async insert(tx: EntityManager, { number, digest, model, findings, content, base, note, by, at }: NewRevision): Promise<void> {
    const { bpmn, decisions, scenarios, templates, readme } = content;
    await tx.query(
      `insert into revision (procedure, number, state, digest, bpmn, model, findings, drafted_by, drafted_at, decisions, scenarios, templates, readme, base, note)
       values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        model.code, number, digest, bpmn, JSON.stringify(model), JSON.stringify(findings), by, at,
        JSON.stringify(decisions), JSON.stringify(scenarios), JSON.stringify(templates), readme, base, note,
      ],
    );
  }

  async setChecked(tx: EntityManager, r: Revision, by: string, at: Date, findings: Finding[]): Promise<void> {
    await tx.query(
      `update revision set state = 'checked', checked_by = $3, checked_at = $4, findings = $5, version = version + 1 where procedure = $1 and number = $2`,
      [r.procedure, r.number, by, at, JSON.stringify(findings)],
    );
  }

  async setApproved(tx: EntityManager, r: Revision, by: string, at: Date): Promise<void> {
    await tx.query(
      `update revision set state = 'approved', approved_by = $3, approved_at = $4, version = version + 1 where procedure = $1 and number = $2`,
      [r.procedure, r.number, by, at],
    );
  }

  /** Published from `effectiveFrom`; what was in force stays so until {@link supersede}. */
  async setPublished(tx: EntityManager, r: Revision, by: string, at: Date, effectiveFrom: Date, bindings: Record<string, number>): Promise<void> {
    await tx.query(
      `update revision set state = 'published', published_by = $3, published_at = $4, effective_from = $5, bindings = $6, version = version + 1
       where procedure = $1 and number = $2`,
      [r.procedure, r.number, by, at, effectiveFrom, JSON.stringify(bindings)],
    );
  }

  /** Ends the published revisions that `r` replaces: those in force by its effective date, or those still to come after it. Gives their numbers. */
  async supersede(tx: EntityManager, r: Revision, which: 'in force' | 'to come', from: Date, at: Date, by: string): Promise<{ number: number; digest: string }[]> {
    const [ended] = await tx.query<[{ number: number; digest: string }[], number]>(
      `update revision set state = 'superseded', ended_by = $3, ended_at = $4, end_reason = $5, version = version + 1
       where procedure = $1 and number <> $2 and state = 'published' and ${which === 'in force' ? 'effective_from <= $4 and effective_from <= $6' : 'effective_from >= $4 and effective_from > $6'} returning number, digest`,
      [r.procedure, r.number, by, from, `superseded by revision ${r.number}`, at],
    );
    return ended;
  }

  /** The procedure bears the name of the revision that took effect. */
  async nameAfter(tx: EntityManager, { procedure, model }: Revision): Promise<void> {
    await tx.query('update procedure set name_vi = $2, name_en = $3, field = $4 where code = $1', [procedure, model.name.vi, model.name.en, model.field]);
  }

  /** A new draft begins with what was written on the revision before, but for what belongs to that issue alone. */
  async inheritDocument(tx: EntityManager, procedure: string, number: number): Promise<void> {
    await tx.query(
      `update revision set document = b.document - 'issue' - 'revisionDate' - 'changeNote'
       from (select document from revision where procedure = $1 and number < $2 order by number desc limit 1) b where procedure = $1 and number = $2`,
      [procedure, number],
    );
  }

  async setDocument(tx: EntityManager, r: Revision, document: DocumentControl): Promise<void> {
    await tx.query('update revision set document = $3, version = version + 1 where procedure = $1 and number = $2', [r.procedure, r.number, JSON.stringify(document)]);
  }

  async setReturned(tx: EntityManager, r: Revision, by: string, at: Date, reason: string): Promise<void> {
    await tx.query(
      `update revision set state = 'returned', ended_by = $3, ended_at = $4, end_reason = $5, version = version + 1 where procedure = $1 and number = $2`,
      [r.procedure, r.number, by, at, reason],
    );
  }

  /** Every revision that was in force at the instant, of all procedures. */
  allInForce(at: Date): Promise<Revision[]> {
    return this.database.query(
      `select distinct on (procedure) ${COLUMNS} from revision where effective_from <= $1 and (ended_at is null or ended_at > $1) order by procedure, effective_from desc, number desc`,
      [at],
    );
  }

  /** Numbers of the revisions that were ever in force, of all procedures. */
  issued(): Promise<{ procedure: string; number: number }[]> {
    return this.database.query('select procedure, number from revision where effective_from is not null and (ended_at is null or ended_at > effective_from)');
  }

  /** Revisions that took effect, or were withdrawn after they had, in the period. */
  movedWithin(from: Date, to: Date): Promise<Revision[]> {
    return this.database.query(
      `select ${COLUMNS} from revision
       where effective_from is not null and ((effective_from >= $1 and effective_from < $2 and (ended_at is null or ended_at > effective_from))
          or (state = 'withdrawn' and ended_at >= $1 and ended_at < $2 and ended_at > effective_from))
       order by procedure, number`,
      [from, to],
    );
  }

  async setWithdrawn(tx: EntityManager, r: Revision, by: string, at: Date, reason: string): Promise<void> {
    await tx.query(
      `update revision set state = 'withdrawn', ended_by = $3, ended_at = $4, end_reason = $5, version = version + 1 where procedure = $1 and number = $2`,
      [r.procedure, r.number, by, at, reason],
    );
  }
}
