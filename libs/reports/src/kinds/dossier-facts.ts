import type { ReportGrouping } from '#contract';
import type { EntityManager } from 'typeorm';
import { registered } from '../register-facts.js';
import type { ReportScope } from '../table/figures.js';

/**
 * The dossiers that were open in the period, one row each, from ledger entries alone: `fact` with what was known at the end of the period.
 * A command that was told twice leaves one entry; should a dossier have two, the first receipt and the first settlement count.
 * A dossier is its receiving agency's, or that of the agency which had taken it over by the end of the period.
 * Those of registers (`imported`) are among them, by the instants that the register has.
 * $1 from, $2 to, $3 position, $4 agencies, $5 field, $6 procedure, $7 officer, $8 channel.
 */
export const FACTS = facts();

/** The same of some dossiers only: `among` narrows down the entries that are read. */
export function facts(among = ''): string {
  return `
with registered as materialized (${registered(among)}
), received as materialized (
  (select distinct on (dossier) dossier, at as received_at, actor as officer, data ->> 'agency' as agency, coalesce(data ->> 'field', '') as field, data ->> 'procedure' as procedure,
    data ->> 'channel' as channel, (data ->> 'dueAt')::timestamptz as first_due, false as imported, null::timestamptz as register_stopped, null as attributed, null::timestamptz as register_returned
  from ledger_entry where kind = 'dossier.received' and at < $2::timestamptz and position <= $3::bigint${among}
  order by dossier, position)
  union all
  select dossier, received_at, officer, agency, field, coalesce(procedure, procedure_name, ''), channel, due_at, true, stopped_at, attributed, returned_at from registered where received_at < $2
), settled as materialized (
  (select distinct on (dossier) dossier, at as settled_at, data ->> 'outcome' as outcome, data ->> 'result' as result, (data ->> 'state')::int as state
  from ledger_entry where kind = 'dossier.settled' and at < $2::timestamptz and position <= $3::bigint${among}
  order by dossier, position)
  union all
  select dossier, settled_at, outcome, null, state from registered where settled_at < $2
), passed as materialized (
  select distinct on (dossier) dossier, data ->> 'to' as taken_over_by
  from ledger_entry where kind = 'dossier.transferred' and (data ->> 'receiving')::boolean and at < $2::timestamptz and position <= $3::bigint
  order by dossier, position desc
), fact as materialized (
  select received.dossier, received_at, officer, coalesce(taken_over_by, agency) as agency, field, procedure, channel, first_due, imported, register_stopped, attributed, register_returned, settled_at, outcome, result, state, to_char(received_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month
  from received left join settled using (dossier) left join passed using (dossier)
  where ($4::text[] is null or coalesce(taken_over_by, agency) = any ($4)) and ($5::text is null or field = $5) and ($6::text is null or procedure = $6) and ($7::text is null or officer = $7) and ($8::text is null or channel = $8)
    and (settled_at is null or settled_at >= $1::timestamptz)
)`;
}

/** How a promise was kept net of force majeure, as the last entry says that knows; nothing where no time was excluded. */
export const NET_OUTCOME = `, net_outcome as materialized (
  select distinct on (dossier) dossier, data ->> 'netOutcome' as net_outcome from ledger_entry
  where kind in ('dossier.settled', 'force_majeure.excluded', 'force_majeure.restored') and data ->> 'netOutcome' is not null and position <= $3 order by dossier, position desc
)`;

/** The promised instant of a dossier in \`fact\`: the last move's, else that of the receipt, else the one set apart from it. */
export const DUE = `coalesce(
  (select (data ->> 'to')::timestamptz from ledger_entry where dossier = fact.dossier and kind = 'deadline.moved' and data ->> 'subject' = 'dossier' and at < $2 and position <= $3 order by seq desc limit 1),
  first_due,
  (select (data ->> 'dueAt')::timestamptz from ledger_entry where dossier = fact.dossier and kind = 'deadline.set' and data ->> 'subject' = 'dossier' and at < $2 and position <= $3 order by seq desc limit 1))`;

export const parametersOf = (scope: ReportScope): unknown[] => [scope.from, scope.to, scope.position, scope.agencies, scope.field, scope.procedure, scope.officer, scope.channel ?? null];

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
