/*
 * One process of ours under measurement (see line.mjs). Arguments: database URL, rooms (product | runtime), hot | cold.
 * A step is one transaction that moves an instance: a start, a completed task, a fired timer.
 */
import pg from 'pg';
import { MODELS, OUTPUT } from './models.mjs';
import { splitCost } from './cost-split.mjs';
import { forSeconds, serve } from './line.mjs';
import { must, openRooms } from './stand.mjs';
import { randomBytes } from 'node:crypto';

const [url, rooms, heat] = process.argv.slice(2);
const room = (name) => import(`../dist/libs/${name}/src/index.js`);
const [{ Commands, Runtime, holdNew }, { CompleteTask }, { WakeUps, write }, { ReceiveDossier }] = await Promise.all(['runtime', 'tasks', 'platform', 'dossiers'].map(room));
const product = await openRooms(url, { rooms, hot: heat !== 'cold' });
const { app, platform } = product;
const DESKS = ['xa-khanh-phu', 'xa-khanh-trung', 'xa-cau-ba', 'xa-khanh-nam', 'xa-song-cau', 'xa-khanh-thanh', 'xa-khanh-dong', 'xa-lien-sang'];
const desks = await openDesks();
const agencyRows = new Map((await platform.dataSource.query('select code, territory from agency')).map((row) => [row.code, row.territory]));
/** Whose work is open is looked up beside the product, as a list would be. */
const looks = [];
const own = randomBytes(3).toString('hex');
let count = 0;

await serve(async ({ model, size, long, lanes = 1, seconds, split = false, asks = false }) => {
  if (size) return sizeOf(await begin(MODELS[size].code, desks[0]));
  if (long) return each(long);
  const measuring = split ? splitCost() : null;
  const cpu = process.cpuUsage();
  const done = await forSeconds(seconds, lanes, async (lane, timed) => instance(MODELS[model], desks[(lane + process.pid) % desks.length], timed, await lookingOn(lane), asks));
  const { user, system } = process.cpuUsage(cpu);
  return { ...done, cpuMs: (user + system) / 1000, ...(measuring && { split: measuring.stop(done.steps) }) };
});
for (const look of looks) await look.end();
await product.close();

/** A connection for each lane. */
async function lookingOn(lane) {
  if (!looks[lane]) await (looks[lane] = new pg.Client(url)).connect();
  return looks[lane];
}

async function openDesks() {
  const known = [];
  for (const agency of DESKS) {
    const principal = await product.officer(`${agency}.tiep-nhan`).catch(() => null);
    if (principal) known.push({ agency, principal });
  }
  if (known.length === 0) throw new Error('the sample district has none of the desks');
  return known;
}

/** From its start to its end. What a completed task has opened is in its answer, unless the look-up is asked for. */
async function instance({ code: procedure }, desk, timed, look, asks) {
  const code = await timed('start', () => (rooms === 'product' ? receive(procedure, desk) : begin(procedure, desk)));
  let next = [];
  for (let at = 0; ; at++) {
    const task = next[0] ?? (await lookUp(code, look));
    if (task) ({ next } = must(await timed('complete', () => app.get(CompleteTask).complete({ principal: desk.principal }, task.id, { data: OUTPUT(at) }))));
    else if (!(await fire(code, timed, look))) return;
    if (asks) next = [];
  }
}

async function lookUp(code, look) {
  const { rows: [task] } = await look.query({ name: 'task', text: `select id from task where dossier = $1 and state in ('open', 'claimed') limit 1`, values: [code] });
  return task;
}

async function receive(procedure, { agency, principal }) {
  return must(await app.get(ReceiveDossier).receive({ principal }, { procedure, agency, applicant: { name: 'Nguyễn Văn Đo' } }, 'vi')).code;
}

/** The least an instance needs: the row of its dossier, and its first step. */
function begin(procedure, { agency, principal }) {
  const code = `bench-${own}-${++count}`;
  return app.get(Commands).run({ principal }, async (tx, at, actor) => {
    await write(
      tx,
      `insert into dossier (code, secret, procedure, revision, agency, territory, channel, applicant, data, state, received_by, received_at)
       values ($1, 'x', $2, 1, $3, $4, 'direct', '{"name":"x"}', '{}', 1, $5, $6)`,
      [code, procedure, agency, agencyRows.get(agency), principal.username, at],
    );
    const head = { code, procedure, revision: 1, agency, territory: agencyRows.get(agency), state: 1, data: {}, receivedAt: at, ended: false };
    holdNew(tx, head);
    must(await app.get(Runtime).start(tx, head, { at, actor }, {}));
    return { ok: true, value: code };
  }).then(must);
}

/** How long each completion of one instance took, in their order. */
async function each(procedure) {
  const times = [];
  await instance({ code: procedure }, desks[0], async (kind, work) => {
    const from = performance.now();
    const result = await work();
    if (kind === 'complete') times.push(performance.now() - from);
    return result;
  }, await lookingOn(0));
  return { times };
}

async function sizeOf(code) {
  const [row] = await platform.dataSource.query('select octet_length(state::text) as json, pg_column_size(state) as stored from instance where dossier = $1', [code]);
  return row;
}

async function fire(code, timed, look) {
  const { rows: [due] } = await look.query({ name: 'due', text: `select id from wakeup where dossier = $1 and kind = 'runtime.timer' and state = 'pending' and due_at <= now()`, values: [code] });
  if (!due) return false;
  if (!(await timed('fire', () => app.get(WakeUps).fire(due.id)))) throw new Error(`timer ${due.id} did not fire`);
  return true;
}
