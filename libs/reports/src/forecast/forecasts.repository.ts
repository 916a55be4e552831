import type { DeadlineState } from '#contract';
import type { Text } from '#kernel';
import type { EntityManager } from 'typeorm';
import type { Estimate } from './forecaster.js';
import type { Quality, Trial } from './quality.js';

/** What a run does next: the dossiers of `parts[part]` that come after `after`. */
export interface RunCursor {
  /** `at`: a past instant at which the model is tried; null for what is open now. */
  parts: { procedure: string; at: string | null }[];
  part: number;
  after: string;
}

export interface StoredQuality extends Quality {
  instants: string[];
  unknown: number;
  procedures: ({ procedure: string; unknown: number } & Quality)[];
}

export interface ForecastRun {
  id: string;
  seed: number;
  modelAt: Date;
  state: 'running' | 'done';
  cursor: RunCursor;
  done: number;
  total: number;
  quality: StoredQuality | null;
  endedAt: Date | null;
}

const RUN = 'id, seed, model_at as "modelAt", state, cursor, done, total, quality, ended_at as "endedAt"';

export async function insertRun(tx: EntityManager, { id, seed, modelAt, cursor, total }: Pick<ForecastRun, 'id' | 'seed' | 'modelAt' | 'cursor' | 'total'>, by: string): Promise<void> {
  await tx.query(`insert into forecast_run (id, seed, model_at, state, cursor, total, requested_by) values ($1, $2, $3, 'running', $4, $5, $6)`, [id, seed, modelAt, JSON.stringify(cursor), total, by]);
}

export async function saveRun(tx: EntityManager, { id, state, cursor, done, quality, endedAt }: ForecastRun): Promise<void> {
  await tx.query('update forecast_run set state = $2, cursor = $3, done = $4, quality = $5, ended_at = $6 where id = $1', [id, state, JSON.stringify(cursor), done, quality && JSON.stringify(quality), endedAt]);
}

export async function lockRun(tx: EntityManager, id: string): Promise<ForecastRun | null> {
  const [run] = await tx.query<ForecastRun[]>(`select ${RUN} from forecast_run where id = $1 for update`, [id]);
  return run ?? null;
}

export async function newestRun(db: EntityManager, state: ForecastRun['state']): Promise<ForecastRun | null> {
  const [run] = await db.query<ForecastRun[]>(`select ${RUN} from forecast_run where state = $1 order by model_at desc, id limit 1`, [state]);
  return run ?? null;
}

export async function keepEstimates(tx: EntityManager, run: string, made: readonly Estimate[], at: Date): Promise<void> {
  await tx.query(
    `insert into forecast (dossier, run, chance, cases, reason, made_at)
     select dossier, $2, chance, cases, reason, $3 from jsonb_to_recordset($1::jsonb) as one (dossier text, chance real, cases integer, reason jsonb)
     on conflict (dossier) do update set run = excluded.run, chance = excluded.chance, cases = excluded.cases, reason = excluded.reason, made_at = excluded.made_at`,
    [JSON.stringify(made), run, at],
  );
}

/** Of dossiers that nobody foretells any more. */
export async function dropOlder(tx: EntityManager, run: string): Promise<void> {
  await tx.query('delete from forecast where run <> $1', [run]);
}

export async function keepTrials(tx: EntityManager, run: string, at: Date, procedure: string, trials: readonly { dossier: string; chance: number | null; late: boolean }[]): Promise<void> {
  await tx.query(
    `insert into forecast_trial (run, dossier, at, procedure, chance, late)
     select $2, dossier, $3, $4, chance, late from jsonb_to_recordset($1::jsonb) as one (dossier text, chance real, late boolean) on conflict do nothing`,
    [JSON.stringify(trials), run, at, procedure],
  );
}

