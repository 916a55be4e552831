import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { LedgerModule } from '#ledger';
import { Reports } from './settlement.js';

@Module({ imports: [AccessModule, LedgerModule], providers: [Reports], exports: [Reports] })
export class ReportsModule {}
