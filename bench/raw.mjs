/*
 * node bench/raw.mjs [seconds of one run = 4] [repetitions = 5]
 * How many transactions a second PostgreSQL takes that write the rows of one step and do nothing else, beside our steps that write them.
 */
import path from 'node:path';
import { contender } from './line.mjs';
import { MODELS } from './models.mjs';
import { save, spread, table, told } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';

const [seconds = 4, repetitions = 5] = process.argv.slice(2).map(Number);
const file = (name) => path.join(import.meta.dirname, name);
// All keep their connections open at once.
const server = await openServer({ max_connections: '200' });
const rows = [];
try {
  await makeTemplate(server, 'template_bench', [MODELS.chain.xml]);
  for (const rooms of ['runtime', 'product']) {
    for (const [name, program] of [['raw', 'raw-process.mjs'], ['ours', 'steps-process.mjs']]) {
      const url = await server.create(`${name}_${rooms}`, 'template_bench');
      const processes = await Promise.all(Array.from({ length: 4 }, () => contender(process.execPath, [file(program), url, rooms, 'hot'])));
      rows.push({ name: `${name}, rows of ${rooms}`, processes, one: [], four: [] });
    }
  }
  for (const { processes } of rows) await run(processes, 4);
  for (let at = 0; at < repetitions; at++) {
    for (const row of rows) row.one.push(await run(row.processes, 1));
    for (const row of rows) row.four.push(await run(row.processes, 4));
  }
  const share = (row, raw, lanes) => (raw === row ? '' : told(spread(row[lanes].map((value, at) => (100 * value) / raw[lanes][at]))));
  console.log('chain of ten user tasks; steps per second, median (least-greatest); % of the raw transaction in the same repetition');
  table(['', 'one connection', '% of raw', 'four', '% of raw'], rows.map((row, at) => [row.name, told(spread(row.one)), share(row, rows[at - (at % 2)], 'one'), told(spread(row.four)), share(row, rows[at - (at % 2)], 'four')]));
  await save('raw', { seconds, repetitions, rows: rows.map(({ name, one, four }) => ({ name, one, four })) });
} finally {
  for (const { processes } of rows) for (const one of processes) await one.stop();
  await server.stop();
}

async function run(processes, count) {
  const answers = await Promise.all(processes.slice(0, count).map((one) => one.ask({ model: 'chain', lanes: 1, seconds })));
  return (answers.reduce((sum, { steps }) => sum + steps, 0) / Math.max(...answers.map(({ ms }) => ms))) * 1000;
}
