export { Agenda } from './agenda.js';
export { Chance } from './chance.js';
export { type Clock, ManualClock, ZONE, ZONE_OFFSET_MS, localDate, systemClock, toIso } from './clock.js';
export { type Ids, randomIds, seededIds } from './ids.js';
export { LANGUAGES, type Language, type Text, text } from './text.js';
export { type FieldError, REJECTION_CODES, RejectedError, type Rejection, type RejectionCode, type Result, ToldError, ok, reject, toldBy } from './result.js';
export { type Position, type Principal, ROLE, SYSTEM, holds, holdsRole, worksAt } from './principal.js';
export { BUDGET_UNITS, type Budget, type BudgetUnit, HOURS_PER_WORKING_DAY, writtenBudget } from './budget.js';
