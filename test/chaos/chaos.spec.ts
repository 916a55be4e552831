import { runChaos } from './run.js';

/*
 * The short form of `npm run test:chaos`: the same servers, processes, injuries and checks on few dossiers.
 */

it.each(['system', 'simulated'] as const)('with the %s clock nothing is lost and nothing doubled, whatever is killed, cut, restarted or flushed', async (clock) => {
  const lines: string[] = [];
  const { faults, harm } = await runChaos({ dossiers: clock === 'system' ? 120 : 12, minutes: 0.2, seed: 7, clock, say: (line) => lines.push(line) });
  expect({ faults, lines: faults.length > 0 ? lines : [] }).toEqual({ faults: [], lines: [] });
  expect(harm).toMatchObject({ 'PostgreSQL restarted at once': expect.any(Number), 'connections cut': expect.any(Number) });
}, 240_000);
