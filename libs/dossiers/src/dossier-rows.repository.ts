import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { containing, folded, foldedSql } from './search-text.js';

export interface RowFilter {
  /** Only dossiers that these agencies received or that have reached them; null: of all agencies. */
  involved: readonly string[] | null;
  agency?: string | undefined;
  state?: number | undefined;
  q?: string | undefined;
  /** Whether the reader may see, and so search, names. */
  names: boolean;
  after: { receivedAt: Date; code: string } | null;
  limit: number;
}

export interface ListedDossier {
  code: string;
  procedure: string;
  revision: number;
  agency: string;
  applicantName: string;
  state: number;
  receivedAt: Date;
  dueAt: Date | null;
  deadlineState: string | null;
  holders: string[];
}

/** The list of dossiers: one page at a time along the index on the instant of receipt. */
@Injectable()
export class DossierRowsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  list(filter: RowFilter): Promise<ListedDossier[]> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const where: string[] = [];
    if (filter.involved) {
      const mine = bind(filter.involved);
      where.push(`(d.agency = any(${mine}) or exists (select 1 from task t where t.dossier = d.code and t.agency = any(${mine}))
        or exists (select 1 from leg l where l.dossier = d.code and l.agency = any(${mine})))`);
    }
    if (filter.agency) where.push(`d.agency = ${bind(filter.agency)}`);
    if (filter.state !== undefined) where.push(`d.state = ${bind(filter.state)}`);
    if (filter.q?.trim()) where.push(matching(bind(containing(folded(filter.q))), filter.names));
    if (filter.after) where.push(`(d.received_at, d.code) < (${bind(filter.after.receivedAt)}, ${bind(filter.after.code)})`);
    return this.database.query(
      `select d.code, d.procedure, d.revision, d.agency, d.applicant ->> 'name' as "applicantName", d.state, d.received_at as "receivedAt", d.due_at as "dueAt",
         (select x.state from deadline x where x.subject_kind = 'dossier' and x.subject_ref = d.code) as "deadlineState",
         array(select l.agency from leg l where l.dossier = d.code and l.left_at is null order by l.entered_at, l.agency) as holders
       from dossier d ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
       order by d.received_at desc, d.code desc limit ${bind(filter.limit)}`,
      parameters,
    );
  }
}

const matching = (pattern: string, names: boolean): string =>
  `(lower(d.code) like ${pattern}${names ? ` or ${foldedSql(`d.applicant ->> 'name'`)} like ${pattern}` : ''})`;
