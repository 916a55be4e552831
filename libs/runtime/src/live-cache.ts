import type { LiveInstance } from './engine/engine.js';

interface Entry {
  live: LiveInstance;
  version: number;
}

/**
 * The hot instances of this process, least recently used first to go. An entry is taken out for the length of a step and put back
 * only after its commit, so that a failed step can never leave a half-moved instance behind. A stale entry cannot act: its
 * version differs from the locked row's.
 */
export class LiveCache {
  readonly #entries = new Map<string, Entry>();
  hits = 0;
  misses = 0;

  constructor(readonly limit: number, private readonly onTaken: (outcome: 'hit' | 'miss') => void = () => undefined) {}

  take(id: string, version: number): LiveInstance | null {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    const fresh = entry?.version === version ? entry.live : null;
    if (fresh) this.hits++;
    else this.misses++;
    this.onTaken(fresh ? 'hit' : 'miss');
    return fresh;
  }

  has({ id, version }: { id: string; version: number }): boolean {
    return this.#entries.get(id)?.version === version;
  }

  put(id: string, version: number, live: LiveInstance): void {
    this.#entries.delete(id);
    this.#entries.set(id, { live, version });
    if (this.#entries.size > this.limit) this.#entries.delete(this.#entries.keys().next().value as string);
  }
}
