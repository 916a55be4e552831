import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface Declaration {
  id: string;
  agencies: string[];
  from: Date;
  to: Date;
  reason: string;
  document: string;
  by: string;
  at: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
  revocation: string | null;
}

export type DeclarationSummary = Declaration & { dossiers: number; pending: number; late: number; excused: number };

export type Action = 'exclude' | 'restore';

/** What a declaration comes to in one dossier, as its item keeps it. */
export interface Effect {
  late: boolean;
  netLate: boolean;
}

const SUMMARY = `select f.id, f.agencies, f.starts_at as "from", f.ends_at as "to", f.reason, f.document, f.declared_by as "by", f.declared_at as "at",
    f.revoked_by as "revokedBy", f.revoked_at as "revokedAt", f.revocation,
    (count(i.dossier) filter (where i.action = 'exclude'))::int as dossiers, (count(i.dossier) filter (where i.done_at is null))::int as pending,
    (count(i.dossier) filter (where i.action = 'exclude' and (i.effect ->> 'late')::boolean))::int as late,
    (count(i.dossier) filter (where i.action = 'exclude' and (i.effect ->> 'late')::boolean and not (i.effect ->> 'netLate')::boolean))::int as excused
  from force_majeure f left join force_majeure_item i on i.declaration = f.id`;

/** Dossiers that were at one of the agencies ($1) between $2 and $3 while their clock was not over. */
const CONCERNED = `select distinct l.dossier from leg l join deadline d on d.subject_kind = 'dossier' and d.subject_ref = l.dossier
  where l.agency = any($1) and l.entered_at < $3 and (l.left_at is null or l.left_at > $2) and d.state <> 'cancelled' and (d.ended_at is null or d.ended_at > $2)`;

/** Every query on declarations and their items. */
@Injectable()
export class ForceMajeureRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async concerned({ agencies, from, to }: Pick<Declaration, 'agencies' | 'from' | 'to'>, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ dossier: string }[]>(`${CONCERNED} and l.dossier > $4 order by l.dossier limit $5`, [agencies, from, to, after, limit]);
    return rows.map(({ dossier }) => dossier);
  }

  async insert(tx: EntityManager, { id, agencies, from, to, reason, document, by, at }: Omit<Declaration, 'revokedBy' | 'revokedAt' | 'revocation'>): Promise<void> {
    await tx.query('insert into force_majeure (id, agencies, starts_at, ends_at, reason, document, declared_by, declared_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      id, agencies, from, to, reason, document, by, at,
    ]);
    await tx.query(`insert into force_majeure_item (declaration, action, dossier) select $4::uuid, 'exclude', c.dossier from (${CONCERNED}) as c`, [agencies, from, to, id]);
  }

  /** Locks the declaration against another revocation. */
  async lock(tx: EntityManager, id: string): Promise<DeclarationSummary | null> {
    await tx.query('select 1 from force_majeure where id = $1 for update', [id]);
    return this.find(id, tx);
  }

  /** What was not recorded yet is not recorded any more; what was is to be counted again. */
  async revoke(tx: EntityManager, id: string, by: string, at: Date, reason: string): Promise<void> {
    await tx.query('update force_majeure set revoked_by = $2, revoked_at = $3, revocation = $4 where id = $1', [id, by, at, reason]);
    await tx.query(`delete from force_majeure_item where declaration = $1 and action = 'exclude' and done_at is null`, [id]);
    await tx.query(`insert into force_majeure_item (declaration, action, dossier) select declaration, 'restore', dossier from force_majeure_item where declaration = $1 and action = 'exclude'`, [id]);
  }

  /** The next dossiers that nobody else works on at this moment, locked in the order of their codes. */
  async take(tx: EntityManager, declaration: string, action: Action, limit: number): Promise<string[]> {
    const rows = await tx.query<{ dossier: string }[]>(
      'select dossier from force_majeure_item where declaration = $1 and action = $2 and done_at is null order by dossier limit $3 for update skip locked',
      [declaration, action, limit],
    );
    return rows.map(({ dossier }) => dossier);
  }

  async done(tx: EntityManager, declaration: string, action: Action, dossier: string, effect: Effect, at: Date): Promise<void> {
    await tx.query('update force_majeure_item set done_at = $4, effect = $5 where declaration = $1 and action = $2 and dossier = $3', [declaration, action, dossier, at, JSON.stringify(effect)]);
  }

  async find(id: string, tx: EntityManager = this.database.manager): Promise<DeclarationSummary | null> {
    const rows = await tx.query<DeclarationSummary[]>(`${SUMMARY} where f.id = $1 group by f.id`, [id]);
    return rows[0] ?? null;
  }

  list(): Promise<DeclarationSummary[]> {
    return this.database.query(`${SUMMARY} group by f.id order by f.declared_at desc, f.id limit 100`);
  }

  /** Its dossiers, the excused first. */
  async dossiersOf(id: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ dossier: string }[]>(
      `select dossier from force_majeure_item where declaration = $1 and action = 'exclude' and done_at is not null
       order by coalesce((effect ->> 'late')::boolean and not (effect ->> 'netLate')::boolean, false) desc, dossier limit $2`,
      [id, limit],
    );
    return rows.map(({ dossier }) => dossier);
  }
}
