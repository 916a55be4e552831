/*
 * node bench/memory.mjs
 * What a live instance weighs (10, 50, 200 elements), and whether a step costs more with more elements, with more instances in the
 * database, with a longer history of its dossier.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { contender } from './line.mjs';
import { MODELS, chain } from './models.mjs';
import { figure, median, save, table } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';

const LENGTHS = [10, 50, 200];
const INSTANCES = 100_000;

if (process.argv[2] === 'weigh') await weigh();
else await main();

async function main() {
  const weights = LENGTHS.map((length) => JSON.parse(spawnSync(process.execPath, ['--expose-gc', import.meta.filename, 'weigh', String(length)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).stdout));
  console.log('a live instance, without a database');
  table(['elements', 'KiB each', 'start ms', 'hot step ms', 'recover ms', 'state bytes'], weights.map(({ length, kib, start, step, recover, bytes }) => [length, ...[kib, start, step, recover].map(figure), bytes]));
  const growth = await grow();
  console.log('\na step of the whole product, milliseconds, median');
  table(['', 'before', 'after'], growth.map(({ what, before, after }) => [what, figure(before), figure(after)]));
  await save('memory', { weights, growth });
}

/** In a process of its own, so that only these instances are on the heap. */
async function weigh() {
  const length = Number(process.argv[3]);
  const { toExecutable } = await import('../dist/libs/bpmn/src/index.js');
  const { LiveInstance, compile } = await import('../dist/libs/runtime/src/engine/engine.js');
  const compiled = compile(await toExecutable(chain('bench-weight', length)));
  const now = new Date();
  const times = { start: [], step: [], recover: [] };
  const timed = (kind, work) => {
    const from = performance.now();
    const result = work();
    times[kind].push(performance.now() - from);
    return result;
  };
  const make = () => {
    const { instance } = timed('start', () => LiveInstance.start(compiled, { variables: {}, now }));
    timed('step', () => instance.apply({ kind: 'complete', executionId: instance.waiting()[0].executionId, output: { done: true } }, now));
    return instance;
  };
  for (let at = 0; at < 50; at++) make();
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: 200 }, make);
  globalThis.gc();
  const kib = (process.memoryUsage().heapUsed - before) / kept.length / 1024;
  const state = JSON.stringify(kept[0].state());
  for (let at = 0; at < 50; at++) timed('recover', () => LiveInstance.recover(compiled, JSON.parse(state), { variables: {}, now }));
  process.stdout.write(JSON.stringify({ length, kib, bytes: state.length, start: median(times.start), step: median(times.step), recover: median(times.recover) }));
}

async function grow() {
  const server = await openServer();
  const program = path.join(import.meta.dirname, 'steps-process.mjs');
  try {
    await makeTemplate(server, 'template_bench', [MODELS.chain.xml, chain('bench-long', 200)]);
    const url = await server.create('ours', 'template_bench');
    const ours = await contender(process.execPath, [program, url, 'product', 'hot']);
    await ours.ask({ model: 'chain', seconds: 4 });
    const empty = (await ours.ask({ model: 'chain', seconds: 4 })).kinds.complete.p50;
    const { early, late } = await ours.ask({ long: 'bench-long' });
    await fill(url);
    await ours.ask({ model: 'chain', seconds: 2 });
    const full = (await ours.ask({ model: 'chain', seconds: 4 })).kinds.complete.p50;
    await ours.stop();
    return [
      { what: `${INSTANCES} more instances in the database`, before: empty, after: full },
      { what: 'the last 20 of 200 steps of one dossier beside its first 20', before: early, after: late },
    ];
  } finally {
    await server.stop();
  }
}

/** Copies of one open dossier with its instance, task, deadline, ledger and wake-up. */
async function fill(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  const copy = async (table, columns, from) => {
    const { rows } = await client.query('select column_name as name from information_schema.columns where table_name = $1 and is_identity = $2', [table, 'NO']);
    const names = rows.map(({ name }) => name);
    await client.query(`insert into ${table} (${names.join(', ')}) select ${names.map((name) => columns[name] ?? name).join(', ')} from (select * from ${table} ${from} limit 1) as one, generate_series(1, ${INSTANCES}) as n`);
  };
  const id = (kind) => `md5('${kind}' || n)::uuid`;
  const dossier = `'copy-' || n`;
  await copy('dossier', { code: dossier }, '');
  await copy('instance', { id: id('instance'), dossier, parent: 'null' }, 'where parent is null');
  await copy('task', { id: id('task'), dossier, instance: id('instance'), state: `'open'`, assignee: 'null' }, '');
  await copy('deadline', { id: id('deadline'), dossier, subject_kind: `'task'`, subject_ref: `${id('task')}::text`, state: `'running'`, ended_at: 'null' }, `where subject_kind = 'task'`);
  await copy('leg', { id: id('leg'), dossier, left_at: 'null' }, '');
  await copy('ledger_entry', { dossier, seq: '1' }, '');
  await copy('wakeup', { id: id('wakeup'), dossier, ref: `${id('deadline')}::text`, state: `'pending'`, due_at: `now() + interval '90 days'` }, '');
  await client.query('vacuum analyze');
  await client.end();
}
