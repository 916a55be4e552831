import type { WorkingCalendar } from '#calendar';
import { dueBy } from '../clock.js';
import type { Deadline } from '../deadlines.repository.js';
import type { DossierStop } from '../stops.repository.js';

/**
 * The due instant of a deadline by another calendar. While its clock stands, what is promised is what it was when it stopped: the open
 * stop is left out and will be counted, by the calendar of that day, when it ends.
 */
export function recounted(calendar: WorkingCalendar, deadline: Deadline, stops: readonly DossierStop[], now: Date): Date {
  return dueBy(calendar, deadline, stops.filter(({ to }) => to !== null), now);
}
