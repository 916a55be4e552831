// npm run bench:api [open dossiers = 10000] [officers = 20] [seconds = 30]
// The whole embedded product as a user starts it, filled with open dossiers through its own HTTP interface; then officers at work at once.
// Prints latencies, throughput and memory, and writes bench/results/api.json. Nothing is asserted.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';

const [open = 10_000, officers = 20, seconds = 30] = process.argv.slice(2).map(Number);
const PASSWORD = 'do-luong-1234';
const PORT = 3_970;
const BASE = `http://127.0.0.1:${PORT}/api/v1`;
/** As `npm start` has them: V8 takes far more than it needs where nothing tells it not to. */
const LIMITS = ['--max-old-space-size=384', '--max-semi-space-size=16'];
/** An officer who reads and decides within a second is a fast one. */
const THINK_MS = 1_000;
const PROCEDURES = ['khai-sinh-lien-thong', 'thuong-tru', 'dat-dai-lan-dau'];

const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
const env = { ...process.env, LIENTHONG_DATA: folder, LIENTHONG_DEMO_PASSWORD: PASSWORD, LIENTHONG_LOG: 'error', PORT: String(PORT) };
delete env.DATABASE_URL;
delete env.REDIS_URL;
const started = performance.now();
const product = spawn(process.execPath, [...LIMITS, 'dist/apps/cli/src/main.js', 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
try {
  await ready();
  const startMs = performance.now() - started;
  const desks = (await call(null, 'GET', '/agencies?kind=commune')).items.map((agency) => agency.code);
  const clerks = await Promise.all(Array.from({ length: officers }, (_, i) => signIn(`${desks[i % desks.length]}.tiep-nhan`)));
  const filling = await fill(clerks, desks);
  const working = await work(clerks, desks, THINK_MS);
  const saturated = await work(clerks, desks, 0);
  const memory = await residentMegabytes(product.pid);
  await report({ machine: { cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version }, open, officers, seconds, startMs, filling, working, saturated, memory });
} finally {
  product.kill('SIGINT');
  await new Promise((resolve) => product.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
}

async function fill(clerks, desks) {
  const times = [];
  let left = open;
  const begun = performance.now();
  await Promise.all(
    clerks.map(async (token, i) => {
      while (left-- > 0) {
        const body = { procedure: PROCEDURES[Math.max(0, left) % PROCEDURES.length], agency: desks[i % desks.length], applicant: { name: 'Nguyễn Văn Đo' } };
        times.push(await timed(() => call(token, 'POST', '/dossiers', body)));
      }
    }),
  );
  return { perSecond: times.length / ((performance.now() - begun) / 1000), receive: spread(times) };
}

/** Each officer reads the inbox, takes its first task and completes it, again and again, thinking in between; not at all: saturation. */
async function work(clerks, desks, think) {
  const inbox = [];
  const complete = [];
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    clerks.map(async (token, i) => {
      // People do not start on one stroke.
      await new Promise((resolve) => setTimeout(resolve, (think * i) / clerks.length));
      // Officers of one desk start at different places, so that they meet seldom.
      for (let turn = Math.floor(i / desks.length) * 25; performance.now() < until; turn = 0) {
        let page;
        inbox.push(await timed(async () => (page = await call(token, 'GET', '/tasks?limit=50'))));
        const task = page.items[turn] ?? page.items[0];
        if (!task) return;
        if (think > 0) await new Promise((resolve) => setTimeout(resolve, think));
        complete.push(await timed(() => call(token, 'POST', `/tasks/${task.id}/complete`, { opinion: 'Đồng ý', papers: task.requires.papers }, [409, 403, 404])));
      }
    }),
  );
  return { inbox: spread(inbox), complete: spread(complete), completedPerSecond: complete.length / seconds };
}

async function call(token, method, where, body, allowed = []) {
  const response = await fetch(BASE + where, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  if (!response.ok && !allowed.includes(response.status)) throw new Error(`${method} ${where}: ${JSON.stringify(answer)}`);
  return answer;
}

async function signIn(username) {
  return (await call(null, 'POST', '/session', { username, password: PASSWORD })).token;
}

async function ready() {
  for (let tries = 0; tries < 600; tries++) {
    if (product.exitCode !== null) throw new Error('the product did not start');
    if (await fetch(`http://127.0.0.1:${PORT}/health/ready`).then((r) => r.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the product was not ready within a minute');
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Resident memory of the process tree; of pages shared between PostgreSQL's processes each gets its part (PSS). */
async function residentMegabytes(root) {
  const parents = new Map();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isOurs = (pid) => pid === root || (parents.has(pid) && parents.get(pid) > 1 && isOurs(parents.get(pid)));
  let [node, postgres] = [0, 0];
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue;
    const pss = Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024;
    if (pid === root) node += pss;
    else postgres += pss;
  }
  return { nodeMb: Math.round(node), postgresMb: Math.round(postgres), totalMb: Math.round(node + postgres) };
}

async function report(result) {
  const row = (name, { count, p50, p95, p99, max }) => console.log(`${name.padEnd(18)} ${String(count).padStart(7)} ${[p50, p95, p99, max].map((ms) => ms.toFixed(1).padStart(9)).join(' ')}`);
  console.log(`${result.open} open dossiers, ${result.officers} officers at once, ${result.seconds} s, ${result.machine.cores} cores, Node ${result.machine.node}`);
  console.log(`first start to ready: ${(result.startMs / 1000).toFixed(1)} s`);
  console.log(`${'ms'.padEnd(18)} ${'count'.padStart(7)} ${['p50', 'p95', 'p99', 'max'].map((h) => h.padStart(9)).join(' ')}`);
  row('receive dossier', result.filling.receive);
  row('inbox', result.working.inbox);
  row('complete task', result.working.complete);
  row('inbox, no pause', result.saturated.inbox);
  row('complete, no pause', result.saturated.complete);
  console.log(`received ${result.filling.perSecond.toFixed(1)}/s while filling; completed ${result.working.completedPerSecond.toFixed(1)}/s with pauses, ${result.saturated.completedPerSecond.toFixed(1)}/s without`);
  console.log(`memory: node ${result.memory.nodeMb} MB + PostgreSQL ${result.memory.postgresMb} MB = ${result.memory.totalMb} MB`);
  await mkdir('bench/results', { recursive: true });
  await writeFile('bench/results/api.json', `${JSON.stringify(result, null, 1)}\n`);
}
