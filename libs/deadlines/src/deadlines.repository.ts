import type { Convention, DeadlineState, DeadlineSubject, DossierHead, FirstDay, RungAction } from '#contract';
import type { Budget, BudgetUnit, Text } from '#kernel';
import { type Together, ask, write } from '#platform';
import type { EntityManager } from 'typeorm';
import type { DeadlineClock } from './clock.js';
import { UNDELIVERED } from './ladders/rung-delivery.repository.js';
import { timesChanged } from './live-times.js';

/** A deadline as stored. `agency` answers for it and lends its calendar; `role` is null for the dossier's own. */
export interface Deadline extends DeadlineClock {
  id: string;
  subjectKind: DeadlineSubject;
  /** Dossier code, task id, or id of the leg to be acknowledged. */
  subjectRef: string;
  dossier: string;
  agency: string;
  role: string | null;
  ladder: string;
  /** Of the ladder, the version it was armed with. */
  ladderVersion: number;
}

export interface Rung {
  deadline: string;
  rung: string;
  at: Date;
  firedAt: Date | null;
  recipients: { agency: string; role: string }[];
  action: RungAction;
}

interface DeadlineRow {
  id: string;
  subject_kind: DeadlineSubject;
  subject_ref: string;
  dossier: string;
  agency: string;
  role: string | null;
  budget_amount: string;
  budget_unit: BudgetUnit;
  convention: Convention;
  first_day: FirstDay | null;
  cutoff: string | null;
  started_at: Date;
  due_at: Date;
  state: DeadlineState;
  breached_at: Date | null;
  ended_at: Date | null;
  overrun_ms: string;
  ladder: string;
  ladder_version: number;
  extension_amount: string | null;
  extension_unit: BudgetUnit | null;
}

const COLUMNS = `d.id, d.subject_kind, d.subject_ref, d.dossier, d.agency, d.role, d.budget_amount, d.budget_unit, d.convention, d.first_day, d.cutoff,
  d.started_at, d.due_at, d.state, d.breached_at, d.ended_at, d.overrun_ms, d.ladder, d.ladder_version, d.extension_amount, d.extension_unit`;

/** What it is about, in a language of the tables. */
const named = (column: 'name_vi' | 'name_en', handOver: string): string => `case when d.subject_kind = 'hand_over' then '${handOver}' else coalesce(t.${column}, p.${column}) end`;
const NAME_VI = named('name_vi', 'Xác nhận đã nhận hồ sơ');
const NAME_EN = named('name_en', 'Acknowledge the hand-over');

const ITS_TASK = `left join task t on t.id = case when d.subject_kind = 'task' then d.subject_ref::uuid end`;

/** Deadlines of the dossier that still measure something: running, stopped, or missed with the work not done. */
export const liveDeadlines = (db: EntityManager, dossier: string): Promise<Deadline[]> => liveDeadlinesOf(db, [dossier]);

export async function liveDeadlinesOf(db: EntityManager, dossiers: readonly string[]): Promise<Deadline[]> {
  return toDeadlines(await ask(db, `select ${COLUMNS} from deadline d where d.dossier = any($1) and d.ended_at is null order by d.id`, [dossiers]));
}

/** Deadlines not ended that are due after `from` and had begun by `to`, in the order of their ids. */
export async function openDeadlinesBetween(
  db: EntityManager, { agencies, from, to, after, limit }: { agencies: readonly string[] | null; from: Date; to: Date | null; after: string | null; limit: number },
): Promise<Deadline[]> {
  return toDeadlines(
    await db.query(
      `select ${COLUMNS} from deadline d where d.ended_at is null and d.due_at >= $2 and ($3::timestamptz is null or d.started_at <= $3)
         and ($1::text[] is null or d.agency = any($1)) and ($4::uuid is null or d.id > $4) order by d.id limit $5`,
      [agencies, from, to, after, limit],
    ),
  );
}

export async function findDeadline(db: EntityManager, id: string): Promise<Deadline | null> {
  return toDeadlines(await db.query(`select ${COLUMNS} from deadline d where d.id = $1`, [id]))[0] ?? null;
}

