import { type Principal, ROLE } from '#kernel';
import type { EntityManager } from 'typeorm';

export interface SettledRow {
  agency: string;
  procedure: string;
  settled: number;
}

export interface MonthRow {
  month: string;
  settled: number;
  gross: number;
  net: number;
}

export interface TargetRow {
  agency: string;
  share: number;
  validFrom: string;
  document: string;
  setBy: string;
  setAt: Date;
}

export interface WorkCounts {
  toSign: number;
  apologies: number;
  approvals: number;
  modifications: number;
  declarations: number;
  contests: number;
  alerts: number;
}

/** Dossiers that the agencies received and settled from an instant on; null for all. */
export async function countMoved(db: EntityManager, agencies: readonly string[] | null, from: Date, until: Date): Promise<{ received: number; settled: number }> {
  const [row] = await db.query<[{ received: number; settled: number }]>(
    `select count(distinct dossier) filter (where kind = 'dossier.received')::int as received, count(distinct dossier) filter (where kind = 'dossier.settled')::int as settled
     from ledger_entry where kind in ('dossier.received', 'dossier.settled') and at >= $1 and at < $2 and ($3::text[] is null or data ->> 'agency' = any ($3))`,
    [from, until, agencies],
  );
  return row;
}

export async function settledBy(db: EntityManager, agencies: readonly string[] | null, from: Date, until: Date): Promise<SettledRow[]> {
  return db.query(
    `select data ->> 'agency' as agency, data ->> 'procedure' as procedure, count(distinct dossier)::int as settled
     from ledger_entry where kind = 'dossier.settled' and at >= $1 and at < $2 and ($3::text[] is null or data ->> 'agency' = any ($3)) group by 1, 2`,
    [from, until, agencies],
  );
}

/** How many were settled, late and late net of force majeure, month by month. */
export async function settledByMonth(db: EntityManager, agencies: readonly string[] | null, from: Date, until: Date): Promise<MonthRow[]> {
  return db.query(
    `with settled as (
       select distinct on (dossier) dossier, at, data ->> 'outcome' = 'late' as late from ledger_entry
       where kind = 'dossier.settled' and at >= $1 and at < $2 and ($3::text[] is null or data ->> 'agency' = any ($3)) order by dossier, position
     ), net as (
       select settled.dossier, (select data ->> 'netOutcome' from ledger_entry e where e.dossier = settled.dossier and e.kind in ('dossier.settled', 'force_majeure.excluded', 'force_majeure.restored') and data ->> 'netOutcome' is not null order by e.seq desc limit 1) as outcome
       from settled where late
     )
     select to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month, count(*)::int as settled, count(*) filter (where late)::int as gross, count(*) filter (where late and coalesce(net.outcome, 'late') = 'late')::int as net
     from settled left join net using (dossier) group by 1 order by 1`,
    [from, until, agencies],
  );
}

/** What waits for the leader. `agencies`: those answered for, null for all; `since`: the first instant of the month. */
export async function countWork(db: EntityManager, { username, positions }: Principal, agencies: readonly string[] | null, leads: boolean, since: Date, now: Date): Promise<WorkCounts> {
  const own = positions.filter(({ role }) => role === ROLE.leader).map(({ agency }) => agency);
  const [row] = await db.query<[WorkCounts]>(
    `select
       (select count(*)::int from task where state in ('open', 'claimed') and agency = any ($1::text[]) and role = $7 and (assignee is null or assignee = $2)) as "toSign",
       (select count(*)::int from apology where state = 'open' and ($3::text[] is null or agency = any ($3))) as apologies,
       (select case when $4 then (select count(*)::int from revision where state = 'checked' and drafted_by <> $2) else 0 end) as approvals,
       (select count(*)::int from modification_request m join dossier o on o.code = m.dossier where m.state = 'requested' and m.requested_by <> $2 and ($3::text[] is null or o.agency = any ($3))) as modifications,
       (select count(*)::int from force_majeure where revoked_at is null and ends_at > $5 and starts_at < $6 and ($3::text[] is null or agencies && $3)) as declarations,
       (select count(*)::int from contest where state = 'open' and ($3::text[] is null or agency = any ($3))) as contests,
       (select count(*)::int from alert where state = 'open' and ($3::text[] is null or agency = any ($3))) as alerts`,
    [own, username, agencies, leads, since, now, ROLE.leader],
  );
  return row;
}

export interface AnsweredRow {
  field: string | null;
  /** Under 35, from 60 on, or between; null where the birth date is not known. */
  age: 'young' | 'middle' | 'old' | null;
  answers: number;
  satisfied: number;
}

/** What citizens answered, by field and age; faces 3 and 4 are content. */
export async function surveysBy(db: EntityManager, agencies: readonly string[] | null, from: Date, until: Date): Promise<AnsweredRow[]> {
  return db.query(
    `select p.field, case when o.applicant ->> 'birthDate' is null then null when (o.applicant ->> 'birthDate')::date > s.answered_at - interval '35 years' then 'young' when (o.applicant ->> 'birthDate')::date > s.answered_at - interval '60 years' then 'middle' else 'old' end as age,
       count(*)::int as answers, count(*) filter (where s.face >= 3)::int as satisfied
     from survey s join dossier o on o.code = s.dossier join procedure p on p.code = o.procedure
     where s.answered_at >= $1 and s.answered_at < $2 and ($3::text[] is null or o.agency = any ($3)) group by 1, 2`,
    [from, until, agencies],
  );
}

/** Targets of these agencies, the newest first; null for all. */
export async function targetsOf(db: EntityManager, agencies: readonly string[] | null): Promise<TargetRow[]> {
  return db.query(
    `select agency, late_share::float8 as share, valid_from::text as "validFrom", document, set_by as "setBy", set_at as "setAt" from late_target
     where $1::text[] is null or agency = any ($1) order by valid_from desc, seq desc limit 500`,
    [agencies],
  );
}

export async function insertTarget(tx: EntityManager, { agency, share, validFrom, document, setBy, setAt }: TargetRow): Promise<void> {
  await tx.query('insert into late_target (agency, late_share, valid_from, document, set_by, set_at) values ($1, $2, $3, $4, $5, $6)', [agency, share, validFrom, document, setBy, setAt]);
}
