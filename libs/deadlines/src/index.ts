export { AcknowledgeDossier } from './acknowledge-dossier.js';
export { DUE, RUNG } from './alarms.js';
export { DeadlinesModule } from './deadlines.module.js';
export { type DeadlineBrief, Deadlines, type DossierTimesView, type TaskDeadline } from './deadlines.js';
export { Ladders } from './ladders/ladders.js';
export { type DeadlineQuery, ListDeadlines } from './list-deadlines.js';
export { ChangeCalendar, RECOUNT } from './recount/change-calendar.js';
export { ResumeClock } from './resume-clock.js';
export { type DossierRef, StopClock } from './stop-clock.js';
