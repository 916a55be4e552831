import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StartTrigger, Trigger } from '../engine/engine.js';
import type { Due, TimerKind } from '../engine/timer-due.js';

/** One trigger of a start of a published revision. */
export interface StartId {
  procedure: string;
  revision: number;
  element: string;
  ordinal: number;
}

export interface TimerRow extends StartId {
  timer: TimerKind;
  value: string;
  nextDue: Date | null;
  repeat: number | null;
}

export interface StartPlace {
  procedure: string;
  revision: number;
  element: string;
}

const TIMER = `procedure, revision, element, ordinal, timer_kind as timer, timer_value as value, next_due as "nextDue", repeat`;

/** In force at $1: published, effective, not yet ended, and no later one is. */
const IN_FORCE = `r.effective_from <= $1 and (r.ended_at is null or r.ended_at > $1)
  and not exists (select from revision n where n.procedure = r.procedure and n.effective_from <= $1 and (n.ended_at is null or n.ended_at > $1) and (n.effective_from, n.number) > (r.effective_from, r.number))`;

/** Every query on the starts of revisions and on the keys under which dossiers began. */
@Injectable()
export class StartsRepository {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Once; what is known stays as it is. */
  async list(tx: EntityManager, procedure: string, revision: number, starts: readonly StartTrigger[]): Promise<void> {
    const rows = starts.flatMap(({ element, triggers, all }) =>
      triggers.length === 0 ? [row(element, 0, null, true)] : triggers.map((trigger, ordinal) => row(element, ordinal, trigger, !all || triggers.length === 1)),
    );
    await tx.query(
      `insert into revision_start (procedure, revision, element, ordinal, kind, alone, name, timer_kind, timer_value)
       select $1, $2, s.element, s.ordinal, s.kind, s.alone, s.name, s.timer, s.value
       from jsonb_to_recordset($3::jsonb) as s (element text, ordinal integer, kind text, alone boolean, name text, timer text, value text) on conflict do nothing`,
      [procedure, revision, JSON.stringify(rows)],
    );
  }

  /** Published before starts were listed. */
  unlisted(): Promise<{ procedure: string; number: number }[]> {
    return this.database.query(`select procedure, number from revision r where state = 'published' and not exists (select from revision_start s where s.procedure = r.procedure and s.revision = r.number)`);
  }

  /** Starts of procedures in force that one message or signal of the name suffices for, in the order of procedures. */
  beganBy(kind: 'message' | 'signal', name: string, at: Date, tx: EntityManager = this.database.manager): Promise<StartPlace[]> {
    return tx.query(
      `select distinct s.procedure, s.revision, s.element from revision_start s join revision r on r.procedure = s.procedure and r.number = s.revision
       where s.kind = $2 and s.name = $3 and s.alone and r.model ->> 'kind' = 'procedure' and ${IN_FORCE} order by s.procedure, s.element`,
      [at, kind, name],
    );
  }

  /** Those that suffice by themselves. */
  timersOf(tx: EntityManager, procedure: string): Promise<TimerRow[]> {
    return tx.query(`select ${TIMER} from revision_start where procedure = $1 and kind = 'timer' and alone order by revision, element, ordinal`, [procedure]);
  }

  async lockTimer(tx: EntityManager, { procedure, revision, element, ordinal }: StartId): Promise<TimerRow | null> {
    const [found] = await tx.query<TimerRow[]>(`select ${TIMER} from revision_start where procedure = $1 and revision = $2 and element = $3 and ordinal = $4 and kind = 'timer' for update`, [procedure, revision, element, ordinal]);
    return found ?? null;
  }

  /** `due` null: it will not fire any more. */
  async arm(tx: EntityManager, { procedure, revision, element, ordinal }: StartId, due: Due | null): Promise<void> {
    await tx.query('update revision_start set next_due = $5, repeat = $6 where procedure = $1 and revision = $2 and element = $3 and ordinal = $4', [procedure, revision, element, ordinal, due?.at ?? null, due?.repeat ?? null]);
  }

  /** The next instant of each start with a timer that is armed. */
  async nextDues(procedure: string, revision: number): Promise<Map<string, Date>> {
    const rows = await this.database.query<{ element: string; due: Date }[]>('select element, min(next_due) as due from revision_start where procedure = $1 and revision = $2 and next_due is not null group by element', [procedure, revision]);
    return new Map(rows.map(({ element, due }) => [element, due]));
  }

  async addKeys(tx: EntityManager, dossier: string, names: readonly string[], key: string): Promise<void> {
    await tx.query('insert into start_key (dossier, name, key) select $1, unnest($2::text[]), $3', [dossier, [...new Set(names)], key]);
  }

  /** The dossier that began under the key and is still open; the latest of several. */
  async openUnder(name: string, key: string, tx: EntityManager = this.database.manager): Promise<string | null> {
    const [found] = await tx.query<{ dossier: string }[]>(
      'select k.dossier from start_key k join dossier d on d.code = k.dossier where k.key = $2 and k.name = $1 and d.ended_at is null order by d.received_at desc, d.code desc limit 1',
      [name, key],
    );
    return found?.dossier ?? null;
  }
}

const row = (element: string, ordinal: number, trigger: Trigger | null, alone: boolean) => ({
  element, ordinal, kind: trigger?.kind ?? 'none', alone,
  name: trigger?.kind === 'message' || trigger?.kind === 'signal' ? trigger.name : null,
  timer: trigger?.kind === 'timer' ? trigger.timer : null,
  value: trigger?.kind === 'timer' ? trigger.value : null,
});
