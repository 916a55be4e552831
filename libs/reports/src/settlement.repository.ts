import type { EntityManager } from 'typeorm';
import { type Passage, type SettlementFigures, type SettlementTable, TOTAL_KEY } from './identities.js';
import { registered } from './register-facts.js';

/** Ways to arrange the form. A month is none of them: what is carried over has no month of its own. */
export type SettlementGrouping = 'agency' | 'field' | 'procedure' | 'officer';

export interface SettlementScope {
  /** First instant of the period. */
  from: Date;
  /** First instant after it. */
  to: Date;
  by: SettlementGrouping;
  /** Only dossiers that these agencies answer for; null for all. */
  agencies: readonly string[] | null;
  /** Narrowed down to these; null: not. */
  field?: string | null;
  procedure?: string | null;
  officer?: string | null;
  channel?: string | null;
  /** Entries after this position of the ledger do not exist for the report. */
  position: number;
}

/** Figures of the form's columns, and column 11 of the period before. The statement also counts what fits none of them, which no line shows. */
type Measure =
  | `received.${keyof SettlementFigures['received']}`
  | `settled.${keyof SettlementFigures['settled']}`
  | `pending.${keyof SettlementFigures['pending']}`
  | `imported.${keyof SettlementFigures['imported']}`
  | 'net.settled' | 'net.pending' | 'excused.settled' | 'excused.pending'
  | 'before.pending' | 'before.in' | 'before.out';

/** What is told beside the lines: the key is no row of the form. */
type Told = 'document' | 'passage';

interface Counted {
  measure: Measure | Told;
  key: string | null;
  whole: boolean;
  n: string;
}

/** What a year of 100,000 dossiers needs to be counted without going to disk: half the time. */
const WORK_MEMORY = '32MB';

/**
 * Counts a period from ledger entries alone, in one statement and so from one snapshot. Totals are counted apart from their parts, by
 * other means (distinct dossiers against entries, set difference against look-up), so that a broken history shows as an identity that
 * fails. The total line is counted over everything, not added up from the rows.
 */
export async function countSettlement(tx: EntityManager, scope: SettlementScope): Promise<SettlementTable> {
  await tx.query(`set local work_mem = '${WORK_MEMORY}'`);
  const { from, to, position, agencies } = scope;
  const [{ merged, imported }] = await tx.query<[{ merged: boolean; imported: boolean }]>(
    `select exists (select from settlement_fact where kind = 'dossier.transferred' and at < $1 and position <= $2) as merged, exists (select from ledger_entry where kind = 'register.imported' and position <= $2) as imported`,
    [to, position],
  );
  const narrowed = NARROWED.flatMap((column) => (typeof scope[column] === 'string' ? [[column, scope[column]] as const] : []));
  const counted = await tx.query<Counted[]>(settlementSql(scope.by, narrowed.map(([column]) => column), merged, imported), [from, to, position, agencies, ...narrowed.map(([, value]) => value)]);
  const lines = new Map<string, Map<Measure, number>>();
  for (const { measure, key, whole, n } of counted) {
    if (measure === 'document' || measure === 'passage') continue;
    const line = whole ? TOTAL_KEY : rowKey(key);
    lines.set(line, (lines.get(line) ?? new Map<Measure, number>()).set(measure, Number(n)));
  }
  const rowLines = [...lines].filter(([key]) => key !== TOTAL_KEY).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    rows: rowLines.map(([key, line]) => figures(outerKey(key), line)),
    total: figures(TOTAL_KEY, lines.get(TOTAL_KEY) ?? new Map<Measure, number>()),
    pendingBefore: new Map(rowLines.map(([key, line]) => [outerKey(key), (line.get('before.pending') ?? 0) + (line.get('before.in') ?? 0) - (line.get('before.out') ?? 0)])),
    passed: (lines.get(TOTAL_KEY)?.get('before.in') ?? 0) - (lines.get(TOTAL_KEY)?.get('before.out') ?? 0),
    documents: told(counted, 'document').map(([document, dossiers]) => ({ document, dossiers })),
    passages: told(counted, 'passage').map(([key, dossiers]) => ({ ...(JSON.parse(key) as Omit<Passage, 'dossiers'>), dossiers })),
  };
}

