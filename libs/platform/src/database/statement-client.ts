import type { Socket } from 'node:net';
import { Client } from 'pg';
import { SteadyClient } from './steady-client.js';

/** Far more texts than the product has; those put together from filters beyond it are not worth a place in the server's memory. */
const NAMES_LIMIT = 300;

type Asked = (...asked: unknown[]) => unknown;
const ask = Client.prototype.query as unknown as Asked;

/**
 * A connection that prepares each statement with parameters when it is asked for the second time, so that the server parses and plans
 * it once and not in every step. Named by order of appearance; the text decides.
 */
export class StatementClient extends SteadyClient {
  /** Null for a text that was asked for once. */
  readonly #names = new Map<string, string | null>();
  #last = 0;
  #corked = false;

  declare query: Client['query'];

  static {
    StatementClient.prototype.query = function named(this: StatementClient, ...asked: unknown[]): unknown {
      this.#flushTogether();
      const [text, values, ...callback] = asked;
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? this.#nameOf(text) : null;
      return name === null ? ask.apply(this, asked) : ask.call(this, { name, text, values }, ...callback);
    } as Client['query'];
  }

  /** What is asked until the program waits for an answer leaves in one packet. */
  #flushTogether(): void {
    if (this.#corked) return;
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    this.#corked = true;
    stream.cork();
    process.nextTick(() => {
      this.#corked = false;
      stream.uncork();
    });
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
