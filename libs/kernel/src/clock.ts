/** The only source of "now". Everything that needs the time is given one, so that tests and the simulator own it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. Not persistent: see platform's SimulatedClock for the product's own. */
export class ManualClock implements Clock {
  #now: Date;

  constructor(start: Date | string) {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(to: Date | string): void {
    this.#now = new Date(to);
  }
}

/** The zone in which every deadline of this product is counted. Viet Nam has had no summer time since 1975. */
export const ZONE = 'Asia/Ho_Chi_Minh';

/** Offset of {@link ZONE}: constant for every instant this product handles. */
export const ZONE_OFFSET_MS = 7 * 3_600_000;

/** ISO 8601 with the offset of {@link ZONE}, to the second (milliseconds kept when there are any): `2026-02-12T09:00:00+07:00`. */
export function toIso(at: Date): string {
  const local = new Date(at.getTime() + ZONE_OFFSET_MS).toISOString();
  return local.replace(/(?:\.000)?Z$/, '+07:00');
}

const DAY_MS = 86_400_000;
let latest = { day: Number.NaN, date: '' };

/** The calendar date in {@link ZONE}, `YYYY-MM-DD`. Asked for with every step, nearly always of the same day. */
export function localDate(at: Date): string {
  const day = Math.floor((at.getTime() + ZONE_OFFSET_MS) / DAY_MS);
  if (day !== latest.day) latest = { day, date: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  return latest.date;
}
