import { BY_TIME } from './diagrams.js';
import type { Model } from './model.js';
import type { ChaosPostgres } from './postgres.js';

/** The steps of one kind of dossier, sorted, as a dossier that nobody disturbed went through them. */
export type References = ReadonlyMap<string, string>;

interface Checked {
  postgres: ChaosPostgres;
  model: Model;
  references: References;
}

type Check = (parts: Checked) => Promise<string[]>;

/** Compares the database with what clients were told and with what it must never hold; answers every fault, grouped by its check. */
export async function findFaults(parts: Checked): Promise<{ check: string; faults: string[] }[]> {
  // A server that is restarted every few seconds never comes to count its rows.
  await parts.postgres.ask('analyze');
  const found = await Promise.all(Object.entries(CHECKS).map(async ([check, run]) => ({ check, faults: await run(parts) })));
  return [...found, { check: 'answers are what they should be', faults: parts.model.faults }];
}

/** What a dossier went through, in the form that {@link References} keep. */
export async function journeysOf(postgres: ChaosPostgres, codes?: readonly string[]): Promise<Map<string, string>> {
  const rows = await postgres.ask<{ dossier: string; steps: { kind: string; element: string | null; n: number }[] }>(JOURNEYS, [codes ?? null]);
  return new Map(rows.map(({ dossier, steps }) => [dossier, steps.filter(({ element }) => !BY_TIME.has(element ?? '')).map(({ kind, element, n }) => `${kind} ${element ?? ''} ${n}`).sort().join('\n')]));
}

