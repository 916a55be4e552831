import type { ApologyState } from '#contract';
import { ask, write } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The one apology of a dossier: work of the agency that answers for the delay, until it is sent or no longer called for. */
export interface Apology {
  dossier: string;
  agency: string;
  state: ApologyState;
  dueAt: Date;
  reason: string;
  appointmentAt: Date;
  openedAt: Date;
  draftedBy: string | null;
  draftedAt: Date | null;
  signedBy: string | null;
  sentAt: Date | null;
  version: number;
}

/** With what a list shows of the dossier. */
export interface ApologyRow extends Apology {
  procedure: string;
  revision: number;
  desk: string;
  legalProfile: string;
}

export interface CallItem {
  id: string;
  dossier: string;
  kind: 'early_result' | 'rung';
  /** Whose desk calls. */
  agency: string;
  /** Who is called; null for the citizen. */
  toAgency: string | null;
  toRole: string | null;
  reason: { vi: string; en: string };
  openedAt: Date;
}

export interface CallRow extends CallItem {
  calledBy: string | null;
  calledAt: Date | null;
  outcome: string | null;
  applicantName: string | null;
  applicantPhone: string | null;
  /** Those who hold the post now. */
  holders: { name: string; phone: string | null }[];
}

const APOLOGY = `a.dossier, a.agency, a.state, a.due_at as "dueAt", a.reason, a.appointment_at as "appointmentAt", a.opened_at as "openedAt", a.drafted_by as "draftedBy",
  a.drafted_at as "draftedAt", a.signed_by as "signedBy", a.sent_at as "sentAt", a.version`;
const ROW = `select ${APOLOGY}, d.procedure, d.revision, d.agency as desk, d.legal_profile as "legalProfile" from apology a join dossier d on d.code = a.dossier`;

/** Apologies and calls. What writes is called with the dossier's row locked. */
@Injectable()
export class ApologiesRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(dossier: string, tx?: EntityManager): Promise<ApologyRow | null> {
    const rows = await ask<ApologyRow>(tx ?? this.database.manager, `${ROW} where a.dossier = $1`, [dossier]);
    return rows[0] ?? null;
  }

  /** Those of the agencies, null for all; the next due first, and of the sent the last sent. */
  list(state: ApologyState, agencies: readonly string[] | null, limit: number): Promise<ApologyRow[]> {
    const order = state === 'open' ? 'a.due_at, a.dossier' : 'a.due_at desc, a.dossier';
    return this.database.query(`${ROW} where a.state = $1 and ($2::text[] is null or a.agency = any($2)) order by ${order} limit $3`, [state, agencies, limit]);
  }

  async open(tx: EntityManager, a: Pick<Apology, 'dossier' | 'agency' | 'dueAt' | 'reason' | 'appointmentAt' | 'openedAt'>): Promise<void> {
    await tx.query(`insert into apology (dossier, agency, state, due_at, reason, appointment_at, opened_at) values ($1, $2, 'open', $3, $4, $5, $6)`, [
      a.dossier, a.agency, a.dueAt, a.reason, a.appointmentAt, a.openedAt,
    ]);
  }

  async update(tx: EntityManager, a: Apology): Promise<void> {
    await tx.query(
      `update apology set agency = $2, state = $3, due_at = $4, reason = $5, appointment_at = $6, drafted_by = $7, drafted_at = $8, signed_by = $9, sent_at = $10, version = version + 1 where dossier = $1`,
      [a.dossier, a.agency, a.state, a.dueAt, a.reason, a.appointmentAt, a.draftedBy, a.draftedAt, a.signedBy, a.sentAt],
    );
  }

  /** What is still to be done for the citizen goes on at another agency. */
  async readdress(tx: EntityManager, dossier: string, from: string, to: string): Promise<void> {
    await tx.query(`update apology set agency = $3, version = version + 1 where dossier = $1 and agency = $2 and state = 'open'`, [dossier, from, to]);
    await tx.query('update call_item set agency = $3 where dossier = $1 and agency = $2 and called_at is null', [dossier, from, to]);
  }

  async setAppointment(tx: EntityManager, dossier: string, at: Date): Promise<void> {
    await tx.query('update dossier set appointment_at = $2, version = version + 1 where code = $1', [dossier, at]);
  }

  async addCalls(tx: EntityManager, calls: readonly CallItem[]): Promise<void> {
    await write(
      tx,
      `insert into call_item (id, dossier, kind, agency, to_agency, to_role, reason, opened_at)
       select id, dossier, kind, agency, "toAgency", "toRole", reason, "openedAt"
       from jsonb_to_recordset($1::jsonb) as c (id uuid, dossier text, kind text, agency text, "toAgency" text, "toRole" text, reason jsonb, "openedAt" timestamptz)`,
      [JSON.stringify(calls)],
    );
  }

  /** Oldest first. */
  calls(agencies: readonly string[] | null, called: boolean, after: { openedAt: Date; id: string } | null, limit: number): Promise<CallRow[]> {
    return this.database.query(
      `${CALL} where (c.called_at is not null) = $1 and ($2::text[] is null or c.agency = any($2)) and ($3::timestamptz is null or (c.opened_at, c.id) > ($3, $4::uuid))
       order by c.opened_at, c.id limit $5`,
      [called, agencies, after?.openedAt ?? null, after?.id ?? null, limit],
    );
  }

  async call(id: string, tx?: EntityManager): Promise<CallRow | null> {
    const rows = await (tx ?? this.database.manager).query<CallRow[]>(`${CALL} where c.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async setCalled(tx: EntityManager, id: string, by: string, at: Date, outcome: string): Promise<void> {
    await tx.query('update call_item set called_by = $2, called_at = $3, outcome = $4 where id = $1', [id, by, at, outcome]);
  }
}

const CALL = `select c.id, c.dossier, c.kind, c.agency, c.to_agency as "toAgency", c.to_role as "toRole", c.reason, c.opened_at as "openedAt", c.called_by as "calledBy",
    c.called_at as "calledAt", c.outcome, d.applicant ->> 'name' as "applicantName", nullif(d.applicant ->> 'phone', '') as "applicantPhone",
    coalesce((select jsonb_agg(jsonb_build_object('name', ac.name, 'phone', ac.phone) order by ac.name) from position p join account ac using (username)
      where p.agency = c.to_agency and p.role = c.to_role and ac.active and p.valid_from <= c.opened_at::date and (p.valid_to is null or p.valid_to >= c.opened_at::date)), '[]') as holders
  from call_item c join dossier d on d.code = c.dossier`;
