import pg from 'pg';

/*
 * Import it before everything else of the product: it listens at the driver, below every layer that might send a statement.
 */

export interface Statement {
  text: string;
  values: unknown[];
}

const MANY = 6;

/** Every statement with which the product went to the database, with some of the values it was asked with. */
export class Statements {
  readonly #seen = new Map<string, unknown[][]>();
  /** The text of each, in order, since they were last forgotten. */
  sent: string[] = [];

  constructor() {
    const heard = (text: string, values: unknown[]): void => this.#hear(text, values);
    const query = pg.Client.prototype.query as unknown as (...asked: unknown[]) => unknown;
    pg.Client.prototype.query = function listening(this: unknown, ...asked: unknown[]): unknown {
      const [first, second] = asked as [string | { text?: string; values?: unknown[]; asked?: Statement[] }, unknown];
      if (typeof first === 'string') heard(first, Array.isArray(second) ? second : []);
      else if (first?.asked) for (const { text, values } of first.asked) heard(text, values);
      else if (typeof first?.text === 'string') heard(first.text, first.values ?? (Array.isArray(second) ? second : []));
      return query.apply(this, asked);
    } as typeof pg.Client.prototype.query;
  }

  /** Those that read or write rows of the product's tables. */
  get all(): Statement[] {
    return [...this.#seen].flatMap(([text, asked]) => asked.map((values) => ({ text, values })));
  }

  forget(): void {
    this.#seen.clear();
    this.sent = [];
  }

  #hear(text: string, values: unknown[]): void {
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(text) || /bullmq/i.test(text)) return;
    this.sent.push(text);
    const asked = this.#seen.get(text) ?? [];
    if (asked.length < MANY) asked.push(values);
    this.#seen.set(text, asked);
  }
}

export const statements = new Statements();
