import { Client } from 'pg';
import { type Joining, joined } from './joined-statements.js';
import { type Answer, type Asked, PreparedStatements, StatementBatch, writtenValue } from './statement-batch.js';
import { SteadyClient } from './steady-client.js';

/** Far more texts than the product has; those put together from filters beyond it are not worth a place in the server's memory. */
const NAMES_LIMIT = 300;

export const BEGIN = 'START TRANSACTION';
export const COMMIT = 'COMMIT';

type Query = (...asked: unknown[]) => unknown;
const query = Client.prototype.query as unknown as Query;

/**
 * A connection that prepares each statement with parameters when it is asked for the second time, so that the server parses and plans
 * it once and not in every step. Named by order of appearance; the text decides.
 */
export class StatementClient extends SteadyClient {
  /** Null for a text that was asked for once. */
  readonly #names = new Map<string, string | null>();
  readonly #prepared = new PreparedStatements((type) => this.getTypeParser(type, 'text') as (text: string) => unknown);
  #last = 0;
  #gathered: (Asked & Joining)[] = [];

  declare query: Client['query'];

  static {
    StatementClient.prototype.query = function named(this: StatementClient, ...asked: unknown[]): unknown {
      this.#send();
      const [text, values, ...callback] = asked;
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.#nameOf(text) : null;
      return name === null ? query.apply(this, asked) : query.call(this, { name, text, values }, ...callback);
    } as Client['query'];
  }

  /**
   * A statement of the transaction that is open on this connection, or that opens or ends it: it leaves with all others that are gathered
   * until the program waits for an answer. See {@link StatementBatch}.
   */
  gather(text: string, values: readonly unknown[] = [], { rows, joins }: Joining = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ text, values: values.map((value) => writtenValue(value)), rows, joins, resolve, reject });
      if (this.#gathered.length === 1) process.nextTick(() => this.#send());
    });
  }

  #send(): void {
    const asked = this.#gathered;
    if (asked.length === 0) return;
    this.#gathered = [];
    const [first, last] = [asked[0], asked.at(-1)];
    const isWhole = asked.length > 2 && first?.text === BEGIN && last?.text === COMMIT;
    query.call(this, isWhole ? new StatementBatch(joined(asked.slice(1, -1)), this.#prepared, { first, last }) : new StatementBatch(joined(asked), this.#prepared));
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text);
    if (known) return known;
    if (known === undefined && this.#names.size >= NAMES_LIMIT) return null;
    const name = known === null ? `s${++this.#last}` : null;
    this.#names.set(text, name);
    return name;
  }
}
