import type { EntityManager } from 'typeorm';
import type { LedgerEntry } from './chain.js';

/** A position that is missing among entries that are there, and the transactions that may still write it. */
export interface LedgerGap {
  at: number;
  writers: string[];
}

export interface Followed {
  /** In the order of their positions, and none before the last of them can still appear. */
  entries: LedgerEntry[];
  /** Where to go on from. */
  position: number;
  /** What has to be waited for; to be given back with the next call. */
  gap: LedgerGap | null;
  /** There was more than the limit. */
  more: boolean;
}

/**
 * Reads behind the writers without holding anybody up. Positions are given before the commit, so that one may be missing for a while, or for
 * ever where its transaction was undone. Who writes holds the writers' lock: a gap is dead once none of those who held it when the gap was seen
 * hold it any more, and it is still there when it is looked at again.
 */
export async function followLedger(db: EntityManager, after: number, limit: number, known: LedgerGap | null): Promise<Followed> {
  const page = await entriesFrom(db, after, limit);
  const last = page.at(-1);
  if (!last) return { entries: [], position: after, gap: null, more: false };
  if (last.position === after + page.length) return { entries: page, position: last.position, gap: null, more: page.length === limit };
  const writing = await writers(db);
  const again = (await entriesFrom(db, after, limit)).filter(({ position }) => position <= last.position);
  const entries: LedgerEntry[] = [];
  let expected = after + 1;
  for (const entry of again) {
    if (entry.position !== expected) {
      const waitedFor = known?.at === expected ? known.writers.filter((one) => writing.includes(one)) : writing;
      if (waitedFor.length > 0) return { entries, position: expected - 1, gap: { at: expected, writers: waitedFor }, more: false };
    }
    entries.push(entry);
    expected = entry.position + 1;
  }
  return { entries, position: expected - 1, gap: null, more: page.length === limit };
}

async function entriesFrom(db: EntityManager, after: number, limit: number): Promise<LedgerEntry[]> {
  const rows = await db.query<(Omit<LedgerEntry, 'position'> & { position: string })[]>(
    `select position, dossier, seq, at, actor, agency, kind, element, data, previous_hash as "previousHash", hash from ledger_entry where position > $1 order by position limit $2`,
    [after, limit],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** Transactions that hold the writers' lock now, this one left out. */
async function writers(db: EntityManager): Promise<string[]> {
  const rows = await db.query<{ writer: string }[]>(
    `select distinct virtualtransaction as writer from pg_locks
     where locktype = 'advisory' and granted and objsubid = 1 and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())
       and ((classid::bigint << 32) | objid::bigint) = hashtextextended('ledger.writers', 0)`,
  );
  return rows.map(({ writer }) => writer);
}

/** Every entry of these chains, in order of chain and `seq`. */
export async function entriesOfChains(db: EntityManager, chains: readonly string[]): Promise<LedgerEntry[]> {
  const rows = await db.query<(Omit<LedgerEntry, 'position'> & { position: string })[]>(
    `select position, dossier, seq, at, actor, agency, kind, element, data, previous_hash as "previousHash", hash from ledger_entry where dossier = any($1) order by dossier, seq`,
    [chains],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
