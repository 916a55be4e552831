/*
 * Thousands of open promises written straight into the tables, and what they ought to come to: counted minute by minute from the calendar's own
 * rows, sharing nothing with the product. For the test that kills a change of calendars half-way, and for the bench of the same.
 */

/** Any client of PostgreSQL. */
export type Query = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export interface Span {
  from: number;
  to: number | null;
}

export interface ManyPromise {
  dossier: string;
  subject: 'dossier' | 'task';
  /** Of the deadline. */
  id: string;
  agency: string;
  startedAt: number;
  days: number;
  convention: 'exact' | 'end_of_day';
  stops: Span[];
}

const MINUTE = 60_000;
const DAY = 1_440;
const ZONE_MS = 7 * 3_600_000;
/** How far the oracle sees. */
const DAYS = 120;

const AGENCIES = ['xa-khanh-phu', 'ca-xa-khanh-phu', 'ct-khanh-vinh', 'xa-khanh-trung'];

const uuid = (kind: number, n: number): string => `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const dateAt = (ms: number): string => new Date(ms + ZONE_MS).toISOString().slice(0, 10);

/** Two promises a dossier. One dossier in ten was stopped for a day and goes on, one in ten stands still now, one in ten is counted by whole days. */
export function manyPromises(dossiers: number, now: number): ManyPromise[] {
  const minute = Math.floor(now / MINUTE) * MINUTE;
  return Array.from({ length: dossiers }, (_, i): ManyPromise[] => {
    const begun = minute - (600 + ((i * 7_919) % (2 * DAY))) * MINUTE;
    const stops = i % 10 === 3 ? [{ from: begun + 60 * MINUTE, to: begun + 500 * MINUTE }] : i % 10 === 7 ? [{ from: minute - 30 * MINUTE, to: null }] : [];
    const both = { dossier: `NHIEU-${String(i).padStart(7, '0')}`, startedAt: begun, stops };
    const agency = (n: number): string => AGENCIES[n % AGENCIES.length] ?? '';
    return [
      { ...both, subject: 'dossier', id: uuid(1, i), agency: agency(i), days: 10 + (i % 20), convention: i % 10 === 5 ? 'end_of_day' : 'exact' },
      { ...both, subject: 'task', id: uuid(2, i), agency: agency(i >> 2), days: 5 + (i % 4), convention: 'exact' },
    ];
  }).flat();
}

/** Every minute from `first` (a local midnight) on: 1 where the agency works. */
export async function workedMinutes(query: Query, agency: string, first: number): Promise<Uint8Array> {
  const hours = (await query(
    `select weekday, opens::text, closes::text, valid_from::text as "from", coalesce(valid_to::text, '9999') as "to" from opening_hours where agency = $1`, [agency],
  )) as { weekday: number; opens: string; closes: string; from: string; to: string }[];
  const days = new Map((await query('select date::text, kind from national_day')).map(({ date, kind }) => [date as string, kind as string]));
  const shut = (await query('select starts_at, ends_at from agency_closure where agency is null or agency = $1', [agency])) as { starts_at: Date; ends_at: Date }[];
  const minutes = new Uint8Array(DAYS * DAY);
  for (let day = 0; day < DAYS; day++) {
    const midnight = first + day * DAY * MINUTE;
    const date = dateAt(midnight);
    const kind = days.get(date);
    if (kind === 'off') continue;
    const valid = hours.filter(({ from, to }) => from <= date && date <= to);
    const own = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    const weekday = kind === 'make_up' ? [1, 2, 3, 4, 5].find((usual) => valid.some((row) => row.weekday === usual)) : own;
    for (const { opens, closes } of valid.filter((row) => row.weekday === weekday)) minutes.fill(1, day * DAY + minuteOf(opens), day * DAY + minuteOf(closes));
  }
  for (const { starts_at: from, ends_at: to } of shut) {
    const [begin, end] = [from, to].map((at) => Math.min(minutes.length, Math.max(0, Math.ceil((at.getTime() - first) / MINUTE)))) as [number, number];
    minutes.fill(0, begin, end);
  }
  return minutes;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The due instants, promise by promise, by the tables as they are now. A stop that is still open is left out. */
export async function dueOf(query: Query, promises: readonly ManyPromise[], now: number): Promise<number[]> {
  const first = Date.parse(`${dateAt(now - 5 * DAY * MINUTE)}T00:00:00+07:00`);
  const minutes = new Map<string, Uint8Array>();
  for (const agency of new Set(promises.map((promise) => promise.agency))) minutes.set(agency, await workedMinutes(query, agency, first));
  return promises.map((promise) => {
    const open = minutes.get(promise.agency) ?? new Uint8Array();
    const at = (ms: number): number => Math.round((ms - first) / MINUTE);
    const begun = at(promise.startedAt);
    const due = promise.convention === 'exact' ? walk(open, begun, promise.days * 480) : endOfDay(open, begun, promise.days);
    return first + promise.stops.reduce((end, { from, to }) => (to === null ? end : walk(open, end, worked(open, at(from), at(to)))), due) * MINUTE;
  });
}

function worked(open: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += open[i] ?? 0;
  return sum;
}

/** The minute by which so many have been worked. */
function walk(open: Uint8Array, from: number, wanted: number): number {
  let i = from;
  for (let left = wanted; left > 0; i++) {
    if (i >= open.length) throw new Error('the oracle does not see so far');
    left -= open[i] ?? 0;
  }
  return i;
}

/** Closing time of the nth worked day after that of `from`. */
function endOfDay(open: Uint8Array, from: number, days: number): number {
  let day = Math.floor(from / DAY);
  for (let left = days; left > 0; ) if (worked(open, ++day * DAY, (day + 1) * DAY) > 0) left--;
  let end = (day + 1) * DAY;
  while (!open[end - 1]) end--;
  return end;
}

const PAGE = 5_000;

/** Writes them, due as they ought to be now. Keys are not asked: there is no instance behind these tasks. */
export async function writePromises(query: Query, promises: readonly ManyPromise[], now: number, { procedure, revision }: { procedure: string; revision: number }): Promise<number[]> {
  const due = await dueOf(query, promises, now);
  const iso = (ms: number): string => new Date(ms).toISOString();
  for (let page = 0; page < promises.length; page += PAGE) {
    const rows = promises.slice(page, page + PAGE).map((promise, i) => ({
      ...promise, task: uuid(3, page + i), startedAt: iso(promise.startedAt), dueAt: iso(due[page + i] ?? 0), state: promise.stops.some(({ to }) => to === null) ? 'stopped' : 'running',
      stops: promise.subject === 'dossier' ? promise.stops.map(({ from, to }) => ({ id: uuid(4, page + i), from: iso(from), to: to === null ? null : iso(to) })) : [],
    }));
    await query(WRITE, [JSON.stringify(rows), procedure, revision]);
  }
  await query('analyze deadline, dossier, deadline_stop');
  return due;
}

const WRITE = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g (dossier text, subject text, id uuid, agency text, "startedAt" timestamptz, "dueAt" timestamptz, days integer, convention text, state text, task uuid, stops jsonb)
), dossiers as (
  insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, due_at)
  select g.dossier, 'ABCD', $2, $3::integer, g.agency, a.territory, 'direct', '{"name": "Ai"}', '{}', 4, 'desk', "startedAt", "dueAt" from given g join agency a on a.code = g.agency where subject = 'dossier'
), stops as (
  insert into deadline_stop (id, dossier, kind, reason, evidence, source, started_at, started_by, ended_at)
  select s.id, g.dossier, 'supplement', 'Thiếu giấy', '"phiếu 02"', 'manual', s."from", 'desk', s."to" from given g cross join lateral jsonb_to_recordset(g.stops) as s (id uuid, "from" timestamptz, "to" timestamptz)
)
insert into deadline (id, subject_kind, subject_ref, dossier, agency, role, budget_amount, budget_unit, convention, started_at, due_at, state, ladder)
select id, subject, case subject when 'dossier' then dossier else task::text end, dossier, agency, case subject when 'task' then 'chuyen-vien' end, days, 'working_day', convention, "startedAt", "dueAt", state, 'mac-dinh' from given`;

