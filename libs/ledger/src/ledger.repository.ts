import { type DossierNamed, ask, byCode, write } from '#platform';
import type { EntityManager } from 'typeorm';
import type { LedgerEntry } from './chain.js';

/** Shared by writers, exclusive for whoever must know that no smaller position is still being written. */
const WRITERS_LOCK = 'hashtextextended(\'ledger.writers\', 0)';

export interface ChainHead {
  seq: number;
  hash: string;
}

/** The last entry of a chain, and the writers' lock until the transaction ends; null where the chain is new. */
export async function headForAppend(tx: EntityManager, chain: string): Promise<ChainHead | null> {
  return (await headOf(tx, byCode(chain))).head;
}

/** The same for the chain of a dossier whose code may not be known yet. */
export async function headOf(tx: EntityManager, { named, parameter }: DossierNamed): Promise<{ chain: string | null; head: ChainHead | null }> {
  const [row] = await ask<{ chain: string | null; seq: number | null; hash: string }>(
    tx,
    `select writing.chain, head.seq, head.hash from (select pg_advisory_xact_lock_shared(${WRITERS_LOCK}), (${named}) as chain) as writing
     left join lateral (select seq, hash from ledger_entry where dossier = writing.chain order by seq desc limit 1) as head on true`,
    [parameter],
  );
  return { chain: row?.chain ?? null, head: row?.seq == null ? null : { seq: row.seq, hash: row.hash } };
}

/** How many entries the dossier has: its version, for nothing happens to a dossier without an entry. */
export async function lastSeqOf(tx: EntityManager, dossier: string): Promise<number> {
  const [row] = await tx.query<{ seq: number }[]>('select coalesce(max(seq), 0)::int as seq from ledger_entry where dossier = $1', [dossier]);
  return row!.seq;
}

/** Serialises the writers of a chain that has no dossier row to lock. */
export async function lockChain(tx: EntityManager, chain: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('ledger.chain:' || $1, 0))`, [chain]);
}

/** An entry whose data are written down in canonical JSON. */
export interface NewEntry extends Omit<LedgerEntry, 'position' | 'data'> {
  data: string;
}

const valuesOf = ({ dossier, seq, at, actor, agency, kind, element, data, previousHash, hash }: NewEntry): unknown[] => [dossier, seq, at, actor, agency, kind, element, data, previousHash, hash];
const TYPES = ['text', 'integer', 'timestamptz', 'text', 'text', 'text', 'text', 'jsonb', 'text', 'text'];

/** One statement for each number of entries that is common: a row of parameters costs half of what one out of JSON does. More than that go in several. */
const AT_ONCE = 8;
const STATEMENTS = Array.from({ length: AT_ONCE }, (_, more) => {
  const row = (at: number): string => `(${TYPES.map((type, column) => `$${at * TYPES.length + column + 1}::${type}`).join()})`;
  return `insert into ledger_entry (dossier, seq, at, actor, agency, kind, element, data, previous_hash, hash)
     select entry.* from (select pg_advisory_xact_lock_shared(${WRITERS_LOCK})) as writing (locked), (values ${Array.from({ length: more + 1 }, (_, at) => row(at)).join()}) as entry
       (dossier, seq, at, actor, agency, kind, element, data, previous_hash, hash) order by seq`;
});

/** Only the first of several statements may join others, for joined ones are run in no order that is known. */
export async function insertEntries(tx: EntityManager, entries: readonly NewEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE);
    await write(tx, STATEMENTS[some.length - 1] as string, some.flatMap(valuesOf), { joins: from === 0 });
  }
}

/** The greatest position below which nothing is still being written. Waits for the writers of this moment; call it in a transaction of its own. */
export async function lastSafePosition(tx: EntityManager): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(${WRITERS_LOCK})`);
  const [row] = await tx.query<{ position: string }[]>('select coalesce(max(position), 0) as position from ledger_entry');
  return Number(row!.position);
}

const COLUMNS = 'position, dossier, seq, at, actor, agency, kind, element, data, previous_hash as "previousHash", hash';

export async function entriesAfter(tx: EntityManager, dossier: string, seq: number, limit: number): Promise<LedgerEntry[]> {
  return entries(await tx.query(`select ${COLUMNS} from ledger_entry where dossier = $1 and seq > $2 order by seq limit $3`, [dossier, seq, limit]));
}

/** All chains, one after the other, in pages that follow the index; a chain never comes back once it was left. */
export async function* allByChain(db: EntityManager, pageSize: number): AsyncGenerator<LedgerEntry[]> {
  let last: { dossier: string; seq: number } = { dossier: '', seq: 0 };
  for (;;) {
    const page = entries(
      await db.query(`select ${COLUMNS} from ledger_entry where (dossier, seq) > ($1, $2) order by dossier, seq limit $3`, [last.dossier, last.seq, pageSize]),
    );
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)!;
  }
}

export interface HeadStep extends ChainHead {
  position: number;
  dossier: string;
}

/** Every entry up to `until` as a step of its chain's head, in the order of writing. */
export async function* headSteps(db: EntityManager, until: number, pageSize: number): AsyncGenerator<HeadStep[]> {
  let last = 0;
  for (;;) {
    const page = await db.query<(Omit<HeadStep, 'position'> & { position: string })[]>(
      'select position, dossier, seq, hash from ledger_entry where position > $1 and position <= $2 order by position limit $3',
      [last, until, pageSize],
    );
    if (page.length === 0) return;
    const steps = page.map((row) => ({ ...row, position: Number(row.position) }));
    yield steps;
    last = steps.at(-1)!.position;
  }
}

export async function countEntries(db: EntityManager): Promise<number> {
  const [row] = await db.query<{ count: string }[]>('select count(*) as count from ledger_entry');
  return Number(row!.count);
}

const entries = (rows: unknown): LedgerEntry[] =>
  (rows as (Omit<LedgerEntry, 'position'> & { position: string })[]).map((row) => ({ ...row, position: Number(row.position) }));
