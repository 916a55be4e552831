import type { Language } from './text.js';

/** Units of a statutory or step time limit. One working day is eight working hours. */
export const BUDGET_UNITS = ['working_hour', 'working_day', 'calendar_day', 'same_day', 'month'] as const;

export type BudgetUnit = (typeof BUDGET_UNITS)[number];

/** An allowed time. `amount` may be a fraction (0.25 working day); for `same_day` it is 1. */
export interface Budget {
  amount: number;
  unit: BudgetUnit;
}

export const HOURS_PER_WORKING_DAY = 8;

const NAMES: Record<Language, Record<Exclude<BudgetUnit, 'same_day'>, readonly [one: string, more: string]>> = {
  vi: {
    working_hour: ['giờ làm việc', 'giờ làm việc'], working_day: ['ngày làm việc', 'ngày làm việc'], calendar_day: ['ngày', 'ngày'], month: ['tháng', 'tháng'],
  },
  en: {
    working_hour: ['working hour', 'working hours'], working_day: ['working day', 'working days'], calendar_day: ['day', 'days'], month: ['month', 'months'],
  },
};

/** `20 ngày làm việc`, the number as the language writes it. */
export function writtenBudget({ amount, unit }: Budget, language: Language): string {
  if (unit === 'same_day') return language === 'vi' ? 'Trong ngày làm việc' : 'Within the working day';
  const [one, more] = NAMES[language][unit];
  return `${amount.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')} ${amount === 1 ? one : more}`;
}
