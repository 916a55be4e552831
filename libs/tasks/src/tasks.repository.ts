import { ask, write } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LiveTasks } from './live-tasks.js';
import { type Task, isLive } from './task.js';

const COLUMNS = `t.id, t.dossier, t.instance, t.execution_id as "executionId", t.procedure, t.revision, t.element, t.name_vi as "nameVi", t.name_en as "nameEn",
  t.agency, t.role, t.assignee, t.state, t.requires, t.budget, t.form, t.opened_at as "openedAt", t.claimed_at as "claimedAt", t.ended_at as "endedAt",
  t.opinion, t.output, t.detour, t.handed_by as "handedBy", t.priority, t.version`;

export interface InboxFilter {
  /** Positions whose work is listed; null lists all agencies (supervision). */
  positions: { agency: string; role: string }[] | null;
  /** Listed besides the positions' work: tasks delegated to this account. */
  assignee: string | null;
  agency?: string;
  role?: string;
  states: readonly string[];
  dossier?: string;
  mine?: string;
  after?: { openedAt: string; id: string };
  limit: number;
}

/** A task with what its list row shows of the dossier. */
export interface InboxRow extends Task {
  applicantName: string | null;
  dossierState: number;
  dossierDueAt: Date | null;
  /** The dossier's own procedure; the task's may be one that it calls. */
  dossierProcedure: string;
  dossierRevision: number;
}

/** Every query of the room. */
@Injectable()
export class TasksRepository {
  readonly #live = new LiveTasks();

  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async find(id: string, tx?: EntityManager): Promise<Task | null> {
    const known = tx && this.#live.of(tx, id)?.find((task) => task.id === id);
    if (known) return known;
    const rows = await ask<Task>(tx ?? this.database.manager, `select ${COLUMNS} from task t where t.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** The same, and with it what else of its dossier is open, which {@link live} then knows. */
  async findAmongLive(id: string, tx: EntityManager): Promise<Task | null> {
    const known = this.#live.of(tx, id)?.find((task) => task.id === id);
    if (known) return known;
    const rows = await ask<Task>(
      tx,
      `select ${COLUMNS} from task t where t.id = $1
       union all select ${COLUMNS} from task t where t.dossier = (select dossier from task where id = $1) and t.state in ('open', 'claimed') and t.id <> $1`,
      [id],
    );
    const found = rows.find((task) => task.id === id);
    if (found) this.#live.set(tx, found.dossier, rows.filter(isLive));
    return found ?? null;
  }

  async row(id: string): Promise<InboxRow | null> {
    const rows = await this.database.query<InboxRow[]>(`${SELECT_ROW} where t.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async live(tx: EntityManager, dossier: string): Promise<Task[]> {
    const known = this.#live.of(tx, dossier);
    if (known) return known;
    const rows = await ask<Task>(tx, `select ${COLUMNS} from task t where t.dossier = $1 and t.state in ('open', 'claimed') order by t.opened_at, t.id`, [dossier]);
    this.#live.set(tx, dossier, rows);
    return rows;
  }

  ofDossier(dossier: string): Promise<Task[]> {
    return this.database.query(`select ${COLUMNS} from task t where t.dossier = $1 order by t.opened_at, t.id`, [dossier]);
  }

  /** The latest completed task of an element, for a return to it. */
  async latestCompleted(tx: EntityManager, dossier: string, element: string): Promise<Task | null> {
    const rows = await tx.query<Task[]>(
      `select ${COLUMNS} from task t where t.dossier = $1 and t.element = $2 and t.state = 'completed' order by t.ended_at desc limit 1`,
      [dossier, element],
    );
    return rows[0] ?? null;
  }

  /** `apart`: one of them takes the place of one that was ended in the same transaction, which has to be written before. */
  async insert(tx: EntityManager, tasks: Task[], { apart = false } = {}): Promise<void> {
    if (tasks.length === 0) return;
    this.#live.add(tx, tasks);
    const [only] = tasks;
    if (only && tasks.length === 1) return write(tx, INSERT_ONE, rowOf(only), { joins: !apart });
    await write(
      tx,
      `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, assignee, state, requires, budget, form, opened_at, claimed_at, detour, handed_by)
       select r.id, r.dossier, r.instance, r."executionId", r.procedure, r.revision, r.element, r."nameVi", r."nameEn", r.agency, r.role, r.assignee, r.state, r.requires, r.budget, r.form, r."openedAt", r."claimedAt", r.detour, r."handedBy"
       from jsonb_to_recordset($1::jsonb) as r(id uuid, dossier text, instance uuid, "executionId" text, procedure text, revision int, element text, "nameVi" text, "nameEn" text,
         agency text, role text, assignee text, state text, requires jsonb, budget jsonb, form text, "openedAt" timestamptz, "claimedAt" timestamptz, detour jsonb, "handedBy" text)`,
      [JSON.stringify(tasks)],
      { joins: !apart },
    );
  }

  async setAssignee(tx: EntityManager, id: string, assignee: string | null, at: Date): Promise<void> {
    const [state, claimedAt] = assignee === null ? (['open', null] as const) : (['claimed', at] as const);
    this.#live.alter(tx, id, () => ({ assignee, state, claimedAt }));
    await write(tx, `update task set assignee = $2, state = $3, claimed_at = $4, version = version + 1 where id = $1`, [id, assignee, state, claimedAt]);
  }

  async readdress(tx: EntityManager, ids: readonly string[], agency: string): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) this.#live.alter(tx, id, () => ({ agency }));
    await write(tx, 'update task set agency = $2, version = version + 1 where id = any($1::uuid[])', [ids, agency]);
  }

