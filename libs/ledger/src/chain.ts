import { hash as digest } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One row of the ledger. `dossier` is the chain: a dossier code, or `procedure:<code>`, or `directory`. */
export interface LedgerEntry {
  /** Order over all chains, given by the database. Not part of the hash: it is not known before the row is written. */
  position: number;
  dossier: string;
  /** Order within the chain, from 1, without gaps. */
  seq: number;
  at: Date;
  actor: string;
  agency: string | null;
  kind: string;
  element: string | null;
  data: Record<string, unknown>;
  previousHash: string;
  hash: string;
}

export type HashedContent = Omit<LedgerEntry, 'position' | 'hash'>;

/** The predecessor of a chain's first entry. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** Data that cannot be written down in canonical JSON: not a number, an unpaired surrogate, a cycle, a NUL character. */
export class UnrecordableDataError extends Error {
  constructor(readonly dossier: string, readonly kind: string, cause: unknown) {
    super(`The data of a '${kind}' entry of ${dossier} cannot be recorded`, { cause });
    this.name = 'UnrecordableDataError';
  }
}

/**
 * SHA-256 (hex) over the canonical JSON (RFC 8785) of the entry and its predecessor's hash. A released format: chains are verified
 * with it for ever, `fixtures/chain-1.json` holds one. `at` counts to the millisecond, in UTC.
 */
export function hashOf(entry: HashedContent): string {
  const { dossier, seq, at, actor, agency, kind, element, data, previousHash } = entry;
  const canonical = canonicalize({ dossier, seq, at: at.toISOString(), actor, agency, kind, element, data, previousHash });
  return digest('sha256', canonical!);
}

/** The same where the data are canonical JSON already: the entry's members in the order of their names, as RFC 8785 has them. */
export function hashOfWritten({ dossier, seq, at, actor, agency, kind, element, previousHash }: Omit<HashedContent, 'data'>, data: string): string {
  const [who, where, chain, what, step] = [actor, agency, dossier, kind, element].map((value) => JSON.stringify(value));
  const entry = `{"actor":${who},"agency":${where},"at":"${at.toISOString()}","data":${data},"dossier":${chain},"element":${step},"kind":${what},"previousHash":"${previousHash}","seq":${seq}}`;
  return digest('sha256', entry);
}

/** `\\u0000` as an escape, not as the text of an escaped backslash: PostgreSQL cannot store the character. */
const NUL_ESCAPE = /(?<!\\)(?:\\\\)*\\u0000/;

/** The data as canonical JSON: dates as ISO text, absent members gone. Throws {@link UnrecordableDataError}. */
export function recordable(dossier: string, kind: string, data: Record<string, unknown>): string {
  try {
    const canonical = canonicalize(data)!;
    if (NUL_ESCAPE.test(canonical)) throw new Error('NUL character');
    return canonical;
  } catch (cause) {
    throw new UnrecordableDataError(dossier, kind, cause);
  }
}

/** `altered`: content or link is not what was written. `removed`: an entry is missing before this one. `reordered`: it stands at another's place. */
export type FaultReason = 'altered' | 'removed' | 'reordered';

export interface LedgerFault {
  position: number;
  dossier: string;
  seq: number;
  reason: FaultReason;
}

/**
 * Walks chains entry by entry, in order of chain and `seq`, holding one head at a time. What it cannot see is the tail of a chain cut
 * off: nothing follows that would miss it. Checkpoints see that.
 */
export class ChainWalk {
  #head: LedgerEntry | null = null;

  /** Whether the last entry began a chain. */
  atStart = false;

  /** The fault of this entry, or null. After a fault the walk is over. */
  next(entry: LedgerEntry): LedgerFault | null {
    this.atStart = this.#head?.dossier !== entry.dossier;
    const reason = faultOf(entry, this.atStart ? CHAIN_START : this.#head!);
    this.#head = entry;
    return reason === null ? null : { position: entry.position, dossier: entry.dossier, seq: entry.seq, reason };
  }
}

const CHAIN_START = { seq: 0, hash: FIRST_PREVIOUS_HASH, position: 0 };

function faultOf(entry: LedgerEntry, head: typeof CHAIN_START): FaultReason | null {
  if (hashOf(entry) !== entry.hash) return wasWrittenElsewhere(entry) ? 'reordered' : 'altered';
  if (entry.seq !== head.seq + 1) return 'removed';
  if (entry.previousHash !== head.hash) return 'altered';
  return entry.position < head.position ? 'reordered' : null;
}

/** Far longer than any chain of a dossier; only walked when a fault was found anyway. */
const LONGEST_CHAIN = 10_000;

/** An entry that is itself again under another number was moved, not rewritten. */
function wasWrittenElsewhere(entry: LedgerEntry): boolean {
  for (let seq = 1; seq <= LONGEST_CHAIN; seq++) if (hashOf({ ...entry, seq }) === entry.hash) return true;
  return false;
}

/** The first fault of one chain given whole, in order; null when it is sound. */
export function verifyChain(entries: Iterable<LedgerEntry>): LedgerFault | null {
  const walk = new ChainWalk();
  for (const entry of entries) {
    const fault = walk.next(entry);
    if (fault) return fault;
  }
  return null;
}
