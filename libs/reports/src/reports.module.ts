import { Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { Reports } from './settlement.js';

@Module({ imports: [LedgerModule], providers: [Reports], exports: [Reports] })
export class ReportsModule {}