/** The dossiers' own deadlines, ended ones too. */
export async function dossierDeadlines(db: EntityManager, dossiers: readonly string[]): Promise<Deadline[]> {
  return toDeadlines(await db.query(`select ${COLUMNS} from deadline d where d.subject_kind = 'dossier' and d.subject_ref = any($1)`, [dossiers]));
}

/** The dossier's own deadline, ended or not, and all others that have not ended. */
export async function countingDeadlines(tx: EntityManager, dossier: string): Promise<Deadline[]> {
  return toDeadlines(await ask(tx, `select ${COLUMNS} from deadline d where d.dossier = $1 and (d.ended_at is null or d.subject_kind = 'dossier') order by d.id`, [dossier]));
}

/** Of hand-overs of these legs that nobody has acknowledged. */
export async function handOverDeadlines(tx: EntityManager, legs: readonly string[]): Promise<Deadline[]> {
  return toDeadlines(await ask(tx, `select ${COLUMNS} from deadline d where d.subject_kind = 'hand_over' and d.subject_ref = any($1) and d.ended_at is null`, [legs]));
}

export async function extendDeadline(tx: EntityManager, { id, extension }: Pick<Deadline, 'id'> & { extension: Budget }): Promise<void> {
  timesChanged(tx);
  await write(tx, 'update deadline set extension_amount = $2, extension_unit = $3 where id = $1', [id, extension.amount, extension.unit]);
}

export async function taskDeadlines(db: EntityManager, tasks: readonly string[]): Promise<Deadline[]> {
  return toDeadlines(await db.query(`select ${COLUMNS} from deadline d where d.subject_kind = 'task' and d.subject_ref = any($1)`, [tasks]));
}

export async function insertDeadlines(tx: EntityManager, deadlines: readonly Deadline[], { joins }: Together = {}): Promise<void> {
  const [only, ...others] = deadlines;
  if (!only) return;
  timesChanged(tx);
  if (others.length === 0) return write(tx, INSERT_ONE, rowOf(only), { joins });
  await write(
    tx,
    `insert into deadline (id, subject_kind, subject_ref, dossier, agency, role, budget_amount, budget_unit, convention, started_at, due_at,
       state, breached_at, ended_at, overrun_ms, ladder, ladder_version, first_day, cutoff)
     select id, "subjectKind", "subjectRef", dossier, agency, role, (budget ->> 'amount')::numeric, budget ->> 'unit', convention, "startedAt", "dueAt",
       state, "breachedAt", "endedAt", "overrunMs", ladder, "ladderVersion", "firstDay", cutoff
     from jsonb_to_recordset($1::jsonb) as d (id uuid, "subjectKind" text, "subjectRef" text, dossier text, agency text, role text, budget jsonb,
       convention text, "startedAt" timestamptz, "dueAt" timestamptz, state text, "breachedAt" timestamptz, "endedAt" timestamptz, "overrunMs" bigint, ladder text, "ladderVersion" integer, "firstDay" text, cutoff text)`,
    [JSON.stringify(deadlines)],
    { joins },
  );
}

/** What most steps open: half the cost of a list of one. */
const INSERT_ONE = `insert into deadline (id, subject_kind, subject_ref, dossier, agency, role, budget_amount, budget_unit, convention, started_at, due_at,
  state, breached_at, ended_at, overrun_ms, ladder, ladder_version, first_day, cutoff)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`;

const rowOf = (d: Deadline): unknown[] => [
  d.id, d.subjectKind, d.subjectRef, d.dossier, d.agency, d.role, d.budget.amount, d.budget.unit, d.convention, d.startedAt, d.dueAt, d.state, d.breachedAt, d.endedAt, d.overrunMs,
  d.ladder, d.ladderVersion, d.firstDay ?? null, d.cutoff ?? null,
];

/** As many as are written one by one: a list is joined with the table, which is read whole by a plan that was made when it was small. */
const FEW = 4;

/** Writes the clocks of deadlines: everything about them that changes. */
export async function updateClocks(tx: EntityManager, deadlines: readonly Deadline[], { joins }: Together = {}): Promise<void> {
  if (deadlines.length === 0) return;
  timesChanged(tx);
  if (deadlines.length > FEW) return write(tx, UPDATE_CLOCKS, [JSON.stringify(deadlines)], { joins });
  for (const { id, dueAt, state, breachedAt, endedAt, overrunMs } of deadlines) {
    await write(tx, UPDATE_CLOCK, [id, dueAt, state, breachedAt, endedAt, overrunMs], { joins: joins && deadlines.length === 1 });
  }
}

