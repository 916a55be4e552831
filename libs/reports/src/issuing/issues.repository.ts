import type { ReportKind, ReportParameters, RunState } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReportTable, Row } from '../table/figures.js';

/** What is to be made: as it was asked, over the agencies that the asker supervised then. */
export interface RunRequest {
  asked: ReportParameters;
  agencies: readonly string[] | null;
}

export interface Run {
  id: string;
  kind: ReportKind;
  request: RunRequest;
  position: number;
  corrects: string | null;
  reason: string | null;
  schedule: string | null;
  state: RunState;
  done: number;
  total: number;
  cursor: string | null;
  failure: { vi: string; en: string } | null;
  issue: string | null;
  requestedBy: string;
  requestedAt: Date;
}

export interface IssueHeadRow {
  id: string;
  year: number;
  number: number;
  kind: ReportKind;
  parameters: ReportParameters;
  position: number;
  digest: string;
  corrects: string | null;
  correctedBy: string | null;
  reason: string | null;
  agencies: string[] | null;
  issuedBy: string;
  issuedAt: Date;
}

const RUN = `id, kind, parameters as request, ledger_position::float8 as position, corrects, reason, schedule, state, done, total, cursor, failure, issue, requested_by as "requestedBy", requested_at as "requestedAt"`;
const HEAD = `id, year, number, kind, parameters, ledger_position::float8 as position, digest, corrects, (select later.id from report_issue later where later.corrects = report_issue.id limit 1) as "correctedBy", reason, agencies, issued_by as "issuedBy", issued_at as "issuedAt"`;

/** Every statement over runs and issues. */
@Injectable()
export class IssuesRepository {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  async insertRun(tx: EntityManager, run: Pick<Run, 'id' | 'kind' | 'request' | 'corrects' | 'reason' | 'schedule' | 'requestedBy' | 'requestedAt'>): Promise<void> {
    await tx.query(
      `insert into report_run (id, kind, parameters, ledger_position, corrects, reason, schedule, state, requested_by, requested_at) values ($1, $2, $3, 0, $4, $5, $6, 'waiting', $7, $8)`,
      [run.id, run.kind, JSON.stringify(run.request), run.corrects, run.reason, run.schedule, run.requestedBy, run.requestedAt],
    );
  }

  async lockRun(tx: EntityManager, id: string): Promise<Run | null> {
    const [row] = await tx.query<Run[]>(`select ${RUN} from report_run where id = $1 for update`, [id]);
    return row ?? null;
  }

  async run(id: string): Promise<Run | null> {
    const [row] = await this.db.query<Run[]>(`select ${RUN} from report_run where id = $1`, [id]);
    return row ?? null;
  }

  /** Newest first; null: of everybody. */
  runs(requestedBy: string | null): Promise<Run[]> {
    return this.db.query<Run[]>(`select ${RUN} from report_run where $1::text is null or requested_by = $1 order by requested_at desc, id limit 50`, [requestedBy]);
  }

  async saveRun(tx: EntityManager, { id, state, position, done, total, cursor, failure, issue }: Run, endedAt: Date | null): Promise<void> {
    await tx.query('update report_run set state = $2, ledger_position = $3, done = $4, total = $5, cursor = $6, failure = $7, issue = $8, ended_at = $9 where id = $1', [id, state, position, done, total, cursor, failure && JSON.stringify(failure), issue, endedAt]);
  }

  async addPart(tx: EntityManager, run: string, part: number, rows: readonly Row[]): Promise<void> {
    await tx.query('insert into report_run_part (run, part, rows) values ($1, $2, $3)', [run, part, JSON.stringify(rows)]);
  }

  async parts(tx: EntityManager, run: string): Promise<Row[]> {
    const parts = await tx.query<{ rows: Row[] }[]>('select rows from report_run_part where run = $1 order by part', [run]);
    return parts.flatMap(({ rows }) => rows);
  }

  async dropParts(tx: EntityManager, run: string): Promise<void> {
    await tx.query('delete from report_run_part where run = $1', [run]);
  }

  /** Numbers run without a gap within a year: one issue at a time gets one. */
  async insertIssue(tx: EntityManager, run: Run, table: ReportTable, id: string, year: number, at: Date): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('report_issue', 0))`);
    await tx.query(
      `insert into report_issue (id, year, number, kind, parameters, ledger_position, digest, figures, corrects, reason, schedule, agencies, issued_by, issued_at)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from report_issue where year = $2`,
      [id, year, run.kind, JSON.stringify(run.request.asked), table.position, table.digest, JSON.stringify(table), run.corrects, run.reason, run.schedule, run.request.agencies, run.requestedBy, at],
    );
  }

  async issue(id: string, tx: EntityManager = this.db.manager): Promise<IssueHeadRow | null> {
    const [row] = await tx.query<IssueHeadRow[]>(`select ${HEAD} from report_issue where id = $1`, [id]);
    return row ?? null;
  }

  async figures(id: string): Promise<ReportTable> {
    const [row] = await this.db.query<{ figures: ReportTable }[]>('select figures from report_issue where id = $1', [id]);
    if (!row) throw new Error(`the figures of issue ${id} are gone`);
    return row.figures;
  }

  /** Newest first, of those whose agencies all are among `agencies` (null: all); `after` is the number of the last one seen, `<year>-<n>`. */
  issues(agencies: readonly string[] | null, kind: ReportKind | null, after: [number, number] | null, limit: number): Promise<IssueHeadRow[]> {
    return this.db.query<IssueHeadRow[]>(
      `select ${HEAD} from report_issue where ($1::text[] is null or agencies <@ $1) and ($2::text is null or kind = $2) and ($3::int is null or (year, number) < ($3, $4::int)) order by year desc, number desc limit $5`,
      [agencies, kind, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
}
