/*
 * node bench/peers/peers.mjs [seconds of one run = 4] [repetitions = 5] [models = chain,parallel,timer]
 * The same models on Operaton, Flowable, DBOS and ours, one PostgreSQL with its default durability, in one run: every repetition visits
 * all contenders one after the other, the others idle. Prepare it once: npm --prefix bench/peers install, and for the Java engines
 * mvn -f bench/peers/java package -Dengine=operaton (and -Dengine=flowable). JAVA names the java to run them with. All speak TCP with the
 * server, as the Java driver does. One process of Node is one thread: where Java runs four threads, ours runs four processes; what one
 * process does with four lanes stands beside it.
 */
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
try {
  await makeTemplate(server, 'template_bench', Object.values(MODELS).map(({ xml }) => xml));
  await Promise.all([addOurs('runtime'), addOurs('product'), addRaw('runtime'), addRaw('product'), addJava('operaton'), addJava('flowable'), addDbos()]);
  console.log(`contenders: ${contenders.map(({ name }) => name).join(', ')}; ${seconds} s a run, ${repetitions} repetitions\n`);
  const measured = {};
  for (const model of models) measured[model] = await compare(model);
  await save('peers', { seconds, repetitions, measured });
} finally {
  for (const { processes } of contenders) for (const one of processes) await one.stop();
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
async function run({ processes }, model, lanes, time) {
  const used = lanes === 1 ? processes.slice(0, 1) : processes;
  const spent = () => [cpuMs(used.map(({ pid }) => pid)), cpuMs([server.pid])];
  const before = spent();
  const answers = await Promise.all(used.map((one) => one.ask({ model, code: MODELS[model].code, lanes: Math.max(1, lanes / used.length), seconds: time })));
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
    if (raw) console.log(`share of the raw transaction (${rooms}): ${[1, 4].map((lanes) => figure(spread(ours[lanes].map((value, at) => (100 * value) / raw[lanes][at])).median)).join(' % at one, ')} % at four`);
  }
  console.log();
  return result;
}

async function addOurs(rooms) {
  const url = await server.create(`ours_${rooms}`, 'template_bench');
  await add(`ours, ${rooms}`, () => true, 4, process.execPath, [path.join(here, '../steps-process.mjs'), url, rooms, 'hot']);
  const [first] = contenders.find(({ name }) => name === `ours, ${rooms}`).processes;
  contenders.push({ name: `ours, ${rooms}, one process`, as: '4 lanes of one process', runs: () => true, processes: [first], onlyFour: true });
}

/** Only the chain has a raw counterpart: its steps all write the same rows. */
async function addRaw(rooms) {
  const url = await server.create(`raw_${rooms}`, 'template_bench');
  await add(`raw, rows of ${rooms}`, (model) => model === 'chain', 4, process.execPath, [path.join(here, '../raw-process.mjs'), url, rooms]);
}

async function addJava(engine) {
  const target = path.join(here, 'java/target', engine);
  if (!(await access(path.join(target, 'dependency')).then(() => true, () => false))) return console.log(`left out: ${engine} is not built`);
  const url = new URL(await server.create(engine));
  const files = await Promise.all(models.map(async (model) => {
    const file = path.join(server.folder, `${model}.bpmn`);
    await writeFile(file, MODELS[model].xml);
    return file;
  }));
  const classes = [`${target}/classes`, `${target}/dependency/*`].join(path.delimiter);
  const args = ['-cp', classes, `bench.${engine}.Main`, `jdbc:postgresql://${url.host}${url.pathname}`, url.username, ...files];
  await add(engine, () => true, 1, process.env.JAVA ?? 'java', args, { ...process.env, PGPASSWORD: url.password });
}

async function addDbos() {
  if (!(await access(path.join(here, 'node_modules/@dbos-inc')).then(() => true, () => false))) return console.log('left out: DBOS is not installed');
  await add('dbos', (model) => model === 'chain', 1, process.execPath, [path.join(here, 'dbos-process.mjs'), await server.create('dbos')]);
}

async function add(name, runs, count, command, args, env = process.env) {
  const processes = [];
  for (let at = 0; at < count; at++) processes.push(await contender(command, args, { env }));
  const as = count === 4 ? '4 processes' : command === process.execPath ? '4 lanes of one process' : '4 threads';
  contenders.push({ name: processes[0].name ?? name, as, runs, processes });
}
