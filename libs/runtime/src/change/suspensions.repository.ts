import type { DossierHead, SuspensionSubject } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { ask } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';

export interface SuspensionRow {
  id: string;
  subject: SuspensionSubject;
  ref: string;
  reason: string;
  by: string;
  at: Date;
  resumedBy: string | null;
  resumedAt: Date | null;
  resumeReason: string | null;
}

/** What of a dossier can be held. */
export type Held = Pick<DossierHead, 'code' | 'procedure' | 'agency'>;

/** Why a dossier stands: the suspension that was there first. */
export type Standing = Pick<SuspensionRow, 'id' | 'subject' | 'ref' | 'reason' | 'by'>;

const COLUMNS = `s.id, s.subject, s.ref, s.reason, s.suspended_by as "by", s.suspended_at as "at", s.resumed_by as "resumedBy", s.resumed_at as "resumedAt", s.resume_reason as "resumeReason"`;

const held = (code: string, procedure: string, agency: string): string => `(values ('dossier', ${code}), ('procedure', ${procedure}), ('agency', ${agency})) as v (subject, ref)
  join suspension s on s.subject = v.subject and s.ref = v.ref and s.resumed_at is null`;
const OF_D = held('d.code', 'd.procedure', 'd.agency');

const ONE = `select jsonb_build_object('id', s.id, 'subject', s.subject, 'ref', s.ref, 'reason', s.reason, 'by', s.suspended_by)`;
const STANDING = `${ONE} from ${held('$1::text', '$2::text', '$3::text')} order by s.suspended_at limit 1`;

/** For the query that brings a dossier's instances, in which `d` is the dossier. Asked in every step, so it is the plan with the fewest parts. */
export const STANDING_OF_D = `${ONE} from suspension s where s.resumed_at is null
  and (s.subject = 'dossier' and s.ref = d.code or s.subject = 'procedure' and s.ref = d.procedure or s.subject = 'agency' and s.ref = d.agency) order by s.suspended_at limit 1`;

/** A table that has a row where a suspension holds the dossier of these parameters. */
export const isHeld = (code: string, procedure: string, agency: string): string => `suspension s where s.resumed_at is null
  and (s.subject = 'dossier' and s.ref = ${code} or s.subject = 'procedure' and s.ref = ${procedure} or s.subject = 'agency' and s.ref = ${agency})`;

const of = ({ code, procedure, agency }: Held): string[] => [code, procedure, agency];

/** Every query on suspensions. */
@Injectable()
export class SuspensionsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** False when the subject is suspended already. */
  async open(tx: EntityManager, row: SuspensionRow): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into suspension (id, subject, ref, reason, suspended_by, suspended_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (subject, ref) where resumed_at is null do nothing returning id`,
      [row.id, row.subject, row.ref, row.reason, row.by, row.at],
    );
    return rows.length > 0;
  }

  /** False when another has ended it meanwhile. */
  async close(tx: EntityManager, id: string, by: string, at: Date, reason: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>('update suspension set resumed_by = $2, resumed_at = $3, resume_reason = $4 where id = $1 and resumed_at is null', [id, by, at, reason]);
    return count === 1;
  }

  async find(id: string): Promise<SuspensionRow | null> {
    const rows = await this.database.query<SuspensionRow[]>(`select ${COLUMNS} from suspension s where s.id = $1`, [id]);
    return rows[0] ?? null;
  }

  listOpen(): Promise<SuspensionRow[]> {
    return this.database.query(`select ${COLUMNS} from suspension s where s.resumed_at is null order by s.suspended_at, s.id`);
  }

  async standing(tx: EntityManager, head: Held): Promise<Standing | null> {
    const [row] = await ask<{ standing: Standing | null }>(tx, `select (${STANDING}) as standing`, of(head));
    return row?.standing ?? null;
  }

  /**
   * The same for a timer, which must not be put to sleep by a suspension that ends at this moment: it waits for whoever ends it, and who
   * ends it waits for the timer.
   */
  async puttingToSleep(tx: EntityManager, dossier: string): Promise<boolean> {
    const rows = await ask(tx, `select s.id from dossier d cross join lateral ${OF_D} where d.code = $1 for share of s`, [dossier]);
    return rows.length > 0;
  }

  /** Timers of the dossiers concerned that wait and have no wake-up any more. */
  sleepingTimers(tx: EntityManager, subject: SuspensionSubject, ref: string): Promise<{ ref: string; dossier: string; dueAt: string }[]> {
    return tx.query(
      `select w.instance || ':' || w.execution_id as ref, w.dossier, w.detail ->> 'dueAt' as "dueAt"
       from dossier d join waiting w on w.dossier = d.code and w.kind = 'timer'
       where ${SUBJECT_COLUMN[subject]} = $1 and d.ended_at is null
         and not exists (select from wakeup u where u.kind = 'runtime.timer' and u.ref = w.instance || ':' || w.execution_id and u.state = 'pending')`,
      [ref],
    );
  }
}

const SUBJECT_COLUMN: Readonly<Record<SuspensionSubject, string>> = { dossier: 'd.code', procedure: 'd.procedure', agency: 'd.agency' };
