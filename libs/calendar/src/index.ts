export { type DecidedShare, type LegOverrun, type Share, type Transfer, apportion, decide, decideAlike, holderAt, minutesOf, shareOut } from './attribution.js';
export { type CalendarData, type Closure, type NationalDay, type OpeningHours } from './calendar-data.js';
export { CalendarDataError, CalendarExhaustedError } from './errors.js';
export { type Spacing, heldUntil } from './held-until.js';
export { type Lateness, type LatenessPolicy } from './lateness.js';
export { type ClosedStop, type Stop } from './stops.js';
export { type CountingPolicy, type OpenSession, WorkingCalendar, buildCalendar } from './working-calendar.js';
export { budgetToWorkingMs, formatWorked, remaining, workedHours } from './working-time.js';
