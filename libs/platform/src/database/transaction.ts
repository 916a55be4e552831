import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { RejectedError, type Result } from '#kernel';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { tracedQuery } from '../traces.js';
import { DossierMemory, HeldDossiers } from './dossier-memory.js';
import { BrokenTransactionError, FadedMemoryError, NestedTransactionError, UnexpectedRowsError } from './errors.js';
import { WRONG_COUNT } from './joined-statements.js';
import { NotRunError } from './statement-batch.js';
import { BEGIN, COMMIT, type StatementClient } from './statement-client.js';

const current = new AsyncLocalStorage<{ open: boolean }>();
interface Transaction {
  client: StatementClient;
  before: (() => Promise<void>)[];
  after: (() => void)[];
  /** Of the first statement that nobody waited for and that failed. */
  failure: Error | null;
  dossiers: HeldDossiers;
  /** Answered when it is proved that what was recalled is true. */
  proof: Promise<unknown> | null;
}

const transactions = new WeakMap<EntityManager, Transaction>();

/** Whether the flow of control that asks holds a transaction. */
export const insideTransaction = (): boolean => current.getStore()?.open === true;

/** Before a retry: without a pause the victim of a deadlock can take its lock back before the other side has woken up, and lose again. */
const RETRY_PAUSES_MS = [20, 100];

/** Why a transaction runs again. */
export type Retry = 'contention' | 'faded';

const listeners = new WeakMap<DataSource, (reason: Retry) => void>();

const memories = new WeakMap<DataSource, DossierMemory>();

/** What the process remembers of dossiers over this data source. */
export function memoryOf(dataSource: DataSource): DossierMemory {
  const known = memories.get(dataSource) ?? new DossierMemory();
  memories.set(dataSource, known);
  return known;
}

/** The dossiers that `tx` holds; null for a manager that no {@link inTransaction} made, which remembers nothing. */
export const heldBy = (tx: EntityManager): HeldDossiers | null => transactions.get(tx)?.dossiers ?? null;

/** Told of every transaction that has to run again. One listener for a data source. */
export const onRetry = (dataSource: DataSource, listener: (reason: Retry) => void): void => void listeners.set(dataSource, listener);

/**
 * Runs `work` in one transaction: committed when it answers ok, rolled back when it refuses (by value or by
 * {@link RejectedError}) or throws. A serialisation failure or a deadlock is tried again, twice at most, so `work` may
 * run more than once and must do nothing outside the database.
 *
 * A second transaction inside the first is refused: it would wait for the first one's locks, or for the last
 * connection of the pool, for ever.
 */
export async function inTransaction<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
  if (insideTransaction()) throw new NestedTransactionError();
  for (const ms of RETRY_PAUSES_MS) {
    try {
      return await proved(dataSource, work);
    } catch (error) {
      if (!isContention(error)) throw error;
      listeners.get(dataSource)?.('contention');
    }
    await pause(ms);
  }
  return proved(dataSource, work);
}

/** What was recalled in vain is gone from the memory: the next attempt asks the database. */
async function proved<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
  for (;;) {
    try {
      return await attempt(dataSource, work);
    } catch (error) {
      if (!(error instanceof FadedMemoryError)) throw error;
      listeners.get(dataSource)?.('faded');
    }
  }
}

/**
 * Registers something to do once `tx` has committed; dropped when it rolls back. For nudges only: the process may die
 * between the commit and the hook. The hook handles its own failures.
 */
export function afterCommit(tx: EntityManager, hook: () => void): void {
  const registered = transactions.get(tx);
  if (!registered) throw new Error('afterCommit was given a manager that no inTransaction made');
  registered.after.push(hook);
}

/**
 * Registers the last writing of `tx`, done when the work has answered ok: for what is gathered to be written at once. False, and nothing
 * registered, for a manager that no {@link inTransaction} made.
 */
export function beforeCommit(tx: EntityManager, hook: () => Promise<void>): boolean {
  return transactions.get(tx)?.before.push(hook) !== undefined;
}

export interface Together {
  /**
   * It may become one statement with others of which this is said and that stand beside it, and then sees nothing of what they write: it
   * reads and writes no row that one of them can write.
   */
  joins?: boolean | undefined;
}

export interface WriteOptions extends Together {
  /** How many rows it must concern. */
  rows?: number;
}

/**
 * Sends a statement whose answer is not needed, without waiting for it. Whatever `tx` is asked afterwards is answered after it, and a
 * failure undoes the transaction and is thrown by {@link inTransaction}: not for a statement whose failure somebody handles. Waits where
 * the manager is one that no {@link inTransaction} made. With `rows`, any other number of rows concerned is a failure, too.
 */
export async function write(tx: EntityManager, sql: string, parameters: unknown[], { rows, joins }: WriteOptions = {}): Promise<void> {
  const transaction = transactions.get(tx);
  if (!transaction) return void (await tx.query(sql, parameters));
  const answer = tracedQuery(sql, () => transaction.client.gather(sql, parameters, { rows, joins }));
  answer.catch((error: Error) => (transaction.failure ??= rows !== undefined && isWrongCount(error) ? new UnexpectedRowsError(sql, rows) : reasonOf(error)));
}

