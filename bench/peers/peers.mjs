/*
 * node bench/peers/peers.mjs [seconds of one run = 4] [repetitions = 5] [models = chain,parallel,timer]
 *   [contenders = ours,raw,operaton,flowable,dbos,bpmn-server]
 * The same models on Operaton, Flowable, bpmn-server, DBOS and ours, one PostgreSQL with its default durability, in one run: every repetition
 * visits all contenders one after the other, the others idle. ../README.md tells how to prepare it; what is not built is left out. JAVA names
 * the java to run with. All speak TCP with the server, as the Java driver does. One process of Node is one thread: where Java runs four
 * threads, ours runs four processes; what one process does with four lanes stands beside it. Our answer to a completed task names the tasks
 * that it has opened; the row "asking" looks them up like the others do.
 */
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { cpuMs } from '../cpu.mjs';
import { contender } from '../line.mjs';
import { MODELS } from '../models.mjs';
import { figure, save, spread, table, told } from '../print.mjs';
import { makeTemplate, openServer } from '../stand.mjs';

const [seconds = 4, repetitions = 5] = process.argv.slice(2, 4).map(Number);
const models = (process.argv[4] ?? 'chain,parallel,timer').split(',');
const here = import.meta.dirname;
const WARM_STEPS = 6_000;
// All contenders keep their connections open at once.
const server = await openServer({ max_connections: '200' });
const contenders = [];
const stores = [];
const ADD = {
  ours: () => Promise.all([addOurs('runtime'), addOurs('product')]),
  raw: () => Promise.all([addRaw('runtime'), addRaw('product')]),
  operaton: () => addJava('operaton'),
  flowable: () => addJava('flowable'),
  dbos: addDbos,
  'bpmn-server': addBpmnServers,
};
try {
  await makeTemplate(server, 'template_bench', Object.values(MODELS).map(({ xml }) => xml));
  await Promise.all((process.argv[5]?.split(',') ?? Object.keys(ADD)).map((name) => ADD[name]()));
  console.log(`contenders: ${contenders.map(({ name }) => name).join(', ')}; ${seconds} s a run, ${repetitions} repetitions\n`);
  const measured = {};
  for (const model of models) measured[model] = await compare(model);
  await save('peers', { seconds, repetitions, measured });
} finally {
  for (const one of [...contenders.flatMap(({ processes }) => processes), ...stores]) await one.stop();
  await server.stop();
}

async function compare(model) {
  const running = contenders.filter(({ runs }) => runs(model));
  const rows = new Map(running.map(({ name, as }) => [name, { as, 1: [], 4: [], cpu: [] }]));
  for (const one of running) await warm(one, model);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const lanes of [1, 4]) {
      for (const one of running) {
        if (lanes === 1 && one.onlyFour) continue;
        const { perSecond, cpu } = await run(one, model, lanes, seconds);
        rows.get(one.name)[lanes].push(perSecond);
        if (lanes === 4) rows.get(one.name).cpu.push(cpu);
      }
    }
  }
  return report(model, rows);
}

/** Until every process has taken so many steps that its code is compiled, which on a busy machine is a matter of steps and not of seconds. */
async function warm(one, model) {
  const wanted = WARM_STEPS * one.processes.length;
  const until = performance.now() + 60_000;
  for (let done = 0; done < wanted && performance.now() < until; ) done += (await run(one, model, 4, 3)).steps;
}

/** Several processes share the lanes; steps of all are added up over the longest time. */
async function run({ processes, store = [], asks }, model, lanes, time) {
  const used = lanes === 1 ? processes.slice(0, 1) : processes;
  const spent = () => [cpuMs([...used, ...store].map(({ pid }) => pid)), cpuMs([server.pid])];
  const before = spent();
  const answers = await Promise.all(used.map((one) => one.ask({ model, code: MODELS[model].code, lanes: Math.max(1, lanes / used.length), seconds: time, asks })));
  const after = spent();
  const steps = answers.reduce((sum, one) => sum + one.steps, 0);
  return { steps, perSecond: (steps / Math.max(...answers.map(({ ms }) => ms))) * 1000, cpu: { own: (after[0] - before[0]) / steps, postgres: (after[1] - before[1]) / steps } };
}

/** Ratios are taken within a repetition, so that a busy moment of the machine hits both sides. */
function report(model, rows) {
  const better = (lanes, at) => Math.max(...[...rows].filter(([name]) => /operaton|flowable/i.test(name)).map(([, runs]) => runs[lanes][at]));
  const ratios = (runs, lanes) => spread(runs[lanes].map((value, at) => value / better(lanes, at)));
  const cpuOf = (runs, part) => spread(runs.cpu.map((one) => one[part]));
  const result = Object.fromEntries([...rows].map(([name, runs]) => [name, { as: runs.as, cpuMs: { own: cpuOf(runs, 'own'), postgres: cpuOf(runs, 'postgres') }, one: spread(runs[1]), four: spread(runs[4]), toBetterPeer: { one: ratios(runs, 1), four: ratios(runs, 4) } }]));
  console.log(`${model}: steps per second, median (least-greatest); ratio to the better of Operaton and Flowable`);
  table(
    ['', '1 at a time', 'ratio', '4 at a time', 'ratio', 'CPU ms a step', '+ PostgreSQL', '4 at a time are'],
    Object.entries(result).map(([name, { as, one, four, toBetterPeer, cpuMs: { own, postgres } }]) => [
      name, ...(one.n > 0 ? [told(one), told(toBetterPeer.one)] : ['', '']), told(four), told(toBetterPeer.four), figure(own.median), figure(postgres.median), as,
    ]),
  );
  for (const rooms of ['runtime', 'product']) {
    const [ours, raw] = [rows.get(`ours, ${rooms}`), rows.get(`raw, rows of ${rooms}`)];
    if (ours && raw) console.log(`share of the raw transaction (${rooms}): ${[1, 4].map((lanes) => figure(spread(ours[lanes].map((value, at) => (100 * value) / raw[lanes][at])).median)).join(' % at one, ')} % at four`);
  }
  console.log();
  return result;
}

