import type { SuspensionSubject } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OPENING } from './openings.js';

/** A signal on its way to a dossier; ref: `<signal>:<dossier>`. */
export const SIGNAL = 'runtime.signal';

export interface SignalRow {
  id: string;
  name: string;
  data: Record<string, unknown>;
  agencies: string[] | null;
  /** In which it was thrown, and by which element; null for one that was sent. */
  dossier: string | null;
  element: string | null;
  /** Signals that led to it without a person between. */
  depth: number;
  by: string;
  agency: string | null;
  at: Date;
}

export interface Progress {
  done: number;
  left: number;
  failed: number;
}

export interface Failure {
  dossier: string | null;
  procedure: string | null;
  agency: string | null;
  reason: string;
}

const COLUMNS = `id, name, data, agencies, dossier, element, depth, sent_by as "by", agency, sent_at as "at"`;

/** Shown of each list. */
const SHOWN = 100;

/** What a signal still has to do, with the wake-up that does it: at rest when it has been given up. */
const ITEMS = `
  select d.state, d.dossier, null as procedure, null as agency, w.last_error, w.retry_at = 'infinity' as resting from signal_delivery d
  left join wakeup w on w.kind = '${SIGNAL}' and w.ref = d.broadcast || ':' || d.dossier and w.state = 'pending' where d.broadcast = $1`;
const OPENINGS = `
  select o.state, o.dossier, o.procedure, o.agency, w.last_error, w.retry_at = 'infinity' as resting from dossier_opening o
  left join wakeup w on w.kind = '${OPENING}' and w.ref = o.id::text and w.state = 'pending' where o.broadcast = $1`;
const COUNTED = `count(*) filter (where state <> 'pending')::int as done, count(*) filter (where state = 'pending' and resting is not true)::int as left, count(*) filter (where state = 'pending' and resting)::int as failed`;

/** Every query on signals between dossiers. */
@Injectable()
export class SignalsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async insert(tx: EntityManager, s: SignalRow): Promise<void> {
    await tx.query(
      `insert into signal_broadcast (id, name, data, agencies, dossier, element, depth, sent_by, agency, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [s.id, s.name, JSON.stringify(s.data), s.agencies, s.dossier, s.element, s.depth, s.by, s.agency, s.at],
    );
  }

  async find(id: string, tx: EntityManager = this.database.manager): Promise<SignalRow | null> {
    const [row] = await tx.query<SignalRow[]>(`select ${COLUMNS} from signal_broadcast where id = $1`, [id]);
    return row ?? null;
  }

  /** Whether anything waits for the signal outside the dossier that throws it, or begins by it. */
  async concerns(tx: EntityManager, name: string, dossier: string): Promise<boolean> {
    const [row] = await tx.query<{ found: boolean }[]>(
      `select exists (select from waiting where kind = 'signal' and name = $1 and dossier <> $2)
         or exists (select from revision_start s join revision r on r.procedure = s.procedure and r.number = s.revision where s.kind = 'signal' and s.name = $1 and s.alone and r.ended_at is null) as found`,
      [name, dossier],
    );
    return row?.found ?? false;
  }

  /** Notes every open dossier in which something waits for the signal. Once; gives their codes. */
  async address(tx: EntityManager, { id, name, agencies, dossier }: SignalRow, at: Date): Promise<string[]> {
    await tx.query('update signal_broadcast set spread_at = $2 where id = $1', [id, at]);
    const rows = await tx.query<{ dossier: string }[]>(
      `insert into signal_delivery (broadcast, dossier, state)
       select distinct $1::uuid, w.dossier, 'pending' from waiting w join dossier d on d.code = w.dossier
       where w.kind = 'signal' and w.name = $2 and ($3::text[] is null or d.agency = any($3)) and w.dossier is distinct from $4 and d.ended_at is null
       on conflict do nothing returning dossier`,
      [id, name, agencies, dossier],
    );
    return rows.map((row) => row.dossier);
  }

  /** False when it is done already. */
  async isPending(tx: EntityManager, broadcast: string, dossier: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`select 1 from signal_delivery where broadcast = $1 and dossier = $2 and state = 'pending' for update`, [broadcast, dossier]);
    return rows.length > 0;
  }

  async isAwaited(tx: EntityManager, dossier: string, name: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(`select 1 from waiting where dossier = $1 and kind = 'signal' and name = $2 limit 1`, [dossier, name]);
    return rows.length > 0;
  }

  async decide(tx: EntityManager, broadcast: string, dossier: string, catchers: number, at: Date): Promise<void> {
    await tx.query(`update signal_delivery set state = case when $3 > 0 then 'delivered' else 'gone' end, catchers = $3, done_at = $4 where broadcast = $1 and dossier = $2`, [broadcast, dossier, catchers, at]);
  }

  async progress(id: string, tx: EntityManager = this.database.manager): Promise<{ dossiers: Progress; starts: Progress; opened: string[]; failures: Failure[] }> {
    const [dossiers] = await tx.query<Progress[]>(`select ${COUNTED} from (${ITEMS}) as item`, [id]);
    const [starts] = await tx.query<Progress[]>(`select ${COUNTED} from (${OPENINGS}) as item`, [id]);
    const opened = await tx.query<{ dossier: string }[]>(`select dossier from dossier_opening where broadcast = $1 and state = 'opened' order by dossier limit ${SHOWN}`, [id]);
    const failures = await tx.query<Failure[]>(
      `select dossier, procedure, agency, coalesce(last_error, '') as reason from (${ITEMS} union all ${OPENINGS}) as item where state = 'pending' and resting order by dossier, procedure, agency limit ${SHOWN}`,
      [id],
    );
    return { dossiers: dossiers ?? NOTHING, starts: starts ?? NOTHING, opened: opened.map(({ dossier }) => dossier), failures };
  }

  /** Deliveries to the dossiers concerned that have no wake-up any more, because they stood suspended when it fired. */
  asleep(tx: EntityManager, subject: SuspensionSubject, ref: string): Promise<{ ref: string; dossier: string }[]> {
    return tx.query(
      `select s.broadcast || ':' || s.dossier as ref, s.dossier from signal_delivery s join dossier d on d.code = s.dossier
       where s.state = 'pending' and ${SUBJECT_COLUMN[subject]} = $1
         and not exists (select from wakeup u where u.kind = '${SIGNAL}' and u.ref = s.broadcast || ':' || s.dossier and u.state = 'pending')`,
      [ref],
    );
  }
}

const SUBJECT_COLUMN: Readonly<Record<SuspensionSubject, string>> = { dossier: 'd.code', procedure: 'd.procedure', agency: 'd.agency' };

const NOTHING: Progress = { done: 0, left: 0, failed: 0 };
