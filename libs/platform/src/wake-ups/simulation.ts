import { type Result, ok, reject, text, toIso } from '#kernel';
import type { MovableClock } from '../clock.js';
import type { Log } from '../log.js';
import type { Outbox } from '../outbox.js';
import type { WakeUps } from './wake-ups.js';

/**
 * Moves a clock through time and fires what falls due on the way, each wake-up at its own instant, so that a month
 * passes as it would have passed. One move at a time.
 */
export class Simulation {
  #moving: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: { wakeUps: WakeUps; outbox: Outbox; clock: MovableClock; log: Log }) {}

  /** From now on a wake-up that is due already when it is scheduled fires at once, as it would in real time. */
  start(): void {
    const { clock, wakeUps } = this.parts;
    wakeUps.onScheduled((scheduled) => {
      if (scheduled.some(({ dueAt }) => dueAt <= clock.now())) this.#settle();
    });
    this.#settle();
  }

  async stop(): Promise<void> {
    this.parts.wakeUps.onScheduled(() => undefined);
    await this.#moving;
  }

  /** Refuses with `clock_moves_back`. `fired` counts wake-ups; a failed one stays pending and is tried by the next move that goes beyond its pause. */
  moveTo(to: Date): Promise<Result<{ now: Date; fired: number }>> {
    const move = this.#moving.then(() => this.#move(to));
    this.#moving = move.catch(() => undefined);
    return move;
  }

  #settle(): void {
    const { clock, log, wakeUps } = this.parts;
    const settled = this.#moving.then(() => fireDue(wakeUps, clock.now(), clock));
    this.#moving = settled.catch((error: unknown) => log.error({ err: error }, 'due wake-ups could not be fired'));
  }

  async #move(to: Date): Promise<Result<{ now: Date; fired: number }>> {
    const { clock, outbox, wakeUps } = this.parts;
    if (to < clock.now()) return movesBack(clock.now(), to);
    const fired = await fireDue(wakeUps, to, clock);
    await outbox.drain();
    return ok({ now: clock.now(), fired });
  }
}

/**
 * Fires everything due by `until` in the order of due instants, moving `clock` to each first and to `until` at last;
 * what handlers schedule on the way is included. Answers how many were fired.
 */
export async function fireDue(wakeUps: WakeUps, until: Date, clock: MovableClock): Promise<number> {
  let fired = 0;
  const failed: string[] = [];
  for (let next = await wakeUps.next(until, failed); next; next = await wakeUps.next(until, failed)) {
    if (next.dueAt > clock.now()) await clock.set(next.dueAt);
    if (await wakeUps.fire(next.id)) fired++;
    else failed.push(next.id);
  }
  if (until > clock.now()) await clock.set(until);
  return fired;
}

const movesBack = (now: Date, to: Date): Result<never> =>
  reject(
    'clock_moves_back',
    text(
      `Đồng hồ mô phỏng đang ở ${toIso(now)}, không thể lùi về ${toIso(to)}`,
      `The simulated clock stands at ${toIso(now)} and cannot go back to ${toIso(to)}`,
    ),
  );
