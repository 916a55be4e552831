import type { DataSource } from 'typeorm';

/**
 * Makes a database look to the planner as a province's after some years: a million dossiers, 5 % of them open, each with an instance, a
 * task, a deadline, a leg, a paper and an entry of the ledger; a million wake-ups armed. A twentieth of the rows is really written and
 * analysed, so that the statistics of columns are true ones; then each table is said to have twenty times as many. Its pages stay few,
 * which makes reading a whole table look cheaper than it would be, so that a plan without an index shows rather too early than too late.
 * Foreign keys and triggers are not asked meanwhile. `now` is the newest instant.
 */
export async function fillWithAMillion(dataSource: DataSource, now: Date): Promise<void> {
  await dataSource.query(`create unlogged table fill_agency as select row_number() over (order by code) - 1 as n, code, territory from agency`);
  await dataSource.query(`create unlogged table fill_account as select row_number() over (order by username) - 1 as n, username from account`);
  await Promise.all(LANES.map((lane) => fillLane(dataSource, lane, now)));
  await dataSource.query('analyze');
  await dataSource.query(ENLARGE, [TIMES, WRITTEN / 20]);
}

/** Only what was filled here: a small table stays small. */
const ENLARGE = `
select pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', relpages, 'reltuples', (reltuples * $1)::real)
from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $2`

async function fillLane(dataSource: DataSource, lane: readonly string[], now: Date): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`set session_replication_role = replica; set synchronous_commit = off`);
    await runner.query(`set lienthong.now = '${now.toISOString()}'`);
    for (const statement of lane) await runner.query(statement);
  } finally {
    await runner.query('reset all');
    await runner.release();
  }
}

const TIMES = 20;
const WRITTEN = 50_000;
const N = WRITTEN;
const OPEN = N / 20;

