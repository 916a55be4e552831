import { Module } from '@nestjs/common';
import { Checkpoints } from './checkpoints.js';
import { Ledger } from './ledger.js';

@Module({ providers: [Ledger, Checkpoints], exports: [Ledger, Checkpoints] })
export class LedgerModule {}
