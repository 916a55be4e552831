import { budgetToWorkingMs, formatWorked, remaining, workedHours } from './index.js';

const HOUR = 3_600_000;

describe('budgetToWorkingMs', () => {
  it.each([
    ['working_hour', 2.5, 2.5],
    ['working_day', 0.25, 2],
    ['working_day', 30, 240],
    ['same_day', 1, 8],
    ['calendar_day', 15, 88],
    ['calendar_day', 30, 168],
    ['calendar_day', 1, 8],
    ['month', 1, 168],
  ] as const)('%s %d is %d working hours', (unit, amount, hours) => {
    expect(budgetToWorkingMs({ amount, unit })).toBe(hours * HOUR);
  });
});

describe('remaining', () => {
  it('takes off everything used and goes below zero by the overrun', () => {
    expect(remaining({ amount: 2, unit: 'working_day' }, 10 * HOUR, 2 * HOUR)).toBe(4 * HOUR);
    expect(remaining({ amount: 1, unit: 'working_day' }, 10 * HOUR)).toBe(-2 * HOUR);
  });
});

describe('formatWorked', () => {
  it.each([
    [20 * HOUR, '2 ngày 4 giờ', '2 days 4 hours'],
    [8 * HOUR, '1 ngày', '1 day'],
    [1.5 * HOUR, '1 giờ 30 phút', '1 hour 30 minutes'],
    [60_000, '1 phút', '1 minute'],
    [0, '0 giờ', '0 hours'],
    [-2 * HOUR, '−2 giờ', '−2 hours'],
    [8 * HOUR - 1, '1 ngày', '1 day'],
  ])('%d ms reads "%s"', (ms, vi, en) => {
    expect(formatWorked(ms)).toEqual({ vi, en });
  });
});

describe('workedHours', () => {
  it('rounds to the hundredth of an hour', () => {
    expect(workedHours(100 * 60_000)).toBe(1.67);
  });
});
