import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { differingFacts } from './compare-facts.js';

/** All instants that a ledger may hold. */
const EVER = { from: new Date('1900-01-01'), to: new Date('9999-01-01'), position: Number.MAX_SAFE_INTEGER };

/** The whole of what settlement reports are counted from, held against the ledger; for the command that verifies it. */
@Injectable()
export class SettlementFacts {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** Positions of the first entries that reports would count otherwise than the ledger tells; empty where all agree. */
  async differing(): Promise<number[]> {
    return differingFacts(this.db.manager, EVER);
  }
}
