/*
 * bpmn-server under measurement (see ../line.mjs). Arguments: MongoDB URL, folder of the models. Its default configuration, so no
 * cache of instances, which its processes could not share. What is open is looked up by the instance's id.
 */
import { createRequire } from 'node:module';
import { forSeconds, serve } from '../line.mjs';
import { OUTPUT } from '../models.mjs';

const { BPMNServer, Configuration, Logger, defaultConfiguration } = createRequire(import.meta.url)('bpmn-server');
const [url, definitionsPath] = process.argv.slice(2);
const configuration = new Configuration({ ...defaultConfiguration, definitionsPath, timers: {}, database: { MongoDB: { db_url: url, db: 'bpmn' } } });
const server = new BPMNServer(configuration, new Logger({ toConsole: false }), { cron: false });
// Its trace of every move, which each save would write again as a whole. Items with times and users are its history.
server.dataStore.saveLogs = false;
await server.dataStore.install();
// FerretDB 1 finds nothing by $elemMatch. The instance's id names the document alone, and bpmn-server sifts its items itself.
const { db } = server.dataStore;
const find = db.find.bind(db);
db.find = (name, collection, { items: _, ...query }, ...rest) => find(name, collection, query, ...rest);

await serve(({ code, lanes, seconds }) =>
  forSeconds(seconds, lanes, async (_lane, timed) => {
    const { id } = await timed('start', () => server.engine.start(code, { applicant: 'bench' }));
    for (let at = 0; ; at++) {
      const [open] = await server.dataStore.findItems({ id, 'items.status': 'wait' });
      if (!open) break;
      await timed('complete', () => server.engine.invoke({ id, 'items.id': open.id }, OUTPUT(at)));
    }
    // It would keep every line of its trace in memory for ever.
    server.logger.clear();
  }),
);
process.exit(0);