async function addOurs(rooms) {
  const url = await server.create(`ours_${rooms}`, 'template_bench');
  await add(`ours, ${rooms}`, () => true, 4, process.execPath, [path.join(here, '../steps-process.mjs'), url, rooms, 'hot']);
  const { processes } = contenders.find(({ name }) => name === `ours, ${rooms}`);
  const [first] = processes;
  contenders.push({ name: `ours, ${rooms}, asking`, as: '4 processes', runs: () => true, processes, asks: true });
  contenders.push({ name: `ours, ${rooms}, one process`, as: '4 lanes of one process', runs: () => true, processes: [first], onlyFour: true });
}

/** Only the chain has a raw counterpart: its steps all write the same rows. */
async function addRaw(rooms) {
  const url = await server.create(`raw_${rooms}`, 'template_bench');
  await add(`raw, rows of ${rooms}`, (model) => model === 'chain', 4, process.execPath, [path.join(here, '../raw-process.mjs'), url, rooms]);
}

async function addJava(engine) {
  const target = path.join(here, 'java/target', engine);
  if (!(await built(path.join(target, 'dependency')))) return console.log(`left out: ${engine} is not built`);
  const url = new URL(await server.create(engine));
  const files = await Promise.all(models.map(async (model) => {
    const file = path.join(server.folder, `${model}.bpmn`);
    await writeFile(file, MODELS[model].xml);
    return file;
  }));
  const args = [...javaMain(engine), `jdbc:postgresql://${url.host}${url.pathname}`, url.username, ...files];
  await add(engine, () => true, 1, process.env.JAVA ?? 'java', args, { ...process.env, PGPASSWORD: url.password });
}

function built(file) {
  return access(file).then(() => true, () => false);
}

function javaMain(engine) {
  const target = path.join(here, 'java/target', engine);
  return ['-cp', [`${target}/classes`, `${target}/dependency/*`].join(path.delimiter), `bench.${engine}.Main`];
}

async function addDbos() {
  if (!(await built(path.join(here, 'node_modules/@dbos-inc')))) return console.log('left out: DBOS is not installed');
  await add('dbos', (model) => model === 'chain', 1, process.execPath, [path.join(here, 'dbos-process.mjs'), await server.create('dbos')]);
}

/** It stores in MongoDB alone: once over PostgreSQL, once in memory, where nothing lasts. */
async function addBpmnServers() {
  if (!(await built(path.join(here, 'node_modules/bpmn-server')))) return console.log('left out: bpmn-server is not installed');
  const models = path.join(server.folder, 'by-code', '/');
  await mkdir(models);
  for (const { code, xml } of Object.values(MODELS)) await writeFile(`${models}${code}.bpmn`, xml);
  await Promise.all([addOverFerretDb(models), addOverMemory(models)]);
}

async function addOverFerretDb(models) {
  const program = path.join(here, 'ferretdb/target/ferretdb');
  if (!(await built(program))) return console.log('left out: bpmn-server over FerretDB, which is not built');
  const url = await server.create('ferretdb');
  await server.admin.query('alter database ferretdb set plan_cache_mode = force_custom_plan');
  await addBpmnServer('bpmn-server, FerretDB', models, program, [`${url}?pool_max_conns=10`]);
  await indexForFerretDb(url);
}

async function addOverMemory(models) {
  if (!(await built(path.join(here, 'java/target/mongo/dependency')))) return console.log('left out: bpmn-server over a store in memory, which is not built');
  await addBpmnServer('bpmn-server, store in memory', models, process.env.JAVA ?? 'java', javaMain('mongo'));
}

/** A timer of thirty days goes off at once there, being a timeout of Node that overflows; so it does not run that model. */
async function addBpmnServer(name, models, command, args) {
  const store = await contender(command, args);
  stores.push(store);
  const { url } = await store.ask({});
  const added = await add(name, (model) => model !== 'timer', 4, process.execPath, [path.join(here, 'bpmn-server-process.mjs'), url, models]);
  added.store = [store];
}

/** FerretDB 1 asks by @>, which its own indices of bpmn-server's ids cannot answer: https://github.com/FerretDB/FerretDB/issues/4646 */
async function indexForFerretDb(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(`select format('%I.%I', schemaname, tablename) as name from pg_tables where tablename like 'wf\\_%'`);
  for (const { name } of rows) await client.query(`create index on ${name} using gin ((_jsonb -> 'id') jsonb_path_ops) with (fastupdate = off)`);
  await client.end();
}

async function add(name, runs, count, command, args, env = process.env) {
  const processes = [];
  for (let at = 0; at < count; at++) processes.push(await contender(command, args, { env }));
  const as = count === 4 ? '4 processes' : command === process.execPath ? '4 lanes of one process' : '4 threads';
  const added = { name: processes[0].name ?? name, as, runs, processes };
  contenders.push(added);
  return added;
}
