/*
 * node bench/recount.mjs [deadlines = 100000] [kills = 2]
 * A day off is declared while so many deadlines run, by the real program, which is killed with SIGKILL while it counts and started again. Told:
 * how fast deadlines move, how long an officer's steps take meanwhile and without it, and whether each deadline stands where a count minute by
 * minute puts it, moved exactly once. Ends with 1 when one does not.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { checkPromises, manyPromises, writePromises } from '../test/integration/many-promises.ts';
import { figure, quantile, save, table } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';

const [deadlines = 100_000, kills = 2] = process.argv.slice(2).map(Number);
const PASSWORD = 'do-luong-1234';
const LINE = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:iso="urn:lienthong:bpmn:iso:1" id="d" targetNamespace="bench">
  <bpmn:process id="do" name="Đo" isExecutable="true">
    <bpmn:extensionElements><iso:procedure code="do" nameEn="Measured" field="Đo" level="commune" legalLimit="30" legalUnit="working_day" basis="bench" /></bpmn:extensionElements>
    <bpmn:startEvent id="s" />
    ${Array.from({ length: 40 }, (_, i) => `<bpmn:userTask id="b${i}" name="Bước ${i}"><bpmn:extensionElements><iso:step agency="receiving" role="tiep-nhan" budget="0.5" unit="working_day" /></bpmn:extensionElements></bpmn:userTask>`).join('')}
    <bpmn:endEvent id="e" />
    ${['s', ...Array.from({ length: 40 }, (_, i) => `b${i}`), 'e'].slice(1).map((to, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="${i === 0 ? 's' : `b${i - 1}`}" targetRef="${to}" />`).join('')}
  </bpmn:process>
</bpmn:definitions>`;

const server = await openServer();
let program = null;
let port = 0;
try {
  const url = await makeTemplate(server, 'recount', [LINE]);
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const query = async (sql, values) => (await client.query(sql, values)).rows;
  await client.query('set session_replication_role = replica');
  const now = Date.now();
  const promises = manyPromises(deadlines / 2, now);
  console.log(`writing ${promises.length} open deadlines of ${deadlines / 2} dossiers`);
  const before = await writePromises(query, promises, now, { procedure: 'do', revision: 1 });
  await client.query('vacuum analyze');

  port = await freePort();
  await serve(url);
  const calm = await steps(() => false, 60);
  const day = await workingDay(query, now);
  const changes = [{ kind: 'national_day', date: day, day: { kind: 'off', nameVi: 'Nghỉ bão', nameEn: 'Storm', confirmed: true, source: 'bench' } }];

  let from = performance.now();
  const plan = await ask('ubnd-khanh-vinh.quan-tri', 'POST', '/calendar/changes', { changes, document: 'QĐ 1', dryRun: true });
  const tried = performance.now() - from;
  from = performance.now();
  const { id } = await ask('ubnd-khanh-vinh.quan-tri', 'POST', '/calendar/changes', { changes, document: 'QĐ 1', dryRun: false });
  const ordered = performance.now() - from;
  const run = await follow(id, url);
  const { moved, wrong } = await checkPromises(query, promises, before, now);
  await stop();

  const rate = run.counted / (run.ms / 1000);
  table(['', ''], [
    ['try-out of the change', `${figure(tried)} ms, ${plan.counts.later} would move`],
    ['the order itself', `${figure(ordered)} ms`],
    ['counted anew', `${moved} deadlines moved, ${wrong.length} wrong`],
    ['rate between kills', `${figure(rate)} dossiers a second, ${figure(rate * 2)} deadlines`],
    ['killed', `${run.killed} times, at ${run.at.join(' and ')} dossiers left`],
    ['a step without it', `median ${figure(quantile(calm, 0.5))} ms, worst ${figure(Math.max(...calm))} ms of ${calm.length}`],
    ['a step meanwhile', `median ${figure(quantile(run.waits, 0.5))} ms, p99 ${figure(quantile(run.waits, 0.99))} ms, worst ${figure(Math.max(...run.waits))} ms of ${run.waits.length}`],
    ['progress asked for', `median ${figure(quantile(run.asked, 0.5))} ms, worst ${figure(Math.max(...run.asked))} ms`],
  ]);
  for (const line of wrong.slice(0, 10)) console.log(line);
  await save('recount', { deadlines: promises.length, tried, ordered, moved, wrong: wrong.length, rate, killed: run.killed, calm: { worst: Math.max(...calm) }, step: { p99: quantile(run.waits, 0.99), worst: Math.max(...run.waits), n: run.waits.length } });
  await client.end();
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await stop();
  await server.stop();
}

/** Until nothing is left, with an officer at work all the while. */
async function follow(id, url) {
  const progress = async () => (await ask('ubnd-khanh-vinh.quan-tri', 'GET', `/calendar/changes/${id}`)).counts;
  const total = (await progress()).dossiers;
  const result = { killed: 0, at: [], waits: [], asked: [], ms: 0, counted: 0 };
  let left = (await progress()).pending;
  let begun = performance.now();
  let start = left;
  let over = false;
  let officer = steps(() => over);
  while (left > 0) {
    await pause(250);
    const from = performance.now();
    left = (await progress()).pending;
    result.asked.push(performance.now() - from);
    process.stderr.write(`  ${total - left} of ${total}\r`);
    const killNow = result.killed < kills && left > 0 && left <= total * (1 - (result.killed + 1) / (kills + 1));
    if (!killNow && left > 0) continue;
    result.ms += performance.now() - begun;
    result.counted += start - left;
    over = true;
    result.waits.push(...(await officer));
    if (!killNow) break;
    result.killed++;
    result.at.push(left);
    program.kill('SIGKILL');
    await program.gone;
    await serve(url);
    [begun, start, over] = [performance.now(), (await progress()).pending, false];
    officer = steps(() => over);
  }
  process.stderr.write('\n');
  return result;
}

