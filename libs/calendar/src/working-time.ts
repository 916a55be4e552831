import { type Budget, HOURS_PER_WORKING_DAY, type Text, text } from '#kernel';
import { HOUR_MS } from './local-day.js';

const WORKING_DAY_MS = HOURS_PER_WORKING_DAY * HOUR_MS;

/** Five working days in seven calendar days: 15 calendar days are about 11 working days, 30 about 21. */
const WORKING_DAYS_PER_CALENDAR_DAY = 5 / 7;

/**
 * A budget as working time, for adding budgets of different units up and comparing them. Working hours and days are exact (one day
 * is eight hours), `same_day` is one day; calendar days and months (of 30 days) are an approximation to the nearest whole
 * working day, so never count a due instant with it.
 */
export function budgetToWorkingMs(budget: Budget): number {
  switch (budget.unit) {
    case 'working_hour':
      return Math.round(budget.amount * HOUR_MS);
    case 'working_day':
      return Math.round(budget.amount * WORKING_DAY_MS);
    case 'same_day':
      return WORKING_DAY_MS;
    case 'calendar_day':
      return approximateWorkingMs(budget.amount);
    case 'month':
      return approximateWorkingMs(budget.amount * 30);
  }
}

function approximateWorkingMs(calendarDays: number): number {
  const days = calendarDays * WORKING_DAYS_PER_CALENDAR_DAY;
  return Math.round((Math.round(days) || days) * WORKING_DAY_MS);
}

/** Working time left of a budget after what was used; negative by the overrun. */
export function remaining(budget: Budget, ...usedMs: number[]): number {
  return usedMs.reduce((left, used) => left - used, budgetToWorkingMs(budget));
}

/** Working hours as a decimal number, to the hundredth. */
export const workedHours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100;

/** Working time in words, to the minute: "2 ngày 4 giờ", a day being eight working hours. */
export function formatWorked(ms: number): Text {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const perDay = HOURS_PER_WORKING_DAY * 60;
  const parts: [number, string, string][] = [
    [Math.floor(minutes / perDay), 'ngày', 'day'],
    [Math.floor((minutes % perDay) / 60), 'giờ', 'hour'],
    [minutes % 60, 'phút', 'minute'],
  ];
  const shown = parts.filter(([count]) => count > 0);
  if (shown.length === 0) return text('0 giờ', '0 hours');
  const sign = ms < 0 ? '−' : '';
  return text(
    sign + shown.map(([count, vi]) => `${count} ${vi}`).join(' '),
    sign + shown.map(([count, , en]) => `${count} ${en}${count === 1 ? '' : 's'}`).join(' '),
  );
}
