import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { LONGEST_DELAY_MS, type JobQueue } from '../queue/job-queue.js';
import { Repeater } from '../repeater.js';
import type { WakeUps } from './wake-ups.js';

export interface AlarmClockSettings {
  /** Only what is due within it is in the queue; further off, a delay would outlive queue and process. Default 24 h. */
  horizonMs?: number;
  /** Pause between two sweeps: how late a wake-up may be whose nudge was lost. Default 2 s. */
  sweepMs?: number;
  /** Wake-ups read by one query of the sweep. Default 200. */
  batch?: number;
  /** Wake-ups fired at the same time. Default 4. */
  concurrency?: number;
}

const CHANNEL = 'wakeup';

/**
 * Sees to it that wake-ups are fired on time, in real time: a nudge through the queue for each that is due within the
 * horizon, a loader that brings in the next window before the present one ends, and a sweep by database time that
 * finds whatever was not nudged, queue or no queue.
 */
export class AlarmClock {
  readonly #horizon: number;
  readonly #settings: Required<AlarmClockSettings>;
  readonly #sweeper: Repeater;
  readonly #loader: Repeater;

  constructor(
    private readonly parts: { wakeUps: WakeUps; jobs: JobQueue; metrics: Metrics; log: Log },
    settings: AlarmClockSettings = {},
  ) {
    this.#settings = { horizonMs: 86_400_000, sweepMs: 2_000, batch: 200, concurrency: 4, ...settings };
    this.#horizon = this.#settings.horizonMs;
    if (this.#horizon > LONGEST_DELAY_MS) throw new RangeError('The horizon is longer than a timer can wait');
    const failed = (error: unknown): void => parts.log.error({ err: error }, 'wake-ups could not be swept');
    this.#sweeper = new Repeater(this.#settings.sweepMs, () => this.sweep(), failed);
    this.#loader = new Repeater(this.#horizon / 2, () => this.load(), failed);
  }

  /** Nudges for what this process schedules. Every process wants it, also one that fires nothing. */
  listen(): void {
    this.parts.wakeUps.onScheduled((scheduled) => this.#nudge(scheduled));
  }

  /** Fires, too. */
  async start(): Promise<void> {
    this.listen();
    await this.parts.jobs.receive(CHANNEL, this.#settings.concurrency, async (id) => void (await this.parts.wakeUps.fire(id)));
    this.#sweeper.start();
    this.#loader.start();
  }

  /** Waits for what is being fired. */
  async stop(): Promise<void> {
    this.parts.wakeUps.onScheduled(() => undefined);
    await Promise.all([this.#sweeper.stop(), this.#loader.stop()]);
  }

  /** Fires everything past due, in batches; answers how many. */
  async sweep(): Promise<number> {
    let fired = 0;
    for (;;) {
      const groups = await this.parts.wakeUps.pastDue(this.#settings.batch);
      const count = await this.#fireGroups(groups);
      fired += count;
      if (count === 0 || groups.flat().length < this.#settings.batch) return fired;
    }
  }

  /** Nudges everything that falls due within the horizon; answers how many. What is past due already is left to the sweep, which keeps its order. */
  async load(): Promise<number> {
    const until = new Date(Date.now() + this.#horizon);
    let count = 0;
    let last: { id: string; dueAt: Date } | undefined;
    do {
      const page = await this.parts.wakeUps.upcoming(until, 1_000, last);
      last = page.at(-1);
      if (page.length > 0) await this.#send(page);
      count += page.length;
    } while (last);
    return count;
  }

  #nudge(scheduled: readonly { id: string; dueAt: Date }[]): void {
    const soon = scheduled.filter(({ dueAt }) => dueAt.getTime() - Date.now() <= this.#horizon);
    if (soon.length > 0) this.#send(soon).catch((error: unknown) => this.#lost(error));
  }

  async #send(wakeUps: readonly { id: string; dueAt: Date }[]): Promise<void> {
    const now = Date.now();
    await this.parts.jobs.send(
      CHANNEL,
      wakeUps.map(({ id, dueAt }) => ({ id, delay: Math.max(0, dueAt.getTime() - now) })),
    );
  }

  #lost(error: unknown): void {
    this.parts.metrics.nudgeFailures.inc({ channel: CHANNEL });
    this.parts.log.warn({ err: error }, 'a wake-up could not be nudged; the sweep will find it');
  }

  /** Groups side by side, the wake-ups of a group one after the other. */
  async #fireGroups(groups: string[][]): Promise<number> {
    let fired = 0;
    const queue = groups.values();
    const lane = async (): Promise<void> => {
      for (const group of queue) for (const id of group) if (await this.parts.wakeUps.fire(id)) fired++;
    };
    await Promise.all(Array.from({ length: this.#settings.concurrency }, lane));
    return fired;
  }
}
