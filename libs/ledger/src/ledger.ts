import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LedgerView } from '#contract';
import { type Language, type Result, ok, reject, text, toIso } from '#kernel';
import { type DossierNamed, ahead, beforeCommit, heldBy, inTransaction } from '#platform';
import { ChainWalk, FIRST_PREVIOUS_HASH, type LedgerEntry, type LedgerFault, hashOfWritten, recordable, verifyChain } from './chain.js';
import { type LedgerKind, kindName } from './kinds.js';
import { type ChainHead, type NewEntry, allByChain, countEntries, entriesAfter, headForAppend, headOf, insertEntries, lastSafePosition, lockChain } from './ledger.repository.js';

/** What a room writes down; place in the chain and hash are the ledger's. */
export interface LedgerDraft {
  at: Date;
  /** Username, or `system` or `citizen`. */
  actor: string;
  /** The agency in whose name the actor acted. */
  agency: string | null;
  kind: LedgerKind;
  /** BPMN element, where one is meant. */
  element?: string | null;
  /** Plain data: dates become ISO text. No personal data beyond what the kind needs: the entry is for ever. */
  data: Record<string, unknown>;
}

export interface LedgerPage {
  /** Cursor of the page before, as given in its `next`. */
  after?: string | undefined;
  limit: number;
  language: Language;
}

export interface VerifyOptions {
  /** Told after every page of entries. */
  onProgress?: (progress: { entries: number; total: number }) => void;
}

export interface Verification {
  entries: number;
  chains: number;
  /** The first fault in order of chain and `seq`; null when every chain is sound. */
  fault: LedgerFault | null;
}

/** Chains that belong to no dossier. */
export const procedureChain = (code: string): string => `procedure:${code}`;
export const DIRECTORY_CHAIN = 'directory';
/** What was done about one alert; apart from its dossier's chain, which the persons concerned read. */
export const alertChain = (id: string): string => `alert:${id}`;
export const guardChain = (rule: string): string => `guard:${rule}`;

const PAGE = 2_000;

/** The data in canonical JSON: written down once, for the hash and for the row. */
interface WrittenDraft extends Omit<LedgerDraft, 'data'> {
  data: string;
}

/** What a process remembers of a dossier: where its chain ends. */
const CHAIN = 'chain';

/** What one transaction has to say to a chain. */
interface Gathered {
  drafts: WrittenDraft[];
  /** Where the chain ends: asked for at the first word, so that nobody waits for it at the last. Null for a chain that is not locked yet. */
  head: Promise<ChainHead | null> | null;
}

/** The chain of a dossier, whose row its writers have locked. */
const hasRow = (chain: string): boolean => chain !== DIRECTORY_CHAIN && !chain.includes(':');

/**
 * The record of everything that happened, one hash chain per dossier, so that dossiers never wait for each other. Entries are only ever
 * added: there is no verb to change one, and the database refuses it to everybody.
 */
@Injectable()
export class Ledger {
  /** Of each open transaction what is to be written when it commits: one writing a chain, however many rooms have something to say. */
  readonly #gathered = new WeakMap<EntityManager, Map<string, Gathered>>();

