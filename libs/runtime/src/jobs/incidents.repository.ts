import type { IncidentKind } from '#contract';
import type { Text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface NewIncident {
  id: string;
  kind: IncidentKind;
  /** Id of the job, wake-up or instance. */
  ref: string;
  dossier: string | null;
  procedure: string | null;
  element: string | null;
  topic: string | null;
  message: Text;
}

export interface IncidentRow extends NewIncident {
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  /** Still the case: neither retried nor overtaken by events. */
  live: boolean;
}

export interface IncidentFilter {
  state?: 'open' | 'closed' | undefined;
  kind?: IncidentKind | undefined;
  topic?: string | undefined;
  procedure?: string | undefined;
  dossier?: string | undefined;
}

export interface IncidentSearch extends IncidentFilter {
  q?: string | undefined;
}

/** What an incident is about is asked where it lives, so that a step that ends a job or a timer need not know of incidents. */
const LIVE = `(closed_at is null and case incident.kind
  when 'job' then exists (select 1 from job where job.id = incident.ref and job.state = 'incident')
  when 'wakeup' then exists (select 1 from wakeup where wakeup.id = incident.ref and wakeup.state = 'pending' and wakeup.retry_at = 'infinity')
  else exists (select 1 from instance where instance.id = incident.ref and instance.status = 'running') end)`;

const COLUMNS = `id, kind, ref, dossier, procedure, element, topic, json_build_object('vi', message, 'en', coalesce(message_en, message)) as message, opened_at as "openedAt", closed_at as "closedAt", closed_by as "closedBy", ${LIVE} as live`;

const SAID = `search_text(concat_ws(' ', dossier, procedure, element, topic, message, message_en))`;

const WHERE = `($1::text is null or kind = $1) and ($2::text is null or topic = $2) and ($3::text is null or procedure = $3) and ($4::text is null or dossier = $4)`;

@Injectable()
export class IncidentsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** One that is open already for the same thing gets the newer message. */
  async open(tx: EntityManager, incident: NewIncident, at: Date): Promise<void> {
    const { id, kind, ref, dossier, procedure, element, topic, message } = incident;
    await tx.query(
      `insert into incident (id, kind, ref, dossier, procedure, element, topic, message, message_en, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8, nullif($9, $8), $10)
       on conflict (kind, ref) where closed_at is null do update set message = excluded.message, message_en = excluded.message_en`,
      [id, kind, ref, dossier, procedure, element, topic, message.vi.slice(0, 4000), message.en.slice(0, 4000), at],
    );
  }

  /** Newest first; `after` is the id of the last of the page before. What is searched for stands in it, whatever its letters' case and accents. */
  list({ state, q, ...filter }: IncidentSearch, limit: number, after?: string): Promise<IncidentRow[]> {
    const live = state === undefined ? 'true' : state === 'open' ? `closed_at is null and ${LIVE}` : `not ${LIVE}`;
    return this.database.query(`select ${COLUMNS} from incident where ${WHERE} and ${live} and ($5::uuid is null or id < $5) and ($7::text is null or position(search_text($7) in ${SAID}) > 0) order by id desc limit $6`, [...values(filter), after ?? null, limit, q ?? null]);
  }

  /** All of them, oldest first. */
  async openIds(filter: IncidentFilter, tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(`select id from incident where ${WHERE} and closed_at is null and ${LIVE} order by id`, values(filter));
    return rows.map(({ id }) => id);
  }

  async count(filter: IncidentFilter = {}): Promise<number> {
    const [row] = await this.database.query<{ n: number }[]>(`select count(*)::int as n from incident where ${WHERE} and closed_at is null and ${LIVE}`, values(filter));
    return row?.n ?? 0;
  }

  async find(id: string, tx?: EntityManager): Promise<IncidentRow | null> {
    const [row] = await (tx ?? this.database.manager).query<IncidentRow[]>(`select ${COLUMNS} from incident where id = $1 ${tx ? 'for update' : ''}`, [id]);
    return row ?? null;
  }

  async close(tx: EntityManager, id: string, by: string, at: Date): Promise<void> {
    await tx.query('update incident set closed_at = $2, closed_by = $3 where id = $1', [id, at, by]);
  }

  /** Where a wake-up belongs: a timer to its element, everything else to the dossier's procedure. */
  async placeOf(tx: EntityManager, dossier: string | null, timer: { instance: string; executionId: string } | null): Promise<{ procedure: string | null; element: string | null }> {
    if (timer) {
      const [row] = await tx.query<{ procedure: string; element: string }[]>(
        'select instance.procedure, waiting.element from waiting join instance on instance.id = waiting.instance where waiting.instance = $1 and waiting.execution_id = $2',
        [timer.instance, timer.executionId],
      );
      if (row) return row;
    }
    const [row] = await tx.query<{ procedure: string }[]>('select procedure from dossier where code = $1', [dossier]);
    return { procedure: row?.procedure ?? null, element: null };
  }
}

const values = ({ kind, topic, procedure, dossier }: IncidentFilter): (string | null)[] => [kind ?? null, topic ?? null, procedure ?? null, dossier ?? null];
