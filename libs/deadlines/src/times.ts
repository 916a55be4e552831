import { type DecidedShare, type Share, type Stop, type Transfer, type WorkingCalendar, decide, holderAt, shareOut } from '#calendar';
import { dueBy, overrunBy } from './clock.js';
import type { Deadline } from './deadlines.repository.js';
import { type LegUse, useOf } from './leg-clock.js';
import type { DossierLeg } from './legs.repository.js';

/** Everything by which the time of one dossier is told. */
export interface DossierTimes {
  deadline: Deadline | null;
  stops: readonly Stop[];
  legs: readonly DossierLeg[];
  /** What was decided on contests, in that order. */
  transfers?: readonly Transfer[];
}

export type Calendars = ReadonlyMap<string, WorkingCalendar>;

export interface Lateness {
  late: boolean;
  overrunMs: number;
  /** As computed, whatever was decided. */
  shares: Share[];
  /** The other reading: as decided; null while nothing was. */
  decided: DecidedShare[] | null;
}

export const calendarIn = (calendars: Calendars, agency: string): WorkingCalendar => {
  const calendar = calendars.get(agency);
  if (!calendar) throw new Error(`the calendar of ${agency} was not brought`);
  return calendar;
};

/** Use and overrun of a leg: as written when it ended, else until now. */
export function legUse(calendars: Calendars, times: DossierTimes, leg: DossierLeg, now: Date): LegUse {
  if (leg.usedMs !== null) return { usedMs: leg.usedMs, overrunMs: leg.overrunMs };
  return useOf(calendarIn(calendars, leg.agency), leg, times.stops, now, times.deadline?.endedAt ?? null);
}

/** How late the dossier is and who answers for it: as settled, else as it stands now. Without a deadline nothing is late. */
export function latenessAt(calendars: Calendars, times: DossierTimes, now: Date): Lateness {
  const { deadline, stops, legs, transfers = [] } = times;
  if (!deadline) return IN_TIME;
  const { endedAt, agency } = deadline;
  const calendar = calendarIn(calendars, agency);
  const at = endedAt ?? now;
  // What was settled stays as it was written, whatever the calendar says by now.
  const dueAt = endedAt === null ? dueBy(calendar, deadline, stops, at) : deadline.dueAt;
  if (at <= dueAt) return IN_TIME;
  const overrunMs = endedAt === null ? overrunBy(calendar, deadline, stops, at) : deadline.overrunMs;
  const overruns = legs.map((leg) => ({ agency: leg.agency, overrunMs: legUse(calendars, times, leg, at).overrunMs }));
  const shares = shareOut(overrunMs, overruns, holderAt(legs, dueAt, agency));
  return { late: true, overrunMs, shares, decided: transfers.length > 0 ? decide(shares, transfers) : null };
}

const IN_TIME: Lateness = { late: false, overrunMs: 0, shares: [], decided: null };

/** Working ms beyond due: final once ended, growing while missed and not done, 0 otherwise. */
export function overrunOf(calendars: Calendars, deadline: Deadline, stops: readonly Stop[], now: Date): number {
  if (deadline.endedAt !== null || deadline.state !== 'missed') return deadline.overrunMs;
  return overrunBy(calendarIn(calendars, deadline.agency), deadline, stops, now);
}
