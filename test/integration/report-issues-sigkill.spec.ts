import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReportRunView } from '#contract';
import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';
import { Client } from './client.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';

/*
 * A register of twelve parts is issued by the real program, which is killed with SIGKILL whenever a part has been done. What is done stays done, what
 * was under way is done again, and in the end there is one issue with every dossier in it once.
 */

const DOSSIERS = 24_000;
const KILLS = 3;

let database: TestDatabase;
let folder: string;
let port: number;
let program: LienthongProcess;
let chairman: Client;

async function serve(): Promise<void> {
  program = new LienthongProcess(['serve'], { DATABASE_URL: database.url, LIENTHONG_DATA: folder, PORT: String(port), LIENTHONG_LOG: 'fatal' });
  await program.ready(`http://127.0.0.1:${port}`);
}

beforeAll(async () => {
  [database, folder, port] = await Promise.all([createTestDatabase({ content: 'sample' }), mkdtemp(path.join(tmpdir(), 'lienthong-report-')), freePort()]);
  await database.dataSource.query(
    `insert into ledger_entry (dossier, seq, at, actor, agency, kind, data, previous_hash, hash)
     select 'R-' || lpad(n::text, 6, '0'), 1, timestamptz '2026-01-05 08:00+07' + n * interval '1 minute', 'xa-khanh-phu.tiep-nhan', 'xa-khanh-phu', 'dossier.received',
       jsonb_build_object('procedure', 'hon-nhan', 'agency', 'xa-khanh-phu', 'field', 'Hộ tịch', 'channel', 'direct', 'dueAt', '2026-12-01T00:00:00+07:00'), '', ''
     from generate_series(1, ${DOSSIERS}) as n`,
  );
  await serve();
  chairman = new Client(() => `http://127.0.0.1:${port}`, { username: WHO.chairman, password: samplePassword() });
}, 120_000);

afterAll(async () => {
  await program.signal('SIGTERM');
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const runOf = async (id: string): Promise<ReportRunView> => (await chairman.get(`/reports/runs/${id}`)).expect(200) as ReportRunView;

/** Asks again until it is so; the program makes the report meanwhile. */
async function until(id: string, so: (run: ReportRunView) => boolean): Promise<ReportRunView> {
  for (;;) {
    const run = await runOf(id);
    if (run.state === 'failed') throw new Error(`the run failed: ${run.failure}`);
    if (so(run)) return run;
  }
}

it('is issued once and whole, however often the program is killed', async () => {
  const { id } = (await chairman.post('/reports/issues', { kind: 'register', parameters: { from: '2026-01-01T00:00:00+07:00', to: '2026-02-01T00:00:00+07:00' } })).expect(201) as ReportRunView;
  const killedAt: number[] = [];
  for (let done = 0; killedAt.length < KILLS; ) {
    const before = done;
    const run = await until(id, (one) => one.state === 'done' || one.done > before);
    if (run.state === 'done') break;
    done = run.done;
    await program.signal('SIGKILL');
    killedAt.push(done);
    await serve();
    expect((await runOf(id)).done).toBeGreaterThanOrEqual(done);
  }
  const run = await until(id, ({ state }) => state === 'done');
  const { items } = (await chairman.get('/reports/issues?kind=register')).expect(200);
  const { report } = (await chairman.get(`/reports/issues/${run.issue}`)).expect(200) as { report: { rows: { key: string }[]; total: unknown[] } };
  const [left] = await database.dataSource.query<[{ parts: number; runs: number }]>('select (select count(*)::int from report_run_part) as parts, (select count(*)::int from report_run) as runs');

  expect(killedAt).toHaveLength(KILLS);
  expect(items).toHaveLength(1);
  expect(report.rows).toHaveLength(DOSSIERS);
  expect(new Set(report.rows.map(({ key }) => key)).size).toBe(DOSSIERS);
  expect(report.total).toContain(DOSSIERS);
  expect(left).toEqual({ parts: 0, runs: 1 });
}, 300_000);
