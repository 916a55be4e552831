import type { Digest, RungSpec } from '#contract';
import type { Text } from '#kernel';
import type { EntityManager } from 'typeorm';
import { timesChanged } from '../live-times.js';

/** A version of a ladder as stored. Never changed once it is there. */
export interface LadderVersion {
  code: string;
  version: number;
  name: Text;
  rungs: RungSpec[];
  quiet: boolean;
  digest: Digest;
  validFrom: Date;
  document: string;
  changedBy: string;
  changedAt: Date;
}

const COLUMNS = `code, version, jsonb_build_object('vi', name_vi, 'en', name_en) as name, rungs, quiet, digest, valid_from as "validFrom", document,
  changed_by as "changedBy", changed_at as "changedAt"`;

export function ladderVersions(db: EntityManager): Promise<LadderVersion[]> {
  return db.query(`select ${COLUMNS} from ladder order by code, version`);
}

/** The last version of a ladder, which is locked against others who would make the next. */
export async function lastVersion(tx: EntityManager, code: string): Promise<LadderVersion | null> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`ladder:${code}`]);
  const rows = await tx.query<LadderVersion[]>(`select ${COLUMNS} from ladder where code = $1 order by version desc limit 1`, [code]);
  return rows[0] ?? null;
}

export async function insertVersion(tx: EntityManager, { code, version, name, rungs, quiet, digest, validFrom, document, changedBy, changedAt }: LadderVersion): Promise<void> {
  await tx.query(
    `insert into ladder (code, version, name_vi, name_en, rungs, quiet, digest, valid_from, document, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [code, version, name.vi, name.en, JSON.stringify(rungs), quiet, digest, validFrom, document, changedBy, changedAt],
  );
}

/** Deadlines not ended, by the ladder and version they are armed with. */
export async function runningBy(db: EntityManager): Promise<{ ladder: string; version: number; running: number }[]> {
  return db.query(`select ladder, ladder_version as version, count(*)::int as running from deadline where ended_at is null group by 1, 2`);
}

/** Dossiers with deadlines that run by another version of the ladder, a page after the given code. */
export async function dossiersOnOther(tx: EntityManager, code: string, version: number, after: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ dossier: string }[]>(
    `select distinct dossier from deadline where ended_at is null and ladder = $1 and ladder_version < $2 and dossier > $3 order by dossier limit $4`,
    [code, version, after, limit],
  );
  return rows.map(({ dossier }) => dossier);
}

export async function setVersion(tx: EntityManager, deadlines: readonly string[], version: number): Promise<void> {
  timesChanged(tx);
  await tx.query('update deadline set ladder_version = $2 where id = any($1)', [deadlines, version]);
}

/** What was planned by the version before and has not fired. */
export async function dropUnfired(tx: EntityManager, deadlines: readonly string[]): Promise<void> {
  await tx.query('delete from rung where deadline = any($1) and fired_at is null', [deadlines]);
}
