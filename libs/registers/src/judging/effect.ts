import { CalendarExhaustedError, type WorkingCalendar } from '#calendar';
import type { RegisterEffect } from '#contract';
import { HOURS_PER_WORKING_DAY, localDate, toIso } from '#kernel';
import type { ImportedRecord } from './record.js';

const NEAR_MS = HOURS_PER_WORKING_DAY * 3_600_000;
const DAY_MS = 86_400_000;

/** What rows would do to the board and to form 06 of the month so far, counted as these count it. */
export class Effect {
  readonly #board = { late: 0, today: 0, near: 0, on_time: 0, stopped: 0, none: 0 };
  readonly #received = { total: 0, online: 0, direct: 0, carriedOver: 0 };
  readonly #settled = { total: 0, early: 0, onTime: 0, late: 0 };
  readonly #pending = { total: 0, inTime: 0, late: 0 };
  readonly #near = new Map<WorkingCalendar, Date | null>();
  readonly #from: Date;
  readonly #to: Date;

  constructor(private readonly now: Date) {
    this.#from = new Date(`${localDate(now).slice(0, 7)}-01T00:00:00+07:00`);
    this.#to = now;
  }

  add(record: ImportedRecord, calendar: WorkingCalendar): void {
    this.#count(record, calendar, 1);
  }

  remove(record: ImportedRecord, calendar: WorkingCalendar): void {
    this.#count(record, calendar, -1);
  }

  view(): RegisterEffect {
    return { from: toIso(this.#from), to: toIso(this.#to), board: this.#board, settlement: { received: this.#received, settled: this.#settled, pending: this.#pending } };
  }

  #count(record: ImportedRecord, calendar: WorkingCalendar, by: 1 | -1): void {
    if (!record.settledAt) this.#board[this.#bucket(record, calendar)] += by;
    const [received, settled] = [new Date(record.receivedAt), record.settledAt && new Date(record.settledAt)];
    if (received >= this.#to || (settled && settled < this.#from)) return;
    this.#received.total += by;
    this.#received[received < this.#from ? 'carriedOver' : record.channel === 'online' ? 'online' : 'direct'] += by;
    if (settled && settled < this.#to) {
      this.#settled.total += by;
      this.#settled[record.outcome === 'late' ? 'late' : record.outcome === 'early' ? 'early' : 'onTime'] += by;
    } else {
      this.#pending.total += by;
      this.#pending[this.#isLate(record) ? 'late' : 'inTime'] += by;
    }
  }

  #isLate({ dueAt, stoppedAt }: ImportedRecord): boolean {
    return dueAt !== null && new Date(dueAt) < (stoppedAt && new Date(stoppedAt) < this.#to ? new Date(stoppedAt) : this.#to);
  }

  #bucket({ dueAt, stoppedAt, state }: ImportedRecord, calendar: WorkingCalendar): keyof RegisterEffect['board'] {
    const due = dueAt === null ? null : new Date(dueAt);
    if (due && due < (stoppedAt ? new Date(stoppedAt) : this.now)) return 'late';
    if (state === 5 || state === 6) return 'stopped';
    if (!due) return 'none';
    if (due < new Date(Date.parse(`${localDate(this.now)}T00:00:00+07:00`) + DAY_MS)) return 'today';
    const near = this.#nearFrom(calendar);
    return near && due <= near ? 'near' : 'on_time';
  }

  #nearFrom(calendar: WorkingCalendar): Date | null {
    const known = this.#near.get(calendar);
    if (known !== undefined) return known;
    const near = nearFrom(calendar, this.now);
    this.#near.set(calendar, near);
    return near;
  }
}

function nearFrom(calendar: WorkingCalendar, now: Date): Date | null {
  try {
    return calendar.addWorkingMs(now, NEAR_MS);
  } catch (error) {
    if (error instanceof CalendarExhaustedError) return null;
    throw error;
  }
}
