import { type Clock, toIso } from '#kernel';
import type { DataSource } from 'typeorm';

/** Injection token of the {@link Clock}. */
export const CLOCK = Symbol('Clock');

/** A clock that somebody moves. Never backwards: what was recorded would lie in the future. */
export interface MovableClock extends Clock {
  set(to: Date): void | Promise<void>;
}

const SIMULATION_START = new Date('2026-01-05T07:00:00+07:00');

/** The clock of `LIENTHONG_CLOCK=simulated`: stands still between moves and is kept in the database, so that a restart goes on where it stood. */
export class SimulatedClock implements MovableClock {
  #now: Date;

  private constructor(
    private readonly dataSource: DataSource,
    now: Date,
  ) {
    this.#now = now;
  }

  static async open(dataSource: DataSource, start: Date = SIMULATION_START): Promise<SimulatedClock> {
    await dataSource.query('insert into simulation_clock (now) values ($1) on conflict do nothing', [start]);
    const [row] = await dataSource.query<{ now: Date }[]>('select now from simulation_clock');
    return new SimulatedClock(dataSource, row?.now ?? start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Throws a `RangeError` when `to` lies before the present. */
  async set(to: Date): Promise<void> {
    if (to < this.#now) throw new RangeError(`The simulated clock stands at ${toIso(this.#now)} and cannot go back to ${toIso(to)}`);
    if (to.getTime() === this.#now.getTime()) return;
    await this.dataSource.query('update simulation_clock set now = $1', [to]);
    this.#now = new Date(to);
  }
}
