import type { Clock } from '#kernel';

const MOST_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;
/** Codes remembered at most: guessing at random codes must not fill the memory. */
const MOST_KEYS = 10_000;

/**
 * Counts failures per key in the memory of this process: after ten within a quarter of an hour the key is closed until the oldest
 * of them is that old. With several processes the limit holds in each.
 */
export class AttemptLimit {
  readonly #failures = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  isClosed(key: string): boolean {
    return this.#recent(key).length >= MOST_FAILURES;
  }

  failed(key: string): void {
    const recent = this.#recent(key);
    this.#failures.delete(key);
    this.#failures.set(key, [...recent, this.clock.now().getTime()]);
    if (this.#failures.size > MOST_KEYS) this.#failures.delete(this.#failures.keys().next().value as string);
  }

  #recent(key: string): number[] {
    const from = this.clock.now().getTime() - WINDOW_MS;
    return (this.#failures.get(key) ?? []).filter((at) => at > from);
  }
}
