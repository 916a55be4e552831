/*
 * node bench/steps.mjs [seconds of one run = 2] [repetitions = 3]
 * Steps per second through our real step transaction: 1, 2 and 4 processes, hot and cold (no live instance is kept), in the rooms that
 * other engines have too (`runtime`) and in the whole product; where the time of a step goes; how large a saved state is.
 */
import path from 'node:path';
import { contender } from './line.mjs';
import { MODELS } from './models.mjs';
import { figure, save, spread, table, told } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';

const [seconds = 2, repetitions = 3] = process.argv.slice(2).map(Number);
const COUNTS = [1, 2, 4];
const program = path.join(import.meta.dirname, 'steps-process.mjs');
const server = await openServer();
const sets = [];
try {
  await makeTemplate(server, 'template_bench', Object.values(MODELS).map(({ xml }) => xml));
  for (const rooms of ['runtime', 'product']) for (const heat of ['hot', 'cold']) await open(rooms, heat);
  const result = { seconds, repetitions, steps: await measure(), split: await splits(), sizes: await sizes() };
  await save('steps', result);
} finally {
  for (const { processes } of sets) for (const one of processes) await one.stop();
  await server.stop();
}

async function open(rooms, heat) {
  const url = await server.create(`ours_${rooms}_${heat}`, 'template_bench');
  const processes = await Promise.all(Array.from({ length: Math.max(...COUNTS) }, () => contender(process.execPath, [program, url, rooms, heat])));
  sets.push({ rooms, heat, processes });
  await Promise.all(processes.map((one) => one.ask({ model: 'chain', seconds: 2 })));
}

async function measure() {
  const runs = sets.flatMap((set) => Object.keys(MODELS).flatMap((model) => COUNTS.map((count) => ({ set, model, count, values: [] }))));
  for (let at = 0; at < repetitions; at++) for (const run of runs) run.values.push(await perSecond(run));
  const rows = sets.flatMap(({ rooms, heat, processes }) => Object.keys(MODELS).map((model) => [
    `${rooms} ${heat} ${model}`,
    ...COUNTS.map((count) => told(spread(runs.find((run) => run.set.processes === processes && run.model === model && run.count === count).values))),
  ]));
  console.log('steps per second, median (least-greatest)');
  table(['', ...COUNTS.map((count) => `${count} processes`)], rows);
  return runs.map(({ set: { rooms, heat }, model, count, values }) => ({ rooms, heat, model, processes: count, ...spread(values) }));
}

async function perSecond({ set, model, count }) {
  const answers = await Promise.all(set.processes.slice(0, count).map((one) => one.ask({ model, seconds })));
  return (answers.reduce((sum, { steps }) => sum + steps, 0) / Math.max(...answers.map(({ ms }) => ms))) * 1000;
}

/** One process, one lane: everything in a step that is neither in the engine nor under a statement is ours to mend. */
async function splits() {
  const found = [];
  for (const { rooms, heat, processes } of sets) {
    const { perSecond: rate, cpuMs, steps, split } = await processes[0].ask({ model: 'chain', seconds: seconds * 2, split: true });
    found.push({ rooms, heat, msPerStep: 1000 / rate, cpuMsPerStep: cpuMs / steps, ...split });
  }
  console.log('\none step of the chain in one lane, milliseconds (what runs while a statement is under way counts in both)');
  table(
    ['', 'whole', 'CPU of node', 'statement under way', 'engine', 'JSON', 'statements'],
    found.map(({ rooms, heat, msPerStep, cpuMsPerStep, perStep, statementsPerStep }) => [`${rooms} ${heat}`, ...[msPerStep, cpuMsPerStep, perStep.statements, perStep.engine, perStep.json, statementsPerStep].map(figure)]),
  );
  return found;
}

async function sizes() {
  const found = {};
  for (const model of Object.keys(MODELS)) found[model] = await sets[0].processes[0].ask({ size: model });
  console.log('\nsaved state after the start, bytes');
  table(['', 'as JSON', 'as stored'], Object.entries(found).map(([model, { json, stored }]) => [model, json, stored]));
  return found;
}
