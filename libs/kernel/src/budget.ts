/** Units of a statutory or step time limit. One working day is eight working hours. */
export const BUDGET_UNITS = ['working_hour', 'working_day', 'calendar_day', 'same_day', 'month'] as const;

export type BudgetUnit = (typeof BUDGET_UNITS)[number];

/** An allowed time. `amount` may be a fraction (0.25 working day); for `same_day` it is 1. */
export interface Budget {
  amount: number;
  unit: BudgetUnit;
}

export const HOURS_PER_WORKING_DAY = 8;
