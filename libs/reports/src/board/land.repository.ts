import type { DeadlineState } from '#contract';
import type { BudgetUnit, Text } from '#kernel';
import type { EntityManager } from 'typeorm';

/** The field by which procedures of land are known. */
export const LAND_FIELD = 'Đất đai';

/** What the shipped procedures call what a registry asks for; amounts and dates of the tax branch stand in the forms of its step. */
const KEYS = ['soTo', 'soThua', 'dienTich', 'diaChiThuaDat', 'soThongBaoThue', 'soThongBaoBienDong', 'soTienPhaiNop', 'hanNop'] as const;

export type LandData = Partial<Record<(typeof KEYS)[number], string | number | null>>;

export interface LandTask {
  id: string;
  name: Text;
  form: string | null;
  agency: string;
  assignee: string | null;
  openedAt: string;
  dueAt: string | null;
  state: DeadlineState | null;
  amount: number | null;
  unit: BudgetUnit | null;
}

export interface LandRow {
  code: string;
  procedure: string;
  procedureName: Text;
  agency: string;
  territory: string;
  receivedAt: Date;
  data: LandData;
  dueAt: Date | null;
  state: DeadlineState | null;
  answers: string | null;
  holders: { agency: string; since: string; acknowledged: boolean }[];
  tasks: LandTask[];
  stops: { kind: string; from: string; to: string | null }[];
}

/** Open dossiers of the field, those due first first. `agencies`: received by one of them, or come to it at some time; null for all. */
export async function openLandDossiers(db: EntityManager, agencies: readonly string[] | null): Promise<LandRow[]> {
  return db.query(
    `select o.code, o.procedure, jsonb_build_object('vi', p.name_vi, 'en', p.name_en) as "procedureName", o.agency, o.territory, o.received_at as "receivedAt", known.data, d.due_at as "dueAt", d.state, d.agency as answers,
       holders.list as holders, tasks.list as tasks, stops.list as stops
     from procedure p join dossier o on o.procedure = p.code and o.ended_at is null and o.resolved_at is null
     left join deadline d on d.subject_kind = 'dossier' and d.subject_ref = o.code
     cross join lateral (select coalesce(jsonb_object_agg(key, value), '{}') as data from (select o.data || coalesce((select i.variables from instance i where i.dossier = o.code and i.parent is null order by i.started_at limit 1), '{}') as all) as v, jsonb_each(v.all) where key = any ($3::text[])) as known
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('agency', l.agency, 'since', l.entered_at, 'acknowledged', l.acknowledged_at is not null) order by l.entered_at), '[]') as list
       from leg l where l.dossier = o.code and l.left_at is null) as holders
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', jsonb_build_object('vi', t.name_vi, 'en', t.name_en), 'form', t.form, 'agency', t.agency, 'assignee', t.assignee, 'openedAt', t.opened_at,
         'dueAt', s.due_at, 'state', s.state, 'amount', s.budget_amount, 'unit', s.budget_unit) order by t.opened_at, t.id), '[]') as list
       from task t left join deadline s on s.subject_kind = 'task' and s.subject_ref = t.id::text where t.dossier = o.code and t.state in ('open', 'claimed')) as tasks
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'from', s.started_at, 'to', s.ended_at) order by s.started_at), '[]') as list from deadline_stop s where s.dossier = o.code) as stops
     where p.field = $1 and ($2::text[] is null or o.agency = any ($2) or exists (select from leg l where l.dossier = o.code and l.agency = any ($2)))
     order by coalesce(d.due_at, 'infinity'), o.code`,
    [LAND_FIELD, agencies, KEYS],
  );
}
