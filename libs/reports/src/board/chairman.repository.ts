import { type Principal, ROLE } from '#kernel';
import type { EntityManager } from 'typeorm';
import { registered } from '../register-facts.js';

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

/** Of which part of the ledger: from an instant on, up to another, by what was written then. */
export interface MovedScope {
  /** Null for all. */
  agencies: readonly string[] | null;
  from: Date;
  until: Date;
  position: number;
}

const values = ({ from, until, position, agencies }: MovedScope): unknown[] => [from, until, position, agencies];

/**
 * Receipts and settlements as the settlement form counts them, those of registers among them; a dossier is its receiving agency's, or that of the
 * agency which took it over. $1 from, $2 until, $3 position, $4 agencies.
 */
const MOVED = `
with registered as materialized (${registered()}
), passed as materialized (
  select distinct on (dossier) dossier, data ->> 'to' as agency from ledger_entry where kind = 'dossier.transferred' and (data ->> 'receiving')::boolean and at < $2::timestamptz and position <= $3 order by dossier, position desc
), receipt as (
  select dossier, coalesce(passed.agency, data ->> 'agency') as agency from ledger_entry left join passed using (dossier) where kind = 'dossier.received' and at >= $1::timestamptz and at < $2 and position <= $3
  union all select dossier, coalesce(passed.agency, registered.agency) from registered left join passed using (dossier) where received_at >= $1 and received_at < $2
), done as (
  (select distinct on (dossier) dossier, at, data ->> 'agency' as agency, data ->> 'procedure' as procedure, data ->> 'outcome' = 'late' as late from ledger_entry
  where kind = 'dossier.settled' and at >= $1 and at < $2 and position <= $3 and not exists (select from registered where registered.dossier = ledger_entry.dossier) order by dossier, position)
  union all select dossier, settled_at, agency, coalesce(procedure, procedure_name, ''), outcome = 'late' from registered where settled_at >= $1 and settled_at < $2
), settled as (
  select done.dossier, at, coalesce(passed.agency, done.agency) as agency, procedure, late from done left join passed using (dossier)
)`;
const OWN = '($4::text[] is null or agency = any ($4))';

export async function countMoved(db: EntityManager, scope: MovedScope): Promise<{ received: number; settled: number }> {
  const [row] = await db.query<[{ received: number; settled: number }]>(
    `${MOVED} select (select count(distinct dossier)::int from receipt where ${OWN}) as received, (select count(*)::int from settled where ${OWN}) as settled`, values(scope),
  );
  return row;
}

export async function settledBy(db: EntityManager, scope: MovedScope): Promise<SettledRow[]> {
  return db.query(`${MOVED} select agency, procedure, count(*)::int as settled from settled where ${OWN} group by 1, 2`, values(scope));
}

/** How many were settled, late and late net of force majeure, month by month. */
export async function settledByMonth(db: EntityManager, scope: MovedScope): Promise<MonthRow[]> {
  return db.query(
    `${MOVED}, net as (
       select dossier, (select data ->> 'netOutcome' from ledger_entry e where e.dossier = settled.dossier and e.kind in ('dossier.settled', 'force_majeure.excluded', 'force_majeure.restored') and e.position <= $3 and data ->> 'netOutcome' is not null order by e.seq desc limit 1) as outcome
       from settled where late and ${OWN}
     )
     select to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month, count(*)::int as settled, count(*) filter (where late)::int as gross, count(*) filter (where late and coalesce(net.outcome, 'late') = 'late')::int as net
     from settled left join net using (dossier) where ${OWN} group by 1 order by 1`,
    values(scope),
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
