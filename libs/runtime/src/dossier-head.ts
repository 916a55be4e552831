import { type DossierHead, FINAL_STATES } from '#contract';
import { type DossierNamed, ask } from '#platform';
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
  adoption: number | null;
}

const COLUMNS = 'code, procedure, revision, agency, territory, state, data, received_at, ended_at, adoption::int';

/**
 * Takes the dossier's row lock: the first and only lock of a command, which serialises everything that belongs to the dossier.
 * Null when there is no such dossier.
 */
export async function lockHead(tx: EntityManager, code: string): Promise<DossierHead | null> {
  const [row] = await ask<HeadRow>(tx, `select ${COLUMNS} from dossier where code = $1 for update`, [code]);
  return row ? toHead(row) : null;
}

/**
 * The same for the dossier that a statement with one parameter names, such as the one of a task: what is asked next need not wait for
 * its code.
 */
export async function lockHeadOf(tx: EntityManager, { named, parameter }: DossierNamed): Promise<DossierHead | null> {
  const [row] = await ask<HeadRow>(tx, `select ${COLUMNS} from dossier where code = (${named}) for update`, [parameter]);
  return row ? toHead(row) : null;
}

/** The same facts again after handlers have changed them; the lock is held already. */
export async function readHead(tx: EntityManager, code: string): Promise<DossierHead> {
  const [row] = await ask<HeadRow>(tx, `select ${COLUMNS} from dossier where code = $1`, [code]);
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
    adoption: row.adoption,
  };
}
