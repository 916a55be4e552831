import type { CalendarEdit, MovedDeadline } from '#contract';
import { write } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Deadline, openDeadlinesBetween } from '../deadlines.repository.js';

export interface ChangeRow {
  id: string;
  changes: CalendarEdit[];
  document: string;
  by: string;
  at: Date;
}

export type ChangeSummary = ChangeRow & { dossiers: number; pending: number; later: number; earlier: number };

/** A deadline that moved, as its item keeps it. */
export type Moved = Omit<MovedDeadline, 'dossier' | 'agencyName'>;

const SUMMARY = `select c.id, c.changes, c.document, c.changed_by as "by", c.changed_at as "at",
    count(i.dossier)::int as dossiers, (count(i.dossier) filter (where i.done_at is null))::int as pending,
    coalesce(sum(i.later), 0)::int as later, coalesce(sum(i.earlier), 0)::int as earlier
  from calendar_change c left join calendar_change_item i on i.change = c.id`;

/** Every query on changes of calendars. */
@Injectable()
export class RecountRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Deadlines not ended that run through the span at these agencies (null: at all), a page after the given id. */
  openDeadlines(agencies: readonly string[] | null, from: Date, to: Date | null, after: string | null, limit: number): Promise<Deadline[]> {
    return openDeadlinesBetween(this.database.manager, { agencies, from, to, after, limit });
  }

  async insert(tx: EntityManager, { id, changes, document, by, at }: ChangeRow, before: unknown): Promise<void> {
    await tx.query('insert into calendar_change (id, changes, before, document, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)', [id, JSON.stringify(changes), JSON.stringify(before), document, by, at]);
  }

  /** Marks the dossiers with a deadline not ended that runs through the span; a dossier that is marked already stays so. */
  async addItems(tx: EntityManager, change: string, agencies: readonly string[] | null, from: Date, to: Date | null): Promise<void> {
    await tx.query(
      `insert into calendar_change_item (change, dossier) select distinct $1::uuid, dossier from deadline
       where ended_at is null and due_at >= $3 and ($4::timestamptz is null or started_at <= $4) and ($2::text[] is null or agency = any($2)) on conflict do nothing`,
      [change, agencies, from, to],
    );
  }

  /** The next dossiers of the change that nobody else counts at this moment, locked in the order of their codes. */
  async take(tx: EntityManager, change: string, limit: number): Promise<string[]> {
    const rows = await tx.query<{ dossier: string }[]>(
      'select dossier from calendar_change_item where change = $1 and done_at is null order by dossier limit $2 for update skip locked',
      [change, limit],
    );
    return rows.map(({ dossier }) => dossier);
  }

  /** Marks the open deadlines that began from that instant on, once more where they were done: they may have begun by the tables before. */
  async addBegun(tx: EntityManager, change: string, since: Date): Promise<void> {
    await tx.query(
      `insert into calendar_change_item (change, dossier) select distinct $1::uuid, dossier from deadline where ended_at is null and started_at >= $2
       on conflict (change, dossier) do update set done_at = null`,
      [change, since],
    );
  }

  async done(tx: EntityManager, change: string, moved: ReadonlyMap<string, readonly Moved[]>, at: Date): Promise<void> {
    const items = [...moved].map(([dossier, moves]) => ({
      dossier, moves, later: moves.filter(({ from, to }) => Date.parse(to) > Date.parse(from)).length, earlier: moves.filter(({ from, to }) => Date.parse(to) < Date.parse(from)).length,
    }));
    await write(
      tx,
      `update calendar_change_item i set done_at = $2, moved = coalesce(i.moved, '[]') || d.moves, later = i.later + d.later, earlier = i.earlier + d.earlier
       from jsonb_to_recordset($3::jsonb) as d (dossier text, moves jsonb, later integer, earlier integer) where i.change = $1 and i.dossier = d.dossier`,
      [change, at, JSON.stringify(items)],
    );
  }

  /** The order alone, without counting its items. */
  async row(id: string, tx: EntityManager): Promise<ChangeRow | null> {
    const rows = await tx.query<ChangeRow[]>('select id, changes, document, changed_by as "by", changed_at as "at" from calendar_change where id = $1', [id]);
    return rows[0] ?? null;
  }

  async find(id: string): Promise<ChangeSummary | null> {
    const rows = await this.database.query<ChangeSummary[]>(`${SUMMARY} where c.id = $1 group by c.id`, [id]);
    return rows[0] ?? null;
  }

  list(): Promise<ChangeSummary[]> {
    return this.database.query(`${SUMMARY} group by c.id order by c.changed_at desc, c.id desc limit 100`);
  }

  /** What has moved so far, by the instants promised. */
  moved(id: string, limit: number): Promise<(Moved & { dossier: string })[]> {
    return this.database.query(
      `select i.dossier, m ->> 'subject' as subject, m ->> 'ref' as ref, m ->> 'agency' as agency, m ->> 'from' as "from", m ->> 'to' as "to"
       from calendar_change_item i cross join lateral jsonb_array_elements(i.moved) as m where i.change = $1 order by (m ->> 'from')::timestamptz, i.dossier limit $2`,
      [id, limit],
    );
  }
}
