import { type Together, ask, write } from '#platform';
import type { EntityManager } from 'typeorm';
import type { Leg } from './leg-clock.js';
import { timesChanged } from './live-times.js';

/** A leg as stored. Use and overrun are written when the dossier leaves the agency. */
export interface DossierLeg extends Leg {
  id: string;
  dossier: string;
  handedBy: string | null;
  acknowledgedBy: string | null;
  usedMs: number | null;
  overrunMs: number;
}

interface LegRow extends Omit<DossierLeg, 'budgetMs' | 'usedMs' | 'overrunMs' | 'acknowledgeMs'> {
  budgetMs: string;
  acknowledgeMs: string;
  usedMs: string | null;
  overrunMs: string;
}

const COLUMNS = `id, dossier, agency, handed_by as "handedBy", entered_at as "enteredAt", acknowledged_at as "acknowledgedAt",
  acknowledged_by as "acknowledgedBy", left_at as "leftAt", budget_ms as "budgetMs", used_ms as "usedMs", overrun_ms as "overrunMs", acknowledge_ms as "acknowledgeMs"`;

export async function openLegs(tx: EntityManager, dossier: string): Promise<DossierLeg[]> {
  return toLegs(await ask(tx, `select ${COLUMNS} from leg where dossier = $1 and left_at is null order by entered_at, id`, [dossier]));
}

/** All legs of the dossiers in order of entry; of those entered at one instant, first the one that was left first. */
export async function legsOf(db: EntityManager, dossiers: readonly string[]): Promise<DossierLeg[]> {
  return toLegs(await db.query(`select ${COLUMNS} from leg where dossier = any($1) order by entered_at, left_at, id`, [dossiers]));
}

/** Of the last stay of each of the agencies: the working ms that it was allowed and did not use. */
export async function unusedBy(tx: EntityManager, dossier: string, agencies: readonly string[]): Promise<Map<string, number>> {
  if (agencies.length === 0) return new Map();
  const rows = await ask<{ agency: string; ms: string }>(
    tx,
    'select distinct on (agency) agency, greatest(0, budget_ms - used_ms) as ms from leg where dossier = $1 and agency = any($2) and used_ms is not null order by agency, left_at desc, id desc',
    [dossier, agencies],
  );
  return new Map(rows.map(({ agency, ms }) => [agency, Number(ms)]));
}

/** Inserts new legs and writes what changed on known ones. */
export async function saveLegs(tx: EntityManager, legs: readonly DossierLeg[], { joins }: Together = {}): Promise<void> {
  const [only, ...others] = legs;
  if (!only) return;
  timesChanged(tx);
  if (others.length === 0) return write(tx, SAVE_ONE, rowOf(only), { joins });
  await write(
    tx,
    `${INSERT}
     select id, dossier, agency, "handedBy", "enteredAt", "acknowledgedAt", "acknowledgedBy", "leftAt", "budgetMs", "usedMs", "overrunMs", "acknowledgeMs"
     from jsonb_to_recordset($1::jsonb) as l (id uuid, dossier text, agency text, "handedBy" text, "enteredAt" timestamptz, "acknowledgedAt" timestamptz,
       "acknowledgedBy" text, "leftAt" timestamptz, "budgetMs" bigint, "usedMs" bigint, "overrunMs" bigint, "acknowledgeMs" bigint)
     ${OVER}`,
    [JSON.stringify(legs)],
    { joins },
  );
}

const INSERT = `insert into leg (id, dossier, agency, handed_by, entered_at, acknowledged_at, acknowledged_by, left_at, budget_ms, used_ms, overrun_ms, acknowledge_ms)`;
const OVER = `on conflict (id) do update set acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by, left_at = excluded.left_at,
       budget_ms = excluded.budget_ms, used_ms = excluded.used_ms, overrun_ms = excluded.overrun_ms`;
const SAVE_ONE = `${INSERT} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ${OVER}`;

const rowOf = (l: DossierLeg): unknown[] => [
  l.id, l.dossier, l.agency, l.handedBy, l.enteredAt, l.acknowledgedAt, l.acknowledgedBy, l.leftAt, l.budgetMs, l.usedMs, l.overrunMs, l.acknowledgeMs,
];

const toLegs = (rows: unknown): DossierLeg[] =>
  (rows as LegRow[]).map((row) => ({ ...row, budgetMs: Number(row.budgetMs), acknowledgeMs: Number(row.acknowledgeMs), usedMs: row.usedMs === null ? null : Number(row.usedMs), overrunMs: Number(row.overrunMs) }));
