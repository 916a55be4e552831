import { type DossierNamed, type Together, ahead, ask, byCode, heldBy, traceparent, write } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Inject, Injectable } from '@nestjs/common';
import type { DossierHead } from '#contract';
import { STANDING_OF_D, type Standing } from './change/suspensions.repository.js';
import { type EngineState, type Waiting, stateText } from './engine/engine.js';
import type { NewJob } from './jobs/jobs.repository.js';

export interface InstanceRow {
  id: string;
  dossier: string;
  parent: string | null;
  parentExecution: string | null;
  procedure: string;
  revision: number;
  variables: Record<string, unknown>;
  status: string;
  version: number;
}

type RunningRow = InstanceRow & { standing: Standing | null };

export interface WaitingRow {
  instance: string;
  executionId: string;
  element: string;
  type: string;
  kind: Waiting['kind'];
  name: string | null;
  since: Date;
}

const COLUMNS = `i.id, i.dossier, i.parent, i.parent_execution as "parentExecution", i.procedure, i.revision, i.variables, i.status, i.version`;

/** What a process remembers of a dossier: the instances that run. */
const RUNNING = 'instances';

/** Of the one thing that most steps begin or end to wait for: half the cost of a list of one. */
const INSERT_WAIT = 'insert into waiting (instance, execution_id, dossier, element, type, kind, name, detail, since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)';
const DELETE_WAIT = 'delete from waiting where instance = $1 and execution_id = $2';

/** Every query on instances and on what they wait for. All within the dossier's lock. */
@Injectable()
export class InstancesRepository {
  readonly #running = new WeakMap<EntityManager, { dossier: DossierNamed; rows: Promise<RunningRow[]> }>();

  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** Those that this process remembers, if `areHot` says of each that it need not be read; a dossier that is suspended is not remembered. */
  recalled(tx: EntityManager, { code }: DossierHead, isHot: (row: InstanceRow) => boolean): RunningRow[] | null {
    const rows = heldBy(tx)?.take<InstanceRow[]>(code, RUNNING, []);
    return rows?.every(isHot) ? rows.map((row) => ({ ...row, standing: null })) : null;
  }

  /** What `recalled` will find, when all that the transaction writes is written. */
  keep(tx: EntityManager, code: string, rows: InstanceRow[]): void {
    heldBy(tx)?.keep(code, RUNNING, rows);
  }

  /** Each with the suspension under which the dossier stands, if any. */
  async running(tx: EntityManager, { code }: DossierHead): Promise<RunningRow[]> {
    const known = this.#running.get(tx);
    this.#running.delete(tx);
    const rows = await known?.rows;
    return rows && (known?.dossier.parameter === code || rows[0]?.dossier === code) ? rows : this.#readRunning(tx, byCode(code));
  }

  /** Asks for what `running` will want, so that nobody waits for it then; forgotten when an instance is written in between. */
  lookAhead(tx: EntityManager, dossier: DossierNamed): void {
    if (heldBy(tx)?.knows(dossier.parameter, RUNNING)) return;
    this.#running.set(tx, { dossier, rows: ahead(this.#readRunning(tx, dossier)) });
  }