const CHECKS: Record<string, Check> = {
  'every acknowledged reception exists exactly once, and no other': async ({ postgres, model }) => {
    const codes = new Set((await postgres.ask<{ code: string }>('select code from dossier')).map(({ code }) => code));
    const received = await postgres.ask<{ dossier: string; n: number }>(`select dossier, count(*)::int as n from ledger_entry where kind = 'dossier.received' group by dossier having count(*) <> 1`);
    const lost = [...model.received.keys()].filter((code) => !codes.has(code)).map((code) => `${code} was acknowledged and is lost`);
    const unknown = [...codes].filter((code) => !model.received.has(code)).map((code) => `${code} exists and was never acknowledged: received twice under one key`);
    return [...lost, ...unknown, ...received.map(({ dossier, n }) => `${dossier} was received ${n} times`)];
  },
  'codes of a unit and day have no gap': async ({ postgres }) => {
    const days = await postgres.ask<{ day: string; count: number; least: number; most: number }>(SEQUENCES);
    return days.filter(({ count, least, most }) => least !== 1 || most !== count).map((row) => `codes have a gap: ${JSON.stringify(row)}`);
  },
  'counters stand at their last number': ({ postgres }) => listed(postgres, COUNTERS, 'counter'),
  'every acknowledged completion is in the ledger exactly once, and no other': async ({ postgres, model }) => {
    const rows = await postgres.ask<{ task: string; dossier: string; n: number }>(`select data->>'task' as task, dossier, count(*)::int as n from ledger_entry where kind = 'task.completed' group by 1, 2`);
    const inLedger = new Map(rows.map((row) => [row.task, row]));
    const lost = [...model.completed].filter(([task]) => !inLedger.has(task)).map(([task, { dossier }]) => `completion of ${task} in ${dossier} was acknowledged and is lost`);
    const twice = [...model.completed].filter(([, { times }]) => times > 1).map(([task, { dossier, times }]) => `completion of ${task} in ${dossier} was acknowledged to ${times} clients`);
    const doubled = rows.filter(({ n }) => n !== 1).map(({ task, dossier, n }) => `completion of ${task} in ${dossier} stands ${n} times in the ledger`);
    const unknown = rows.filter(({ task }) => !model.completed.has(task)).map(({ task, dossier }) => `completion of ${task} in ${dossier} was answered to nobody`);
    return [...lost, ...twice, ...doubled, ...unknown];
  },
  'every acknowledged stop of a clock was made exactly once, and no other': async ({ postgres, model }) => {
    const rows = await postgres.ask<{ dossier: string; n: number; ledger: number }>(STOPS);
    const wrong = rows.filter(({ dossier, n, ledger }) => n !== ledger || n !== (model.stopped.get(dossier) ?? 0));
    const known = new Set(rows.map(({ dossier }) => dossier));
    const lost = [...model.stopped.keys()].filter((dossier) => !known.has(dossier));
    return [...wrong.map((row) => `stops of ${row.dossier}: ${row.n} rows, ${row.ledger} entries, ${model.stopped.get(row.dossier) ?? 0} acknowledged`), ...lost.map((dossier) => `the stop of ${dossier} is lost`)];
  },
  'every dossier went through the steps of its procedure, each as often as drawn': async ({ postgres, model, references }) => {
    const journeys = await journeysOf(postgres);
    return [...model.received].flatMap(([code, { kind }]) => (journeys.get(code) === references.get(kind) ? [] : [`${code} (${kind}) went another way:\n${difference(references.get(kind) ?? '', journeys.get(code) ?? '')}`]));
  },
  'no step is opened twice for one token': ({ postgres }) => listed(postgres, 'select dossier, element, execution_id, count(*)::int as n from task group by dossier, instance, element, execution_id having count(*) > 1', 'step opened again'),
  'a reminder comes at most once': ({ postgres }) => listed(postgres, `select dossier, element, count(*)::int as n from task where element = any($1) group by dossier, element having count(*) > 1`, 'reminder', [[...BY_TIME]]),
  'tasks and ledger say the same': ({ postgres }) => listed(postgres, TASKS_AND_LEDGER, 'task and ledger differ'),
  'every ledger is numbered without a gap': ({ postgres }) => listed(postgres, 'select dossier, count(*)::int as n, max(seq) as last from ledger_entry group by dossier having count(*) <> max(seq) or min(seq) <> 1', 'ledger'),
  'every dossier came to its end': ({ postgres }) => listed(postgres, `select code, procedure, state from dossier d where (ended_at is null and returned_at is null) or exists (select 1 from instance i where i.dossier = d.code and i.status = 'running')`, 'not ended'),
  'an ended dossier leaves nothing open': ({ postgres }) => listed(postgres, LEFT_OPEN, 'left open'),
  'deadlines are one for each promise, over with it, and right in state': ({ postgres }) => listed(postgres, DEADLINES, 'deadline'),
  'every wake-up fired once in effect': ({ postgres }) => listed(postgres, `select dossier, kind, ref, count(*)::int as n from wakeup where state = 'fired' and kind <> 'reports.guards' group by dossier, kind, ref having count(*) > 1`, 'fired again'),
  'every rung has one entry and one instant': ({ postgres }) => listed(postgres, RUNGS, 'rung'),
  'every timer had its effect': ({ postgres }) => listed(postgres, TIMERS, 'timer'),
  'no wake-up is pending past due, nothing waits in the outbox': ({ postgres }) => listed(postgres, LATE, 'late'),
  'nothing was given up': ({ postgres }) => listed(postgres, 'select kind, ref, dossier, element, message from incident', 'incident'),
};

async function listed(postgres: ChaosPostgres, sql: string, what: string, parameters: readonly unknown[] = []): Promise<string[]> {
  return (await postgres.ask<object>(sql, parameters)).map((row) => `${what}: ${JSON.stringify(row)}`);
}

function difference(expected: string, found: string): string {
  const [a, b] = [expected.split('\n'), found.split('\n')];
  return [...a.filter((line) => !b.includes(line)).map((line) => `    - ${line}`), ...b.filter((line) => !a.includes(line)).map((line) => `    + ${line}`)].join('\n');
}

const JOURNEYS = `
select dossier, json_agg(json_build_object('kind', kind, 'element', element, 'n', n)) as steps from (
  select dossier, kind, coalesce(element, data->>'name') as element, count(*)::int as n from ledger_entry
  where kind in ('task.opened', 'task.completed', 'message.delivered', 'dossier.received', 'dossier.settled') and ($1::text[] is null or dossier = any($1))
    and dossier in (select code from dossier)
  group by 1, 2, 3
) as steps group by dossier`;

const SEQUENCES = `
select left(code, -5) as day, count(*)::int as count, min(right(code, 4)::int) as least, max(right(code, 4)::int) as most from dossier group by 1`;

const COUNTERS = `
select s.unit_code, s.day::text, s.last, count(d.code)::int as dossiers from dossier_sequence s
left join dossier d on d.code like s.unit_code || '-' || to_char(s.day, 'YYMMDD') || '-%'
where s.unit_code not like 'form-%' group by 1, 2, 3 having s.last <> count(d.code)`;

