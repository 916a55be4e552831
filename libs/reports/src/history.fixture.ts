import type { DataSource } from 'typeorm';
import type { Agencies } from '#access';
import { ok } from '#kernel';
import type { Ledger, LedgerDraft } from '#ledger';
import { inTransaction } from '#platform';
import { MakeReports } from './make-reports.js';
import { ReportNames } from './names.js';
import { Reports } from './settlement.js';

export interface ReceivedFacts {
  agency?: string;
  field?: string | null;
  channel?: string;
  dueAt?: string | null;
}

/** The ledger entries of one dossier, as the rooms write them. Instants are local (`03-15`, `03-15T12:00`) in 2026. */
export class History {
  readonly #entries: LedgerDraft[] = [];
  #facts = { agency: 'xa-a', field: null as string | null };

  constructor(readonly dossier: string) {}

  received(at: string, { agency = 'xa-a', field = null, channel = 'direct', dueAt = null }: ReceivedFacts = {}): this {
    this.#facts = { agency, field };
    return this.#add(at, 'dossier.received', { procedure: 'p', revision: 1, agency, field, channel, dueAt: dueAt && instant(dueAt), budget: null });
  }

  setApart(at: string, dueAt: string): this {
    return this.#add(at, 'deadline.set', { subject: 'dossier', dueAt: instant(dueAt) });
  }

  moved(at: string, to: string): this {
    return this.#add(at, 'deadline.moved', { subject: 'dossier', from: null, to: instant(to), reason: 'r' });
  }

  taskMoved(at: string, to: string): this {
    return this.#add(at, 'deadline.moved', { subject: 'task', from: null, to: instant(to), reason: 'r' });
  }

  stopped(at: string): this {
    return this.#add(at, 'clock.stopped', { kind: 'payment', reason: 'r', evidence: 'e' });
  }

  resumed(at: string): this {
    return this.#add(at, 'clock.resumed', { kind: 'payment', reason: 'r', evidence: 'e' });
  }

  settled(at: string, outcome: string, agency = this.#facts.agency): this {
    return this.#add(at, 'dossier.settled', { state: 9, result: 'ok', outcome, dueAt: null, ...this.#facts, agency });
  }

  async write(db: DataSource, ledger: Ledger): Promise<void> {
    await inTransaction(db, async (tx) => ok(await ledger.append(tx, this.dossier, this.#entries)));
  }

  #add(at: string, kind: LedgerDraft['kind'], data: Record<string, unknown>): this {
    this.#entries.push({ at: instant(at), actor: 'x', agency: null, kind, data });
    return this;
  }
}

export const instant = (local: string): Date => new Date(`2026-${local.includes('T') ? local : `${local}T00:00`}:00+07:00`);

/** Agencies of the tests: communes `xa-a` and `xa-b`, and the district's office. */
export async function addAgencies(db: DataSource): Promise<void> {
  await db.query(`insert into territory (code, name_vi, name_en, level) values ('h', 'Huyện', 'District', 'district')`);
  const agency = 'insert into agency (code, name_vi, name_en, kind, territory, unit_code, valid_from) values ($1, $2, $3, $4, $5, $6, $7)';
  await db.query(agency, ['xa-a', 'UBND xã A', 'Commune A', 'commune', 'h', 'A', '2020-01-01']);
  await db.query(agency, ['xa-b', 'UBND xã B', 'Commune B', 'commune', 'h', 'B', '2020-01-01']);
  await db.query(agency, ['van-phong', 'Văn phòng', 'Office', 'district_office', 'h', 'V', '2020-01-01']);
}

export function reportsOver(db: DataSource, ledger: Ledger, agencies: Agencies): Reports {
  const names = new ReportNames(agencies, db);
  return new Reports(db, new MakeReports(db, ledger, agencies, names), names);
}