  #readRunning(tx: EntityManager, { named, parameter }: DossierNamed): Promise<RunningRow[]> {
    return ask(
      tx,
      `select ${COLUMNS}, (${STANDING_OF_D}) as standing from dossier d join instance i on i.dossier = d.code where d.code = (${named}) and i.status = 'running' order by i.id`,
      [parameter],
    );
  }

  /** What is stored of an instance's state, with the executions that the table says it waits for. No state where a hand from outside took it away. */
  async saved(tx: EntityManager, id: string): Promise<{ state: unknown; waits: string[] }> {
    const rows = await ask<{ state: unknown; waits: string[] }>(
      tx,
      'select i.state, array(select w.execution_id from waiting w where w.instance = i.id) as waits from instance i where i.id = $1',
      [id],
    );
    return rows[0] ?? { state: null, waits: [] };
  }

  async insert(tx: EntityManager, row: InstanceRow, state: EngineState | null, at: Date, error: unknown): Promise<void> {
    this.#running.delete(tx);
    heldBy(tx)?.drop(row.dossier, RUNNING);
    await write(
      tx,
      `insert into instance (id, dossier, parent, parent_execution, procedure, revision, state, variables, status, error, started_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.id, row.dossier, row.parent, row.parentExecution, row.procedure, row.revision, json(state && stateText(state)), JSON.stringify(row.variables), row.status, json(error), at,
        row.status === 'running' ? null : at,
      ],
      { joins: true },
    );
  }

  /** Writes the step's outcome onto the version that was read; any other version is a fault, for the dossier's lock forbids it. */
  async update(tx: EntityManager, row: InstanceRow, state: EngineState | null, at: Date, error: unknown): Promise<void> {
    this.#running.delete(tx);
    heldBy(tx)?.drop(row.dossier, RUNNING);
    await write(
      tx,
      `update instance set state = $3, variables = $4, status = $5, error = $6, ended_at = $7, version = version + 1 where id = $1 and version = $2`,
      [row.id, row.version, json(state && stateText(state)), JSON.stringify(row.variables), row.status, json(error), row.status === 'running' ? null : at],
      { rows: 1, joins: true },
    );
  }

  async addWaiting(tx: EntityManager, dossier: string, rows: (Omit<WaitingRow, 'since'> & { detail: Record<string, unknown> })[], at: Date, together: Together): Promise<void> {
    const [only, ...others] = rows;
    if (!only) return;
    if (others.length === 0) {
      const { instance, executionId, element, type, kind, name, detail } = only;
      return write(tx, INSERT_WAIT, [instance, executionId, dossier, element, type, kind, name, JSON.stringify(detail), at], together);
    }
    await write(
      tx,
      `insert into waiting (instance, execution_id, dossier, element, type, kind, name, detail, since)
       select w.instance, w."executionId", $2, w.element, w.type, w.kind, w.name, w.detail, $3
       from jsonb_to_recordset($1::jsonb) as w(instance uuid, "executionId" text, element text, type text, kind text, name text, detail jsonb)`,
      [JSON.stringify(rows), dossier, at],
      together,
    );
  }

  async removeWaiting(tx: EntityManager, keys: { instance: string; executionId: string }[], together: Together): Promise<void> {
    const [only, ...others] = keys;
    if (!only) return;
    if (others.length === 0) return write(tx, DELETE_WAIT, [only.instance, only.executionId], together);
    await write(
      tx,
      `delete from waiting w using jsonb_to_recordset($1::jsonb) as k(instance uuid, "executionId" text)
       where w.instance = k.instance and w.execution_id = k."executionId"`,
      [JSON.stringify(keys)],
      together,
    );
  }

  waiting(db: EntityManager | null, dossier: string): Promise<WaitingRow[]> {
    return (db ?? this.database).query(
      `select instance, execution_id as "executionId", element, type, kind, name, since from waiting where dossier = $1 order by since, element, execution_id`,
      [dossier],
    );
  }

  /** All instances of a dossier, running or not, for the reader of its diagram. */
  ofDossier(db: EntityManager | null, dossier: string): Promise<(InstanceRow & { error: unknown })[]> {
    return (db ?? this.database).query(`select ${COLUMNS}, i.error from instance i where i.dossier = $1 order by i.started_at, i.id`, [dossier]);
  }

  /** Available at once, whichever of this process's clock and the database's is behind. */
  async addJobs(tx: EntityManager, dossier: string, jobs: NewJob[], at: Date): Promise<void> {
    if (jobs.length === 0) return;
    await write(
      tx,
      `insert into job (id, instance, execution_id, dossier, element, topic, retries, backoff_ms, state, created_at, available_at, trace)
       select j.id, j.instance, j."executionId", $2, j.element, j.topic, j.retries, j."backoffMs", 'open', $3, least($3, clock_timestamp()), $4
       from jsonb_to_recordset($1::jsonb) as j(id uuid, instance uuid, "executionId" text, element text, topic text, retries integer, "backoffMs" bigint)`,
      [JSON.stringify(jobs), dossier, at, traceparent()],
    );
  }

  async endJobs(tx: EntityManager, keys: { instance: string; executionId: string; state: 'done' | 'cancelled' }[], at: Date): Promise<void> {
    if (keys.length === 0) return;
    await write(
      tx,
      `update job set state = k.state, ended_at = $2 from jsonb_to_recordset($1::jsonb) as k(instance uuid, "executionId" text, state text)
       where job.instance = k.instance and job.execution_id = k."executionId" and job.state in ('open', 'incident')`,
      [JSON.stringify(keys), at],
    );
  }
}

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
