import { Client } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { type Query, checkPromises, manyPromises, writePromises } from './many-promises.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';
import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';

/*
 * A day off is declared while six thousand deadlines run, by the real program, which is killed twice while it counts. Every due instant is compared
 * with a count minute by minute, every ledger with what ought to stand in it. `bench/recount.mjs` does the same with a hundred thousand.
 */

const DOSSIERS = 3_000;
const LINE = procedure('di-tiep', start('s') + user('a', { budget: 3 }) + user('b', { budget: 5 }) + end('e') + chain('s', 'a', 'b', 'e'), { limit: 10 });

let database: TestDatabase;
let port: number;
let program: LienthongProcess;
const clients = new Map<string, Client>();
const url = (): string => `http://127.0.0.1:${port}`;
const query: Query = (sql, values) => database.dataSource.query(sql, values);

function as(username: string): Client {
  const client = clients.get(username) ?? new Client(url, { username, password: samplePassword() });
  clients.set(username, client);
  return client;
}

async function serve(): Promise<void> {
  program = new LienthongProcess(['serve'], { DATABASE_URL: database.url, PORT: String(port), LIENTHONG_LOG: 'error' });
  await program.ready(url());
}

beforeAll(async () => {
  database = await createTestDatabase({ content: 'sample' });
  port = await freePort();
  await serve();
  const { code, revision } = (await as(WHO.designer).post('/procedures', LINE)).expect(201);
  for (const [username, step] of [[WHO.checker, 'check'], [WHO.chairman, 'approve'], [WHO.designer, 'publish']] as const) {
    (await as(username).post(`/procedures/${code}/revisions/${revision}/${step}`, {})).expect(200);
  }
}, 120_000);
afterAll(async () => {
  await program.signal('SIGTERM');
  await database.close();
});

async function dayOff(now: number): Promise<string> {
  const [row] = await query(
    `select to_char(d, 'YYYY-MM-DD') as date from generate_series($1::date + 1, $1::date + 20, interval '1 day') d
     where extract(isodow from d) between 1 and 5 and not exists (select from national_day n where n.date = d::date) order by 1 limit 1`,
    [new Date(now + 7 * 3_600_000).toISOString().slice(0, 10)],
  );
  return row!['date'] as string;
}

it('finishes though it is killed twice, shows how far it is, moves each deadline once, and holds no step up', async () => {
  const now = Date.now();
  const promises = manyPromises(DOSSIERS, now);
  const before = await writePromises(query, promises, now, { procedure: 'di-tiep', revision: 1 });
  const real = (await as(WHO.desk).post('/dossiers', { procedure: 'di-tiep', agency: 'xa-khanh-phu', applicant: { name: 'Ai' } })).expect(201).code as string;
  const day = { kind: 'national_day', date: await dayOff(now), day: { kind: 'off', nameVi: 'Nghỉ bão', nameEn: 'Storm', confirmed: true, source: 'QĐ 7' } };

  const { id, counts } = (await as(WHO.administrator).post('/calendar/changes', { changes: [day], document: 'QĐ 7/QĐ-UBND', dryRun: false })).expect(200);
  expect(counts.dossiers).toBeGreaterThanOrEqual(DOSSIERS);
  const pending = async (): Promise<number> => (await as(WHO.administrator).get(`/calendar/changes/${id}`)).expect(200).counts.pending as number;
  const until = async (left: number): Promise<number> => {
    for (;;) {
      const now = await pending();
      if (now <= left) return now;
    }
  };
  for (const share of [0.7, 0.4]) {
    expect(await until(DOSSIERS * share)).toBeGreaterThan(0);
    await program.signal('SIGKILL');
    await serve();
  }
  const { id: task } = (await as(WHO.desk).get(`/tasks?dossier=${real}`)).expect(200).items[0];
  (await as(WHO.desk).post(`/tasks/${task}/complete`, { opinion: 'Đồng ý' })).expect(200);
  expect(await pending()).toBeGreaterThan(0);
  await until(0);

  const { moved, wrong } = await checkPromises(query, promises, before, now);
  expect(wrong).toEqual([]);
  expect(moved).toBeGreaterThan(DOSSIERS * 1.9);
  const done = (await as(WHO.administrator).get(`/calendar/changes/${id}`)).expect(200);
  expect(done.counts).toMatchObject({ pending: 0, earlier: 0 });
  expect(done.counts.later).toBeGreaterThanOrEqual(moved);
  expect(await program.signal('SIGTERM')).toBe(0);
  const verification = new LienthongProcess(['verify-ledger'], { DATABASE_URL: database.url });
  expect([await verification.ended, verification.err]).toEqual([0, '']);
  await serve();
}, 240_000);