const told = (counted: readonly Counted[], wanted: Told): [string, number][] =>
  counted.filter(({ measure }) => measure === wanted).map(({ key, n }): [string, number] => [key ?? '', Number(n)]).sort(([a], [b]) => (a < b ? -1 : 1));

/** A field may be called like the total line; inside the map its key is marked. */
const rowKey = (key: string | null): string => `=${key ?? ''}`;
const outerKey = (key: string): string => key.slice(1);

const figures = (key: string, line: ReadonlyMap<Measure, number>): SettlementFigures => {
  const n = (measure: Measure): number => line.get(measure) ?? 0;
  return {
    key,
    received: { total: n('received.total'), online: n('received.online'), direct: n('received.direct'), carriedOver: n('received.carriedOver') },
    settled: { total: n('settled.total'), early: n('settled.early'), onTime: n('settled.onTime'), late: n('settled.late') },
    pending: { total: n('pending.total'), inTime: n('pending.inTime'), late: n('pending.late') },
    imported: { received: n('imported.received'), settled: n('imported.settled'), pending: n('imported.pending') },
    net: { settledLate: n('net.settled'), pendingLate: n('net.pending') },
    excused: { settledLate: n('excused.settled'), pendingLate: n('excused.pending') },
  };
};

const NARROWED = ['field', 'procedure', 'officer', 'channel'] as const;
type Narrowed = (typeof NARROWED)[number];

/** Only what is asked for stands in the statement: an index that holds all of it answers without the table. */
const narrowing = (columns: readonly Narrowed[], settled: boolean): string =>
  columns.map((column, index) => {
    const is = `coalesce(fact.${column}, '') = $${index + 5}`;
    // A settlement without a receipt stays in, and fails the identities.
    return ` and ${settled && (column === 'officer' || column === 'channel') ? `(fact.officer is null or ${is})` : is}`;
  }).join('');

/** Ways of not being settled by the beginning of the period, each with an index of its own. */
const STILL_OPEN = ['fact.settled_at is null', 'fact.settled_at >= $1', 'fact.settled_at < $1 and fact.settled_position > $3'];

/** Dossiers of registers as facts beside those of the ledger's own, by the instants that the register has. */
const REGISTERED = `registered as materialized (
  select dossier collate "C" as dossier, position, received_at, agency, field, coalesce(procedure, procedure_name) as procedure, officer, channel, outcome, due_at, stopped_at, settled_at from (${registered()}) as entry where received_at < $2
), `;
const WITH_REGISTERS = `(
  select dossier, position, at, kind, agency, field, procedure, officer, channel, outcome, due_at, settled_at, settled_position from settlement_fact
  union all
  select dossier, position, received_at, 'dossier.received', agency, field, procedure, officer, channel, null, due_at, settled_at, null from registered
  union all
  select dossier, position, settled_at, 'dossier.settled', agency, field, procedure, officer, channel, outcome, null, null, null from registered where settled_at < $2
)`;

/** Of agencies that took over open dossiers: who answers for one by the end of the period, and who did by its beginning. */
const PASSED = `passage as materialized (
  select dossier, position, at, passed_from as "from", agency as "to", document from settlement_fact where kind = 'dossier.transferred' and at < $2 and position <= $3
), passed as (
  select distinct on (dossier) dossier, "to" as agency from passage order by dossier, position desc
), passed_before as (
  select distinct on (dossier) dossier, "to" as agency from passage where at < $1 order by dossier, position desc
), `;

/**
 * $1 from, $2 to, $3 position, $4 agencies, then what is narrowed down. A pending dossier is late when its last known due instant lies before `to`; while the clock stands at
 * `to`, before the instant at which it stopped: standing time is never counted, and a stop does not hide a lateness that was already there.
 * Net of force majeure a dossier counts as its last entry says, whenever the declaration came: the ledger's position bounds it, not the period.
 * The due instant is the last move's, else that of the receipt, else the one set apart from it. What was settled before the period is not read
 * one by one but left out by what stands on its receipt; column 11 of the period before is counted without that. Dossiers of registers stand
 * among the others where there are any, and are counted once more by themselves.
 */
