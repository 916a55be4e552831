import type { ReportGrouping } from '#contract';
import type { EntityManager } from 'typeorm';
import type { ReportScope } from '../table/figures.js';

/**
 * The dossiers that were open in the period, one row each, from ledger entries alone: `fact` with what was known at the end of the period.
 * A command that was told twice leaves one entry; should a dossier have two, the first receipt and the first settlement count.
 * $1 from, $2 to, $3 position, $4 agencies, $5 field, $6 procedure, $7 officer.
 */
export const FACTS = facts();

/** The same of some dossiers only: `among` narrows down the entries that are read. */
export function facts(among = ''): string {
  return `
with received as materialized (
  select distinct on (dossier) dossier, at as received_at, actor as officer, data ->> 'agency' as agency, coalesce(data ->> 'field', '') as field, data ->> 'procedure' as procedure,
    data ->> 'channel' as channel, (data ->> 'dueAt')::timestamptz as first_due
  from ledger_entry where kind = 'dossier.received' and at < $2::timestamptz and position <= $3::bigint${among}
  order by dossier, position
), settled as materialized (
  select distinct on (dossier) dossier, at as settled_at, data ->> 'outcome' as outcome, data ->> 'result' as result, (data ->> 'state')::int as state
  from ledger_entry where kind = 'dossier.settled' and at < $2::timestamptz and position <= $3::bigint${among}
  order by dossier, position
), fact as materialized (
  select received.*, settled_at, outcome, result, state, to_char(received_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month
  from received left join settled using (dossier)
  where ($4::text[] is null or agency = any ($4)) and ($5::text is null or field = $5) and ($6::text is null or procedure = $6) and ($7::text is null or officer = $7)
    and (settled_at is null or settled_at >= $1::timestamptz)
)`;
}

/** The promised instant of a dossier in \`fact\`: the last move's, else that of the receipt, else the one set apart from it. */
export const DUE = `coalesce(
  (select (data ->> 'to')::timestamptz from ledger_entry where dossier = fact.dossier and kind = 'deadline.moved' and data ->> 'subject' = 'dossier' and at < $2 and position <= $3 order by seq desc limit 1),
  first_due,
  (select (data ->> 'dueAt')::timestamptz from ledger_entry where dossier = fact.dossier and kind = 'deadline.set' and data ->> 'subject' = 'dossier' and at < $2 and position <= $3 order by seq desc limit 1))`;

export const parametersOf = (scope: ReportScope): unknown[] => [scope.from, scope.to, scope.position, scope.agencies, scope.field, scope.procedure, scope.officer];

export type Counted<K extends string> = { key: string } & Record<K, number>;

/** Counts of `fact` by a grouping, and over all of it, the latter counted on its own. */
export async function countBy<K extends string>(tx: EntityManager, scope: ReportScope, measures: Record<K, string>, { from = 'fact', more = '' } = {}): Promise<{ rows: Counted<K>[]; total: Counted<K> }> {
  const selected = Object.entries<string>(measures).map(([name, sql]) => `coalesce(${sql}, 0)::float8 as "${name}"`);
  const sql = `${FACTS}${more} select fact.${scope.by satisfies ReportGrouping} as key, grouping(fact.${scope.by}) = 1 as whole, ${selected.join(', ')} from ${from} group by grouping sets ((fact.${scope.by}), ())`;
  const found = await tx.query<(Counted<K> & { whole: boolean })[]>(sql, parametersOf(scope));
  const clean = ({ whole: _, ...row }: Counted<K> & { whole: boolean }): Counted<K> => row as unknown as Counted<K>;
  const rows = found.filter(({ whole }) => !whole).map(clean).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { rows, total: clean(found.find(({ whole }) => whole)!) };
}
