import type { ApologyState, ContestState } from '#contract';
import type { Text } from '#kernel';
import type { EntityManager } from 'typeorm';

export interface BreachSpan {
  from: Date;
  /** Not later than now. */
  until: Date;
}

export interface LateStep {
  id: string;
  dossier: string;
  received: string;
  procedure: string;
  name: Text;
  agency: string;
  role: string;
  assignee: string | null;
  startedAt: Date;
  dueAt: Date;
  endedAt: Date | null;
  overrunMs: string;
}

export interface OfDossier {
  dossier: string;
  from: Date;
  to: Date | null;
}

export interface ExcludedSpan extends OfDossier {
  agency: string;
  document: string;
}

/** Late at the end of the span and not ended by then, or ended late within it. $1 from, $2 until. */
const LATE = (subject: 'dossier' | 'task'): string => `(
  select * from deadline where subject_kind = '${subject}' and ended_at is null and due_at < $2 and state in ('running', 'stopped', 'missed')
  union all
  select * from deadline where subject_kind = '${subject}' and state = 'missed' and ended_at >= $1 and due_at < $2
)`;

/** Dossiers that may be late in the span; the ledger says which of them are. */
export async function lateCandidates(db: EntityManager, { from, until }: BreachSpan): Promise<string[]> {
  const rows = await db.query<{ dossier: string }[]>(`select dossier from ${LATE('dossier')} as d
     union all select code from imported_dossier where settled_at is null and due_at < $2
     union all select code from imported_dossier where outcome = 'late' and settled_at >= $1 and due_at < $2`, [from, until]);
  return rows.map(({ dossier }) => dossier);
}

export async function lateSteps(db: EntityManager, { from, until }: BreachSpan): Promise<LateStep[]> {
  return db.query(
    `select d.id, d.dossier, o.agency as received, o.procedure, jsonb_build_object('vi', t.name_vi, 'en', t.name_en) as name, d.agency, t.role, t.assignee,
       d.started_at as "startedAt", d.due_at as "dueAt", case when d.ended_at < $2 then d.ended_at end as "endedAt", d.overrun_ms as "overrunMs"
     from ${LATE('task')} as d join task t on t.id = d.subject_ref::uuid join dossier o on o.code = d.dossier
     where d.state <> 'stopped'
     order by d.due_at, d.id`,
    [from, until],
  );
}

export async function stopsOfDossiers(db: EntityManager, dossiers: readonly string[]): Promise<OfDossier[]> {
  return db.query('select dossier, started_at as from, ended_at as to from deadline_stop where dossier = any ($1::text[])', [dossiers]);
}

export async function excludedSpans(db: EntityManager, dossiers: readonly string[]): Promise<ExcludedSpan[]> {
  return db.query(
    `select dossier, agency, x.starts_at as from, x.ends_at as to, document from excluded_time x join force_majeure f on f.id = x.declaration
     where dossier = any ($1::text[]) and x.revoked_at is null order by x.starts_at`,
    [dossiers],
  );
}

export async function apologiesOf(db: EntityManager, dossiers: readonly string[]): Promise<Map<string, ApologyState>> {
  const rows = await db.query<{ dossier: string; state: ApologyState }[]>('select dossier, state from apology where dossier = any ($1::text[])', [dossiers]);
  return new Map(rows.map(({ dossier, state }) => [dossier, state]));
}

/** How contests of shares stand: open as long as one is, else as the last one ended. */
export async function contestsOf(db: EntityManager, dossiers: readonly string[]): Promise<Map<string, ContestState>> {
  const rows = await db.query<{ dossier: string; state: ContestState }[]>(
    `select distinct on (dossier) dossier, state from contest where dossier = any ($1::text[]) order by dossier, state = 'open' desc, ended_at desc`,
    [dossiers],
  );
  return new Map(rows.map(({ dossier, state }) => [dossier, state]));
}

export async function fieldsOfProcedures(db: EntityManager): Promise<Map<string, string | null>> {
  const rows = await db.query<{ code: string; field: string | null }[]>('select code, field from procedure');
  return new Map(rows.map(({ code, field }) => [code, field]));
}
