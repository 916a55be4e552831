import { StandingConnection } from '#platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LadderVersion, ladderVersions } from './ladders.repository.js';

export const DEFAULT_LADDER = 'mac-dinh';

/** How long this process may not notice a version made by another one. Its own it notices at once. */
const UNCHECKED_MS = 500;

/**
 * The ladders in memory: versions never change, so a deadline's own is always known, and only whether there is a newer one is asked, twice
 * a second at most.
 */
@Injectable()
export class Ladders implements OnModuleDestroy {
  #versions: readonly LadderVersion[] = [];
  #checkedAt = -Infinity;
  #reading: Promise<readonly LadderVersion[]> | null = null;
  readonly #connection: StandingConnection;

  constructor(@Inject(DataSource) database: DataSource) {
    this.#connection = new StandingConnection(database);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#connection.close();
  }

  /** From now on nothing is answered that was read before. */
  expire(): void {
    this.#checkedAt = -Infinity;
    this.#reading = null;
  }

  /** What a deadline that begins at that instant is armed with. A diagram may name a ladder that is not there; it gets the default one. */
  async current(code: string | null, at: Date): Promise<{ ladder: string; ladderVersion: number }> {
    const versions = await this.#fresh();
    const inForce = (wanted: string): LadderVersion | undefined => versions.findLast((one) => one.code === wanted && one.validFrom <= at);
    const found = inForce(code ?? DEFAULT_LADDER) ?? inForce(DEFAULT_LADDER);
    if (!found) throw new Error('the default ladder is gone');
    return { ladder: found.code, ladderVersion: found.version };
  }

  async of({ ladder, ladderVersion }: { ladder: string; ladderVersion: number }): Promise<LadderVersion> {
    const known = (versions: readonly LadderVersion[]): LadderVersion | undefined => versions.find(({ code, version }) => code === ladder && version === ladderVersion);
    const found = known(this.#versions) ?? known(await this.#fresh()) ?? known(await this.#read()) ?? (await this.#standIn());
    return found;
  }

  /** Every version, a later one after an earlier. */
  all(): Promise<readonly LadderVersion[]> {
    return this.#fresh();
  }

  /** Deadlines stored before ladders were data may bear a name that never was one. */
  async #standIn(): Promise<LadderVersion> {
    const first = (await this.#fresh()).find(({ code }) => code === DEFAULT_LADDER);
    if (!first) throw new Error('the default ladder is gone');
    return first;
  }

  async #fresh(): Promise<readonly LadderVersion[]> {
    if (performance.now() - this.#checkedAt < UNCHECKED_MS) return this.#versions;
    return (this.#reading ??= this.#read());
  }

  async #read(): Promise<readonly LadderVersion[]> {
    const at = performance.now();
    const reading = this.#connection.read((db) => ladderVersions(db));
    this.#reading = reading;
    const done = (): void => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(done, done);
    const versions = await reading;
    if (at > this.#checkedAt) [this.#versions, this.#checkedAt] = [versions, at];
    return versions;
  }
}
