import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { BoardModule } from './board/board.module.js';
import { Reports } from './settlement.js';

@Module({ imports: [AccessModule, BoardModule, LedgerModule], providers: [Reports], exports: [BoardModule, Reports] })
export class ReportsModule {}
