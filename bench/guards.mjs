/*
 * Guards behind the ledger: entries a second that they read and examine, the sweep of due dates, and what a writer of the ledger waits while they read.
 *   npm run build:server && node bench/guards.mjs [dossiers]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const [{ ACCESS_ENTITIES, Agencies, seedDirectory }, { createDataSource, inTransaction, migrate, startEmbeddedDatabase }, { Ledger, followLedger }] = await Promise.all(
  ['access', 'platform', 'ledger'].map((room) => import(`../dist/libs/${room}/src/index.js`)),
);
const [{ Examine }, { AlertsRepository }, { sweepDueDates }] = await Promise.all(['examine', 'alerts.repository', 'asking'].map((file) => import(`../dist/libs/reports/src/guards/${file}.js`)));

const dossiers = Number(process.argv[2] ?? 20_000);
const now = new Date('2026-11-20T09:00:00+07:00');
const clock = { now: () => now };
const ok = (value) => ({ ok: true, value });

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const database = await startEmbeddedDatabase(folder);
const db = await createDataSource(database.url, ACCESS_ENTITIES);
const agencies = new Agencies(db, clock);
try {
  await migrate(db);
  const directory = JSON.parse(await readFile(new URL('../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
  await inTransaction(db, async (tx) => ok(await seedDirectory(tx, directory, { demoPassword: 'do-luong-1234', now })));
  await fill();
  await measure();
} finally {
  await agencies.onModuleDestroy();
  await db.destroy();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Eighteen entries a dossier, as an honest one of four steps has them, a stop with its form among them. */
async function fill() {
  const runner = db.createQueryRunner();
  await runner.query('set session_replication_role = replica');
  const code = `'H32-' || lpad(i::text, 8, '0')`;
  const at = `(timestamptz '2026-11-02T08:00:00+07:00' + i * interval '20 milliseconds')`;
  await runner.query(`insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at, due_at) select ${code}, 'ABCD', 'p', 1, 'xa-khanh-phu', 'xa-khanh-phu', 'direct', '{"name": "A"}', '{}', 4, 'x', ${at}, timestamptz '2026-12-01T17:00:00+07:00' from generate_series(1, ${dossiers}) i`);
  await runner.query(`insert into deadline (id, subject_kind, subject_ref, dossier, agency, budget_amount, budget_unit, convention, started_at, due_at, state, ladder) select gen_random_uuid(), 'dossier', ${code}, ${code}, 'xa-khanh-phu', 20, 'working_day', 'exact', ${at}, timestamptz '2026-12-01T17:00:00+07:00', 'running', 'mac-dinh' from generate_series(1, ${dossiers}) i`);
  const entry = (seq, kind, data, days = 0) => `select ${code}, ${seq}, ${at} + interval '${days} days', 'xa-khanh-phu.tiep-nhan', 'xa-khanh-phu', '${kind}', ${data}::jsonb, repeat('0', 64), 'h' || i || '.${seq}' from generate_series(1, ${dossiers}) i`;
  const kinds = [
    ['dossier.received', `'{"agency": "xa-khanh-phu", "procedure": "p", "revision": 1, "papers": []}'`], ['leg.entered', `'{}'`], ['deadline.set', `jsonb_build_object('subject', 'dossier', 'startedAt', ${at}, 'dueAt', '2026-12-01T17:00:00+07:00')`], ['form.issued', `'{"form": "form-01"}'`],
    ['clock.stopped', `'{"kind": "supplement", "source": "manual"}'`], ['form.issued', `'{"form": "form-02", "number": "1"}'`], ['form.delivered', `'{"form": "form-02", "number": "1"}'`], ['clock.resumed', `'{"kind": "supplement", "source": "manual"}'`],
    ...[1, 2, 3].flatMap((step) => [['task.opened', `'{"task": "${step}"}'`], ['task.claimed', `'{"task": "${step}"}'`], ['task.completed', `'{"task": "${step}", "signed": false}'`]]), ['task.opened', `'{"task": "4"}'`],
  ];
  for (const [index, [kind, data]] of kinds.entries()) await runner.query(`insert into ledger_entry (dossier, seq, at, actor, agency, kind, data, previous_hash, hash) ${entry(index + 1, kind, data, Math.floor(index / 4))}`);
  await runner.release();
  await db.query('vacuum analyze');
}

async function measure() {
  const events = { publish: () => Promise.resolve() };
  const examine = new Examine(agencies, { load: () => Promise.reject(new Error('nothing is resolved here')) }, new AlertsRepository(db), new Ledger(db), events, clock, { uuid: () => crypto.randomUUID() });
  console.log(`${dossiers} dossiers; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
  const quiet = await writes(1_000);
  let over = false;
  const reading = follow(examine).finally(() => (over = true));
  const busy = await writes(1_000, () => over);
  const read = await reading;
  console.log(`read ${read.entries} entries in ${(read.ms / 1000).toFixed(1)} s: ${Math.round((read.entries / read.ms) * 1000)} entries/s; found ${read.found}`);
  console.log(`a writer of the ledger, alone: median ${quiet.median.toFixed(2)} ms, p95 ${quiet.p95.toFixed(2)} ms; beside the guards: median ${busy.median.toFixed(2)} ms, p95 ${busy.p95.toFixed(2)} ms`);
  const start = performance.now();
  let swept = 0;
  for (let last = ''; last !== null; ) {
    const page = await inTransaction(db, async (tx) => ok(await sweepDueDates(tx, last, 2_000)));
    last = page.value.last;
    swept += page.value.suspect.length;
  }
  console.log(`sweep of ${dossiers} due dates: ${(performance.now() - start).toFixed(0)} ms, ${swept} suspect`);
}

/** As the wake-up does it: four hundred entries a transaction. */
async function follow(examine) {
  const start = performance.now();
  const told = { entries: 0, found: 0 };
  for (let at = { position: 0, gap: null, more: true }; at.more; ) {
    const step = await inTransaction(db, async (tx) => {
      const page = await followLedger(tx, at.position, 400, at.gap);
      return ok({ page, examined: await examine.behind(tx, page.entries) });
    });
    const { page, examined } = step.value;
    at = page;
    told.entries += page.entries.length;
    told.found += examined.found;
  }
  return { ...told, ms: performance.now() - start };
}

async function writes(count, over = () => false) {
  const ledger = new Ledger(db);
  const times = [];
  for (let i = 0; i < count && !over(); i++) {
    const start = performance.now();
    await inTransaction(db, async (tx) => ok(await ledger.append(tx, 'guard:bench', [{ at: now, actor: 'x', agency: null, kind: 'guard.changed', data: { i } }])));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)], p95: times[Math.floor(times.length * 0.95)] };
}