const STOPS = `
select dossier, count(*)::int as n,
  (select count(*)::int from ledger_entry e where e.dossier = s.dossier and e.kind = 'clock.stopped' and e.data->>'source' = 'manual') as ledger
from deadline_stop s where source = 'manual' group by dossier`;

const TASKS_AND_LEDGER = `
select t.dossier, t.id, t.element, t.state, opened.n as opened, ended.n as ended from task t,
  lateral (select count(*)::int as n from ledger_entry e where e.dossier = t.dossier and e.kind = 'task.opened' and e.data->>'task' = t.id::text) as opened,
  lateral (select count(*)::int as n from ledger_entry e where e.dossier = t.dossier and e.kind = 'task.' || t.state and e.data->>'task' = t.id::text) as ended
where opened.n <> 1 or ended.n <> (t.state in ('completed', 'cancelled', 'returned'))::int`;

const LEFT_OPEN = `
with ended as (select code from dossier d where not exists (select 1 from instance i where i.dossier = d.code and i.status = 'running'))
select 'task' as what, dossier, element as ref from task join ended on code = dossier where state in ('open', 'claimed')
union all select 'waiting', dossier, element from waiting join ended on code = dossier
union all select 'wake-up', dossier, ref from wakeup join ended on code = dossier where state = 'pending'
union all select 'stop', dossier, source from deadline_stop join ended on code = dossier where ended_at is null
union all select 'leg', dossier, agency from leg join ended on code = dossier where left_at is null
union all select 'deadline', dossier, subject_ref from deadline join ended on code = dossier where state in ('running', 'stopped') or ended_at is null`;

const DEADLINES = `
select 'missing for a dossier' as what, d.code as ref from dossier d where d.due_at is not null and not exists (select 1 from deadline l where l.subject_kind = 'dossier' and l.subject_ref = d.code)
union all select 'missing for a task', t.id::text from task t where t.budget is not null and not exists (select 1 from deadline l where l.subject_kind = 'task' and l.subject_ref = t.id::text)
union all select 'without a task', l.subject_ref from deadline l where l.subject_kind = 'task' and not exists (select 1 from task t where t.id::text = l.subject_ref)
union all select 'state ' || l.state || ' of a task that is ' || t.state, t.id::text from deadline l join task t on l.subject_kind = 'task' and l.subject_ref = t.id::text
  where (t.state in ('open', 'claimed')) <> (l.ended_at is null) or (t.state = 'completed' and l.state not in ('met', 'missed'))
union all select 'met after its due instant', l.subject_ref from deadline l where l.state = 'met' and l.ended_at > l.due_at
union all select 'stopped without a stop', l.dossier from deadline l where l.state = 'stopped' and not exists (select 1 from deadline_stop s where s.dossier = l.dossier and s.ended_at is null)`;

const RUNGS = `
select r.deadline, r.rung, r.fired_at, entries.n, l.dossier from rung r join deadline l on l.id = r.deadline,
  lateral (select count(*)::int as n from ledger_entry e where e.dossier = l.dossier and e.kind = 'rung.fired' and e.data->>'ref' = l.subject_ref and e.data->>'subject' = l.subject_kind and e.data->>'rung' = r.rung) as entries
where entries.n <> (r.fired_at is not null)::int`;

/** Of our own diagrams: each timer that fired has opened the step behind it, once. */
const TIMERS = `
select d.code, fired.n as fired, opened.n as opened from dossier d,
  lateral (select count(*)::int as n from task t where t.dossier = d.code and (t.element in ('sauCho', 'nhac') or (t.procedure = 'nhanh-trong-bao' and t.element = 'ky'))) as opened,
  lateral (select count(*)::int as n from wakeup w where w.dossier = d.code and w.kind = 'runtime.timer' and w.state = 'fired') as fired
where d.procedure in ('trong-bao', 'nhanh-trong-bao') and fired.n <> opened.n`;

const LATE = `
select 'wake-up' as what, kind, ref as id, last_error from wakeup where state = 'pending' and due_at < coalesce((select now from simulation_clock), clock_timestamp()) - interval '2 seconds'
union all select 'outbox', kind, id::text, last_error from outbox where delivered_at is null`;