  /** Asked for before anything was said. */
  readonly #ahead = new WeakMap<EntityManager, ReturnType<typeof headOf>>();

  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** Asks the database at once where the chain of a dossier ends that somebody is about to append to. */
  lookAhead(tx: EntityManager, dossier: DossierNamed): void {
    if (heldBy(tx)?.knows(dossier.parameter, CHAIN)) return;
    if (!this.#gathered.has(tx)) this.#ahead.set(tx, ahead(headOf(tx, dossier)));
  }

  /**
   * Adds `entries` to the end of the chain, in their order, in the caller's transaction; they are written, and seen by queries, when it
   * commits. The caller holds the row lock of the dossier;
   * the chains of {@link procedureChain} and {@link DIRECTORY_CHAIN} are locked here. Throws `UnrecordableDataError`.
   */
  async append(tx: EntityManager, dossier: string, entries: readonly LedgerDraft[]): Promise<void> {
    if (entries.length === 0) return;
    const drafts = entries.map((entry) => ({ ...entry, data: recordable(dossier, entry.kind, entry.data) }));
    const chains = this.#gathered.get(tx) ?? new Map<string, Gathered>();
    const gathered = chains.get(dossier);
    if (gathered) return void gathered.drafts.push(...drafts);
    chains.set(dossier, { drafts, head: hasRow(dossier) ? ahead(this.#headOf(tx, dossier)) : null });
    if (this.#gathered.has(tx)) return;
    if (!beforeCommit(tx, () => this.#write(tx, chains))) return this.#write(tx, chains);
    this.#gathered.set(tx, chains);
  }

  async #headOf(tx: EntityManager, dossier: string): Promise<ChainHead | null> {
    const recalled = heldBy(tx)?.take<ChainHead | null>(dossier, CHAIN, null);
    if (recalled !== undefined) return recalled;
    const known = this.#ahead.get(tx);
    this.#ahead.delete(tx);
    const found = known && (await known);
    return found?.chain === dossier ? found.head : headForAppend(tx, dossier);
  }

  async #write(tx: EntityManager, chains: ReadonlyMap<string, Gathered>): Promise<void> {
    this.#gathered.delete(tx);
    for (const [dossier, { drafts, head }] of chains) {
      if (!hasRow(dossier)) await lockChain(tx, dossier);
      const last = await (head ?? headForAppend(tx, dossier));
      const entries = continued(dossier, last ?? { seq: 0, hash: FIRST_PREVIOUS_HASH }, drafts);
      await insertEntries(tx, entries);
      const { seq, hash } = entries.at(-1) as NewEntry;
      heldBy(tx)?.keep(dossier, CHAIN, { seq, hash });
    }
  }

  /** A page of one chain, oldest first, and whether the whole chain verifies. Who may read it is the caller's to know. */
  async entriesOf(dossier: string, page: LedgerPage): Promise<Result<LedgerView>> {
    const after = page.after === undefined ? 0 : Number(page.after);
    if (!Number.isInteger(after) || after < 0 || after > LAST_POSSIBLE_SEQ) return reject('invalid_input', WRONG_CURSOR, { errors: [{ path: 'after', message: WRONG_CURSOR }] });
    const found = await entriesAfter(this.db.manager, dossier, after, page.limit + 1);
    const items = found.slice(0, page.limit);
    const next = found.length > page.limit ? String(items.at(-1)!.seq) : null;
    return ok({ items: items.map((entry) => view(entry, page.language)), next, verified: (await this.verify(dossier)) === null });
  }

  /** The first fault of one chain; null when it is sound (an empty one is). */
  async verify(dossier: string): Promise<LedgerFault | null> {
    return verifyChain(await entriesAfter(this.db.manager, dossier, 0, Number.MAX_SAFE_INTEGER));
  }

  /** Walks every chain page by page, in constant memory, and stops at the first fault. */
  async verifyAll({ onProgress }: VerifyOptions = {}): Promise<Verification> {
    const total = await countEntries(this.db.manager);
    const walk = new ChainWalk();
    const seen = { entries: 0, chains: 0 };
    for await (const page of allByChain(this.db.manager, PAGE)) {
      for (const entry of page) {
        const fault = walk.next(entry);
        seen.entries += 1;
        if (walk.atStart) seen.chains += 1;
        if (fault) return { ...seen, fault };
      }
      onProgress?.({ entries: seen.entries, total: Math.max(total, seen.entries) });
    }
    return { ...seen, fault: null };
  }

  /**
   * The position up to which the ledger is complete: no entry with a smaller one can still appear. What is computed over entries up to it
   * comes out the same for ever. Waits for the writers of this moment, so not to be called inside a transaction.
   */
  async position(): Promise<number> {
    const result = await inTransaction(this.db, async (tx) => ok(await lastSafePosition(tx)));
    if (!result.ok) throw new Error(result.rejection.message.en);
    return result.value;
  }
}

/** `seq` is a 32-bit integer in the database. */
const LAST_POSSIBLE_SEQ = 2 ** 31 - 1;

const WRONG_CURSOR = text('Con trỏ trang không hợp lệ.', 'The page cursor is not valid.');

function continued(dossier: string, head: { seq: number; hash: string }, drafts: readonly WrittenDraft[]): NewEntry[] {
  let previous = head;
  return drafts.map((draft) => {
    const content = {
      dossier,
      seq: previous.seq + 1,
      at: draft.at,
      actor: draft.actor,
      agency: draft.agency,
      kind: draft.kind,
      element: draft.element ?? null,
      previousHash: previous.hash,
    };
    previous = { seq: content.seq, hash: hashOfWritten(content, draft.data) };
    return { ...content, hash: previous.hash, data: draft.data };
  });
}

const view = (entry: LedgerEntry, language: Language): LedgerView['items'][number] => ({
  seq: entry.seq,
  at: toIso(entry.at),
  actor: entry.actor,
  agency: entry.agency,
  kind: entry.kind,
  kindName: kindName(entry.kind)[language],
  element: entry.element,
  data: entry.data,
  hash: entry.hash,
  previousHash: entry.previousHash,
});