/**
 * Sends a statement that concerns one row only if what is recalled is still true, and waits for nothing. Where it is not, everything is
 * undone and the work of the transaction runs again, without memories.
 */
export function assume(tx: EntityManager, sql: string, parameters: unknown[]): void {
  const transaction = transactions.get(tx) as Transaction;
  const proof = tracedQuery(sql, () => transaction.client.gather(sql, parameters, { rows: 1, joins: true }));
  transaction.proof = ahead(Promise.all([transaction.proof, proof]));
  proof.catch((error: Error) => (transaction.failure ??= isWrongCount(error) ? new FadedMemoryError() : reasonOf(error)));
}

/** A statement that was not run tells of the one that failed. */
const reasonOf = (error: Error): Error => (error instanceof NotRunError ? (error.cause as Error) : error);

const isWrongCount = (error: Error): boolean => (error as { code?: string }).code === WRONG_COUNT;

/** The rows that a statement gives. It has been sent when this returns: what is asked next is answered after it, even if nobody waits in between. */
export function ask<Row>(tx: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  const transaction = transactions.get(tx);
  if (!transaction) return tx.query<Row[]>(sql, parameters);
  return tracedQuery(sql, () => transaction.client.gather(sql, parameters)).then(({ rows }) => rows as Row[]);
}

/** A dossier told by a statement that gives its code, with one parameter: what is asked of it need not wait until the code is known. */
export interface DossierNamed {
  named: string;
  parameter: unknown;
}

/** The dossier with a code that is known. */
export const byCode = (code: string): DossierNamed => ({ named: 'select $1::text', parameter: code });

/** An answer that nobody may come to wait for: a transaction that is given up takes its questions with it. */
export function ahead<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}

/** Takes the row lock under which everything of one dossier is serialised. Always the first lock of a transaction; asked for when this returns. False when there is none. */
export async function lockDossier(tx: EntityManager, { named, parameter }: DossierNamed): Promise<boolean> {
  const rows = await ask(tx, `${TAKE_TURN} where code = (${named}) returning 1`, [parameter]);
  return rows.length > 0;
}

/** How a dossier's lock is taken, by everybody: who counts its turns knows whether somebody else has held it meanwhile. */
export const TAKE_TURN = 'update dossier set turn = turn + 1';

async function attempt<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
  const runner = dataSource.createQueryRunner();
  const scope = { open: true };
  let transaction: Transaction | undefined;
  let result: Result<T>;
  try {
    const begun = (transaction = await begin(runner));
    result = await current.run(scope, async () => {
      const done = await work(runner.manager);
      if (done.ok) for (const hook of begun.before) await hook();
      return done;
    });
    if (!result.ok) await begun.proof;
    await (result.ok ? commit(begun) : runner.rollbackTransaction());
  } catch (error) {
    const reason = await reasonOfEnd(transaction, error);
    await runner.rollbackTransaction().catch(() => undefined);
    if (!(reason instanceof RejectedError)) throw reason;
    result = { ok: false, rejection: reason.rejection };
  } finally {
    scope.open = false;
    transactions.delete(runner.manager);
    transaction?.dossiers.leave();
    await runner.release();
  }
  if (result.ok) transaction?.dossiers.remember();
  if (result.ok) for (const hook of transaction?.after ?? []) hook();
  return result;
}

/** What was decided by memories counts for nothing before they are proved. */
async function reasonOfEnd(transaction: Transaction | undefined, error: unknown): Promise<unknown> {
  await transaction?.proof?.catch(() => undefined);
  const { failure = null, proof = null } = transaction ?? {};
  if (proof && failure instanceof UnexpectedRowsError) return new FadedMemoryError();
  return error instanceof RejectedError && !(failure instanceof FadedMemoryError) ? error : (failure ?? error);
}

/** The first statement of the work travels with START TRANSACTION. TypeORM, which would wait for it, is told that it has begun one. */
async function begin(runner: QueryRunner): Promise<Transaction> {
  const client = (await runner.connect()) as StatementClient;
  const dossiers = new HeldDossiers(memoryOf(runner.manager.connection));
  const transaction: Transaction = { client, before: [], after: [], failure: null, dossiers, proof: null };
  transaction.client.gather(BEGIN).catch((error: Error) => (transaction.failure ??= error));
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  transactions.set(runner.manager, transaction);
  return transaction;
}

/** PostgreSQL answers COMMIT of a failed transaction with a quiet ROLLBACK, or not at all where it came with what failed. */
async function commit(transaction: Transaction): Promise<void> {
  refuseFailed(transaction);
  const end = (): Promise<string> => transaction.client.gather(COMMIT).then(({ command }) => command);
  const command = await tracedQuery(COMMIT, end).catch((error: Error) => (error instanceof NotRunError ? 'ROLLBACK' : Promise.reject(error)));
  refuseFailed(transaction);
  if (command !== 'COMMIT') throw new BrokenTransactionError();
}

function refuseFailed({ failure }: Transaction): void {
  if (failure) throw failure;
}

/** serialization_failure and deadlock_detected: both vanish when the transaction runs again. */
function isContention(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return ['40001', '40P01'].includes(driverError?.code ?? code ?? '');
}
