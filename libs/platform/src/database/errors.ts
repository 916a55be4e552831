import { type Text, text } from '#kernel';

/** The database cannot be used, and a person has to do something about it. `explanation` says what, without any password. */
export class DatabaseUnavailableError extends Error {
  constructor(
    readonly explanation: Text,
    cause?: unknown,
  ) {
    super(`${explanation.vi} / ${explanation.en}`, { cause });
    this.name = 'DatabaseUnavailableError';
  }
}

/** `inTransaction` was called while the same flow of control already holds a transaction. */
export class NestedTransactionError extends Error {
  constructor() {
    super('A transaction was begun inside another one: hand the outer `tx` down instead of taking a second connection.');
    this.name = 'NestedTransactionError';
  }
}

/** The pool was asked for a connection by somebody who already holds one in a transaction: under load all would wait for each other. */
export class PoolInsideTransactionError extends Error {
  constructor() {
    super('A connection was taken from the pool inside a transaction: use the `tx` that was handed down, or a StandingConnection.');
    this.name = 'PoolInsideTransactionError';
  }
}

/** A statement concerned another number of rows than the locks held allow: somebody wrote past them. */
export class UnexpectedRowsError extends Error {
  constructor(readonly statement: string, expected: number) {
    super(`A statement concerned another number of rows than ${expected}: ${statement}`);
    this.name = 'UnexpectedRowsError';
  }
}

/** What a process remembered of a dossier is not true any more. Never leaves `inTransaction`, which lets the work run again without it. */
export class FadedMemoryError extends Error {
  constructor() {
    super('A dossier was moved by somebody else since it was remembered.');
    this.name = 'FadedMemoryError';
  }
}

/** The transaction was already broken by a failed query whose error somebody swallowed; a COMMIT would silently have rolled it back. */
export class BrokenTransactionError extends Error {
  constructor() {
    super('The transaction cannot commit: one of its queries failed and the failure was not passed on.');
    this.name = 'BrokenTransactionError';
  }
}

/**
 * Whether an error says that the database is away, going away or coming back: nothing was wrong with what was asked, and a little later it
 * will be answered. Where it met a COMMIT the outcome is unknown until the command is sent again with its key.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  const { code, driverError, message } = Object(error) as { code?: unknown; driverError?: { code?: unknown }; message?: unknown };
  return AWAY_CODE.test(String(driverError?.code ?? code)) || AWAY_MESSAGE.test(String(message));
}

/** Of Node for the way there; of PostgreSQL connection exceptions, shutdown, crash, start-up and too many connections. */
const AWAY_CODE = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-3]|53300)$/;
/** Of the driver, its pool and TypeORM, which give no code when a connection dies under a query. */
const AWAY_MESSAGE = /Connection terminated|is not queryable|timeout exceeded when trying to connect|already released/;

/** Host, port and database of a URL: what may be shown of it. */
export function addressOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

export const unreachable = (url: string, cause: unknown): DatabaseUnavailableError =>
  new DatabaseUnavailableError(
    text(
      `Không kết nối được cơ sở dữ liệu PostgreSQL tại ${addressOf(url)}: ${reasonOf(cause)}`,
      `Cannot connect to the PostgreSQL database at ${addressOf(url)}: ${reasonOf(cause)}`,
    ),
    cause,
  );

/** The innermost message: an `AggregateError` of a refused connection has an empty one of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
