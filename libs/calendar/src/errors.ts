/** There is not enough working time left in the calendar: no opening hours at all, or none any more after their last day. */
export class CalendarExhaustedError extends Error {
  constructor(
    readonly start: Date,
    readonly missingMs: number,
  ) {
    super(`the calendar has no further working time after ${start.toISOString()}; ${missingMs} ms are missing`);
    this.name = 'CalendarExhaustedError';
  }
}

/** The tables of a calendar contradict themselves; `path` names the row. */
export class CalendarDataError extends Error {
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`${path}: ${problem}`);
    this.name = 'CalendarDataError';
  }
}
