import { createRequire } from 'node:module';
import { Query } from 'pg';

/** The driver's own way of writing values down; its types leave the file out. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue(value: unknown): Buffer | string | null };

let instant: { at: Date; ms: number; written: ReturnType<typeof prepareValue> } | null = null;

/** A value as the driver writes it down. All statements of a step name the same instant. */
export function writtenValue(value: unknown): Buffer | string | null {
  if (!(value instanceof Date)) return prepareValue(value);
  if (instant?.at !== value || instant.ms !== value.getTime()) instant = { at: value, ms: value.getTime(), written: prepareValue(value) };
  return instant.written;
}

export interface Answer {
  rows: unknown[];
  /** First word of what the server says of a statement that is done: `UPDATE`, `COMMIT`, `ROLLBACK`. */
  command: string;
}

/** A statement to be asked; values are written down already. */
export interface Asked {
  text: string;
  values: (Buffer | string | null)[];
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** How a statement's rows are read. */
interface Shape {
  names: string[];
  read: ((text: string) => unknown)[];
}

/** A statement as a connection knows it. Without a name it is parsed anew each time. */
interface Prepared {
  name: string;
  isSent: boolean;
  /** The server has it under its name, as an answer has shown. */
  isThere: boolean;
  shape: Shape | null;
}

/** What of the driver's connection is used. */
interface Wire {
  stream: { writable: boolean; write(bytes: Buffer): boolean };
  parse(statement: { text: string; name: string }): void;
  bind(portal: { portal: string; statement: string; values: Asked['values']; binary: boolean }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(portal: { portal: string; rows: number }): void;
  sync(): void;
}

/** A statement that was never run, because one that went with it had failed. */
export class NotRunError extends Error {
  constructor(cause: Error) {
    super(`Not run: a statement before it failed (${cause.message})`, { cause });
    this.name = 'NotRunError';
  }
}

/** Far more texts than the product has; those put together from filters beyond it are not worth a place in the server's memory. */
const NAMES_LIMIT = 300;

/** Statements that a connection has prepared: those that it is asked for the second time. */
export class PreparedStatements {
  readonly #known = new Map<string, Prepared>();
  #last = 0;

  constructor(readonly parserOf: (type: number) => (text: string) => unknown) {}

  of(text: string): Prepared {
    const known = this.#known.get(text);
    const made: Prepared = { name: '', isSent: false, isThere: false, shape: null };
    if (!known && this.#known.size >= NAMES_LIMIT) return made;
    if (known && known.name === '') Object.assign(known, { name: `b${++this.#last}` });
    if (!known) this.#known.set(text, made);
    return known ?? made;
  }

  /** After a failure: what never came to be, or was planned on what a migration has changed since, is prepared anew. */
  forget(text: string, code: string | undefined): void {
    if (!this.#known.get(text)?.isThere || code === CHANGED_RESULT || code === UNKNOWN_STATEMENT) this.#known.delete(text);
  }
}

/** feature_not_supported ("cached plan must not change result type") and invalid_sql_statement_name */
const CHANGED_RESULT = '0A000';
const UNKNOWN_STATEMENT = '26000';

/**
 * Statements that go to the server together and are answered together, in their order; after the first that fails, none is run. One
 * packet and one Sync for all of them, and no description of rows that are known. Only for statements of one open transaction: what is
 * asked outside of any would become one. So that a transaction which goes whole needs no words for its beginning and its end: those of
 * `frame` are answered, and not sent.
 */
export class StatementBatch extends Query {
  readonly #statements: Prepared[] = [];
  readonly #named: boolean[] = [];
  #at = 0;
  #rows: unknown[] = [];

  constructor(
    private readonly asked: readonly Asked[],
    private readonly prepared: PreparedStatements,
    private readonly frame?: { first: Asked; last: Asked },
  ) {
    super('');
    frame?.first.resolve({ rows: [], command: 'START' });
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire;
    const packets: Buffer[] = [];
    const gather = { writable: wire.stream.writable, write: (bytes: Buffer) => packets.push(bytes) > 0 };
    const into = Object.create(wire, { stream: { value: gather } }) as Wire;
    for (const one of this.asked) this.#send(into, one);
    into.sync();
    wire.stream.write(Buffer.concat(packets));
    return null;
  };

  #send(wire: Wire, { text, values }: Asked): void {
    const statement = this.prepared.of(text);
    this.#statements.push(statement);
    if (!statement.isSent || statement.name === '') wire.parse({ text, name: statement.name });
    statement.isSent = statement.name !== '';
    this.#named.push(statement.isSent);
    wire.bind({ portal: '', statement: statement.name, values, binary: false });
    if (!statement.shape) wire.describe({ type: 'P', name: '' });
    wire.execute({ portal: '', rows: 0 });
  }

  // called by the driver, answer by answer

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    const shape = { names: fields.map(({ name }) => name), read: fields.map(({ dataTypeID }) => this.prepared.parserOf(dataTypeID)) };
    (this.#statements[this.#at] as Prepared).shape = shape;
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { names, read } = (this.#statements[this.#at] as Prepared).shape as Shape;
    const row: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at++) {
      const text = fields[at] ?? null;
      row[names[at] as string] = text === null ? null : (read[at] as Shape['read'][number])(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const statement = this.#statements[this.#at] as Prepared;
    if (this.#named[this.#at]) statement.isThere = true;
    statement.shape ??= NO_ROWS;
    this.asked[this.#at++]?.resolve({ rows: this.#rows, command: text.split(' ', 1)[0] as string });
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    this.frame?.last.resolve({ rows: [], command: 'COMMIT' });
  }

  handleError(error: Error & { severity?: string; code?: string }): void {
    const failed = this.#at;
    this.#at = this.asked.length;
    const notRun = error.severity === 'ERROR' ? new NotRunError(error) : error;
    for (const [at, { text, reject }] of this.asked.slice(failed).entries()) {
      this.prepared.forget(text, at === 0 ? error.code : undefined);
      reject(at === 0 ? error : notRun);
    }
    this.frame?.last.reject(failed < this.asked.length ? notRun : error);
  }
}

const NO_ROWS: Shape = { names: [], read: [] };
