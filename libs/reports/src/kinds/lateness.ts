import type { EntityManager } from 'typeorm';
import { type Share, type Stop, type Transfer, decide, holderAt, shareOut } from '#calendar';
import type { ReportScope } from '../table/figures.js';
import { DUE, facts, parametersOf } from './dossier-facts.js';
import type { Names } from './definition.js';

export interface LateDossier {
  dossier: string;
  procedure: string;
  agency: string;
  receivedAt: Date;
  dueAt: Date | null;
  /** When it was settled; else the end of the period, or the instant at which its clock stopped. */
  endAt: Date;
  settled: boolean;
  overrunMs: number;
  netOverrunMs: number;
  /** Late still when what was declared force majeure is left out. */
  netLate: boolean;
  /** Parts of the overrun by agency, largest first; they add up to 1, or none where a register does not tell. As decided where a contest was; agency '' for what no agency answers for then. */
  atFault: Part[];
  /** The same as computed from the legs, whatever was decided. */
  computed: Part[];
  /** The decisions' documents, in their order. */
  decisions: string[];
  /** A contest waits for its decision. */
  contested: boolean;
  /** Who had it in hand when the promised instant passed. */
  holders: { agency: string; person: string | null; role: string }[];
  documents: string[];
}

export interface Part extends Share {
  /** What shows that no agency answers for it. */
  document: string | null;
}

interface Found {
  dossier: string;
  imported: boolean;
  attributed: string | null;
  procedure: string;
  agency: string;
  received_at: Date;
  due_at: Date | null;
  end_at: Date;
  settled: boolean;
  overrun_ms: string | null;
  net_due_at: Date | null;
  net_late: boolean;
}
interface LegFound {
  dossier: string;
  agency: string;
  entered_at: Date;
  acknowledged_at: Date | null;
  left_at: Date | null;
  budget_ms: string;
  overrun_ms: string;
  acknowledge_ms: string;
}
export interface ContestFound {
  dossier: string;
  kind: 'contest.filed' | 'contest.withdrawn' | 'contest.decided';
  data: { contest: string; agency: string; document?: string | null; moves?: Omit<Transfer, 'from'>[] };
}
interface SpanFound {
  dossier: string;
  agency: string;
  from: Date;
  to: Date | null;
  document: string;
}
interface HolderFound {
  dossier: string;
  agency: string;
  assignee: string | null;
  role: string;
}

/**
 * The dossiers that columns 10 and 13 of the settlement form count, each with its overrun, gross and net, and whose it is. `among`: only these are
 * looked at, where it is known already which can be late.
 */
