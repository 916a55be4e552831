/*
 * How long the board's readings take over a province's years, on a database of its own that is thrown away.
 * Needs the build: npm run build:server && node bench/board.mjs [dossiers] [open]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const [{ ACCESS_ENTITIES, Agencies, seedDirectory }, { createDataSource, inTransaction, migrate, startEmbeddedDatabase }, { Heatmap, Supervisors, Tower }] = await Promise.all(
  ['access', 'platform', 'reports'].map((room) => import(`../dist/libs/${room}/src/index.js`)),
);

const dossiers = Number(process.argv[2] ?? 1_000_000);
const open = Number(process.argv[3] ?? 10_000);
const RUNS = 40;
const now = new Date('2026-11-20T09:00:00+07:00');
const clock = { now: () => now };
const principal = { kind: 'system', username: 'system', name: '', positions: [] };

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const database = await startEmbeddedDatabase(folder, { server: { fsync: 'off' } });
const db = await createDataSource(database.url, ACCESS_ENTITIES);
try {
  await migrate(db);
  const directory = JSON.parse(await readFile(new URL('../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
  await inTransaction(db, async (tx) => ({ ok: true, value: await seedDirectory(tx, directory, { demoPassword: 'do-luong-1234', now }) }));
  await fill();
  await measure();
} finally {
  await db.destroy();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Four years; the newest are open, one in three of these at an agency that has not acknowledged, one in ten stopped. Ten procedures of five steps. */
async function fill() {
  const runner = db.createQueryRunner();
  await runner.query('set session_replication_role = replica');
  await runner.query(`create temp table a as select row_number() over (order by code) - 1 as n, code, territory, count(*) over () as many from agency`);
  const uuid = (kind, n) => `('${kind}0000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const at = `timestamptz '${now.toISOString()}' - i * (interval '1460 days' / ${dossiers})`;
  const code = `'H32-' || lpad(i::text, 8, '0')`;
  const from = `generate_series(1, ${dossiers}) i join a on a.n = i % a.many`;
  const live = `i <= ${open}`;
  await runner.query(`insert into procedure (code, name_vi, name_en, kind, created_at) select 'p-' || i, 'Thủ tục ' || i, 'Procedure ' || i, 'procedure', now() from generate_series(0, 9) i`);
  await runner.query(`insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, resolved_at, ended_at)
    select ${code}, 'ABCD', 'p-' || i % 10, 1, a.code, a.territory, 'direct', '{}', '{}', case when ${live} then 3 else 10 end, 'x', ${at},
      case when ${live} then null else ${at} + interval '9 days' end, case when ${live} then null else ${at} + interval '10 days' end from ${from}`);
  await runner.query(`insert into deadline (id, subject_kind, subject_ref, dossier, agency, budget_amount, budget_unit, convention, started_at, due_at, state, ended_at, ladder)
    select ${uuid(1, 'i')}, 'dossier', ${code}, ${code}, a.code, 5 + i % 6 * 5, 'working_day', 'exact', ${at}, ${at} + (1 + i % 40) * interval '1 day',
      case when ${live} and ${at} + (1 + i % 40) * interval '1 day' < '${now.toISOString()}' then 'missed' when ${live} then case when i % 10 = 0 then 'stopped' else 'running' end when i % 20 = 0 then 'missed' else 'met' end,
      case when ${live} then null else ${at} + interval '9 days' end, 'mac-dinh' from ${from}`);
  await runner.query(`insert into leg (id, dossier, agency, entered_at, acknowledged_at, left_at) select ${uuid(2, 'i')}, ${code}, a.code, ${at}, case when i % 3 > 0 then ${at} end, case when ${live} then null else ${at} + interval '9 days' end from ${from}`);
  await runner.query(`insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, state, requires, opened_at, claimed_at, ended_at)
    select ${uuid(3, 'i')}, ${code}, ${uuid(4, 'i')}, 'x', 'p-' || i % 10, 1, 'b-' || i / 10 % 5, 'Bước', 'Step', a.code, 'chuyen-vien', case when ${live} then 'open' else 'completed' end, '{}', ${at},
      case when ${live} then null else ${at} + interval '3 hours' end, case when ${live} then null else ${at} + (1 + i % 7) * interval '20 hours' end from ${from}`);
  await runner.query(`insert into deadline (id, subject_kind, subject_ref, dossier, agency, role, budget_amount, budget_unit, convention, started_at, due_at, state, ended_at, ladder)
    select ${uuid(5, 'i')}, 'task', (${uuid(3, 'i')})::text, ${code}, a.code, 'chuyen-vien', 2, 'working_day', 'exact', ${at}, ${at} + interval '2 days', case when ${live} then 'running' when i % 8 = 0 then 'missed' else 'met' end,
      case when ${live} then null else ${at} + interval '2 days' end, 'mac-dinh' from ${from}`);
  await runner.release();
  await db.query('vacuum analyze');
}

async function measure() {
  const agencies = new Agencies(db, clock);
  const supervisors = new Supervisors(agencies);
  const tower = new Tower(db, agencies, supervisors, clock);
  const heatmap = new Heatmap(db, agencies, supervisors);
  console.log(`${dossiers} dossiers, ${open} open; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
  const year = { from: new Date('2025-11-20T00:00:00+07:00'), to: now };
  await time('tower, counts', () => tower.counts(principal, {}, 'vi'));
  await time('tower, one procedure', () => tower.counts(principal, { procedure: 'p-3' }, 'vi'));
  await time('tower, late dossiers', () => tower.list(principal, { column: 'late', limit: 50 }, 'vi'));
  await time('heatmap, a year', () => heatmap.read(principal, { procedure: 'p-3', revision: 1, ...year }, 'vi'));
  await agencies.onModuleDestroy();
}

async function time(name, work) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const result = await work();
    if (!result.ok) throw new Error(JSON.stringify(result.rejection));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${name}: median ${times[RUNS / 2].toFixed(0)} ms, p95 ${times[Math.ceil(RUNS * 0.95) - 1].toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms`);
}
