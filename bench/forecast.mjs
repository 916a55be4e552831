/*
 * What the forecasts of a province cost, and what the product can do meanwhile: ten procedures of four steps with a detour, whose times are known, so that
 * how good the forecasts are is seen too. On a database of its own that is thrown away.
 * Needs the build: npm run build:server && node bench/forecast.mjs [open] [settled]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const [{ ACCESS_ENTITIES, seedDirectory }, { createDataSource, inTransaction, loadConfig, migrate, startEmbeddedDatabase }, { Forecasts }, { Chance }] = await Promise.all(
  ['access', 'platform', 'reports', 'kernel'].map((room) => import(`../dist/libs/${room}/src/index.js`)),
);

const open = Number(process.argv[2] ?? 10_000);
const settled = Number(process.argv[3] ?? 60_000);
const PROCEDURES = 10;
const DAY = 86_400_000;
const DAYS = 400;
const now = Date.now();
const principal = { kind: 'system', username: 'system', name: '', positions: [] };
const chance = new Chance(1);

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const database = await startEmbeddedDatabase(folder, { server: { fsync: 'off' } });
const db = await createDataSource(database.url, ACCESS_ENTITIES);
try {
  await migrate(db);
  const directory = JSON.parse(await readFile(new URL('../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
  await inTransaction(db, async (tx) => ({ ok: true, value: await seedDirectory(tx, directory, { demoPassword: 'do-luong-1234', now: new Date() }) }));
  await fill();
  await measure();
} finally {
  await db.destroy();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Skewed to the right, median so many days. */
function skewed(days) {
  return days * DAY * Math.exp(0.7 * Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next()));
}

async function fill() {
  const communes = (await db.query(`select code, territory from agency where kind = 'commune'`)).map(({ code, territory }) => ({ code, territory }));
  const [tax] = await db.query(`select code from agency where kind = 'tax' limit 1`);
  await db.query(`insert into procedure (code, name_vi, name_en, kind, created_at) select 'p-' || i, 'Thủ tục ' || i, 'Procedure ' || i, 'procedure', now() from generate_series(0, ${PROCEDURES - 1}) i`);
  const runner = db.createQueryRunner();
  await runner.query('set session_replication_role = replica');
  let [made, live] = [[], 0];
  for (let i = 0, done = 0; done < settled || live < open; i++) {
    const one = life(i, communes[i % communes.length], tax.code, (done < settled ? DAYS * chance.next() + 40 : 60 * chance.next()) * DAY);
    if (one.dossier.open ? live >= open : done >= settled) continue;
    if (one.dossier.open) live++;
    else done++;
    made.push(one);
    if (made.length === 4_000) {
      await write(runner, made);
      made = [];
    }
  }
  await write(runner, made);
  await runner.release();
  await db.query('vacuum analyze');
}

function life(i, commune, tax, ago) {
  const code = `B${String(i).padStart(8, '0')}`;
  const received = now - ago;
  const slow = 1 + (i % PROCEDURES) / 5;
  const tasks = [];
  let at = received;
  const stay = (element, agency, days) => {
    const from = at;
    at += skewed(days);
    if (from < now) tasks.push({ dossier: code, element, agency, from: new Date(from), to: at < now ? new Date(at) : null, procedure: `p-${i % PROCEDURES}` });
  };
  stay('tiep-nhan', commune.code, 0.5);
  stay('tham-tra', commune.code, 3 * slow);
  if (chance.happens(0.25)) stay('bo-sung', commune.code, 4);
  stay('tinh-thue', tax, 4 * slow);
  stay('ky', commune.code, 1.5);
  const due = received + 21 * DAY;
  const ended = at < now ? new Date(at) : null;
  return { tasks, dossier: { code, agency: commune.code, territory: commune.territory, procedure: `p-${i % PROCEDURES}`, received: new Date(received), due: new Date(due), ended, open: ended === null, state: (ended ? at : now) > due ? 'missed' : ended ? 'met' : 'running' } };
}

