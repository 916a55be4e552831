import { parseArgs } from 'node:util';
import { type ChaosReport, runChaos } from './run.js';
import type { Clock, Queue } from './scene.js';

/**
 * `npm run test:chaos -- --dossiers 5000 --minutes 10 --seed 1`: one run after the other, the first with everything that was asked for.
 * With `--clock` or `--queue` only the runs that have it.
 */
const { values } = parseArgs({
  options: { dossiers: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' }, clock: { type: 'string' }, queue: { type: 'string' } },
});

interface Run {
  clock: Clock;
  queue: Queue;
  dossiers: number;
  minutes: number;
}

const MOST_SHOWN = 20;
const [dossiers, minutes, seed] = [Number(values.dossiers), Number(values.minutes), Number(values.seed)];
const ALL: Run[] = [
  { clock: 'system', queue: 'redis', dossiers, minutes },
  { clock: 'system', queue: 'postgres', dossiers: Math.ceil(dossiers * 0.2), minutes: minutes * 0.3 },
  { clock: 'simulated', queue: 'redis', dossiers: Math.ceil(dossiers * 0.1), minutes: minutes * 0.3 },
];

let failed = false;
for (const run of ALL.filter(({ clock, queue }) => clock === (values.clock ?? clock) && queue === (values.queue ?? queue))) {
  console.log(`${run.clock} clock, queue in ${run.queue}: ${run.dossiers} dossiers, ${run.minutes} minutes of injuries, seed ${seed}`);
  const report = await runChaos({ ...run, seed, say: (line) => console.log(line) });
  summarise(report);
  failed ||= report.faults.length > 0;
}
process.exit(failed ? 1 : 0);

function summarise({ dossiers: received, completions, stops, seconds, harm, answers, faults, folder }: ChaosReport): void {
  console.log(`\n${received} dossiers, ${completions} completions, ${stops} manual stops in ${seconds} s`);
  table('injuries', harm);
  table('answers', answers);
  for (const { check, faults: found } of faults) {
    console.log(`\nFAULT: ${check}: ${found.length}`);
    for (const fault of found.slice(0, MOST_SHOWN)) console.log(`  ${fault}`);
  }
  console.log(folder ? `\nkept for inspection: ${folder}\n` : '\nno fault: nothing lost, nothing doubled\n');
}

function table(title: string, counts: Record<string, number>): void {
  console.log(title);
  for (const [what, n] of Object.entries(counts)) console.log(`  ${String(n).padStart(8)}  ${what}`);
}
