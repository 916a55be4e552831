/** The dossiers of this process that were moved last, about as many as it holds live instances. */
const LIMIT = 600;

/** What every transaction that takes a dossier's lock counts up: nobody has held the lock between two transactions that follow each other in it. */
export type Turn = number;

/** What a process knew of a dossier when it let go of its lock; true for as long as the turn is the same. */
export interface Remembered {
  code: string;
  turn: Turn;
  /** By the name that each room gives to its part. */
  parts: ReadonlyMap<string, unknown>;
  /** Ids of things that belong to the dossier and by which it may be asked for, such as its open tasks. */
  names: readonly string[];
}

/**
 * What this process remembers of dossiers, the one least recently moved first to go. Taken out for the length of a transaction and put
 * back after its commit, so that nothing of a failed one is ever remembered.
 */
export class DossierMemory {
  readonly #byCode = new Map<string, Remembered>();
  readonly #codes = new Map<string, string>();
  readonly #wanted = new Map<unknown, number>();

  constructor(readonly limit = LIMIT) {}

  /** By its code or by one of its names. */
  take(name: unknown): Remembered | null {
    const code = this.#codes.get(name as string) ?? (name as string);
    const known = this.#byCode.get(code);
    if (known) this.#forget(known);
    return known ?? null;
  }

  put(remembered: Remembered): void {
    this.take(remembered.code);
    this.#byCode.set(remembered.code, remembered);
    for (const name of remembered.names) this.#codes.set(name, remembered.code);
    if (this.#byCode.size > this.limit) this.#forget(this.#byCode.values().next().value as Remembered);
  }

  /** Somebody of this process is about to lock the dossier of this name: what another one leaves of it will not be true for long. */
  want(name: unknown): void {
    this.#wanted.set(name, (this.#wanted.get(name) ?? 0) + 1);
  }

  /** By whom {@link want} was called: the transaction is over. */
  leave(name: unknown): void {
    const others = (this.#wanted.get(name) ?? 1) - 1;
    if (others > 0) this.#wanted.set(name, others);
    else this.#wanted.delete(name);
  }

  isWanted({ code, names }: Remembered): boolean {
    return this.#wanted.size > 0 && (this.#wanted.has(code) || names.some((name) => this.#wanted.has(name)));
  }

  /** For whoever compares it with the database. */
  all(): Remembered[] {
    return [...this.#byCode.values()];
  }

  #forget({ code, names }: Remembered): void {
    this.#byCode.delete(code);
    for (const name of names) this.#codes.delete(name);
  }
}

interface Held {
  turn: Turn;
  /** Made by this transaction: what nobody has told of it is not there. */
  isNew: boolean;
  told: Set<string>;
  names: readonly string[];
  recalled: Map<string, unknown>;
  kept: Map<string, { value: unknown; names: readonly string[] }>;
}

/** The dossiers whose lock one transaction holds: what is recalled of them in it, and what will be remembered when it has committed. */
export class HeldDossiers {
  readonly #held = new Map<string, Held>();
  readonly #wanted: unknown[] = [];

  constructor(private readonly memory: DossierMemory) {}

  /** Its lock was taken, or the row was made, by a statement that has been answered. */
  hold(code: string, turn: Turn, isNew = false): void {
    if (!this.#held.has(code)) this.#held.set(code, { turn, isNew, told: new Set(), names: [], recalled: new Map(), kept: new Map() });
  }

  /**
   * What is remembered of a dossier, given its code or one of its names, if the part is there that the caller cannot do without. The caller
   * proves the turn by the statement that locks the dossier.
   */
  recall(name: unknown, part: string): Remembered | null {
    this.memory.want(name);
    this.#wanted.push(name);
    const known = this.memory.take(name);
    if (!known?.parts.has(part) || this.#held.has(known.code)) return null;
    this.hold(known.code, known.turn + 1);
    Object.assign(this.#held.get(known.code) as Held, { names: known.names, recalled: new Map(known.parts) });
    return known;
  }

  /** Whether a part is recalled that nobody has taken yet, or known to be empty. */
  knows(name: unknown, part: string): boolean {
    const held = this.#of(name);
    return held !== undefined && (held.recalled.has(part) || (held.isNew && !held.told.has(part)));
  }

  /** The part as recalled, once; `empty` of a dossier that this transaction has made. Undefined where the database has to be asked. */
  take<T>(name: unknown, part: string, empty: T): T | undefined {
    const held = this.#of(name);
    if (!held || !this.knows(name, part)) return undefined;
    const found = held.recalled.has(part) ? (held.recalled.get(part) as T) : empty;
    this.drop(name, part);
    return found;
  }

  /** What the part will be when the transaction commits. */
  keep(code: string, part: string, value: unknown, names: readonly string[] = []): void {
    const held = this.#held.get(code);
    held?.told.add(part);
    held?.kept.set(part, { value, names });
  }

  /** What {@link keep} was told of the part. */
  kept(code: string, part: string): unknown {
    return this.#held.get(code)?.kept.get(part)?.value;
  }

  /** The part has been taken, or was changed in a way that nobody has told. */
  drop(name: unknown, part: string): void {
    const held = this.#of(name);
    held?.recalled.delete(part);
    held?.kept.delete(part);
    held?.told.add(part);
  }

  /** The transaction is over, whichever way. */
  leave(): void {
    for (const name of this.#wanted) this.memory.leave(name);
  }

  /** After the commit, and after {@link leave}. What others of this process wait for is not remembered: they would change it first. */
  remember(): void {
    for (const [code, { turn, kept }] of this.#held) {
      if (kept.size === 0) continue;
      const parts = new Map([...kept].map(([part, { value }]) => [part, value]));
      const remembered = { code, turn, parts, names: [...kept.values()].flatMap(({ names }) => names) };
      if (!this.memory.isWanted(remembered)) this.memory.put(remembered);
    }
  }

  #of(name: unknown): Held | undefined {
    return this.#held.get(name as string) ?? [...this.#held.values()].find(({ names }) => names.includes(name as string));
  }
}
