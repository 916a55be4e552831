import type { EntityManager } from 'typeorm';
import { type SettlementFigures, type SettlementTable, TOTAL_KEY } from './identities.js';

export interface SettlementScope {
  /** First instant of the period. */
  from: Date;
  /** First instant after it. */
  to: Date;
  by: 'agency' | 'field';
  /** Only dossiers that these agencies received; null for all. */
  agencies: readonly string[] | null;
  /** Entries after this position of the ledger do not exist for the report. */
  position: number;
}

/** Figures of the form's columns, and column 11 of the period before. The statement also counts what fits none of them, which no line shows. */
type Measure =
  | `received.${keyof SettlementFigures['received']}`
  | `settled.${keyof SettlementFigures['settled']}`
  | `pending.${keyof SettlementFigures['pending']}`
  | 'excused.settled' | 'excused.pending'
  | 'before.pending';

/** What a year of 100,000 dossiers needs to be counted without going to disk: half the time. */
const WORK_MEMORY = '32MB';

/**
 * Counts a period from ledger entries alone, in one statement and so from one snapshot. Totals are counted apart from their parts, by
 * other means (distinct dossiers against entries, set difference against look-up), so that a broken history shows as an identity that
 * fails. The total line is counted over everything, not added up from the rows.
 */
export async function countSettlement(tx: EntityManager, { from, to, by, agencies, position }: SettlementScope): Promise<SettlementTable> {
  await tx.query(`set local work_mem = '${WORK_MEMORY}'`);
  const counted = await tx.query<{ measure: Measure; key: string | null; whole: boolean; n: string }[]>(settlementSql(by), [from, to, position, agencies]);
  const lines = new Map<string, Map<Measure, number>>();
  for (const { measure, key, whole, n } of counted) {
    const line = whole ? TOTAL_KEY : rowKey(key);
    lines.set(line, (lines.get(line) ?? new Map<Measure, number>()).set(measure, Number(n)));
  }
  const rowLines = [...lines].filter(([key]) => key !== TOTAL_KEY).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    rows: rowLines.map(([key, line]) => figures(outerKey(key), line)),
    total: figures(TOTAL_KEY, lines.get(TOTAL_KEY) ?? new Map<Measure, number>()),
    pendingBefore: new Map(rowLines.map(([key, line]) => [outerKey(key), line.get('before.pending') ?? 0])),
  };
}

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
    net: { settledLate: n('settled.late') - n('excused.settled'), pendingLate: n('pending.late') - n('excused.pending') },
  };
};

/**
 * $1 from, $2 to, $3 position, $4 agencies. A pending dossier is late when its last known due instant lies before `to`; while the clock stands at
 * `to`, before the instant at which it stopped: standing time is never counted, and a stop does not hide a lateness that was already there.
 * Net of force majeure a dossier counts as its last entry says, whenever the declaration came: the ledger's position bounds it, not the period.
 * The due instant is the last move's, else that of the receipt, else the one set apart from it. What was settled before the period is not read
 * one by one but left out by what stands on its receipt; column 11 of the period before is counted without that.
 */
const settlementSql = (by: 'agency' | 'field'): string => `
with open_in_period as materialized (
  select dossier, at, coalesce(${by}, '') collate "C" as key, due_at from settlement_fact
  where kind = 'dossier.received' and at < $2 and position <= $3 and ($4::text[] is null or agency = any ($4)) and (settled_at is null or settled_at >= $1 or settled_position > $3)
), settled as materialized (
  select dossier, coalesce(${by}, '') collate "C" as key, outcome from settlement_fact
  where kind = 'dossier.settled' and at >= $1 and at < $2 and position <= $3 and ($4::text[] is null or agency = any ($4))
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
    select dossier, position, at, kind, due_at, net_due_at from settlement_fact where dossier = pending.dossier and position <= $3 and kind not in ('dossier.received', 'dossier.settled') offset 0
  ) as fact
), moved as (
  select distinct on (dossier) dossier, due_at from told where kind = 'deadline.moved' and at < $2 order by dossier, position desc
), clock as (
  select dossier, position, at, kind, sum(case kind when 'clock.stopped' then 1 else -1 end) over (partition by dossier order by position) as standing
  from told where kind in ('clock.stopped', 'clock.resumed') and at < $2
), standing as (
  select dossier, max(at) filter (where kind = 'clock.stopped' and standing = 1) as since
  from clock group by dossier having (array_agg(standing order by position desc))[1] > 0
), net as (
  select distinct on (dossier) dossier, net_due_at from told where net_due_at is not null and (at < $2 or kind like 'force_majeure.%') order by dossier, position desc
), pending_timed as (
  select pending.dossier, pending.key,
    coalesce(coalesce(moved.due_at, pending.due_at, set_apart.due_at) < coalesce(standing.since, $2), false) as late,
    net.net_due_at >= coalesce(standing.since, $2) as excused
  from pending left join moved using (dossier) left join set_apart using (dossier) left join standing using (dossier) left join net using (dossier)
), excused as (
  select settled.key from settled cross join lateral (
    select net_outcome from settlement_fact
    where dossier = settled.dossier and net_outcome is not null and position <= $3 and (at < $2 or kind like 'force_majeure.%') order by position desc limit 1
  ) as net
  where outcome = 'late' and net.net_outcome <> 'late'
)
select 'received.total' as measure, key, grouping(key) = 1 as whole, count(distinct dossier) as n from open_in_period group by grouping sets ((key), ())
union all
select case when channel = 'online' then 'received.online' when channel in ('direct', 'post') then 'received.direct' else 'received.unknown' end as measure,
  key, grouping(key) = 1, count(*)
from (
  select channel, coalesce(${by}, '') collate "C" as key from settlement_fact
  where kind = 'dossier.received' and at >= $1 and at < $2 and position <= $3 and ($4::text[] is null or agency = any ($4))
) as received group by grouping sets ((1, key), (1))
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
select 'excused.settled', key, grouping(key) = 1, count(*) from excused group by grouping sets ((key), ())
union all
select 'excused.pending', key, grouping(key) = 1, count(*) from pending_timed where late and excused group by grouping sets ((key), ())
union all
select 'before.pending', key, grouping(key) = 1, sum(change)
from (
  select coalesce(${by}, '') collate "C" as key, count(*) as change from settlement_fact
  where kind = 'dossier.received' and at < $1 and position <= $3 and ($4::text[] is null or agency = any ($4)) group by 1
  union all
  select coalesce(${by}, '') collate "C", -count(*) from settlement_fact
  where kind = 'dossier.settled' and at < $1 and position <= $3 and ($4::text[] is null or agency = any ($4)) group by 1
) as changes group by grouping sets ((key), ())
`;
