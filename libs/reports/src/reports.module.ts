import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { BoardModule } from './board/board.module.js';
import { GuardsModule } from './guards/guards.module.js';
import { Forecaster } from './forecast/forecaster.js';
import { Forecasts } from './forecast/forecasts.js';
import { RunForecast } from './forecast/run-forecast.js';
import { CheckFigures } from './checking/check-figures.js';
import { IssueReports } from './issuing/issue-reports.js';
import { IssuesRepository } from './issuing/issues.repository.js';
import { RunReports } from './issuing/run-reports.js';
import { ScheduleReports } from './issuing/schedule-reports.js';
import { MakeReports } from './make-reports.js';
import { SettlementFacts } from './settlement-facts.js';
import { Reports } from './settlement.js';

const rooms = [Reports, MakeReports, CheckFigures, IssueReports, ScheduleReports, SettlementFacts, Forecasts];

@Module({ imports: [AccessModule, BoardModule, GuardsModule, LedgerModule, RuntimeModule], providers: [...rooms, IssuesRepository, RunReports, Forecaster, RunForecast], exports: [BoardModule, GuardsModule, ...rooms] })
export class ReportsModule {}
