import { type DossierHead, FINAL_STATES } from '#contract';
import type { EntityManager } from 'typeorm';

interface HeadRow {
  code: string;
  procedure: string;
  revision: number;
  agency: string;
  territory: string;
  state: number;
  data: Record<string, unknown>;
  received_at: Date;
  ended_at: Date | null;
}

const COLUMNS = 'code, procedure, revision, agency, territory, state, data, received_at, ended_at';

/**
 * Takes the dossier's row lock: the first and only lock of a command, which serialises everything that belongs to the dossier.
 * Null when there is no such dossier.
 */
export async function lockHead(tx: EntityManager, code: string): Promise<DossierHead | null> {
  const [row] = await tx.query<HeadRow[]>(`select ${COLUMNS} from dossier where code = $1 for update`, [code]);
  return row ? toHead(row) : null;
}

/** The same facts again after handlers have changed them; the lock is held already. */
export async function readHead(tx: EntityManager, code: string): Promise<DossierHead> {
  const [row] = await tx.query<HeadRow[]>(`select ${COLUMNS} from dossier where code = $1`, [code]);
  if (!row) throw new Error(`dossier ${code} vanished inside its own transaction`);
  return toHead(row);
}

function toHead(row: HeadRow): DossierHead {
  return {
    code: row.code,
    procedure: row.procedure,
    revision: row.revision,
    agency: row.agency,
    territory: row.territory,
    state: row.state,
    data: row.data,
    receivedAt: row.received_at,
    ended: row.ended_at !== null || FINAL_STATES.includes(row.state),
  };
}