async function write(runner, made) {
  const as = 'as r (code text, agency text, territory text, procedure text, received timestamptz, due timestamptz, ended timestamptz, state text)';
  const dossiers = JSON.stringify(made.map(({ dossier }) => dossier));
  await runner.query(
    `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, resolved_at, ended_at)
     select code, 'ABCD', procedure, 1, agency, territory, 'direct', '{}', '{}', case when ended is null then 4 else 10 end, 'x', received, ended, ended from jsonb_to_recordset($1::jsonb) ${as}`, [dossiers]);
  await runner.query(
    `insert into deadline (id, subject_kind, subject_ref, dossier, agency, budget_amount, budget_unit, convention, started_at, due_at, state, ended_at, ladder)
     select gen_random_uuid(), 'dossier', code, code, agency, 21, 'calendar_day', 'exact', received, due, state, ended, 'mac-dinh' from jsonb_to_recordset($1::jsonb) ${as}`, [dossiers]);
  await runner.query(
    `insert into ledger_entry (dossier, seq, at, actor, agency, kind, data, previous_hash, hash)
     select code, 1, received, 'x', agency, 'dossier.received', jsonb_build_object('dueAt', due, 'agency', agency), repeat('a', 64), md5(code) || md5(code) from jsonb_to_recordset($1::jsonb) ${as}`, [dossiers]);
  await runner.query(`insert into leg (id, dossier, agency, entered_at, acknowledged_at, left_at) select gen_random_uuid(), code, agency, received, received, ended from jsonb_to_recordset($1::jsonb) ${as}`, [dossiers]);
  await runner.query(
    `insert into task (id, dossier, instance, execution_id, procedure, revision, element, name_vi, name_en, agency, role, state, requires, budget, opened_at, ended_at)
     select gen_random_uuid(), dossier, gen_random_uuid(), 'x', procedure, 1, element, element, element, agency, 'chuyen-vien', case when "to" is null then 'open' else 'completed' end, '{}', '{"amount": 3, "unit": "working_day"}', "from", "to"
     from jsonb_to_recordset($1::jsonb) as r (dossier text, procedure text, element text, agency text, "from" timestamptz, "to" timestamptz)`, [JSON.stringify(made.flatMap(({ tasks }) => tasks))]);
}

async function measure() {
  const [{ createHttpApp }, { openProduct }] = await Promise.all([import('../dist/apps/api/src/http-app.js'), import('../dist/apps/worker/src/worker-app.js')]);
  const app = await createHttpApp(await openProduct(loadConfig({ DATABASE_URL: database.url, LIENTHONG_LOG: 'error', LIENTHONG_DATA: folder })));
  await app.init();
  try {
    const forecasts = app.get(Forecasts, { strict: false });
    console.log(`${open} open, ${settled} settled, ${PROCEDURES} procedures; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const begun = performance.now();
    const before = process.cpuUsage();
    delay.enable();
    must(await forecasts.refresh({ principal }, 1));
    let view;
    do {
      await new Promise((resolve) => setTimeout(resolve, 200));
      view = must(await forecasts.list(principal, { limit: 50 }, 'vi'));
    } while (!view.run);
    delay.disable();
    const { user, system } = process.cpuUsage(before);
    console.log(`all forecasts and their trial on four instants: ${((performance.now() - begun) / 1000).toFixed(1)} s, CPU of the process ${((user + system) / 1e6).toFixed(1)} s; others waited ${(delay.percentile(99) / 1e6).toFixed(0)} ms (p99), ${(delay.max / 1e6).toFixed(0)} ms at most`);
    await time('list of forecasts, first page with counts', () => forecasts.list(principal, { limit: 50 }, 'vi'));
    await time('forecast of one dossier, counted now', () => forecasts.one(principal, view.items[0].code, 'vi'));
    const { count, late, brier, skill, auc, top, bins, unknown } = must(await forecasts.quality(principal, 'vi'));
    console.log(`tried on ${count} (${late} late, ${unknown} unknown): Brier ${brier.toFixed(4)}, skill ${skill.toFixed(3)}, AUC ${auc.toFixed(3)}, of the ${top.count} given most ${top.late} late`);
    for (const bin of bins) if (bin.count > 0) console.log(`  foretold ${(bin.foretold * 100).toFixed(1)} %: ${bin.count} dossiers, ${((bin.late / bin.count) * 100).toFixed(1)} % late`);
  } finally {
    await app.close();
  }
}

function must(result) {
  if (!result.ok) throw new Error(JSON.stringify(result.rejection));
  return result.value;
}

async function time(name, work) {
  const times = [];
  for (let run = 0; run < 30; run++) {
    const start = performance.now();
    must(await work());
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${name}: median ${times[15].toFixed(0)} ms, p95 ${times[28].toFixed(0)} ms, worst ${times[29].toFixed(0)} ms`);
}
