import type { Language } from '../i18n/language.js';
import { translate, words } from '../i18n/words.js';
import { formatClock, isoDay } from './format.js';

/** How a deadline stands. `near`: a fifth of the time or less remains, or it is due tomorrow. */
export type Urgency = 'late' | 'today' | 'near' | 'ok' | 'stopped' | 'met' | 'none';

export interface Due {
  dueAt: string | null;
  startedAt: string;
  /** State of the deadline as the ledger has it; null where there is none. */
  state: string | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How the deadline stands at `now`. A deadline the server has not yet called missed counts as late from its instant on. */
export function urgency(due: Due, now: Date): Urgency {
  if (!due.dueAt || due.state === 'cancelled') return 'none';
  if (due.state === 'stopped') return 'stopped';
  if (due.state === 'met') return 'met';
  const end = new Date(due.dueAt);
  const left = end.getTime() - now.getTime();
  if (due.state === 'missed' || left <= 0) return 'late';
  if (isoDay(end) === isoDay(now)) return 'today';
  const tomorrow = isoDay(new Date(now.getTime() + DAY)) === isoDay(end);
  return tomorrow || left <= (end.getTime() - new Date(due.startedAt).getTime()) / 5 ? 'near' : 'ok';
}

const WORDS = words(
  {
    late: 'Quá hạn {left}', today: 'Hạn hôm nay {clock}', near: 'Sắp đến hạn, còn {left}', ok: 'Còn {left}', stopped: 'Tạm dừng tính hạn', met: 'Xong trong hạn', none: 'Không có hạn',
    days: '{count} ngày', hours: '{count} giờ', minutes: '{count} phút',
  },
  {
    late: 'Late by {left}', today: 'Due today {clock}', near: 'Due soon, {left} left', ok: '{left} left', stopped: 'Clock stopped', met: 'Done in time', none: 'No deadline',
    days: '{count} day|{count} days', hours: '{count} h', minutes: '{count} min',
  },
);

/** A length of clock time in its two largest units: `2 ngày 3 giờ`, `45 phút`. */
export function formatLength(milliseconds: number, language: Language): string {
  const whole = Math.max(MINUTE, Math.abs(milliseconds));
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const parts = days > 0 ? [say('days', days), say('hours', hours)] : [say('hours', hours), say('minutes', minutes)];
  return parts.filter(Boolean).join(' ');

  function say(unit: 'days' | 'hours' | 'minutes', count: number): string {
    return count === 0 ? '' : translate(WORDS, language, unit, { count });
  }
}

/** The sentence for a deadline. `worked` is the working time left or over as the server counts it; without it, clock time up to the instant. */
export function timeLeftText(due: Due, now: Date, language: Language, worked?: string): string {
  const left = worked ?? (due.dueAt ? formatLength(new Date(due.dueAt).getTime() - now.getTime(), language) : '');
  return translate(WORDS, language, urgency(due, now), { left, clock: due.dueAt ? formatClock(due.dueAt) : '' });
}

const ORDER: Record<Urgency, number> = { late: 0, today: 1, near: 1, ok: 1, stopped: 2, none: 3, met: 4 };

/** Most pressing first: late ones, then running ones by their instant, then stopped ones, then those without a deadline. */
export function byTimeLeft(now: Date): (a: Due, b: Due) => number {
  return (a, b) => ORDER[urgency(a, now)] - ORDER[urgency(b, now)] || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9');
}
