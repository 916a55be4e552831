/*
 * How long the board's readings take over a province's years, and how soon a step is seen on a board that is open, on a database of its own that is
 * thrown away.
 * Needs the build: npm run build:server && node bench/board.mjs [dossiers] [open]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const [{ ACCESS_ENTITIES, seedDirectory }, { createDataSource, inTransaction, loadConfig, migrate, startEmbeddedDatabase }, { Heatmap, Scores, Tower }] = await Promise.all(
  ['access', 'platform', 'reports'].map((room) => import(`../dist/libs/${room}/src/index.js`)),
);

const dossiers = Number(process.argv[2] ?? 1_000_000);
const open = Number(process.argv[3] ?? 10_000);
const RUNS = 40;
const PASSWORD = 'do-luong-1234';
const now = new Date();
const principal = { kind: 'system', username: 'system', name: '', positions: [] };

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const database = await startEmbeddedDatabase(folder, { server: { fsync: 'off' } });
const db = await createDataSource(database.url, ACCESS_ENTITIES);
try {
  await migrate(db);
  const directory = JSON.parse(await readFile(new URL('../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
  await inTransaction(db, async (tx) => ({ ok: true, value: await seedDirectory(tx, directory, { demoPassword: PASSWORD, now }) }));
  await fill();
  await withProduct(async (app) => {
    await measure(app);
    await live(app);
  });
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
  await runner.query(`insert into revision (procedure, number, state, digest, bpmn, model, findings, drafted_by, drafted_at) select 'p-' || i, 1, 'superseded', 'x', '', json_build_object('name', json_build_object('vi', 'Thủ tục ' || i, 'en', 'Procedure ' || i)), '[]', 'x', now() from generate_series(0, 9) i`);
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

async function withProduct(work) {
  const [{ createHttpApp }, { openProduct }] = await Promise.all([import('../dist/apps/api/src/http-app.js'), import('../dist/apps/worker/src/worker-app.js')]);
  const app = await createHttpApp(await openProduct(loadConfig({ DATABASE_URL: database.url, LIENTHONG_LOG: 'error', LIENTHONG_DATA: folder })));
  try {
    await app.listen(0, '127.0.0.1');
    await work(app);
  } finally {
    await app.close();
  }
}

async function measure(app) {
  const [tower, heatmap, scores] = [Tower, Heatmap, Scores].map((room) => app.get(room, { strict: false }));
  console.log(`${dossiers} dossiers, ${open} open; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
  const year = { from: new Date(now.getTime() - 365 * 86_400_000), to: now };
  await time('tower, counts', () => tower.counts(principal, {}, 'vi'));
  await time('tower, one procedure', () => tower.counts(principal, { procedure: 'p-3' }, 'vi'));
  await time('tower, late dossiers', () => tower.list(principal, { column: 'late', limit: 50 }, 'vi'));
  await time('heatmap, a year', () => heatmap.read(principal, { procedure: 'p-3', revision: 1, ...year }, 'vi'));
  await time('heatmap, a year, all revisions', () => heatmap.read(principal, { procedure: 'p-3', revision: null, ...year }, 'vi'));
  await time('scorecards, thirty days', () => scores.read(principal, { from: new Date(now.getTime() - 30 * 86_400_000), to: now }, 'vi'), 10);
  await time('scorecards, a year', () => scores.read(principal, year, 'vi'), 4);
}

/**
 * Through HTTP: an officer takes steps, one after the other; boards are open at the chairman's, each reads the
 * counts again when it is told. Times are from the sending of the command, so that the step itself is in them, to the event and to the new counts.
 */
async function live(app) {
  const base = `http://127.0.0.1:${app.getHttpServer().address().port}/api/v1`;
  const desk = await signIn(base, 'xa-khanh-phu.tiep-nhan');
  const chairman = await signIn(base, 'ubnd-khanh-vinh.lanh-dao');
  await publish(base);
  for (const boards of [1, 6]) await watchSteps(base, desk, chairman, boards);
}

async function watchSteps(base, desk, chairman, boards) {
  const watchers = await Promise.all(Array.from({ length: boards }, () => watch(base, chairman)));
  const [events, figures] = [[], []];
  for (let step = 0; step < RUNS; step++) {
    const sent = performance.now();
    const heard = watchers.map((watcher) => watcher.next());
    await call(base, desk, 'POST', '/dossiers', { procedure: 'do-luong', agency: 'xa-khanh-phu', applicant: { name: 'Nguyễn Văn Đo' } });
    await Promise.all(heard.map(async (event) => {
      await event;
      events.push(performance.now() - sent);
      await call(base, chairman, 'GET', '/board/tower');
      figures.push(performance.now() - sent);
    }));
    // What comes of the step later is told on its own.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  for (const { close } of watchers) close();
  print(`live, ${boards} open: event after a step`, events);
  print(`live, ${boards} open: new counts after a step`, figures);
}

/** Reads `changed` events of a board; what comes while nobody waits is not kept. */
async function watch(base, token) {
  const stop = new AbortController();
  const { body } = await fetch(`${base}/board/events`, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal });
  let waiting = null;
  void (async () => {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (!text.includes('\n\n')) continue;
      if (text.includes('event: changed')) waiting?.();
      text = '';
    }
  })().catch(() => undefined);
  return { next: () => new Promise((resolve) => { waiting = resolve; }), close: () => stop.abort() };
}

async function publish(base) {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1" targetNamespace="do">
    <process id="P" name="Đo lường" isExecutable="true"><extensionElements><iso:procedure code="do-luong" nameEn="Measured" kind="procedure" level="district" legalLimit="5" legalUnit="working_day" basis="x"/></extensionElements>
      <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="xem"/>
      <userTask id="xem" name="Xem"><extensionElements><iso:step nameEn="Look" agency="receiving" role="tiep-nhan" budget="1" unit="working_day"/></extensionElements></userTask>
      <sequenceFlow id="f2" sourceRef="xem" targetRef="e"/><endEvent id="e"/></process></definitions>`;
  const designer = await signIn(base, 'p-noi-vu.thiet-ke-quy-trinh');
  const { code, revision } = await call(base, designer, 'POST', '/procedures', xml);
  const at = `/procedures/${code}/revisions/${revision}`;
  await call(base, await signIn(base, 'p-noi-vu.kiem-tra-quy-trinh'), 'POST', `${at}/check`, {});
  await call(base, await signIn(base, 'ubnd-khanh-vinh.lanh-dao'), 'POST', `${at}/approve`, {});
  await call(base, designer, 'POST', `${at}/publish`, {});
}

async function signIn(base, username) {
  return (await call(base, null, 'POST', '/session', { username, password: PASSWORD })).token;
}

async function call(base, token, method, where, body) {
  const isXml = typeof body === 'string';
  const response = await fetch(base + where, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': isXml ? 'application/xml' : 'application/json' }) },
    ...(body && { body: isXml ? body : JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${where}: ${answer}`);
  return answer && JSON.parse(answer);
}

async function time(name, work, runs = RUNS) {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const result = await work();
    if (!result.ok) throw new Error(JSON.stringify(result.rejection));
    times.push(performance.now() - start);
  }
  print(name, times);
}

function print(name, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)].toFixed(0);
  console.log(`${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
}
