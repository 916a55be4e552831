/*
 * How long the settlement report takes over a month and a year, out of four years of dossiers, on a database of its own that is thrown away.
 * Needs the build: npm run build:server && node bench/settlement.mjs [dossiers] [entries of each] [open]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

const [{ ACCESS_ENTITIES, Agencies }, { Ledger }, { createDataSource, migrate, startEmbeddedDatabase }, { MakeReports, ReportNames, Reports }] = await Promise.all(
  ['access', 'ledger', 'platform', 'reports'].map((room) => import(`../dist/libs/${room}/src/index.js`)),
);

const dossiers = Number(process.argv[2] ?? 1_000_000);
const entries = Math.max(12, Number(process.argv[3] ?? 12));
const open = Number(process.argv[4] ?? 10_000);
const PARTS = 48;

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const database = await startEmbeddedDatabase(folder, { server: { fsync: 'off' } });
const db = await createDataSource(database.url, ACCESS_ENTITIES);
try {
  await migrate(db);
  await fill();
  await measure();
} finally {
  await db.destroy();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Four years that end with 2026; the newest are pending, one dossier in five stops once. Hashes are not real: the report does not read them. */
async function fill() {
  const part = Math.ceil(dossiers / PARTS);
  for (let first = 1; first <= dossiers; first += part) await fillPart(first, Math.min(dossiers, first + part - 1));
  await db.query('vacuum analyze ledger_entry, settlement_fact');
}

async function fillPart(first, last) {
  await db.query(
    `insert into ledger_entry (dossier, seq, at, actor, kind, data, previous_hash, hash)
     select 'H32-' || lpad(d::text, 8, '0'), k, received + k * interval '6 hours', 'x',
       case when k = 1 then 'dossier.received' when k = 2 then 'deadline.set' when k = $2::int and d <= $1::int - $5::int then 'dossier.settled'
         when k = 8 and d % 5 = 0 then 'clock.stopped' when k = 9 and d % 5 = 0 then 'clock.resumed' when k = 10 and d % 5 = 0 then 'deadline.moved'
         when k % 3 = 0 then 'task.opened' else 'task.completed' end,
       case when k = 1 then jsonb_build_object('agency', 'xa-' || d % 15, 'field', 'F' || d % 7, 'channel', case when d % 3 = 0 then 'online' else 'direct' end, 'dueAt', received + interval '6 days')
         when k = 2 then jsonb_build_object('subject', 'dossier', 'dueAt', received + interval '6 days')
         when k = $2::int then jsonb_build_object('agency', 'xa-' || d % 15, 'field', 'F' || d % 7, 'outcome', case when d % 9 = 0 then 'late' else 'early' end)
         when k = 10 then jsonb_build_object('subject', 'dossier', 'to', received + interval '7 days')
         else jsonb_build_object('task', gen_random_uuid(), 'opinion', 'Hồ sơ đầy đủ, hợp lệ theo quy định, đề nghị chuyển bước tiếp theo') end,
       repeat('a', 64), repeat('b', 64)
     from (select d, timestamptz '2023-01-01 07:00+07' + d * (interval '1456 days' / $1::int) as received from generate_series($3::int, $4::int) d) as dossier, generate_series(1, $2::int) k
     order by 3`,
    [dossiers, entries, first, last, open],
  );
}

async function measure() {
  const agencies = new Agencies(db, { now: () => new Date('2027-01-01T00:00:00+07:00') });
  const names = new ReportNames(agencies, db);
  const reports = new Reports(db, new MakeReports(db, new Ledger(db), agencies, names), names);
  const principal = { kind: 'system', username: 'system', name: '', positions: [] };
  console.log(`${dossiers} dossiers in four years, ${open} pending, ${dossiers * entries} entries; ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`);
  for (const [name, from, to] of [['a month', '2026-10-01', '2026-11-01'], ['a year', '2026-01-01', '2027-01-01']]) {
    for (const by of ['agency', 'field']) {
      const times = [];
      for (let run = 0; run < 5; run++) {
        const start = performance.now();
        const report = await reports.settlement({ from: new Date(`${from}T00:00:00+07:00`), to: new Date(`${to}T00:00:00+07:00`), by, principal, language: 'vi' });
        if (!report.ok) throw new Error(JSON.stringify(report.rejection));
        times.push(performance.now() - start);
      }
      const [first] = times;
      console.log(`${name} by ${by}: median ${times.sort((a, b) => a - b)[2].toFixed(0)} ms, worst ${times[4].toFixed(0)} ms, first ${first.toFixed(0)} ms`);
    }
  }
  await agencies.onModuleDestroy();
}
