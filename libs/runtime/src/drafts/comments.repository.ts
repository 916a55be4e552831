import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What remarks are written on. */
export type CommentSubject = { draft: string } | { procedure: string; revision: number };

export interface CommentRow {
  id: string;
  element: string | null;
  text: string;
  by: string;
  at: Date;
  resolvedBy: string | null;
  resolvedAt: Date | null;
}

const COLUMNS = `id, element, text, written_by as "by", written_at as "at", resolved_by as "resolvedBy", resolved_at as "resolvedAt"`;

const of = (subject: CommentSubject): [condition: string, ...values: unknown[]] =>
  'draft' in subject ? ['draft = $1::uuid and $2::integer is null', subject.draft, null] : ['procedure = $1 and revision = $2', subject.procedure, subject.revision];

/** Every query on remarks. */
@Injectable()
export class CommentsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** In the order of their writing, those after one. */
  list(subject: CommentSubject, after: string | null, limit: number): Promise<CommentRow[]> {
    const [condition, ...values] = of(subject);
    return this.database.query(`select ${COLUMNS} from procedure_comment where ${condition} and ($3::uuid is null or id > $3) order by id limit $4`, [...values, after, limit]);
  }

  async lock(tx: EntityManager, subject: CommentSubject, id: string): Promise<CommentRow | null> {
    const [condition, ...values] = of(subject);
    const rows = await tx.query<CommentRow[]>(`select ${COLUMNS} from procedure_comment where ${condition} and id = $3 for update`, [...values, id]);
    return rows[0] ?? null;
  }

  async insert(tx: EntityManager, subject: CommentSubject, row: CommentRow): Promise<void> {
    const [draft, procedure, revision] = 'draft' in subject ? [subject.draft, null, null] : [null, subject.procedure, subject.revision];
    await tx.query(
      'insert into procedure_comment (id, draft, procedure, revision, element, text, written_by, written_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [row.id, draft, procedure, revision, row.element, row.text, row.by, row.at],
    );
  }

  async resolve(tx: EntityManager, id: string, by: string, at: Date): Promise<void> {
    await tx.query('update procedure_comment set resolved_by = $2, resolved_at = $3 where id = $1', [id, by, at]);
  }

  /** From the working copy to the revision that it was handed in as; answers them in their order. */
  async move(tx: EntityManager, draft: string, procedure: string, revision: number): Promise<CommentRow[]> {
    const [rows] = await tx.query<[CommentRow[], number]>(`update procedure_comment set draft = null, procedure = $2, revision = $3 where draft = $1 returning ${COLUMNS}`, [draft, procedure, revision]);
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
