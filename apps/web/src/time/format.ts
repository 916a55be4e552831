import type { Budget, BudgetUnit } from '#kernel';
import type { Language } from '../i18n/language.js';
import { translate, words } from '../i18n/words.js';

const ZONE = 'Asia/Ho_Chi_Minh';

const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });

const DATE = {
  vi: formatter('en-GB', { day: '2-digit', month: '2-digit', year: 'numeric' }),
  en: formatter('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
};
const CLOCK = formatter('en-GB', { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = { vi: formatter('vi-VN', { weekday: 'long' }), en: formatter('en-GB', { weekday: 'long' }) };
const ISO_DAY = formatter('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar date in Vietnam, `12/02/2026` or `12 Feb 2026`. */
export const formatDate = (instant: string | Date, language: Language): string => DATE[language].format(new Date(instant));

/** The hour in Vietnam, `09:00`. */
export const formatClock = (instant: string | Date): string => CLOCK.format(new Date(instant));

/** Hour and date as a receipt prints them: `09:00 12/02/2026`. */
export const formatInstant = (instant: string | Date, language: Language): string => `${formatClock(instant)} ${formatDate(instant, language)}`;

/** The day of the week in Vietnam. */
export const formatWeekday = (instant: string | Date, language: Language): string => WEEKDAY[language].format(new Date(instant));

/** The calendar date in Vietnam as `2026-02-12`. */
export const isoDay = (instant: string | Date): string => ISO_DAY.format(new Date(instant));

const UNITS = words<BudgetUnit>(
  { working_hour: '{count} giờ làm việc', working_day: '{count} ngày làm việc', calendar_day: '{count} ngày', same_day: 'Trong ngày', month: '{count} tháng' },
  {
    working_hour: '{count} working hour|{count} working hours', working_day: '{count} working day|{count} working days',
    calendar_day: '{count} day|{count} days', same_day: 'Same day', month: '{count} month|{count} months',
  },
);

/** An allowed time for people, with the decimal sign of the language: `2,5 ngày làm việc`. */
export function formatBudget(budget: Budget | null, language: Language): string {
  if (!budget) return '';
  const count = budget.amount === 1 ? 1 : budget.amount.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
  return translate(UNITS, language, budget.unit, { count });
}

/** A share of 0 to 1 in percent. */
export const formatShare = (share: number): string => `${Math.round(share * 100)}%`;
