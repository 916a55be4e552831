import type { Text } from '#kernel';
import type { EntityManager } from 'typeorm';

export interface HeatScope {
  procedure: string;
  /** Null for all; elements of several revisions are one by their id. */
  revision: number | null;
  /** Completed in [from, to). */
  from: Date;
  to: Date;
  /** Of steps at these agencies; null for all. */
  agencies: readonly string[] | null;
}

export interface CountedElement {
  element: string;
  name: Text;
  done: number;
  limited: number;
  overrun: number;
}

export interface OpenElement {
  element: string;
  name: Text;
  open: number;
  waiting: number;
}

export interface SampledStep {
  element: string;
  agency: string;
  openedAt: Date;
  claimedAt: Date | null;
  endedAt: Date;
  stops: { from: string; to: string | null }[];
}

const values = ({ procedure, revision, from, to, agencies }: HeatScope): unknown[] => [procedure, revision, from, to, agencies];

const REVISION = `revision = any (case when $2::integer is null then (select array_agg(number) from revision where procedure = $1) else array[$2::integer] end)`;
const DONE = `procedure = $1 and ${REVISION} and ended_at >= $3 and ended_at < $4 and state = 'completed' and ($5::text[] is null or task.agency = any ($5))`;
const NAME = `jsonb_build_object('vi', max(name_vi), 'en', max(name_en)) as name`;

export async function countDone(db: EntityManager, scope: HeatScope): Promise<CountedElement[]> {
  return db.query(
    `select element, ${NAME}, count(*)::int as done, count(d.id)::int as limited, count(*) filter (where d.state = 'missed')::int as overrun
     from task left join deadline d on d.subject_kind = 'task' and d.subject_ref = task.id::text where ${DONE.replaceAll(/\b(ended_at|state)\b/g, 'task.$1')} group by element`,
    values(scope),
  );
}

export async function countOpen(db: EntityManager, { procedure, revision, agencies }: HeatScope): Promise<OpenElement[]> {
  return db.query(
    `select element, ${NAME}, count(*)::int as open, count(*) filter (where state = 'open')::int as waiting from task
     where state in ('open', 'claimed') and procedure = $1 and ($2::integer is null or revision = $2) and ($3::text[] is null or agency = any ($3)) group by element`,
    [procedure, revision, agencies],
  );
}

/** At most `limit` steps of each element, chosen by a digest of their ids: the same ones whoever asks. */
export async function sampleSteps(db: EntityManager, scope: HeatScope, limit: number): Promise<SampledStep[]> {
  return db.query(
    `select element, agency, opened_at as "openedAt", claimed_at as "claimedAt", ended_at as "endedAt", stops.list as stops
     from (select *, row_number() over (partition by element order by hashtext(id::text), id) as place from task where ${DONE}) as task
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('from', s.started_at, 'to', s.ended_at)), '[]') as list from deadline_stop s where s.dossier = task.dossier) as stops
     where place <= $6`,
    [...values(scope), limit],
  );
}
