import type { Applicant, PaperInput, SubmissionAnswer } from '#contract';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What came over the portal, as it is kept until the desk has answered and after. */
export interface Submission {
  id: string;
  portalCode: string;
  procedure: string;
  agency: string;
  territory: string | null;
  applicant: Applicant;
  data: Record<string, unknown>;
  papers: PaperInput[];
  submittedAt: Date;
  registeredBy: string;
  registeredAt: Date;
  replyDueAt: Date;
  answer: SubmissionAnswer | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  reason: string | null;
  dossier: string | null;
  version: number;
}

export interface NamedSubmission extends Submission {
  procedureName: Text | null;
}

export interface SubmissionPage {
  /** Null for all. */
  agencies: readonly string[] | null;
  answered: boolean;
  after: { at: Date; id: string } | null;
  limit: number;
}

export interface ReplyCounts {
  agency: string;
  submitted: number;
  inTime: number;
  late: number;
  waiting: number;
  overdue: number;
  accepted: number;
  refused: number;
  supplement: number;
}

const COLUMNS = `id, portal_code as "portalCode", procedure, agency, territory, applicant, data, papers, submitted_at as "submittedAt", registered_by as "registeredBy",
  registered_at as "registeredAt", reply_due_at as "replyDueAt", answer, answered_by as "answeredBy", answered_at as "answeredAt", reason, dossier, version,
  (select jsonb_build_object('vi', p.name_vi, 'en', p.name_en) from procedure p where p.code = procedure) as "procedureName"`;

@Injectable()
export class SubmissionsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async isProcedure(tx: EntityManager, code: string): Promise<boolean> {
    return (await tx.query<unknown[]>('select 1 from procedure where code = $1', [code])).length > 0;
  }

  /** False when the number waits already. */
  async insert(tx: EntityManager, s: Submission): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into online_submission (id, portal_code, procedure, agency, territory, applicant, data, papers, submitted_at, registered_by, registered_at, reply_due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
      [s.id, s.portalCode, s.procedure, s.agency, s.territory, JSON.stringify(s.applicant), JSON.stringify(s.data), JSON.stringify(s.papers), s.submittedAt, s.registeredBy, s.registeredAt, s.replyDueAt],
    );
    return rows.length > 0;
  }

  async find(id: string, db: EntityManager = this.database.manager): Promise<NamedSubmission | null> {
    const [row] = await db.query<NamedSubmission[]>(`select ${COLUMNS} from online_submission where id = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: EntityManager, id: string): Promise<NamedSubmission | null> {
    const [row] = await tx.query<NamedSubmission[]>(`select ${COLUMNS} from online_submission where id = $1 for update`, [id]);
    return row ?? null;
  }

  async answer(tx: EntityManager, { id, answer, answeredBy, answeredAt, reason, dossier }: Pick<Submission, 'id' | 'answer' | 'answeredBy' | 'answeredAt' | 'reason' | 'dossier'>): Promise<void> {
    await tx.query('update online_submission set answer = $2, answered_by = $3, answered_at = $4, reason = $5, dossier = $6, version = version + 1 where id = $1', [id, answer, answeredBy, answeredAt, reason, dossier]);
  }

  /** True for who marks it first, while nobody has answered. */
  async mark(tx: EntityManager, id: string, stage: 'warned_at' | 'breached_at', at: Date): Promise<NamedSubmission | null> {
    const rows = await tx.query<NamedSubmission[]>(`with marked as (update online_submission set ${stage} = $2 where id = $1 and answer is null and ${stage} is null returning *) select ${COLUMNS} from marked`, [id, at]);
    return rows[0] ?? null;
  }

  /** Those that wait by when the reply is due; the answered ones the newest first. */
  page({ agencies, answered, after, limit }: SubmissionPage): Promise<NamedSubmission[]> {
    const [is, order, beyond] = answered ? ['is not null', 'reply_due_at desc, id desc', '<'] : ['is null', 'reply_due_at, id', '>'];
    return this.database.query(
      `select ${COLUMNS} from online_submission where answer ${is} and ($1::text[] is null or agency = any($1)) and ($2::timestamptz is null or (reply_due_at, id) ${beyond} ($2, $3::uuid)) order by ${order} limit $4`,
      [agencies, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  counts(agencies: readonly string[] | null, from: Date, to: Date, now: Date): Promise<ReplyCounts[]> {
    const count = (name: string, where: string): string => `(count(*) filter (where ${where}))::int as "${name}"`;
    return this.database.query(
      `select agency, count(*)::int as submitted, ${count('inTime', 'answered_at <= reply_due_at')}, ${count('late', 'answered_at > reply_due_at')}, ${count('waiting', 'answer is null')},
         ${count('overdue', 'answer is null and reply_due_at < $4')}, ${count('accepted', `answer = 'accepted'`)}, ${count('refused', `answer = 'refused'`)}, ${count('supplement', `answer = 'supplement'`)}
       from online_submission where submitted_at >= $2 and submitted_at < $3 and ($1::text[] is null or agency = any($1)) group by agency order by agency`,
      [agencies, from, to, now],
    );
  }
}
