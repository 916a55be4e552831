import { parseArgs } from 'node:util';
import { type ChaosReport, runChaos } from './run.js';
import type { Clock } from './scene.js';

/** `npm run test:chaos -- --dossiers 5000 --minutes 10 --seed 1 [--clock simulated]`; without `--clock` both, the simulated one with a tenth of the dossiers. */
const { values } = parseArgs({
  options: { dossiers: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' }, clock: { type: 'string' } },
});

const MOST_SHOWN = 20;

let failed = false;
for (const clock of values.clock ? [values.clock as Clock] : (['system', 'simulated'] as const)) {
  const share = !values.clock && clock === 'simulated' ? 0.1 : 1;
  const settings = { dossiers: Math.ceil(Number(values.dossiers) * share), minutes: Number(values.minutes) * (share === 1 ? 1 : 0.3), seed: Number(values.seed), clock };
  console.log(`${clock} clock: ${settings.dossiers} dossiers, ${settings.minutes} minutes of injuries, seed ${settings.seed}`);
  const report = await runChaos({ ...settings, say: (line) => console.log(line) });
  summarise(report);
  failed ||= report.faults.length > 0;
}
process.exit(failed ? 1 : 0);

function summarise({ dossiers, completions, stops, seconds, harm, answers, faults, folder }: ChaosReport): void {
  console.log(`\n${dossiers} dossiers, ${completions} completions, ${stops} manual stops in ${seconds} s`);
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
