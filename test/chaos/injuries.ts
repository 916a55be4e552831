import { setTimeout as pause } from 'node:timers/promises';
import type { WatchedProcess } from './house.js';
import type { ChaosPostgres } from './postgres.js';
import type { Random } from './random.js';
import type { ChaosRedis } from './redis.js';

export interface Victims {
  processes: readonly WatchedProcess[];
  postgres: ChaosPostgres;
  redis: ChaosRedis | null;
}

/** Counts by name, for the summary. */
export type Harm = Record<string, number>;

/** Injures everything the product stands on, each thing at its own random pace, until told to end. */
export class Injuries {
  readonly harm: Harm = {};
  readonly failures: unknown[] = [];
  #over = false;
  #loops: Promise<void>[] = [];

  constructor(
    private readonly victims: Victims,
    private readonly random: Random,
  ) {}

  begin(): void {
    // A process needs seconds to come back; one that is all alone gets time to do something in between.
    const [least, most] = this.victims.processes.length > 1 ? [3_000, 8_000] : [6_000, 16_000];
    this.#loops = [
      this.#repeat(5_000, 10_000, () => this.#restartDatabase()),
      this.#repeat(least, most, () => this.#kill()),
      this.#repeat(200, 1_500, () => this.#cutConnections()),
      ...(this.victims.redis ? [this.#repeat(3_000, 8_000, () => this.#hurtRedis(this.victims.redis!))] : []),
    ];
  }

  /** Waits until everything that was taken away is back. */
  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#loops);
    await this.victims.redis?.comeBack();
  }

  async #repeat(least: number, most: number, injure: () => Promise<void>): Promise<void> {
    try {
      for (;;) {
        const until = Date.now() + this.random.between(least, most);
        while (Date.now() < until && !this.#over) await pause(Math.min(200, Math.max(0, until - Date.now())));
        if (this.#over) return;
        await injure();
      }
    } catch (error) {
      this.failures.push(error);
    }
  }

  async #restartDatabase(): Promise<void> {
    await this.victims.postgres.restart();
    this.#did('PostgreSQL restarted at once');
  }

  async #kill(): Promise<void> {
    const ready = this.victims.processes.filter(({ isReady }) => isReady);
    const victim = this.random.pick(ready);
    if (victim?.kill()) this.#did(`${victim.role} process killed`);
  }

  /** While the server is away there is nothing to cut. */
  async #cutConnections(): Promise<void> {
    const { cut, inTransaction } = await this.victims.postgres.cut(1 + Math.floor(this.random.next() * 4)).catch(() => ({ cut: 0, inTransaction: 0 }));
    this.#did('connections cut', cut);
    this.#did('of them at work', inTransaction);
  }

  async #hurtRedis(redis: ChaosRedis): Promise<void> {
    if (this.random.happens(0.5)) {
      await redis.flushAll();
      return this.#did('Redis flushed');
    }
    await redis.stop();
    await pause(this.random.between(300, 4_000));
    await redis.comeBack();
    this.#did('Redis stopped and started empty');
  }

  #did(what: string, times = 1): void {
    this.harm[what] = (this.harm[what] ?? 0) + times;
  }
}
