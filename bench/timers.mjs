/*
 * node bench/timers.mjs [armed = 1000000] [due in one minute = 10000]
 * Arms wake-ups over ten years through WakeUps.scheduleMany, starts the product as a worker and tells how long it takes until it is
 * ready, and how late those are that fall due within one minute, with the queue in PostgreSQL and in Redis. The wake-ups are of deadlines
 * that are gone, so that what is measured is the clockwork and not what it wakes.
 */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { contender } from './line.mjs';
import { figure, save, table } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';
import { startRedis } from '../test/setup/redis-server.mjs';

const [armed = 1_000_000, due = 10_000] = process.argv.slice(2).map(Number);
const BATCH = 5_000;
const MINUTE = 60_000;
const room = (name) => import(`../dist/libs/${name}/src/index.js`);
const [{ Metrics, WakeUps, createDataSource, createLog, inTransaction }, { ok, randomIds, systemClock }] = await Promise.all(['platform', 'kernel'].map(room));

const server = await openServer();
const redis = await startRedis();
const results = [];
try {
  await makeTemplate(server, 'template_bench', []);
  for (const [backend, redisUrl] of [['postgres', ''], ['redis', redis?.url]]) {
    if (redisUrl === undefined) console.log('left out: no redis-server on this machine');
    else results.push(await measure(backend, redisUrl));
  }
  console.log(`${armed} wake-ups armed, ${due} of them due within one minute`);
  table(
    ['queue', 'armed per s', 'restart to ready s', 'late p50 ms', 'p99', 'max', 'fired', 'not fired'],
    results.map((r) => [r.backend, ...[r.armedPerSecond, r.readySeconds, r.lateness.p50, r.lateness.p99, r.lateness.max].map(figure), r.lateness.fired, r.pastDue]),
  );
  await save('timers', { armed, due, results });
} finally {
  await redis?.stop();
  await server.stop();
}

async function measure(backend, redisUrl) {
  const url = await server.create(`timers_${backend}`, 'template_bench');
  const db = await createDataSource(url);
  const wakeUps = new WakeUps({ dataSource: db, clock: systemClock, ids: randomIds, metrics: new Metrics({ process: false }), log: createLog({ logLevel: 'error', production: true }) });
  const armedPerSecond = await arm(db, wakeUps, armed - due, (at) => new Date(Date.now() + 2 * 86_400_000 + (at / armed) * 10 * 365 * 86_400_000));
  await db.query('analyze wakeup');
  const first = Date.now() + 20_000;
  await arm(db, wakeUps, due, (at) => new Date(first + (at / due) * MINUTE));
  const began = performance.now();
  const worker = await contender(process.execPath, [path.join(import.meta.dirname, 'timers-process.mjs'), url, redisUrl]);
  const readySeconds = (performance.now() - began) / 1000;
  await pause(first + MINUTE + 6_000 - Date.now());
  const { pastDue } = await worker.ask({});
  const lateness = await latenessIn(db);
  await worker.stop();
  await db.destroy();
  return { backend, armedPerSecond, readySeconds, lateness, pastDue };
}

async function arm(db, wakeUps, count, dueAt) {
  const began = performance.now();
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => ({ kind: 'deadline.due', ref: randomIds.uuid(), dueAt: dueAt(from + at) }));
    await inTransaction(db, async (tx) => ok(await wakeUps.scheduleMany(tx, batch)));
  }
  return (count / (performance.now() - began)) * 1000;
}

async function latenessIn(db) {
  const ms = `extract(epoch from fired_at - due_at) * 1000`;
  const [row] = await db.query(
    `select count(*)::int as fired, percentile_cont(0.5) within group (order by ${ms})::float as p50, percentile_cont(0.99) within group (order by ${ms})::float as p99, max(${ms})::float as max
     from wakeup where state = 'fired'`,
  );
  return row;
}
