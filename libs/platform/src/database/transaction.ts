import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { RejectedError, type Result } from '#kernel';
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { BrokenTransactionError, NestedTransactionError } from './errors.js';

const current = new AsyncLocalStorage<{ open: boolean }>();
interface Hooks {
  before: (() => Promise<void>)[];
  after: (() => void)[];
}

const hooks = new WeakMap<EntityManager, Hooks>();

/** Whether the flow of control that asks holds a transaction. */
export const insideTransaction = (): boolean => current.getStore()?.open === true;

/** Before a retry: without a pause the victim of a deadlock can take its lock back before the other side has woken up, and lose again. */
const RETRY_PAUSES_MS = [20, 100];

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
  const registered = hooks.get(tx);
  if (!registered) throw new Error('afterCommit was given a manager that no inTransaction made');
  registered.after.push(hook);
}

/**
 * Registers the last writing of `tx`, done when the work has answered ok: for what is gathered to be written at once. False, and nothing
 * registered, for a manager that no {@link inTransaction} made.
 */
export function beforeCommit(tx: EntityManager, hook: () => Promise<void>): boolean {
  return hooks.get(tx)?.before.push(hook) !== undefined;
}

/** Takes the row lock under which everything of one dossier is serialised. Always the first lock of a transaction. False when there is none. */
export async function lockDossier(tx: EntityManager, code: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('select 1 from dossier where code = $1 for update', [code]);
  return rows.length > 0;
}

async function attempt<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<Result<T>>): Promise<Result<T>> {
  const runner = dataSource.createQueryRunner();
  const scope = { open: true };
  const registered: Hooks = { before: [], after: [] };
  hooks.set(runner.manager, registered);
  let result: Result<T>;
  try {
    await runner.startTransaction();
    result = await current.run(scope, async () => {
      const done = await work(runner.manager);
      if (done.ok) for (const hook of registered.before) await hook();
      return done;
    });
    await (result.ok ? commit(runner) : runner.rollbackTransaction());
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    if (!(error instanceof RejectedError)) throw error;
    result = { ok: false, rejection: error.rejection };
  } finally {
    scope.open = false;
    hooks.delete(runner.manager);
    await runner.release();
  }
  if (result.ok) for (const hook of registered.after) hook();
  return result;
}

/** PostgreSQL answers COMMIT of a failed transaction with a quiet ROLLBACK. Only the driver's own answer tells. */
async function commit(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new BrokenTransactionError();
}

/** serialization_failure and deadlock_detected: both vanish when the transaction runs again. */
function isContention(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return ['40001', '40P01'].includes(driverError?.code ?? code ?? '');
}
