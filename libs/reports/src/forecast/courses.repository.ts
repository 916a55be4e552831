import type { Budget, Text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { Course, Visit } from './course.js';

/** Settled dossiers of a procedure from which its model is made: the newest. */
const LEARNT = 2_000;

type Head = Omit<Course, 'visits' | 'stops'>;

const HEAD = `o.code as dossier, o.procedure, o.revision, o.agency as receiving, o.received_at as "receivedAt", least(d.ended_at, o.resolved_at, o.ended_at) as "settledAt"`;
const FROM = `from dossier o left join deadline d on d.subject_kind = 'dossier' and d.subject_ref = o.code`;

/** Resolved before the instant. */
export async function coursesBefore(db: EntityManager, procedure: string, before: Date): Promise<Course[]> {
  const heads = await db.query<Head[]>(`select ${HEAD} ${FROM} where o.procedure = $1 and o.resolved_at < $2 order by o.resolved_at desc, o.code limit $3`, [procedure, before, LEARNT]);
  return withVisits(db, heads);
}

export async function coursesOf(db: EntityManager, dossiers: readonly string[]): Promise<Course[]> {
  return withVisits(db, await db.query<Head[]>(`select ${HEAD} ${FROM} where o.code = any ($1) order by o.code`, [dossiers]));
}

interface Stayed {
  dossier: string;
  procedure: string;
  element: string;
  name: Text;
  agency: string;
  budget: Budget | null;
  openedAt: Date;
  endedAt: Date | null;
}

async function withVisits(db: EntityManager, heads: readonly Head[]): Promise<Course[]> {
  const codes = heads.map(({ dossier }) => dossier);
  const tasks = await db.query<Stayed[]>(
    `select dossier, procedure, element, jsonb_build_object('vi', name_vi, 'en', name_en) as name, agency, budget, opened_at as "openedAt", ended_at as "endedAt" from task where dossier = any ($1) order by dossier, opened_at, id`,
    [codes],
  );
  const stops = await db.query<{ dossier: string; from: Date; to: Date | null }[]>('select dossier, started_at as "from", ended_at as "to" from deadline_stop where dossier = any ($1)', [codes]);
  const [tasksOf, stopsOf] = [Map.groupBy(tasks, ({ dossier }) => dossier), Map.groupBy(stops, ({ dossier }) => dossier)];
  return heads.map((head) => ({ ...head, stops: stopsOf.get(head.dossier) ?? [], visits: (tasksOf.get(head.dossier) ?? []).map((task) => visitOf(task, head.procedure)) }));
}

const visitOf = ({ procedure, element, name, agency, budget, openedAt, endedAt }: Stayed, own: string): Visit => ({
  step: procedure === own ? element : `${procedure}/${element}`, name, agency, budget, openedAt, endedAt,
});

/** The due instants that stood in the ledger at an instant, by dossier. */
export async function duesAt(db: EntityManager, dossiers: readonly string[], at: Date): Promise<Map<string, Date>> {
  const rows = await db.query<{ dossier: string; dueAt: Date }[]>(
    `select distinct on (dossier) dossier, coalesce(data ->> 'to', data ->> 'dueAt')::timestamptz as "dueAt" from ledger_entry
     where dossier = any ($1) and at <= $2 and (kind = 'dossier.received' or (kind in ('deadline.set', 'deadline.moved') and data ->> 'subject' = 'dossier')) and coalesce(data ->> 'to', data ->> 'dueAt') is not null
     order by dossier, seq desc`,
    [dossiers, at],
  );
  return new Map(rows.map(({ dossier, dueAt }) => [dossier, dueAt]));
}

/** Procedures with something open. */
export async function openProcedures(db: EntityManager): Promise<string[]> {
  const rows = await db.query<{ procedure: string }[]>('select distinct procedure from dossier where ended_at is null and resolved_at is null order by procedure');
  return rows.map(({ procedure }) => procedure);
}

export async function openDossiers(db: EntityManager, procedure: string, after: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ code: string }[]>('select code from dossier where procedure = $1 and ended_at is null and resolved_at is null and code > $2 order by code limit $3', [procedure, after, limit]);
  return rows.map(({ code }) => code);
}

export interface Ended {
  code: string;
  late: boolean;
}

/**
 * Dossiers that were open at an instant and whose end is known by now: resolved since, or late already though still open. Chosen by a digest of
 * their codes. Those that are open and in time say nothing yet.
 */
export async function openAt(db: EntityManager, procedure: string, at: Date, limit: number): Promise<Ended[]> {
  return db.query(
    `select o.code, d.state = 'missed' as late from (
       select code from dossier where procedure = $1 and resolved_at > $2 and received_at <= $2
       union all select code from dossier where procedure = $1 and resolved_at is null and ended_at is null and received_at <= $2
     ) as o join deadline d on d.subject_kind = 'dossier' and d.subject_ref = o.code
     where d.state in ('met', 'missed') order by hashtext(o.code), o.code limit $3`,
    [procedure, at, limit],
  );
}