const uuid = (table: number, n = 'i'): string => `('${table.toString(16).padStart(2, '0')}000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CODE = `'M' || lpad(i::text, 8, '0')`;
/** The first are the newest, the last a year old. */
const AT = `current_setting('lienthong.now')::timestamptz - i * interval '620 seconds'`;
const DUE = `current_setting('lienthong.now')::timestamptz + (random() * 60 - 10) * interval '1 day'`;
const isOpen = `i <= ${OPEN}`;
const ROLE = `(array['tiep-nhan', 'chuyen-vien', 'lanh-dao', 'dia-chinh'])[1 + i % 4]`;
const NAME = `(array['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Võ', 'Đặng', 'Bùi', 'Đỗ'])[1 + i % 8] || ' ' || (array['Văn', 'Thị', 'Hữu', 'Ngọc'])[1 + i / 8 % 4] || ' ' || md5(i::text)`;

const rows = (count: number): string => `generate_series(1, ${count}) as i join fill_agency a on a.n = i % (select count(*) from fill_agency)`;

const DOSSIERS = `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, due_at, resolved_at, ended_at)
  select ${CODE}, 'ABCD', 'dat-dai', 1, a.code, a.territory, 'direct', jsonb_build_object('name', ${NAME}), '{}', case when ${isOpen} then 3 else 10 end, 'desk',
    ${AT}, ${AT} + interval '20 days', case when ${isOpen} then null else ${AT} + interval '9 days' end, case when ${isOpen} then null else ${AT} + interval '10 days' end
  from ${rows(N)}`;
const INSTANCES = `insert into instance (id, dossier, procedure, revision, state, variables, status, started_at, ended_at)
  select ${uuid(1)}, ${CODE}, 'dat-dai', 1, case when ${isOpen} then '{}'::jsonb end, '{}', case when ${isOpen} then 'running' else 'completed' end, ${AT},
    case when ${isOpen} then null else ${AT} end from generate_series(1, ${N}) as i`;
const TASKS = `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, assignee, state, requires, opened_at, ended_at)
  select ${uuid(2)}, ${CODE}, ${uuid(1)}, 'x', 'dat-dai', 1, 'xem', 'Xem', 'Look', a.code, ${ROLE},
    case when i % 3 = 0 then (select username from fill_account u where u.n = i % 50) end,
    case when not ${isOpen} then 'completed' when i % 3 = 0 then 'claimed' else 'open' end, '{}', ${AT}, case when ${isOpen} then null else ${AT} end
  from ${rows(N)}`;
const DEADLINES = `insert into deadline (id, subject_kind, subject_ref, dossier, agency, budget_amount, budget_unit, convention, started_at, due_at, state, ended_at, ladder)
  select ${uuid(3)}, case when i % 2 = 0 then 'dossier' else 'task' end, case when i % 2 = 0 then ${CODE} else (${uuid(2)})::text end, ${CODE}, a.code, 20, 'working_day', 'next',
    ${AT}, ${DUE}, case when ${isOpen} then 'running' when i % 20 = 0 then 'missed' else 'met' end, case when ${isOpen} then null else ${AT} end, 'chuan'
  from ${rows(N)}`;
const RUNGS = `insert into rung (deadline, rung, at, recipients, action) select ${uuid(3)}, 'canh-bao', ${DUE}, '[]', 'notify' from generate_series(1, ${N}) as i`;
const LEGS = `insert into leg (id, dossier, agency, entered_at, left_at) select ${uuid(4)}, ${CODE}, a.code, ${AT}, case when ${isOpen} then null else ${AT} end from ${rows(N)}`;
const PAPERS = `insert into paper (id, dossier, code, name, direction, agency, added_by, added_at) select ${uuid(5)}, ${CODE}, 'don', 'Đơn', 'in', 'a', 'desk', ${AT} from generate_series(1, ${N}) as i`;
const LEDGER = `insert into ledger_entry (dossier, seq, at, actor, kind, data, previous_hash, hash)
  select ${CODE}, 1, ${AT}, 'desk', 'dossier.received', '{}', repeat('0', 64), md5(i::text) || md5((i + 1)::text) from generate_series(1, ${N}) as i`;
/** Where the trigger, which does not run here, would have put them; beyond the positions of what happened. */
const FACTS = [
  `insert into settlement_fact (position, dossier, at, kind, agency, channel, due_at, settled_at, settled_position)
     select 10000000 + i, ${CODE}, ${AT}, 'dossier.received', a.code, 'direct', ${DUE}, case when ${isOpen} then null else ${AT} + interval '9 days' end, case when ${isOpen} then null else 20000000 + i end from ${rows(N)}`,
  `insert into settlement_fact (position, dossier, at, kind, agency, channel, outcome)
     select 20000000 + i, ${CODE}, ${AT} + interval '9 days', 'dossier.settled', a.code, 'direct', 'early' from ${rows(N)} where not (${isOpen})`,
];
const NOTICES = `insert into notice (id, username, agency, role, dossier, kind, body_vi, body_en, created_at, read_at)
  select ${uuid(6)}, case when i % 5 = 0 then (select username from fill_account u where u.n = i % 50) end, a.code, ${ROLE}, ${CODE}, 'deadline', 'Hồ sơ', 'Dossier', ${AT},
    case when ${isOpen} then null else ${AT} end from ${rows(N)}`;
const WAKEUPS = `insert into wakeup (id, kind, ref, dossier, due_at, state, created_at, fired_at)
  select ${uuid(7)}, 'deadline.rung', 'r' || i, ${CODE}, ${DUE} + interval '20 days', case when i % 10 = 0 then 'fired' else 'pending' end, ${AT}, case when i % 10 = 0 then ${AT} end
  from generate_series(1, ${N}) as i`;
const WAITING = `insert into waiting (instance, execution_id, dossier, element, type, kind, name, detail, since)
  select ${uuid(1)}, 'x', ${CODE}, 'xem', 'bpmn:UserTask', case when i % 4 = 0 then 'message' else 'user' end, case when i % 4 = 0 then 'tin' || i % 9 end,
    case when i % 8 = 0 then jsonb_build_object('key', 'k' || i) else '{}' end, ${AT} from generate_series(1, ${N / 5}) as i`;
const JOBS = `insert into job (id, instance, execution_id, dossier, element, topic, state, created_at, ended_at, available_at)
  select ${uuid(8)}, ${uuid(1)}, 'x', ${CODE}, 'tinh', 'thue.' || (array['tinh', 'thu', 'tra'])[1 + i % 3], case when i % 50 = 0 then 'open' else 'done' end, ${AT},
    case when i % 50 = 0 then null else ${AT} end, ${AT} from generate_series(1, ${N}) as i`;
const SMALLER = [
  `insert into form_issued (id, dossier, form, number, data, issued_by, issued_at) select ${uuid(9)}, ${CODE}, 'phieu', i::text, '{}', 'desk', ${AT} from generate_series(1, ${N / 5}) as i`,
  `insert into deadline_stop (id, dossier, kind, reason, evidence, source, started_at, started_by, ended_at)
     select ${uuid(10)}, ${CODE}, 'supplement', 'Thiếu giấy', '{}', 'manual', ${AT}, 'desk', ${AT} from generate_series(1, ${N / 5}) as i`,
  `insert into outbox (kind, payload, created_at, available_at, delivered_at) select 'notice.message', '{}', ${AT}, ${AT}, case when i % 1000 = 0 then null else ${AT} end from generate_series(1, ${N / 5}) as i`,
  `insert into command_key (key, actor, request_digest, status, body, created_at) select md5(i::text), 'desk', 'd', 200, '{}', ${AT} from generate_series(1, ${N / 5}) as i`,
  `insert into session (token_hash, username, created_at, expires_at) select md5(i::text), 'desk', ${AT}, ${AT} + interval '12 hours' from generate_series(1, ${N / 20}) as i`,
  `insert into message_buffer (id, sender, message_id, name, key, payload, state, outcome, received_at, ended_at)
     select ${uuid(11)}, 'desk', i::text, 'tin', 'k' || i, '{}', case when i % 50 = 0 then 'buffered' else 'delivered' end, 'buffered', ${AT}, case when i % 50 = 0 then null else ${AT} end from generate_series(1, ${N / 5}) as i`,
  `insert into incident (id, kind, ref, dossier, topic, message, opened_at, closed_at)
     select ${uuid(12)}, 'job', ${uuid(8)}, ${CODE}, 'thue.tinh', 'x', ${AT}, case when i % 100 = 0 then null else ${AT} end from generate_series(1, ${N / 20}) as i`,
];

/** Written side by side. */
const LANES = [
  [DOSSIERS, RUNGS, ...SMALLER],
  [TASKS, LEGS, WAITING, ...FACTS],
  [DEADLINES, LEDGER, PAPERS],
  [WAKEUPS, NOTICES, INSTANCES, JOBS],
];