function settlementSql(by: SettlementGrouping, columns: readonly Narrowed[], merged: boolean, imported: boolean): string {
  const facts = imported ? WITH_REGISTERS : 'settlement_fact';
  const receipts = (passed: string): string => (merged ? `${facts} fact left join ${passed} passed on passed.dossier = fact.dossier` : `${facts} fact`);
  const holder = merged ? 'coalesce(passed.agency, fact.agency)' : 'fact.agency';
  const receiptKey = `coalesce(${by === 'agency' ? holder : `fact.${by}`}, '') collate "C"`;
  const settledKey = `coalesce(fact.${by}, '') collate "C"`;
  const received = `fact.kind = 'dossier.received' and ($4::text[] is null or ${holder} = any ($4))${narrowing(columns, false)}`;
  const settled = `fact.kind = 'dossier.settled' and ($4::text[] is null or fact.agency = any ($4))${narrowing(columns, true)}`;
  return `
with ${imported ? REGISTERED : ''}${merged ? PASSED : ''}open_in_period as materialized (
  ${STILL_OPEN.map((open) => `select fact.dossier, fact.at, ${receiptKey} as key, fact.due_at from ${receipts('passed')} where ${received} and fact.at < $2 and fact.position <= $3 and ${open}`).join(' union all ')}
), settled as materialized (
  select dossier, ${settledKey} as key, outcome from ${facts} fact where ${settled} and at >= $1 and at < $2 and position <= $3
), pending as materialized (
  select dossier, key, due_at from open_in_period where not exists (select from settled where settled.dossier = open_in_period.dossier)
), set_apart as (
  select pending.dossier, entry.due_at
  from pending cross join lateral (
    select (data ->> 'dueAt')::timestamptz as due_at from ledger_entry
    where ledger_entry.dossier = pending.dossier collate "default" and kind = 'deadline.set' and data ->> 'subject' = 'dossier' and at < $2 and position <= $3
    order by seq desc limit 1
  ) as entry
  where pending.due_at is null
), told as materialized (
  select fact.dossier, fact.position, fact.at, fact.kind, fact.due_at, fact.net_due_at
  from pending cross join lateral (
    select dossier, position, at, kind, due_at, net_due_at from settlement_fact where dossier = pending.dossier and position <= $3 and kind not in ('dossier.received', 'dossier.settled', 'dossier.transferred') offset 0
  ) as fact
), moved as (
  select distinct on (dossier) dossier, due_at from told where kind = 'deadline.moved' and at < $2 order by dossier, position desc
), clock as (
  select dossier, position, at, kind, sum(case kind when 'clock.stopped' then 1 else -1 end) over (partition by dossier order by position) as standing
  from told where kind in ('clock.stopped', 'clock.resumed') and at < $2
), standing as (
  select dossier, max(at) filter (where kind = 'clock.stopped' and standing = 1) as since
  from clock group by dossier having (array_agg(standing order by position desc))[1] > 0
  ${imported ? 'union all select dossier, stopped_at from registered where settled_at is null and stopped_at < $2' : ''}
), net as (
  select distinct on (dossier) dossier, net_due_at from told where net_due_at is not null and (at < $2 or kind like 'force_majeure.%') order by dossier, position desc
), pending_timed as materialized (
  select pending.dossier, pending.key,
    coalesce(coalesce(moved.due_at, pending.due_at, set_apart.due_at) < coalesce(standing.since, $2), false) as late,
    coalesce(net.net_due_at >= coalesce(standing.since, $2), false) as excused
  from pending left join moved using (dossier) left join set_apart using (dossier) left join standing using (dossier) left join net using (dossier)
), settled_late as materialized (
  select settled.dossier, settled.key, coalesce(net.net_outcome, 'late') as net_outcome
  from settled left join lateral (
    select net_outcome from settlement_fact
    where dossier = settled.dossier and net_outcome is not null and position <= $3 and (at < $2 or kind like 'force_majeure.%') order by position desc limit 1
  ) as net on true
  where outcome = 'late'
), excused as materialized (
  select dossier from pending_timed where late and excused union select dossier from settled_late where net_outcome <> 'late'
), declared as (
  select distinct on (entry.dossier, entry.data ->> 'declaration') entry.dossier, entry.kind, entry.data ->> 'document' as document
  from excused join ledger_entry entry on entry.dossier = excused.dossier collate "default" and entry.kind in ('force_majeure.excluded', 'force_majeure.restored') and entry.position <= $3
  order by entry.dossier, entry.data ->> 'declaration', entry.position desc
)
select 'received.total' as measure, key, grouping(key) = 1 as whole, count(distinct dossier) as n from open_in_period group by grouping sets ((key), ())
union all
select case when channel = 'online' then 'received.online' when channel in ('direct', 'post') then 'received.direct' else 'received.unknown' end as measure,
  key, grouping(key) = 1, count(*)
from (select fact.channel, ${receiptKey} as key from ${receipts('passed')} where ${received} and fact.at >= $1 and fact.at < $2 and fact.position <= $3) as received group by grouping sets ((1, key), (1))
union all
select 'received.carriedOver', key, grouping(key) = 1, count(*) from open_in_period where at < $1 group by grouping sets ((key), ())
union all
select 'settled.total', key, grouping(key) = 1, count(distinct dossier) from settled group by grouping sets ((key), ())
union all
select case outcome when 'early' then 'settled.early' when 'on_time' then 'settled.onTime' when 'late' then 'settled.late' else 'settled.unknown' end as measure,
  key, grouping(key) = 1, count(*) from settled group by grouping sets ((1, key), (1))
union all
select 'pending.total', key, grouping(key) = 1, count(*)
from (select dossier, key from open_in_period except select dossier, key from settled) as unsettled group by grouping sets ((key), ())
union all
select case when late then 'pending.late' else 'pending.inTime' end as measure, key, grouping(key) = 1, count(*)
from pending_timed group by grouping sets ((1, key), (1))
union all
select case net_outcome when 'late' then 'net.settled' else 'excused.settled' end, key, grouping(key) = 1, count(*) from settled_late group by grouping sets ((1, key), (1))
union all
select case when excused then 'excused.pending' else 'net.pending' end, key, grouping(key) = 1, count(*) from pending_timed where late group by grouping sets ((1, key), (1))
union all
select 'before.pending', key, grouping(key) = 1, sum(change)
from (
  select ${receiptKey} as key, count(*) as change from ${receipts('passed_before')} where ${received} and fact.at < $1 and fact.position <= $3 group by 1
  union all
  select ${settledKey}, -count(*) from ${facts} fact where ${settled} and at < $1 and position <= $3 group by 1
) as changes group by grouping sets ((key), ())
union all
select 'document', document, false, count(distinct dossier) from declared where kind = 'force_majeure.excluded' group by document
${imported ? IMPORTED : ''}${merged ? passings(by, narrowing(columns, false)) : ''}`;
}

