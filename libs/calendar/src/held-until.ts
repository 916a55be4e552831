import { localDate } from '#kernel';
import type { WorkingCalendar } from './working-calendar.js';

/** How messages to a post are spaced out. */
export interface Spacing {
  /** Nothing outside opening hours. */
  quiet: boolean;
  /** One message a half-day session, or a working day, with all there is to say. */
  digest: 'none' | 'half_day' | 'day';
}

/** When something that happens now is told: `at` itself, or an opening after it. */
export function heldUntil(calendar: WorkingCalendar, at: Date, { quiet, digest }: Spacing): Date {
  switch (digest) {
    case 'none':
      return quiet && !calendar.isOpen(at) ? calendar.nextOpen(at) : at;
    case 'half_day':
      return calendar.nextOpen(calendar.sessionOf(at)?.to ?? at);
    case 'day':
      return calendar.nextOpen(new Date(Date.parse(`${localDate(at)}T00:00:00+07:00`) + 86_400_000));
  }
}
