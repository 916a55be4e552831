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
  /** Agencies of the police at which the reader is an officer: what their registers say of people is for them alone. */
  police: readonly string[];
  after: { receivedAt: Date; code: string } | null;
  limit: number;
}

export interface ListedDossier {
  code: string;
  procedure: string | null;
  /** Null for a dossier that is known from a register alone. */
  revision: number | null;
  /** As a register or the procedure calls it, where no revision does. */
  procedureName: { vi: string; en: string } | null;
  agency: string;
  applicantName: string | null;
  state: number;
  receivedAt: Date;
  dueAt: Date | null;
  deadlineState: string | null;
  holders: string[];
}

/** The list of dossiers: one page at a time along the index on the instant of receipt, those of registers among those received here. */
@Injectable()
export class DossierRowsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  list(filter: RowFilter): Promise<ListedDossier[]> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const limit = bind(filter.limit);
    return this.database.query(
      `(${received(filter, bind)} order by d.received_at desc, d.code desc limit ${limit}) union all (${imported(filter, bind)} order by d.received_at desc, d.code desc limit ${limit})
       order by "receivedAt" desc, code desc limit ${limit}`,
      parameters,
    );
  }
}

type Bind = (value: unknown) => string;

function received(filter: RowFilter, bind: Bind): string {
  const where = common(filter, bind);
  if (filter.involved) {
    const mine = bind(filter.involved);
    where.push(`(d.agency = any(${mine}) or exists (select 1 from task t where t.dossier = d.code and t.agency = any(${mine}))
      or exists (select 1 from leg l where l.dossier = d.code and l.agency = any(${mine})))`);
  }
  if (filter.q?.trim()) where.push(matching(bind(containing(folded(filter.q))), filter.names));
  return `select d.code, d.procedure, d.revision, null::jsonb as "procedureName", d.agency, d.applicant ->> 'name' as "applicantName", d.state, d.received_at as "receivedAt", d.due_at as "dueAt",
      (select x.state from deadline x where x.subject_kind = 'dossier' and x.subject_ref = d.code) as "deadlineState",
      array(select l.agency from leg l where l.dossier = d.code and l.left_at is null order by l.entered_at, l.agency) as holders
    from dossier d ${whereOf(where)}`;
}

/** What a register tells of itself: a limit that has passed is missed, one of a dossier that waits for the citizen stands. */
const REGISTER_DEADLINE = `case when d.due_at is null then null when d.settled_at is not null then case d.outcome when 'late' then 'missed' else 'met' end when d.state in (5, 6) then 'stopped' else 'running' end`;

function imported(filter: RowFilter, bind: Bind): string {
  const where = common(filter, bind);
  const open = `(s.kind not like 'police%' or s.code = any(${bind(filter.police)}))`;
  if (filter.involved) {
    const mine = bind(filter.involved);
    where.push(`(d.agency = any(${mine}) or d.holder = any(${mine}) or d.source = any(${mine}))`);
  }
  if (filter.q?.trim()) {
    const byName = filter.names ? ` or (${open} and ${foldedSql('d.applicant_name')} like ${bind(containing(folded(filter.q)))})` : '';
    where.push(`(lower(d.code) like ${bind(containing(folded(filter.q).replaceAll('_', '__').replaceAll('/', '_')))}${byName})`);
  }
  return `select d.code, d.procedure, null::int, case when p.code is not null then jsonb_build_object('vi', p.name_vi, 'en', p.name_en) when d.procedure_name is not null then jsonb_build_object('vi', d.procedure_name, 'en', d.procedure_name) end, d.agency, case when ${open} then d.applicant_name end, d.state,
      d.received_at, d.due_at, ${REGISTER_DEADLINE}, case when d.settled_at is null then array[coalesce(d.holder, d.agency)] else array[]::text[] end
    from imported_dossier d join agency s on s.code = d.source left join procedure p on p.code = d.procedure ${whereOf(where)}`;
}

function common({ agency, state, after }: RowFilter, bind: Bind): string[] {
  return [
    ...(agency ? [`d.agency = ${bind(agency)}`] : []), ...(state === undefined ? [] : [`d.state = ${bind(state)}`]),
    ...(after ? [`(d.received_at, d.code) < (${bind(after.receivedAt)}, ${bind(after.code)})`] : []),
  ];
}

const whereOf = (where: readonly string[]): string => (where.length > 0 ? `where ${where.join(' and ')}` : '');

const matching = (pattern: string, names: boolean): string =>
  `(lower(d.code) like ${pattern}${names ? ` or ${foldedSql(`d.applicant ->> 'name'`)} like ${pattern}` : ''})`;
