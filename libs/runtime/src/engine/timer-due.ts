import { ZONE } from '#kernel';

export const TIMER_KINDS = ['timeDate', 'timeDuration', 'timeCycle'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** When a timer fires. `repeat`: firings left with this one, -1 for no end, absent for a timer that fires once. */
export interface Due {
  at: Date;
  repeat?: number;
}

const DURATION = /^P(?=.)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?=.)(?:\d+(?:\.\d+)?[HMS])+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const CYCLE = /^R(\d*)\/(.+)$/;

/** Whether a text is itself a timer value of the kind, not an expression that gives one. */
export const isTimerValue = (kind: TimerKind, text: string): boolean => firstDue(kind, text, new Date(0)) !== null;

/**
 * The first due instant of a timer value (ISO 8601; BPMN 2.0.2, 10.5.5), or null if it is none. A date without a zone is read in the
 * product's zone; days, weeks, months and years are those of its calendar.
 */
export function firstDue(kind: TimerKind, value: string, now: Date): Due | null {
  const text = value.trim();
  if (kind === 'timeDate') return once(instant(text));
  if (kind === 'timeDuration') return once(after(now, text));
  const cycle = cycleOf(text);
  if (!cycle) return null;
  const at = cycle.start ?? after(now, cycle.interval);
  return at && { at, repeat: cycle.repeat };
}

/** The due instant after `previous`, counted from it and not from the firing, so that lateness does not add up. */
export function nextDue(value: string, previous: Date, repeat: number): Due | null {
  const cycle = cycleOf(value.trim());
  const at = cycle && after(previous, cycle.interval);
  return at && { at, repeat };
}

interface Cycle {
  repeat: number;
  start: Date | null;
  interval: string;
}

/** `R3/PT1H` and `R3/<start>/PT1H`; without a number, or with none left to count, there is no end. A cycle up to an end is none. */
function cycleOf(text: string): Cycle | null {
  const [, count = '', rest = ''] = CYCLE.exec(text) ?? [];
  const parts = rest.split('/');
  const interval = parts.at(-1) ?? '';
  const start = parts.length === 2 ? instant(parts[0] ?? '') : null;
  if (!isInterval(interval) || count === '0' || parts.length > 2 || (parts.length === 2 && !start)) return null;
  return { repeat: count === '' ? -1 : Number(count), start, interval };
}

const isInterval = (text: string): boolean => (after(new Date(0), text)?.getTime() ?? 0) > 0;

const once = (at: Date | null): Due | null => at && { at };

function instant(text: string): Date | null {
  if (INSTANT.test(text)) return inRange(() => Temporal.Instant.from(text));
  if (LOCAL.test(text)) return inRange(() => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE));
  if (DATE.test(text)) return inRange(() => Temporal.PlainDate.from(text).toZonedDateTime(ZONE));
  return null;
}

function after(from: Date, duration: string): Date | null {
  if (!DURATION.test(duration)) return null;
  return inRange(() => Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(ZONE).add(Temporal.Duration.from(duration)));
}

/** After the year 9998 nothing is counted any more: such an instant has no place on the wire. */
const END = Date.parse('9999-01-01T00:00:00+07:00');

/** Null for a date that no calendar has, such as 30 February, and for one that is beyond counting. */
function inRange(read: () => { epochMilliseconds: number }): Date | null {
  try {
    const at = read().epochMilliseconds;
    return at < END ? new Date(at) : null;
  } catch (fault) {
    if ((fault as Error).name === 'RangeError') return null;
    throw fault;
  }
}