/** Receives dossiers and completes their steps; how long each took. */
async function steps(over, most = Infinity) {
  const desk = 'xa-khanh-phu.tiep-nhan';
  const waits = [];
  const timed = async (work) => {
    const from = performance.now();
    const answer = await work();
    waits.push(performance.now() - from);
    return answer;
  };
  while (!over() && waits.length < most) {
    const { code } = await timed(() => ask(desk, 'POST', '/dossiers', { procedure: 'do', agency: 'xa-khanh-phu', applicant: { name: 'Ai' }, data: {}, papers: [] }));
    for (let step = 0; step < 40 && !over() && waits.length < most; step++) {
      const { items } = await ask(desk, 'GET', `/tasks?dossier=${code}`);
      if (items.length === 0) break;
      await timed(() => ask(desk, 'POST', `/tasks/${items[0].id}/complete`, { opinion: 'Đồng ý' }));
    }
  }
  return waits;
}

async function workingDay(query, now) {
  const [{ date }] = await query(
    `select to_char(d, 'YYYY-MM-DD') as date from generate_series($1::date + 1, $1::date + 20, interval '1 day') d
     where extract(isodow from d) between 1 and 5 and not exists (select from national_day n where n.date = d::date) order by 1 limit 1`,
    [new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)],
  );
  return date;
}

async function serve(url) {
  const main = path.join(import.meta.dirname, '../dist/apps/cli/src/main.js');
  program = spawn(process.execPath, ['--max-old-space-size=384', main, 'serve'], { env: { ...process.env, DATABASE_URL: url, PORT: String(port), LIENTHONG_LOG: 'error' }, stdio: ['ignore', 'ignore', 'inherit'] });
  program.gone = new Promise((resolve) => program.once('exit', resolve));
  while (!(await fetch(`http://127.0.0.1:${port}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (program.exitCode !== null) throw new Error('the program ended before it was ready');
    await pause(50);
  }
}

async function stop() {
  if (!program || program.exitCode !== null || program.signalCode !== null) return;
  program.kill('SIGTERM');
  await program.gone;
}

async function ask(username, method, at, body) {
  ask.tokens ??= new Map();
  const api = `http://127.0.0.1:${port}/api/v1`;
  const json = { 'content-type': 'application/json' };
  if (!ask.tokens.has(username)) {
    const signedIn = await fetch(`${api}/session`, { method: 'POST', headers: json, body: JSON.stringify({ username, password: PASSWORD }) });
    ask.tokens.set(username, (await signedIn.json()).token);
  }
  const response = await fetch(`${api}${at}`, { method, headers: { ...json, authorization: `Bearer ${ask.tokens.get(username)}` }, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`);
  return response.json();
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => probe.close.call(probe, resolve.bind(null, probe.address().port)));
  });
}
