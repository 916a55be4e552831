import { problemOf } from './problem.js';

/**
 * The idempotency key of one user action. The key is kept while it is not known whether the command was carried out (line down,
 * gateway error), so that pressing again cannot act twice; any definite answer, a refusal too, ends the action.
 */
export class ActionKey {
  #pending: { key: string; of: unknown } | null = null;

  /** The key to send with these variables: the kept one for the same variables, else a new one. */
  for(variables: unknown): string {
    if (this.#pending && same(this.#pending.of, variables)) return this.#pending.key;
    this.#pending = { key: newKey(), of: variables };
    return this.#pending.key;
  }

  settle(error?: unknown): void {
    if (error === undefined || !problemOf(error).uncertain) this.#pending = null;
  }
}

/** A form with files is the same action only as the same object; anything else by its content. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (!(a instanceof FormData) && !(b instanceof FormData) && JSON.stringify(a) === JSON.stringify(b));

/** `crypto.randomUUID` exists only on secure origins; a district's server may be plain http inside its own network. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
