import type { BudgetUnit } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { SampledStep } from './heatmap.repository.js';

export interface ScoreScope {
  from: Date;
  to: Date;
  /** Null for all. */
  agencies: readonly string[] | null;
}

/** `assignee` is null in the line of the agency. */
export interface Scored {
  agency: string;
  assignee: string | null;
  whole: boolean;
  done: number;
  limited: number;
  late: number;
}

export interface HeldSteps {
  agency: string;
  assignee: string | null;
  whole: boolean;
  open: number;
  oldestAt: Date | null;
}

export interface Marked {
  agency: string;
  stays: number;
  marks: number;
  use: number;
}

const DONE = `state = 'completed' and ended_at >= $1 and ended_at < $2 and ($3::text[] is null or agency = any ($3))`;
const values = ({ from, to, agencies }: ScoreScope): unknown[] => [from, to, agencies];

export async function countScores(db: EntityManager, scope: ScoreScope): Promise<Scored[]> {
  return db.query(
    `with done as (select id, agency, assignee from task where ${DONE})
     select done.agency, assignee, grouping(assignee) = 1 as whole, count(*)::int as done, count(d.id)::int as limited, count(*) filter (where d.state = 'missed')::int as late
     from done left join deadline d on d.subject_kind = 'task' and d.subject_ref = done.id::text group by grouping sets ((done.agency), (done.agency, assignee))`,
    values(scope),
  );
}

export async function countHeld(db: EntityManager, { agencies }: ScoreScope): Promise<HeldSteps[]> {
  return db.query(
    `select agency, assignee, grouping(assignee) = 1 as whole, count(*)::int as open, min(opened_at) as "oldestAt" from task
     where state in ('open', 'claimed') and ($1::text[] is null or agency = any ($1)) group by grouping sets ((agency), (agency, assignee))`,
    [agencies],
  );
}

/** Index 2 of the evaluation, by the stays themselves. */
export async function markStays(db: EntityManager, scope: ScoreScope): Promise<Marked[]> {
  return db.query(
    `select agency, count(*)::int as stays, sum(case when used_ms < budget_ms then 2 when used_ms = budget_ms then 1 else 0 end)::int as marks, percentile_disc(0.5) within group (order by used_ms::float8 / budget_ms) as use from leg
     where left_at >= $1 and left_at < $2 and budget_ms > 0 and used_ms is not null and ($3::text[] is null or agency = any ($3)) group by agency`,
    values(scope),
  );
}

/** Stays that ended in the period, of dossiers on whose lateness was decided. */
export async function staysOf(db: EntityManager, { from, to, agencies }: ScoreScope, dossiers: readonly string[]): Promise<{ dossier: string; agency: string; from: Date; points: number }[]> {
  return db.query(
    `select dossier, agency, entered_at as "from", case when used_ms < budget_ms then 2 when used_ms = budget_ms then 1 else 0 end as points from leg
     where left_at >= $1 and left_at < $2 and budget_ms > 0 and used_ms is not null and ($3::text[] is null or agency = any ($3)) and dossier = any ($4::text[])`,
    [from, to, agencies, dossiers],
  );
}

/** Dossiers that agencies have not acknowledged. */
export async function countWaiting(db: EntityManager, { agencies }: ScoreScope): Promise<{ agency: string; n: number }[]> {
  return db.query('select agency, count(*)::int as n from leg where left_at is null and acknowledged_at is null and ($1::text[] is null or agency = any ($1)) group by agency', [agencies]);
}

export interface ScoredStep extends SampledStep {
  assignee: string | null;
  /** Null where the step had no limit. */
  amount: string | null;
  unit: BudgetUnit | null;
}

/** At most `limit` steps of each officer. */
export async function sampleWork(db: EntityManager, scope: ScoreScope, limit: number): Promise<ScoredStep[]> {
  return db.query(
    `select element, agency, assignee, opened_at as "openedAt", claimed_at as "claimedAt", ended_at as "endedAt", stops.list as stops,
       (select budget_amount from deadline where subject_kind = 'task' and subject_ref = task.id::text) as amount, (select budget_unit from deadline where subject_kind = 'task' and subject_ref = task.id::text) as unit
     from (select *, row_number() over (partition by agency, assignee order by hashtext(id::text), id) as place from task where ${DONE}) as task
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('from', s.started_at, 'to', s.ended_at)), '[]') as list from deadline_stop s where s.dossier = task.dossier) as stops
     where place <= $4`,
    [...values(scope), limit],
  );
}
