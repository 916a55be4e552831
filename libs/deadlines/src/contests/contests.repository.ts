import type { Transfer } from '#calendar';
import type { ContestGround, ContestState } from '#contract';
import { ask, write } from '#platform';
import type { EntityManager } from 'typeorm';

export interface ContestMove {
  to: string | null;
  minutes: number;
  document: string | null;
}

/** An agency's objection to its share of a lateness, and what came of it. */
export interface Contest {
  id: string;
  dossier: string;
  agency: string;
  state: ContestState;
  ground: ContestGround;
  reason: string;
  document: string | null;
  paper: string | null;
  filedBy: string;
  filedAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
  authority: string | null;
  decision: string | null;
  decisionDocument: string | null;
  moves: ContestMove[];
  /** Place of the decision in the dossier's ledger; null before, and in the transaction that decides. */
  decidedSeq: number | null;
  version: number;
}

const COLUMNS = `c.id, c.dossier, c.agency, c.state, c.ground, c.reason, c.document, c.paper, c.filed_by as "filedBy", c.filed_at as "filedAt", c.ended_by as "endedBy", c.ended_at as "endedAt",
  c.authority, c.decision, c.decision_document as "decisionDocument", c.moves, c.version,
  case when c.authority is not null then (select e.seq::int from ledger_entry e where e.dossier = c.dossier and e.kind = 'contest.decided' and e.data ->> 'contest' = c.id::text) end as "decidedSeq"`;

/** Of the dossiers, in order of filing. */
export function contestsOf(db: EntityManager, dossiers: readonly string[]): Promise<Contest[]> {
  return ask(db, `select ${COLUMNS} from contest c where c.dossier = any($1) order by c.filed_at, c.id`, [dossiers]);
}

export async function findContest(db: EntityManager, id: string): Promise<Contest | null> {
  const rows = await db.query<Contest[]>(`select ${COLUMNS} from contest c where c.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function insertContest(tx: EntityManager, c: Omit<Contest, 'state' | 'endedBy' | 'endedAt' | 'authority' | 'decision' | 'decisionDocument' | 'moves' | 'decidedSeq' | 'version'>): Promise<void> {
  await write(tx, 'insert into contest (id, dossier, agency, ground, reason, document, paper, filed_by, filed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    c.id, c.dossier, c.agency, c.ground, c.reason, c.document, c.paper, c.filedBy, c.filedAt,
  ]);
}

/** The one change in the life of a contest; the caller holds the dossier's lock and found it open. */
export async function endContest(tx: EntityManager, c: Contest): Promise<void> {
  await write(
    tx,
    `update contest set state = $2, ended_by = $3, ended_at = $4, authority = $5, decision = $6, decision_document = $7, moves = $8, version = version + 1 where id = $1`,
    [c.id, c.state, c.endedBy, c.endedAt, c.authority, c.decision, c.decisionDocument, JSON.stringify(c.moves)],
  );
}

/** What was decided, in the order of the decisions. */
export function transfersIn(contests: readonly Contest[]): Transfer[] {
  const accepted = contests.filter(({ state }) => state === 'accepted').sort((a, b) => placeOf(a) - placeOf(b));
  return accepted.flatMap(({ agency, moves }) => moves.map(({ to, minutes, document }) => ({ from: agency, to, minutes, document })));
}

/** A decision that the ledger does not have yet is the last. */
export const placeOf = ({ decidedSeq }: Contest): number => decidedSeq ?? Infinity;

/** These agencies, those that belong to the ones that are led, and all that were taken over by them. */
export async function withPredecessors(db: EntityManager, agencies: readonly string[], led: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ code: string }[]>(
    `with recursive own as (
       select code from agency where code = any($1) or parent = any($2) union select agency.code from agency join own on agency.successor = own.code where agency.valid_to is not null
     ) select code from own order by code`,
    [agencies, led],
  );
  return rows.map(({ code }) => code);
}

export interface LatePage {
  /** Null for all. */
  agencies: readonly string[] | null;
  state: ContestState | null;
  from: Date | null;
  to: Date | null;
  now: Date;
  after: LatePlace | null;
  limit: number;
}

export interface LatePlace {
  dueAt: Date;
  dossier: string;
}

/** Late dossiers that had to do with the agencies: settled in the period, or open still; the last due first. */
export function pageOfLate(db: EntityManager, { agencies, state, from, to, now, after, limit }: LatePage): Promise<LatePlace[]> {
  return db.query(
    `select d.subject_ref as dossier, d.due_at as "dueAt" from deadline d
     where d.subject_kind = 'dossier' and d.state = 'missed' and coalesce(d.ended_at, $4) >= coalesce($2, '-infinity'::timestamptz) and coalesce(d.ended_at, $4) < coalesce($3, 'infinity'::timestamptz)
       and ($1::text[] is null or d.agency = any($1) or exists (select from leg where leg.dossier = d.subject_ref and leg.agency = any($1)))
       and ($5::text is null or exists (select from contest c where c.dossier = d.subject_ref and c.state = $5))
       and ($6::timestamptz is null or (d.due_at, d.subject_ref) < ($6, $7))
     order by d.due_at desc, d.subject_ref desc limit $8`,
    [agencies, from, to, now, state, after?.dueAt ?? null, after?.dossier ?? '', limit],
  );
}

export interface HandOver {
  seq: number;
  at: Date;
  actor: string;
  agency: string | null;
  kind: 'leg.entered' | 'leg.acknowledged' | 'leg.left';
}

/** The entries by which the times of hand-overs are known. */
export async function handOversOf(db: EntityManager, dossier: string): Promise<HandOver[]> {
  const rows = await db.query<(Omit<HandOver, 'seq'> & { seq: string })[]>(
    `select seq, at, actor, agency, kind from ledger_entry where dossier = $1 and kind in ('leg.entered', 'leg.acknowledged', 'leg.left') order by ledger_entry.seq`,
    [dossier],
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

export function proceduresOf(db: EntityManager, dossiers: readonly string[]): Promise<{ code: string; procedure: string; revision: number }[]> {
  return ask(db, 'select code, procedure, revision from dossier where code = any($1)', [dossiers]);
}

/** Papers that everybody who may see papers may see. */
export function papersOf(db: EntityManager, dossier: string): Promise<{ id: string; name: string }[]> {
  return db.query('select id, name from paper where dossier = $1 and compartment is null order by added_at, id', [dossier]);
}
