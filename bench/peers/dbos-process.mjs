/*
 * DBOS under measurement (see ../line.mjs). Argument: database URL. An instance is a workflow of ten checkpointed steps; it drives itself,
 * where user tasks are commanded from outside one by one, and it keeps no history beyond its checkpoints.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { forSeconds, serve } from '../line.mjs';

const [url] = process.argv.slice(2);
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false });
let timing = (_kind, work) => work();
const chain = DBOS.registerWorkflow(
  async (decision) => {
    const seen = [];
    for (let at = 0; at < 10; at++) seen.push(await timing('complete', () => DBOS.runStep(async () => ({ decision, count: at }), { name: `t${at + 1}` })));
    return seen.length;
  },
  { name: 'chain' },
);
await DBOS.launch();
await serve(({ lanes, seconds }) =>
  forSeconds(seconds, lanes, async (_lane, timed) => {
    timing = timed;
    const handle = await timed('start', () => DBOS.startWorkflow(chain)('dong-y'));
    await handle.getResult();
  }),
);
await DBOS.shutdown();
process.exit(0);
