/*
 * npm run bench:growth [instances = 100000]
 * Whether a step costs more with more elements in its diagram, with more instances in the database, with a longer history of its dossier.
 */
import path from 'node:path';
import { contender } from './line.mjs';
import { MODELS, chain } from './models.mjs';
import { figure, save, table } from './print.mjs';
import { makeTemplate, openServer } from './stand.mjs';

const INSTANCES = Number(process.argv[2] ?? 100_000);
const LENGTHS = [10, 50, 200];

const growth = await grow();
console.log('one completed task, milliseconds, median');
for (const rooms of ['runtime', 'product']) {
  const { instances, elements, history } = growth[rooms];
  console.log(`\n${rooms}`);
  table(['instances in the database', 'ms'], instances.map(({ count, ms }) => [count, figure(ms)]));
  table(['tasks in the diagram', 'first 10', 'last 10'], elements.map(({ length, early, late }) => [length, figure(early), figure(late)]));
  table(['completed before in the same dossier', 'ms'], history.map(({ before, ms }) => [before, figure(ms)]));
}
await save('growth', { instances: INSTANCES, growth });

async function grow() {
  const server = await openServer();
  const program = path.join(import.meta.dirname, 'steps-process.mjs');
  const found = {};
  try {
    await makeTemplate(server, 'template_bench', [MODELS.chain.xml, ...LENGTHS.map((length) => chain(`bench-of-${length}`, length))]);
    for (const rooms of ['runtime', 'product']) {
      const url = await server.create(`ours_${rooms}`, 'template_bench');
      const ours = await contender(process.execPath, [program, url, rooms, 'hot']);
      const now = async () => (await ours.ask({ model: 'chain', seconds: 4 })).kinds.complete.p50;
      await now();
      const instances = [{ count: 'a few', ms: await now() }];
      const elements = [];
      let longest = [];
      for (const length of LENGTHS) {
        const { times } = await ours.ask({ long: `bench-of-${length}` });
        elements.push({ length, early: middle(times.slice(0, 10)), late: middle(times.slice(-10)) });
        longest = times;
      }
      const history = [0, 45, 90, 135, 180].map((before) => ({ before, ms: middle(longest.slice(before, before + 20)) }));
      for (const more of [INSTANCES / 10, INSTANCES]) {
        await fill(url, more, rooms);
        await now();
        instances.push({ count: more, ms: await now() });
      }
      found[rooms] = { instances, elements, history };
      await ours.stop();
    }
    return found;
  } finally {
    await server.stop();
  }
}

function middle(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

/** Copies of one open dossier with its instance, task, ledger, and in the product its deadline, leg and wake-up. */
async function fill(url, count, rooms) {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  const copy = async (table, columns, from) => {
    const { rows } = await client.query('select column_name as name from information_schema.columns where table_name = $1 and is_identity = $2', [table, 'NO']);
    const names = rows.map(({ name }) => name);
    await client.query(`insert into ${table} (${names.join(', ')}) select ${names.map((name) => columns[name] ?? name).join(', ')} from (select * from ${table} ${from} limit 1) as one, generate_series(1, ${count}) as n`);
  };
  const id = (kind) => `md5('${kind}${count}' || n)::uuid`;
  const dossier = `'copy-${count}-' || n`;
  await copy('dossier', { code: dossier }, '');
  await copy('instance', { id: id('instance'), dossier, parent: 'null' }, 'where parent is null');
  await copy('task', { id: id('task'), dossier, instance: id('instance'), state: `'open'`, assignee: 'null' }, '');
  await copy('ledger_entry', { dossier, seq: '1' }, '');
  if (rooms === 'product') {
    await copy('deadline', { id: id('deadline'), dossier, subject_kind: `'task'`, subject_ref: `${id('task')}::text`, state: `'running'`, ended_at: 'null' }, `where subject_kind = 'task'`);
    await copy('leg', { id: id('leg'), dossier, left_at: 'null' }, '');
    await copy('wakeup', { id: id('wakeup'), dossier, ref: `${id('deadline')}::text`, state: `'pending'`, due_at: `now() + interval '90 days'` }, '');
  }
  await client.query('vacuum analyze');
  await client.end();
}