const UPDATE_CLOCK = 'update deadline set due_at = $2, state = $3, breached_at = $4, ended_at = $5, overrun_ms = $6, version = version + 1 where id = $1';
const UPDATE_CLOCKS = `update deadline set due_at = d."dueAt", state = d.state, breached_at = d."breachedAt", ended_at = d."endedAt", overrun_ms = d."overrunMs", version = version + 1
     from jsonb_to_recordset($1::jsonb) as d (id uuid, "dueAt" timestamptz, state text, "breachedAt" timestamptz, "endedAt" timestamptz, "overrunMs" bigint)
     where deadline.id = d.id`;

/** The agency by whose calendar they are counted from now on. */
export async function readdressDeadlines(tx: EntityManager, ids: readonly string[], agency: string): Promise<void> {
  if (ids.length === 0) return;
  timesChanged(tx);
  await write(tx, 'update deadline set agency = $2, version = version + 1 where id = any($1::uuid[])', [ids, agency]);
}

export async function rungsOfDeadlines(db: EntityManager, deadlines: readonly string[]): Promise<Rung[]> {
  if (deadlines.length === 0) return [];
  return db.query(
    'select deadline, rung, at, fired_at as "firedAt", recipients, action from rung where deadline = any($1) order by deadline, at, rung',
    [deadlines],
  );
}

/** Plans rungs, or plans them anew; one that has fired keeps its instant. */
export async function planRungs(tx: EntityManager, rungs: readonly Rung[], { joins }: Together = {}): Promise<void> {
  if (rungs.length === 0) return;
  await write(
    tx,
    `insert into rung (deadline, rung, at, recipients, action)
     select deadline, rung, at, recipients, action from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[], $5::text[]) as r (deadline, rung, at, recipients, action)
     on conflict (deadline, rung) do update set at = excluded.at, recipients = excluded.recipients where rung.fired_at is null`,
    [
      rungs.map(({ deadline }) => deadline), rungs.map(({ rung }) => rung), rungs.map(({ at }) => at), rungs.map(({ recipients }) => JSON.stringify(recipients)), rungs.map(({ action }) => action),
    ],
    { joins },
  );
}

/** A rung that was still to fire. */
export async function markFired(tx: EntityManager, deadline: string, rung: string, at: Date): Promise<void> {
  await write(tx, 'update rung set fired_at = $3 where deadline = $1 and rung = $2 and fired_at is null', [deadline, rung, at], { rows: 1 });
}

/** A rung that no ladder planned. */
export async function insertFired(tx: EntityManager, { deadline, rung, at, firedAt, recipients, action }: Rung): Promise<void> {
  await write(tx, 'insert into rung (deadline, rung, at, fired_at, recipients, action) values ($1, $2, $3, $4, $5, $6)', [deadline, rung, at, firedAt, JSON.stringify(recipients), action]);
}

/** When a rung of such a code fired last; null when none has. */
export async function lastFiredAs(tx: EntityManager, deadline: string, like: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }[]>('select max(fired_at) as at from rung where deadline = $1 and rung like $2', [deadline, like]);
  return row?.at ?? null;
}

/** What each deadline is about, for people: the task's name, or the procedure's for the dossier's own. Names are read where they live. */
export async function subjectNames(db: EntityManager, deadlines: readonly string[]): Promise<Map<string, Text>> {
  const rows = await db.query<(Text & { id: string })[]>(
    `select d.id, ${NAME_VI} as vi, ${NAME_EN} as en
     from deadline d
     join dossier o on o.code = d.dossier
     join procedure p on p.code = o.procedure
     ${ITS_TASK}
     where d.id = any($1)`,
    [deadlines],
  );
  return new Map(rows.map(({ id, vi, en }) => [id, { vi, en }]));
}

/** One recorded change of a due instant, as the ledger keeps it. */
export interface Move {
  at: Date;
  from: string;
  to: string;
  reason: string;
  document: string | null;
}

