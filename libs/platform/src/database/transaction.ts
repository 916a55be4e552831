import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { RejectedError, type Result } from '#kernel';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { tracedQuery } from '../traces.js';
import { BrokenTransactionError, NestedTransactionError, UnexpectedRowsError } from './errors.js';
import { NotRunError } from './statement-batch.js';
import type { StatementClient } from './statement-client.js';

const current = new AsyncLocalStorage<{ open: boolean }>();
interface Transaction {
  client: StatementClient;
  before: (() => Promise<void>)[];
  after: (() => void)[];
  /** Of the first statement that nobody waited for and that failed. */
  failure: Error | null;
}

const transactions = new WeakMap<EntityManager, Transaction>();

/** Whether the flow of control that asks holds a transaction. */
export const insideTransaction = (): boolean => current.getStore()?.open === true;

/** Before a retry: without a pause the victim of a deadlock can take its lock back before the other side has woken up, and lose again. */
const RETRY_PAUSES_MS = [20, 100];

const contended = new WeakMap<DataSource, () => void>();

/** Told of every transaction that has to run again. One listener for a data source. */
export const onContention = (dataSource: DataSource, listener: () => void): void => void contended.set(dataSource, listener);

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
      return await attempt(dataSource, work);
    } catch (error) {
      if (!isContention(error)) throw error;
      contended.get(dataSource)?.();
    }
    await pause(ms);
  }
  return attempt(dataSource, work);
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

/**
 * Sends a statement whose answer is not needed, without waiting for it. Whatever `tx` is asked afterwards is answered after it, and a
 * failure undoes the transaction and is thrown by {@link inTransaction}: not for a statement whose failure somebody handles. Waits where
 * the manager is one that no {@link inTransaction} made. With `rows`, any other number of rows concerned is a failure, too.
 */
export async function write(tx: EntityManager, sql: string, parameters: unknown[], { rows }: { rows?: number } = {}): Promise<void> {
  const transaction = transactions.get(tx);
  if (!transaction) return void (await tx.query(sql, parameters));
  const answer = tracedQuery(sql, () => transaction.client.gather(rows === undefined ? sql : expecting(sql, rows), parameters));
  answer.catch((error: Error) => (transaction.failure ??= rows !== undefined && isWrongCount(error) ? new UnexpectedRowsError(sql, rows) : reasonOf(error)));
}

/** The server itself fails when another number of rows is concerned, so that the commit need not wait to be told. */
const expecting = (sql: string, rows: number): string =>
  `with concerned as (${sql} returning 1) select 1 / (case (select count(*) from concerned) when ${rows} then 1 else 0 end)`;

/** A statement that was not run tells of the one that failed. */
const reasonOf = (error: Error): Error => (error instanceof NotRunError ? (error.cause as Error) : error);

/** division_by_zero */
const isWrongCount = (error: Error): boolean => (error as { code?: string }).code === '22012';

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
export async function lockDossier(tx: EntityManager, code: string): Promise<boolean> {
  const rows = await ask(tx, 'select 1 from dossier where code = $1 for update', [code]);
  return rows.length > 0;
}

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
    await (result.ok ? commit(begun) : runner.rollbackTransaction());
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    if (!(error instanceof RejectedError)) throw transaction?.failure ?? error;
    result = { ok: false, rejection: error.rejection };
  } finally {
    scope.open = false;
    transactions.delete(runner.manager);
    await runner.release();
  }
  if (result.ok) for (const hook of transaction?.after ?? []) hook();
  return result;
}

/** The first statement of the work travels with START TRANSACTION. TypeORM, which would wait for it, is told that it has begun one. */
async function begin(runner: QueryRunner): Promise<Transaction> {
  const transaction: Transaction = { client: (await runner.connect()) as StatementClient, before: [], after: [], failure: null };
  transaction.client.gather('START TRANSACTION').catch((error: Error) => (transaction.failure ??= error));
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  transactions.set(runner.manager, transaction);
  return transaction;
}

/** PostgreSQL answers COMMIT of a failed transaction with a quiet ROLLBACK, or not at all where it came with what failed. */
async function commit(transaction: Transaction): Promise<void> {
  refuseFailed(transaction);
  const end = (): Promise<string> => transaction.client.gather('COMMIT').then(({ command }) => command);
  const command = await tracedQuery('COMMIT', end).catch((error: Error) => (error instanceof NotRunError ? 'ROLLBACK' : Promise.reject(error)));
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