export async function lateDossiers(tx: EntityManager, scope: ReportScope, names: Names, among?: readonly string[]): Promise<LateDossier[]> {
  const found = await tx.query<Found[]>(among ? lateSql(' and dossier = any ($9::text[])') : lateSql(), [...parametersOf(scope), ...(among ? [among] : [])]);
  const codes = found.map(({ dossier }) => dossier);
  const [legs, stops, spans, holders, contests] = [
    await tx.query<LegFound[]>(LEGS, [codes, scope.to]), await tx.query<SpanFound[]>(STOPS, [codes, scope.to]), await tx.query<SpanFound[]>(EXCLUDED, [codes, scope.to]),
    await tx.query<HolderFound[]>(HOLDERS, [codes, found.map(({ due_at }) => due_at)]), await tx.query<ContestFound[]>(CONTESTS, [codes, scope.position]),
  ];
  const of = <T extends { dossier: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> => Map.groupBy(rows, ({ dossier }) => dossier);
  const [legsOf, stopsOf, spansOf, holdersOf, contestsOf] = [of(legs), of(stops), of(spans), of(holders), of(contests)];
  const told: LateDossier[] = [];
  for (const one of found) {
    const parts = { legs: legsOf.get(one.dossier) ?? [], stops: (stopsOf.get(one.dossier) ?? []).map(({ from, to }) => ({ from, to })), spans: spansOf.get(one.dossier) ?? [], contests: contestsOf.get(one.dossier) ?? [] };
    told.push({ ...(await overrunOf(one, parts, names)), holders: (holdersOf.get(one.dossier) ?? []).map(({ agency, assignee, role }) => ({ agency, person: assignee, role })) });
  }
  return told;
}

interface Parts {
  legs: readonly LegFound[];
  stops: readonly Stop[];
  spans: readonly SpanFound[];
  contests: readonly ContestFound[];
}

async function overrunOf(one: Found, { legs, stops, spans, contests }: Parts, names: Names): Promise<Omit<LateDossier, 'holders'>> {
  const calendar = await names.calendarOf(one.agency);
  const overrunMs = one.overrun_ms === null ? (one.due_at ? calendar.measureNet(one.due_at, one.end_at, stops) : 0) : Number(one.overrun_ms);
  const netOverrunMs = one.net_due_at ? Math.min(overrunMs, calendar.measureNet(one.net_due_at, one.end_at, stops)) : overrunMs;
  return {
    dossier: one.dossier, procedure: one.procedure, agency: one.agency, receivedAt: one.received_at, dueAt: one.due_at, endAt: one.end_at, settled: one.settled, overrunMs, netOverrunMs,
    netLate: one.net_late, ...faults(await sharesOf(one, overrunMs, legs, stops, names), contests), documents: [...new Set(spans.map(({ document }) => document))],
  };
}

/** A register says that it was late, seldom by whose doing: then nobody is charged. */
async function sharesOf(one: Found, overrunMs: number, legs: readonly LegFound[], stops: readonly Stop[], names: Names): Promise<readonly Share[]> {
  if (one.imported && legs.length === 0) return one.attributed === null ? [] : shareOut(overrunMs, [], one.attributed);
  return shareOut(overrunMs, await overrunsOf(legs, one.end_at, stops, names), holderAtDue(one, legs));
}

/** Whose it is: as computed, and as it was decided. What happened to contests is told by the ledger, whenever it happened, as with force majeure. */
export function faults(shares: readonly Share[], contests: readonly ContestFound[]): Pick<LateDossier, 'atFault' | 'computed' | 'decisions' | 'contested'> {
  const decided = contests.filter(({ kind }) => kind === 'contest.decided');
  const transfers = decided.flatMap(({ data }) => (data.moves ?? []).map((move) => ({ ...move, from: data.agency })));
  const over = new Set(contests.filter(({ kind }) => kind !== 'contest.filed').map(({ data }) => data.contest));
  return {
    atFault: decide(shares, transfers).map((part) => ({ ...part, agency: part.agency ?? '' })), computed: shares.map((share) => ({ ...share, document: null })),
    decisions: decided.flatMap(({ data }) => (data.document ? [data.document] : [])), contested: contests.some(({ data }) => !over.has(data.contest)),
  };
}

/** Whoever had it at the promised instant, for a dossier none of whose legs overran. */
function holderAtDue({ due_at, agency }: Found, legs: readonly LegFound[]): string {
  return due_at === null ? agency : holderAt(legs.map((leg) => ({ agency: leg.agency, enteredAt: leg.entered_at, leftAt: leg.left_at })), due_at, agency);
}

async function overrunsOf(legs: readonly LegFound[], until: Date, stops: readonly Stop[], names: Names): Promise<{ agency: string; overrunMs: number }[]> {
  return Promise.all(legs.map(async (leg) => ({ agency: leg.agency, overrunMs: leg.left_at ? Number(leg.overrun_ms) : await openOverrun(leg, until, stops, names) })));
}

async function openOverrun(leg: LegFound, until: Date, stops: readonly Stop[], names: Names): Promise<number> {
  if (until <= leg.entered_at) return 0;
  const calendar = await names.calendarOf(leg.agency);
  const used = calendar.measureNet(leg.entered_at, until, stops);
  const limit = Number(leg.acknowledge_ms);
  const waited = leg.acknowledged_at ? calendar.measureNet(leg.entered_at, leg.acknowledged_at, stops) : limit;
  return Math.max(0, used - Math.min(waited, limit) - Number(leg.budget_ms));
}

/**
 * As the settlement form judges: a stop does not hide a lateness that was already there, and standing time is never counted. Net a dossier counts
 * as its last entry says, whenever the declaration came.
 */
const lateSql = (among = ''): string => `${facts(among)}, clock as (
  select entry.dossier, entry.position, entry.at, entry.kind, sum(case entry.kind when 'clock.stopped' then 1 else -1 end) over (partition by entry.dossier order by entry.position) as standing
  from ledger_entry entry join fact on fact.dossier = entry.dossier and fact.settled_at is null
  where entry.kind in ('clock.stopped', 'clock.resumed') and entry.at < $2 and entry.position <= $3
), standing as (
  select dossier, max(at) filter (where kind = 'clock.stopped' and standing = 1) as since from clock group by dossier having (array_agg(standing order by position desc))[1] > 0
  union all
  select dossier, register_stopped from fact where settled_at is null and register_stopped < $2
), timed as (
  select fact.*, ${DUE} as due_at, coalesce(settled_at, standing.since, $2) as end_at,
    (select (data ->> 'overrunMs')::bigint from ledger_entry where dossier = fact.dossier and kind in ('deadline.missed', 'deadline.met') and data ->> 'subject' = 'dossier' and data ->> 'endedAt' is not null and at < $2 and position <= $3 order by seq desc limit 1) as overrun_ms,
    (select (data ->> 'netDueAt')::timestamptz from ledger_entry where dossier = fact.dossier and (kind in ('force_majeure.excluded', 'force_majeure.restored') or kind = 'deadline.moved' and data ->> 'subject' = 'dossier' and at < $2) and data ->> 'netDueAt' is not null and position <= $3 order by seq desc limit 1) as net_due_at,
    (select data ->> 'netOutcome' from ledger_entry where dossier = fact.dossier and kind in ('dossier.settled', 'force_majeure.excluded', 'force_majeure.restored') and data ->> 'netOutcome' is not null and position <= $3 order by seq desc limit 1) as net_outcome
  from fact left join standing on standing.dossier = fact.dossier
  where fact.settled_at is null or fact.outcome = 'late'
)
select dossier, imported, attributed, procedure, agency, received_at, due_at, end_at, settled_at is not null as settled, overrun_ms, net_due_at,
  case when settled_at is null then coalesce(net_due_at < end_at, true) else coalesce(net_outcome = 'late', true) end as net_late
from timed
where case when settled_at is null then due_at < end_at else outcome = 'late' end
order by due_at nulls first, dossier`;

const LEGS = `select dossier, agency, entered_at, acknowledged_at, case when left_at < $2 then left_at end as left_at, budget_ms, overrun_ms, acknowledge_ms from leg where dossier = any ($1::text[]) and entered_at < $2 order by dossier, entered_at, left_at, id`;
const STOPS = `select dossier, '' as agency, started_at as from, ended_at as to, '' as document from deadline_stop where dossier = any ($1::text[]) and started_at < $2`;
const EXCLUDED = `select dossier, agency, excluded_time.starts_at as from, least(excluded_time.ends_at, $2) as to, force_majeure.document from excluded_time join force_majeure on force_majeure.id = declaration
  where dossier = any ($1::text[]) and excluded_time.revoked_at is null and excluded_time.starts_at < $2 order by excluded_time.starts_at`;
const HOLDERS = `select task.dossier, task.agency, task.assignee, task.role from unnest($1::text[], $2::timestamptz[]) as late (code, due) join task on task.dossier = late.code
  where task.opened_at <= late.due and (task.ended_at is null or task.ended_at > late.due) order by task.dossier, task.opened_at`;
const CONTESTS = `select dossier, kind, data from ledger_entry where dossier = any ($1::text[]) and kind in ('contest.filed', 'contest.withdrawn', 'contest.decided') and position <= $2 order by dossier, seq`;
