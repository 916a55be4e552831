import { CalendarExhaustedError, type WorkingCalendar } from '#calendar';

interface Hours {
  opens: Date;
  closes: Date;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Registers have the same days over and over. */
const known = new WeakMap<WorkingCalendar, Map<string, Hours | null>>();

/** First opening and last closing of an agency on a day (`YYYY-MM-DD`); null when it is shut all day. */
export function hoursOf(calendar: WorkingCalendar, day: string): Hours | null {
  const days = known.get(calendar) ?? new Map<string, Hours | null>();
  known.set(calendar, days);
  const found = days.get(day);
  if (found !== undefined) return found;
  const hours = lookUp(calendar, new Date(`${day}T00:00:00+07:00`));
  days.set(day, hours);
  return hours;
}

function lookUp(calendar: WorkingCalendar, midnight: Date): Hours | null {
  const end = midnight.getTime() + DAY_MS;
  const opens = nextOpen(calendar, midnight);
  if (opens === null || opens.getTime() >= end) return null;
  let closes = opens;
  for (let at: Date | null = opens; at !== null && at.getTime() < end; at = nextOpen(calendar, new Date(closes.getTime() + MINUTE_MS))) {
    const session = calendar.sessionOf(at);
    if (!session) break;
    closes = session.to;
  }
  return { opens, closes };
}

function nextOpen(calendar: WorkingCalendar, at: Date): Date | null {
  try {
    return calendar.nextOpen(at);
  } catch (error) {
    if (error instanceof CalendarExhaustedError) return null;
    throw error;
  }
}