/** How many of the form's figures are of registers. */
const IMPORTED = ['open_in_period', 'settled', 'pending'].map((of, at) => `union all
select 'imported.${['received', 'settled', 'pending'][at]}', key, grouping(key) = 1, count(*) from ${of} where dossier in (select dossier from registered) group by grouping sets ((key), ())
`).join('');

/** What passed in the period: of dossiers carried over, counted from the passages alone, and of all, told with its document. */
function passings(by: SettlementGrouping, narrowed: string): string {
  const [into, from] = by === 'agency' ? ['"to"', '"from"'] : ['key', 'key'];
  const passing = (carried: string): string => `
  select passage.dossier, coalesce(fact.${by}, '') collate "C" as key, passage."from" collate "C" as "from", passage."to" collate "C" as "to", passage.document
  from passage join settlement_fact fact on fact.dossier = passage.dossier and fact.kind = 'dossier.received' and fact.position <= $3${narrowed} where passage.at >= $1${carried}`;
  const carried = passing(' and fact.at < $1 and (settled_at is null or settled_at >= $1 or settled_position > $3)');
  return `union all
select 'before.in', ${into}, grouping(${into}) = 1, count(*) from (${carried}) as passing where $4::text[] is null or "to" = any ($4) group by grouping sets ((${into}), ())
union all
select 'before.out', ${from}, grouping(${from}) = 1, count(*) from (${carried}) as passing where $4::text[] is null or "from" = any ($4) group by grouping sets ((${from}), ())
union all
select 'passage', json_build_object('from', "from", 'to', "to", 'document', document)::text, false, count(distinct dossier) from (${passing('')}) as passing
where $4::text[] is null or "to" = any ($4) or "from" = any ($4) group by "from", "to", document
`;
}