export async function movesOf(db: EntityManager, { dossier, subjectKind, subjectRef }: Deadline): Promise<Move[]> {
  return db.query(
    `select at, data ->> 'from' as from, data ->> 'to' as to, data ->> 'reason' as reason, data ->> 'document' as document from ledger_entry
     where dossier = $1 and kind = 'deadline.moved' and data ->> 'subject' = $2 and data ->> 'ref' = $3 order by seq`,
    [dossier, subjectKind, subjectRef],
  );
}

/** Where a deadline stands in the list. */
export interface Place {
  dueAt: Date;
  id: string;
}

export interface ListedDeadline extends Deadline {
  name: Text;
  procedureName: Text;
}

export interface DeadlinePage {
  state?: DeadlineState | undefined;
  /** Null for all. */
  agencies: readonly string[] | null;
  dossier?: string | undefined;
  subjects: readonly DeadlineSubject[];
  before?: Date | undefined;
  after: Place | null;
  limit: number;
}

/** A page in order of due instants, with the names of what each is about. */
export async function pageOfDeadlines(db: EntityManager, page: DeadlinePage): Promise<ListedDeadline[]> {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const where = [
    `d.subject_kind = any(${value(page.subjects)})`,
    page.state && `d.state = ${value(page.state)}`,
    page.agencies && `d.agency = any(${value(page.agencies)})`,
    page.dossier !== undefined && `d.dossier = ${value(page.dossier)}`,
    page.before && `d.due_at < ${value(page.before)}`,
    page.after && `(d.due_at, d.id) > (${value(page.after.dueAt)}::timestamptz, ${value(page.after.id)}::uuid)`,
  ].filter(Boolean);
  const rows = await db.query<(DeadlineRow & { name: Text; procedure_name: Text })[]>(
    `select ${COLUMNS}, jsonb_build_object('vi', p.name_vi, 'en', p.name_en) as procedure_name,
       jsonb_build_object('vi', ${NAME_VI}, 'en', ${NAME_EN}) as name
     from deadline d
     join dossier o on o.code = d.dossier
     join procedure p on p.code = o.procedure
     ${ITS_TASK}
     where ${where.join(' and ')}
     order by d.due_at, d.id limit ${value(page.limit)}`,
    values,
  );
  return rows.map((row) => ({ ...toDeadline(row), name: row.name, procedureName: row.procedure_name }));
}

const toDeadlines = (rows: unknown): Deadline[] => (rows as DeadlineRow[]).map(toDeadline);

const toDeadline = (row: DeadlineRow): Deadline => ({
  id: row.id,
  subjectKind: row.subject_kind,
  subjectRef: row.subject_ref,
  dossier: row.dossier,
  agency: row.agency,
  role: row.role,
  budget: { amount: Number(row.budget_amount), unit: row.budget_unit },
  convention: row.convention,
  ...(row.first_day !== null && { firstDay: row.first_day }),
  ...(row.cutoff !== null && { cutoff: row.cutoff }),
  ...(row.extension_unit !== null && { extension: { amount: Number(row.extension_amount), unit: row.extension_unit } }),
  startedAt: row.started_at,
  dueAt: row.due_at,
  state: row.state,
  breachedAt: row.breached_at,
  endedAt: row.ended_at,
  overrunMs: Number(row.overrun_ms),
  ladder: row.ladder,
  ladderVersion: row.ladder_version,
});

/** A deadline with what recipients are resolved by. */
export interface RanDeadline extends Deadline {
  head: Pick<DossierHead, 'agency' | 'territory' | 'receivedAt'>;
}

/** The most deadlines that a preview looks at. */
const MOST_RAN = 20_000;
/** What is due longer ago than this has hardly ended in the last weeks. */
const LONG_AGO = `interval '180 days'`;

const OF_LADDER = `(d.ladder = $1 or not exists (select from ladder where code = $1))`;

