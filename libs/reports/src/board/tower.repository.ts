import type { DeadlineState, TimeBucket, TowerColumn } from '#contract';
import type { BudgetUnit, Text } from '#kernel';
import type { EntityManager } from 'typeorm';

/** What is allowed by whom: all promises of the same terms come near at the same instant. */
export interface Terms {
  agency: string;
  amount: string;
  unit: BudgetUnit;
}

export interface TowerScope {
  now: Date;
  /** The first instant of tomorrow. */
  tomorrow: Date;
  /** Null: nothing of these terms ever comes near. */
  nearAt: readonly (Terms & { at: Date | null })[];
  /** Received or held by one of them; null for all. */
  visible: readonly string[] | null;
  /** Held by it. */
  agency?: string | undefined;
  procedure?: string | undefined;
}

export interface CountedCell {
  /** Null in the total, where a dossier that two agencies have counts once. */
  agency: string | null;
  bucket: TimeBucket;
  n: number;
  waiting: number;
}

export interface ListedPromise {
  code: string;
  procedure: string | null;
  procedureName: Text | null;
  agency: string;
  bucket: TimeBucket;
  receivedAt: Date;
  startedAt: Date | null;
  dueAt: Date | null;
  state: DeadlineState | null;
  imported: boolean;
  lateChance: number | null;
  answers: string | null;
  holders: { agency: string; since: string; acknowledged: boolean }[];
  stops: { from: string; to: string | null }[];
}

export interface TowerPage extends TowerScope {
  column?: TowerColumn | undefined;
  after: TowerPlace | null;
  limit: number;
}

/** `dueAt` is null behind all that have a limit. */
export interface TowerPlace {
  dueAt: Date | null;
  code: string;
}

/** Registers tell when a result was promised, not how much time was allowed: near is a working day before. */
const UNTOLD = `0::numeric, 'working_hour'`;

export async function openTerms(db: EntityManager): Promise<Terms[]> {
  return db.query(`select distinct agency, budget_amount as amount, budget_unit as unit from deadline where subject_kind = 'dossier' and ended_at is null
    union select distinct agency, ${UNTOLD} from imported_dossier where settled_at is null`);
}

export async function countTower(db: EntityManager, scope: TowerScope): Promise<CountedCell[]> {
  return db.query(
    `${OPEN}, one as (select code, bucket, bool_or(unseen) as unseen from held group by code, bucket)
     select holder as agency, bucket, count(*)::int as n, count(*) filter (where unseen)::int as waiting from held group by holder, bucket
     union all select null, bucket, count(*)::int, count(*) filter (where unseen)::int from one group by bucket`,
    values(scope),
  );
}

export async function pageOfTower(db: EntityManager, page: TowerPage): Promise<ListedPromise[]> {
  const { column = null, after, limit } = page;
  return db.query(
    `${OPEN}, chosen as (
       select distinct code, procedure, agency, bucket, received_at, due_at, state, answers, imported from held
       where ($7::text is null or bucket = $7 or ($7 = 'waiting' and unseen)) and ($8::text is null or (coalesce(due_at, 'infinity'), code) > ($9::timestamptz, $8))
     ), page as (
       select * from chosen order by coalesce(due_at, 'infinity'), code limit $10
     )
     select page.code, page.procedure, case when p.code is not null then jsonb_build_object('vi', p.name_vi, 'en', p.name_en) when i.procedure_name is not null then jsonb_build_object('vi', i.procedure_name, 'en', i.procedure_name) end as "procedureName", page.imported, page.agency, bucket, page.received_at as "receivedAt", d.started_at as "startedAt",
       page.due_at as "dueAt", page.state, answers, holders.list as holders, stops.list as stops,
       case when bucket <> 'late' then f.chance end as "lateChance"
     from page left join procedure p on p.code = page.procedure left join imported_dossier i on page.imported and i.code = page.code left join deadline d on d.subject_kind = 'dossier' and d.subject_ref = page.code and d.ended_at is null left join forecast f on f.dossier = page.code
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('agency', l.agency, 'since', l.entered_at, 'acknowledged', l.acknowledged_at is not null) order by l.entered_at), '[]') as list
       from (select agency, entered_at, acknowledged_at from leg where dossier = page.code and left_at is null union all select coalesce(i.holder, i.agency), i.received_at, i.received_at where page.imported) as l) as holders
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('from', s.started_at, 'to', s.ended_at)), '[]') as list from (select started_at, ended_at from deadline_stop where dossier = page.code union all select i.stopped_at, null where i.stopped_at is not null) as s) as stops
     order by coalesce(page.due_at, 'infinity'), page.code`,
    [...values(page), column, after?.code ?? null, after?.dueAt ?? 'infinity', limit],
  );
}

const values = ({ now, tomorrow, nearAt, visible, agency, procedure }: TowerScope): unknown[] => [
  now, tomorrow, JSON.stringify(Object.fromEntries(nearAt.map((one) => [`${one.agency} ${one.amount} ${one.unit}`, one.at]))), visible, agency ?? null, procedure ?? null,
];

/**
 * $1 now, $2 tomorrow, $3 when promises of the same terms come near, $4 agencies seen, $5 holder, $6 procedure. One row for each agency that has
 * the dossier, or for the agency that received it while it is nowhere. What is open is little of all there is: it is brought together once and
 * joined as a whole, for looking each dossier up would take several times as long. Dossiers of registers stand among the others.
 */
const OPEN = `
with promise as materialized (
  select subject_ref, agency, due_at, state,
    case when state = 'missed' or (state = 'running' and due_at < $1) then 'late' when state = 'stopped' then 'stopped' when due_at < $2 then 'today' when due_at <= ($3::jsonb ->> (agency || ' ' || budget_amount || ' ' || budget_unit))::timestamptz then 'near' else 'on_time' end as bucket
  from deadline where subject_kind = 'dossier' and ended_at is null
), stay as materialized (
  select dossier, agency, acknowledged_at is null as unseen from leg where left_at is null
), held as materialized (
  select o.code, o.procedure, o.agency, o.received_at, coalesce(l.agency, o.agency) as holder, coalesce(l.unseen, false) as unseen,
    promise.agency as answers, promise.due_at, promise.state, coalesce(bucket, 'none') as bucket, false as imported
  from dossier o left join promise on promise.subject_ref = o.code left join stay l on l.dossier = o.code
  where o.ended_at is null and o.resolved_at is null and ($6::text is null or o.procedure = $6) and ($5::text is null or coalesce(l.agency, o.agency) = $5)
    and ($4::text[] is null or o.agency = any ($4) or l.agency = any ($4))
  union all
  select i.code, i.procedure, i.agency, i.received_at, coalesce(i.holder, i.agency), false, i.agency, i.due_at, case when i.state in (5, 6) then 'stopped' when i.due_at is not null then 'running' end,
    case when i.due_at < coalesce(i.stopped_at, $1) then 'late' when i.state in (5, 6) then 'stopped' when i.due_at is null then 'none' when i.due_at < $2 then 'today' when i.due_at <= ($3::jsonb ->> (i.agency || ' 0 working_hour'))::timestamptz then 'near' else 'on_time' end, true
  from imported_dossier i where i.settled_at is null and ($6::text is null or i.procedure = $6) and ($5::text is null or coalesce(i.holder, i.agency) = $5)
    and ($4::text[] is null or i.agency = any ($4) or i.holder = any ($4))
)`;
