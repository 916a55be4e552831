import { type DossierHead, FINAL_STATES } from '#contract';
import { type DossierNamed, TAKE_TURN, ask, assume, byCode, heldBy } from '#platform';
import type { EntityManager } from 'typeorm';
import { isHeld } from './change/suspensions.repository.js';

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
  turn: number;
}

/** What a process remembers of a dossier: its head. */
const HEAD = 'head';

const COLUMNS = 'code, procedure, revision, agency, territory, state, data, received_at, ended_at, adoption::int';

/**
 * Takes the dossier's row lock: the first and only lock of a command, which serialises everything that belongs to the dossier.
 * Null when there is no such dossier.
 */
export function lockHead(tx: EntityManager, code: string): Promise<DossierHead | null> {
  return lockHeadOf(tx, byCode(code));
}

/**
 * The same for the dossier that a statement with one parameter names, such as the one of a task: what is asked next need not wait for
 * its code. Where this process held the dossier last, nothing is waited for at all: what it remembers is good if the turn is still the
 * same and nothing suspends the dossier, and the statement that takes the lock says so.
 */
export async function lockHeadOf(tx: EntityManager, { named, parameter }: DossierNamed): Promise<DossierHead | null> {
  const held = heldBy(tx);
  const known = held?.recall(parameter, HEAD);
  if (known) {
    const head = known.parts.get(HEAD) as DossierHead;
    assume(tx, PROVE, [head.code, known.turn, head.procedure, head.agency]);
    held?.keep(head.code, HEAD, head);
    return { ...head };
  }
  const [row] = await ask<HeadRow>(tx, `${TAKE_TURN} where code = (${named}) returning ${COLUMNS}, turn`, [parameter]);
  if (!row) return null;
  held?.hold(row.code, row.turn);
  const found = toHead(row);
  held?.keep(row.code, HEAD, found);
  return { ...found };
}

const PROVE = `${TAKE_TURN} where code = $1 and turn = $2 and not exists (select from ${isHeld('$1', '$3', '$4')})`;

/** The dossier's row was made in this transaction: nothing of it is anywhere yet, and nobody else sees it. */
export function holdNew(tx: EntityManager, head: DossierHead): void {
  const held = heldBy(tx);
  held?.hold(head.code, 0, true);
  held?.keep(head.code, HEAD, head);
}

/** The head is being changed in this transaction. Who does not say so has the next command find out by the turn, one journey later. */
export const headChanged = (tx: EntityManager, code: string): void => heldBy(tx)?.drop(code, HEAD);

/** The head as the lock was taken on it, or as it is now where handlers have changed it since. */
export async function headOf(tx: EntityManager, code: string): Promise<DossierHead> {
  const head = heldBy(tx)?.kept(code, HEAD) as DossierHead | undefined;
  return head ? { ...head } : readHead(tx, code);
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