export async function takeTrials(tx: EntityManager, run: string): Promise<({ procedure: string; chance: number | null } & Pick<Trial, 'late'>)[]> {
  const trials = await tx.query<Awaited<ReturnType<typeof takeTrials>>>('select procedure, chance, late from forecast_trial where run = $1 order by procedure, at, dossier', [run]);
  await tx.query('delete from forecast_trial where run = $1', [run]);
  return trials;
}

export interface ForecastScope {
  now: Date;
  /** Received or held by one of them; null for all. */
  visible: readonly string[] | null;
  /** Held by it. */
  agency?: string | undefined;
  procedure?: string | undefined;
}

export interface ForecastPlace {
  chance: number | null;
  code: string;
}

export interface ListedForecast extends ForecastPlace {
  procedure: string;
  procedureName: Text;
  agency: string;
  holders: string[];
  dueAt: Date;
  state: DeadlineState;
  cases: number;
  reason: Estimate['reason'];
}

/** $1 now, $2 agencies seen, $3 holder, $4 procedure. Open and in time. */
const IN_TIME = `d.subject_kind = 'dossier' and d.ended_at is null and (d.state = 'stopped' or (d.state = 'running' and d.due_at >= $1))
  and o.ended_at is null and o.resolved_at is null and ($4::text is null or o.procedure = $4)
  and ($2::text[] is null or o.agency = any ($2) or exists (select from leg l where l.dossier = o.code and l.left_at is null and l.agency = any ($2)))
  and ($3::text is null or exists (select from leg l where l.dossier = o.code and l.left_at is null and l.agency = $3) or (o.agency = $3 and not exists (select from leg l where l.dossier = o.code and l.left_at is null)))`;
const values = ({ now, visible, agency, procedure }: ForecastScope): unknown[] => [now, visible, agency ?? null, procedure ?? null];

export async function countForecasts(db: EntityManager, scope: ForecastScope): Promise<{ known: number; unknown: number }> {
  const [row] = await db.query<{ known: number; unknown: number }[]>(
    `select count(f.chance)::int as known, (count(*) - count(f.chance))::int as unknown
     from deadline d join dossier o on o.code = d.subject_ref left join forecast f on f.dossier = d.subject_ref where ${IN_TIME}`,
    values(scope),
  );
  return row!;
}

export async function pageOfForecasts(db: EntityManager, scope: ForecastScope, after: ForecastPlace | null, limit: number): Promise<ListedForecast[]> {
  return db.query(
    `with page as (
       select f.dossier, f.chance, f.cases, f.reason, o.procedure, o.agency, d.due_at, d.state
       from forecast f join dossier o on o.code = f.dossier join deadline d on d.subject_ref = f.dossier
       where ${IN_TIME} and ($5::text is null or coalesce(f.chance, -1) < $6::real or (coalesce(f.chance, -1) = $6::real and f.dossier > $5))
       order by coalesce(f.chance, -1) desc, f.dossier limit $7
     )
     select page.dossier as code, page.chance, page.cases, page.reason, page.procedure, jsonb_build_object('vi', p.name_vi, 'en', p.name_en) as "procedureName", page.agency, page.due_at as "dueAt", page.state, holders.list as holders
     from page join procedure p on p.code = page.procedure
     cross join lateral (select coalesce(array_agg(l.agency order by l.entered_at), '{}') as list from leg l where l.dossier = page.dossier and l.left_at is null) as holders
     order by coalesce(page.chance, -1) desc, page.dossier`,
    [...values(scope), after?.code ?? null, after?.chance ?? -1, limit],
  );
}

/** Null where the dossier does not exist, or is none of theirs. */
export async function procedureOf(db: EntityManager, code: string, visible: readonly string[] | null): Promise<string | null> {
  const [row] = await db.query<{ procedure: string }[]>(
    `select procedure from dossier o where code = $1 and ($2::text[] is null or agency = any ($2) or exists (select from leg l where l.dossier = o.code and l.agency = any ($2)))`, [code, visible],
  );
  return row?.procedure ?? null;
}
