import type { StopKind } from '#contract';
import { ask, write } from '#platform';
import type { EntityManager } from 'typeorm';
import { timesChanged } from './live-times.js';

/** `process` follows what the diagram waits for, `manual` an officer's order. At most one of each is open. */
export type StopSource = 'process' | 'manual';

/** An interval in which the dossier's clock stands still; `to` is null while it does. */
export interface DossierStop {
  id: string;
  dossier: string;
  kind: StopKind;
  reason: string;
  evidence: unknown;
  source: StopSource;
  from: Date;
  startedBy: string;
  to: Date | null;
}

const COLUMNS = 'id, dossier, kind, reason, evidence, source, started_at as "from", started_by as "startedBy", ended_at as "to"';

/** Every stop of the dossiers, in order of their beginning. */
export async function stopsOf(db: EntityManager, dossiers: readonly string[]): Promise<DossierStop[]> {
  return ask(db, `select ${COLUMNS} from deadline_stop where dossier = any($1) order by started_at, id`, [dossiers]);
}

export async function insertStop(tx: EntityManager, stop: DossierStop): Promise<void> {
  timesChanged(tx);
  await write(
    tx,
    `insert into deadline_stop (id, dossier, kind, reason, evidence, source, started_at, started_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [stop.id, stop.dossier, stop.kind, stop.reason, JSON.stringify(stop.evidence), stop.source, stop.from, stop.startedBy],
  );
}

export async function endStop(tx: EntityManager, id: string, at: Date, by: string, evidence: unknown): Promise<void> {
  timesChanged(tx);
  await write(tx, 'update deadline_stop set ended_at = $2, ended_by = $3, end_evidence = $4 where id = $1', [id, at, by, JSON.stringify(evidence ?? null)]);
}

/** Stops of the dossier that stand now, in order of their beginning. */
export async function openStops(db: EntityManager, dossier: string): Promise<DossierStop[]> {
  return ask(db, `select ${COLUMNS} from deadline_stop where dossier = $1 and ended_at is null order by started_at, id`, [dossier]);
}
