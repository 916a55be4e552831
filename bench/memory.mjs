/*
 * node bench/memory.mjs
 * What a live instance weighs in memory, and what the engine alone takes for it: chains of 10, 50, 200 tasks, four tasks side by side, a
 * task under a timer.
 */
import { spawnSync } from 'node:child_process';
import { MODELS, chain } from './models.mjs';
import { figure, median, save, table } from './print.mjs';

const WEIGHED = { 'chain of 10': chain('bench-weight', 10), 'chain of 50': chain('bench-weight', 50), 'chain of 200': chain('bench-weight', 200), parallel: MODELS.parallel.xml, timer: MODELS.timer.xml };

if (process.argv[2] === 'weigh') await weigh(process.argv[3]);
else await main();

async function main() {
  const weights = Object.keys(WEIGHED).map((name) => JSON.parse(spawnSync(process.execPath, ['--expose-gc', import.meta.filename, 'weigh', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).stdout));
  console.log('a live instance after its start and one completed task, without a database');
  table(['', 'KiB each', 'start ms', 'hot step ms', 'recover ms', 'state bytes'], weights.map(({ name, kib, start, step, recover, bytes }) => [name, ...[kib, start, step, recover].map(figure), bytes]));
  await save('memory', { weights });
}

/** In a process of its own, so that only these instances are on the heap. */
async function weigh(name) {
  const { toExecutable } = await import('../dist/libs/bpmn/src/index.js');
  const { LiveInstance, compile } = await import('../dist/libs/runtime/src/engine/engine.js');
  const compiled = compile(await toExecutable(WEIGHED[name]));
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
    const { executionId } = instance.waiting().find(({ kind }) => kind === 'user');
    timed('step', () => instance.apply({ kind: 'complete', executionId, output: { done: true } }, now));
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
  process.stdout.write(JSON.stringify({ name, kib, bytes: state.length, start: median(times.start), step: median(times.step), recover: median(times.recover) }));
}
