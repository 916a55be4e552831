import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { headChanged } from '../dossier-head.js';

export interface Merger {
  id: string;
  agency: string;
  successor: string;
  /** First day of the successor. */
  from: string;
  document: string;
  staff: boolean;
  dossiers: number;
  doneAt: Date | null;
  by: string;
  at: Date;
}

const COLUMNS = `id, agency, successor, to_char(effective_from, 'YYYY-MM-DD') as "from", document, staff, dossiers, done_at as "doneAt", decided_by as "by", decided_at as "at"`;

/** Dossiers of which something is open at the agency $1: the promise itself, work, time measured, a stay, an apology. */
const CONCERNED = `
  select code from dossier where agency = $1 and ended_at is null and not exists (select from ledger_entry where dossier = code and kind = 'dossier.settled')
  union select dossier from task where agency = $1 and state in ('open', 'claimed')
  union select dossier from deadline where agency = $1 and ended_at is null
  union select dossier from leg where agency = $1 and left_at is null
  union select dossier from apology where agency = $1 and state = 'open'`;

@Injectable()
export class MergersRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async insert(tx: EntityManager, { id, agency, successor, from, document, staff, by, at }: Merger): Promise<void> {
    await tx.query('insert into agency_merger (id, agency, successor, effective_from, document, staff, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [id, agency, successor, from, document, staff, by, at]);
  }

  async find(id: string, tx: EntityManager = this.database.manager): Promise<Merger | null> {
    const [row] = await tx.query<Merger[]>(`select ${COLUMNS} from agency_merger where id = $1`, [id]);
    return row ?? null;
  }

  /** Newest first. */
  list(): Promise<Merger[]> {
    return this.database.query<Merger[]>(`select ${COLUMNS} from agency_merger order by decided_at desc, id limit 200`);
  }

  /** The next dossiers, in the order of their codes, so that two takers wait for each other and never in a circle. */
  async concerned(tx: EntityManager, agency: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ code: string }[]>(`select code from (${CONCERNED}) as concerned (code) order by code limit $2`, [agency, limit]);
    return rows.map(({ code }) => code);
  }

  async open(agency: string): Promise<number> {
    const [row] = await this.database.query<[{ n: number }]>(`select count(*)::int as n from (${CONCERNED}) as concerned`, [agency]);
    return row.n;
  }

  /** True when the receiving agency was still the one that ended, and the promise not kept yet. A settled dossier stays in the books of who settled it. */
  async readdress(tx: EntityManager, code: string, from: string, to: string): Promise<boolean> {
    headChanged(tx, code);
    const [, count] = await tx.query<[unknown, number]>(
      `update dossier set agency = $3, version = version + 1 where code = $1 and agency = $2 and not exists (select from ledger_entry where dossier = $1 and kind = 'dossier.settled')`, [code, from, to],
    );
    return count === 1;
  }

  async count(tx: EntityManager, id: string, passed: number, doneAt: Date | null): Promise<void> {
    await tx.query('update agency_merger set dossiers = dossiers + $2, done_at = $3 where id = $1', [id, passed, doneAt]);
  }
}
