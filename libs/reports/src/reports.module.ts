import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { RuntimeModule } from '#runtime';
import { BoardModule } from './board/board.module.js';
import { CheckFigures } from './checking/check-figures.js';
import { MakeReports } from './make-reports.js';
import { ReportNames } from './names.js';
import { Reports } from './settlement.js';

const rooms = [Reports, MakeReports, CheckFigures];

@Module({ imports: [AccessModule, BoardModule, LedgerModule, RuntimeModule], providers: [...rooms, ReportNames], exports: [BoardModule, ...rooms] })
export class ReportsModule {}