/** Deadlines of the ladder that ran in the span. */
export async function deadlinesRanBetween(db: EntityManager, ladder: string, from: Date, to: Date): Promise<RanDeadline[]> {
  const rows = await db.query<(DeadlineRow & { head_agency: string; head_territory: string; head_received: Date })[]>(
    `select ${COLUMNS}, o.agency as head_agency, o.territory as head_territory, o.received_at as head_received
     from (
       select * from deadline where ended_at is null and started_at < $3
       union all
       select * from deadline where due_at > $2::timestamptz - ${LONG_AGO} and ended_at >= $2 and started_at < $3 and state <> 'cancelled'
     ) as d join dossier o on o.code = d.dossier where ${OF_LADDER} limit ${MOST_RAN}`,
    [ladder, from, to],
  );
  return rows.map((row) => ({ ...toDeadline(row), head: { agency: row.head_agency, territory: row.head_territory, receivedAt: row.head_received } }));
}

/** How many rungs of the ladder fired in the span. */
export async function firedBetween(db: EntityManager, ladder: string, from: Date, to: Date): Promise<number> {
  const [row] = await db.query<{ n: number }[]>(
    `select count(*)::int as n from rung r join deadline d on d.id = r.deadline where r.fired_at is not null and r.fired_at >= $2 and r.fired_at < $3 and ${OF_LADDER}`,
    [ladder, from, to],
  );
  return row!.n;
}

export interface FiredRung extends Pick<Deadline, 'dossier' | 'subjectKind' | 'agency' | 'dueAt' | 'ladder' | 'ladderVersion'>, Pick<Rung, 'deadline' | 'rung' | 'at' | 'recipients' | 'action'> {
  firedAt: Date;
  name: Text;
  ended: boolean;
}

export interface FiredPage {
  dossier?: string | undefined;
  agency?: string | undefined;
  mine?: boolean | undefined;
  action?: RungAction | undefined;
  /** Fired in [from, to). */
  from?: Date | undefined;
  to?: Date | undefined;
  answered?: 'none' | 'acknowledged' | 'snoozed' | undefined;
  /** Only those that reached nobody, or have not yet. */
  undelivered?: boolean | undefined;
  /** Null for all agencies. */
  own: readonly string[] | null;
  posts: readonly { agency: string; role: string }[];
  after: { firedAt: Date; deadline: string; rung: string } | null;
  limit: number;
}

/** Rungs that fired, newest first. */
export async function firedRungs(db: EntityManager, { dossier, agency, mine, action, from, to, answered, undelivered, own, posts, after, limit }: FiredPage): Promise<FiredRung[]> {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const told = (): string => `exists (select from jsonb_to_recordset(${value(JSON.stringify(posts))}::jsonb) as p (agency text, role text) where r.recipients @> jsonb_build_array(jsonb_build_object('agency', p.agency, 'role', p.role)))`;
  const where = [
    'r.fired_at is not null',
    dossier !== undefined && `d.dossier = ${value(dossier)}`,
    agency !== undefined && `d.agency = ${value(agency)}`,
    own && `(d.agency = any(${value(own)}) or ${told()})`,
    mine && told(),
    action && `r.action = ${value(action)}`,
    from && `r.fired_at >= ${value(from)}`,
    to && `r.fired_at < ${value(to)}`,
    answered === 'none' && 'not exists (select from rung_answer a where a.deadline = r.deadline and a.rung = r.rung)',
    answered && answered !== 'none' && `exists (select from rung_answer a where a.deadline = r.deadline and a.rung = r.rung and a.kind = ${value(answered)})`,
    undelivered && UNDELIVERED,
    after && `(r.fired_at, r.deadline, r.rung) < (${value(after.firedAt)}::timestamptz, ${value(after.deadline)}::uuid, ${value(after.rung)})`,
  ].filter(Boolean);
  return db.query(
    `select r.deadline, r.rung, r.at, r.fired_at as "firedAt", r.recipients, r.action, d.dossier, d.subject_kind as "subjectKind", d.agency, d.due_at as "dueAt", d.ladder,
       d.ladder_version as "ladderVersion", d.ended_at is not null as ended, jsonb_build_object('vi', ${NAME_VI}, 'en', ${NAME_EN}) as name
     from rung r join deadline d on d.id = r.deadline join dossier o on o.code = d.dossier join procedure p on p.code = o.procedure ${ITS_TASK}
     where ${where.join(' and ')} order by r.fired_at desc, r.deadline desc, r.rung desc limit ${value(limit)}`,
    values,
  );
}