export interface Outcome {
  /** Deadlines that ought to have moved. */
  moved: number;
  /** Those that are not where the oracle says, or were not moved as often as they ought to be. */
  wrong: string[];
}

/** Compares rows and ledger with the oracle: each deadline where it ought to be, moved once if it had to, never otherwise. */
export async function checkPromises(query: Query, promises: readonly ManyPromise[], before: readonly number[], now: number): Promise<Outcome> {
  const after = await dueOf(query, promises, now);
  const rows = new Map((await query(`select id, due_at from deadline where dossier like 'NHIEU-%'`)).map(({ id, due_at }) => [id as string, (due_at as Date).getTime()]));
  const entries = await query(
    `select dossier, data ->> 'subject' as subject, data ->> 'from' as "from", data ->> 'to' as "to" from ledger_entry where kind = 'deadline.moved' and dossier like 'NHIEU-%'`,
  );
  const moves = Map.groupBy(entries, ({ dossier, subject }) => `${String(dossier)} ${String(subject)}`);
  const wrong = promises.flatMap(({ id, dossier, subject }, i): string[] => {
    const [was, is] = [before[i] ?? 0, after[i] ?? 0];
    const told = moves.get(`${dossier} ${subject}`) ?? [];
    const right = was === is ? told.length === 0 : told.length === 1 && Date.parse(String(told[0]?.['from'])) === was && Date.parse(String(told[0]?.['to'])) === is;
    return right && rows.get(id) === is ? [] : [`${dossier} ${subject}: ${iso(was)} -> ${iso(is)}, is ${iso(rows.get(id) ?? 0)}, moved ${told.length} times`];
  });
  return { moved: before.filter((was, i) => was !== after[i]).length, wrong };
}

const iso = (ms: number): string => new Date(ms).toISOString();
