export { BoardLive, type Watcher } from './board/board-live.js';
export { Tower } from './board/tower.js';
export { type Identity, type SettlementFigures, type SettlementTable, checkIdentities } from './identities.js';
export { CheckFigures } from './checking/check-figures.js';
export { type AskedReport, MakeReports, type PrintedReport, REPORT_PAGE } from './make-reports.js';
export { ReportsModule } from './reports.module.js';
export { Reports, type SettlementQuery } from './settlement.js';
export { catalogueView } from './table/view.js';
