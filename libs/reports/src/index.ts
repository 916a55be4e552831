export { type Identity, type SettlementFigures, type SettlementTable, checkIdentities } from './identities.js';
export { ReportsModule } from './reports.module.js';
export { Reports, type SettlementQuery } from './settlement.js';
