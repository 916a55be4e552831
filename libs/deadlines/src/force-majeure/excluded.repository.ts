import { ask, write } from '#platform';
import type { EntityManager } from 'typeorm';

/** Time at an agency that a declaration takes out of the net count of one dossier. */
export interface ExcludedTime {
  declaration: string;
  document: string;
  reason: string;
  dossier: string;
  agency: string;
  from: Date;
  to: Date;
}

/** What holds of the dossiers, in order of time; revoked declarations exclude nothing. */
export function excludedOf(db: EntityManager, dossiers: readonly string[]): Promise<ExcludedTime[]> {
  return ask(
    db,
    `select e.declaration, f.document, f.reason, e.dossier, e.agency, e.starts_at as "from", e.ends_at as "to" from excluded_time e join force_majeure f on f.id = e.declaration
     where e.dossier = any($1) and e.revoked_at is null order by e.starts_at, e.agency`,
    [dossiers],
  );
}

export async function insertExcluded(tx: EntityManager, spans: readonly Omit<ExcludedTime, 'document' | 'reason'>[]): Promise<void> {
  await write(
    tx,
    `insert into excluded_time (declaration, dossier, agency, starts_at, ends_at) select declaration, dossier, agency, "from", "to"
     from jsonb_to_recordset($1::jsonb) as e (declaration uuid, dossier text, agency text, "from" timestamptz, "to" timestamptz)`,
    [JSON.stringify(spans)],
  );
}

export async function revokeExcluded(tx: EntityManager, declaration: string, dossier: string, at: Date): Promise<void> {
  await write(tx, 'update excluded_time set revoked_at = $3 where declaration = $1 and dossier = $2', [declaration, dossier, at]);
}

/** Dossiers with excluded time, a page after the given code. */
export async function dossiersWithExcluded(db: EntityManager, after: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ dossier: string }[]>('select distinct dossier from excluded_time where revoked_at is null and dossier > $1 order by dossier limit $2', [after, limit]);
  return rows.map(({ dossier }) => dossier);
}