  async raisePriority(tx: EntityManager, id: string): Promise<void> {
    this.#live.alter(tx, id, ({ priority = 0 }) => ({ priority: priority + 1 }));
    await write(tx, 'update task set priority = priority + 1, version = version + 1 where id = $1', [id]);
  }

  /** `takenUp`: it was nobody's until now, and is taken up and ended at once. */
  async end(
    tx: EntityManager, id: string, state: 'completed' | 'returned', by: string, at: Date, opinion: string | null, output: Record<string, unknown>, takenUp = false,
  ): Promise<void> {
    this.#live.remove(tx, [id]);
    await write(
      tx,
      `update task set state = $2, assignee = $3, ended_at = $4, opinion = $5, output = $6, claimed_at = case when $7 then $4 else claimed_at end,
         version = version + case when $7 then 2 else 1 end where id = $1`,
      [id, state, by, at, opinion, JSON.stringify(output), takenUp],
      { joins: true },
    );
  }

  async cancel(tx: EntityManager, ids: string[], at: Date): Promise<void> {
    if (ids.length === 0) return;
    this.#live.remove(tx, ids);
    await write(tx, `update task set state = 'cancelled', ended_at = $2, version = version + 1 where id = any($1::uuid[])`, [ids, at]);
  }

  inbox(filter: InboxFilter): Promise<InboxRow[]> {
    const parameters: unknown[] = [filter.states];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['t.state = any($1)'];
    if (filter.positions) {
      const held = `(t.agency, t.role) in (select p->>'agency', p->>'role' from jsonb_array_elements(${bind(JSON.stringify(filter.positions))}::jsonb) p)`;
      where.push(filter.assignee ? `(${held} or t.assignee = ${bind(filter.assignee)})` : held);
    }
    if (filter.agency) where.push(`t.agency = ${bind(filter.agency)}`);
    if (filter.role) where.push(`t.role = ${bind(filter.role)}`);
    if (filter.dossier) where.push(`t.dossier = ${bind(filter.dossier)}`);
    if (filter.mine) where.push(`t.assignee = ${bind(filter.mine)}`);
    if (filter.after) where.push(`(t.opened_at, t.id) > (${bind(filter.after.openedAt)}::timestamptz, ${bind(filter.after.id)}::uuid)`);
    return this.database.query(`${SELECT_ROW} where ${where.join(' and ')} order by t.opened_at, t.id limit ${bind(filter.limit)}`, parameters);
  }
}

/** What most steps open: half the cost of a list of one. */
const INSERT_ONE = `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, assignee, state, requires, budget, form, opened_at, claimed_at, detour, handed_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const rowOf = (t: Task): unknown[] => [
  t.id, t.dossier, t.instance, t.executionId, t.procedure, t.revision, t.element, t.nameVi, t.nameEn, t.agency, t.role, t.assignee, t.state, json(t.requires), json(t.budget),
  t.form, t.openedAt, t.claimedAt, json(t.detour), t.handedBy,
];

const SELECT_ROW = `select ${COLUMNS}, d.applicant->>'name' as "applicantName", d.state as "dossierState", d.due_at as "dossierDueAt",
    d.procedure as "dossierProcedure", d.revision as "dossierRevision"
  from task t join dossier d on d.code = t.dossier`;
