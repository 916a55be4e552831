import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from './client.js';
import { caught, chain, cycle, end, procedure, signal, signalRoot, start, user } from './diagram.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';

/* The real program, killed with SIGKILL while timers and a signal open dossiers: each instant, agency and dossier once. */

const KILLS = 6;
const WAITING = 15;
const DAY = 24 * 3_600_000;
const PASSWORD = 'matkhau123';

const PLACE = '<bpmn:extensionElements><iso:start agencies="commune"/></bpmn:extensionElements>';
const body = (begin: string): string => begin + user('lam', { agency: 'commune' }) + end('e') + chain('s', 'lam', 'e');
const BATCH = (from: string): string => procedure('dot-tuan', body(start('s', PLACE + cycle(`R/${from}/P1W`))));
const ALARM = procedure('bao-dong', body(start('s', PLACE + signal('lu'))), { roots: signalRoot('lu') });
const WAITS = procedure('cho-lu', start('s') + caught('cho', signal('lu')) + user('xem') + end('e') + chain('s', 'cho', 'xem', 'e'), { roots: signalRoot('lu') });

let folder: string;
let port: number;
let program: LienthongProcess;
const clients = new Map<string, Client>();

const url = (): string => `http://127.0.0.1:${port}`;
const as = (username: string): Client => {
  const client = clients.get(username) ?? new Client(url, { username, password: PASSWORD });
  clients.set(username, client);
  return client;
};
const clock = async (): Promise<Date> => new Date((await new Client(url).get('/simulation/clock')).expect(200).now as string);
const moveTo = (to: Date): Promise<{ status: number }> => new Client(url).post('/simulation/clock', { to: to.toISOString() });

async function serve(): Promise<void> {
  program = new LienthongProcess(['serve'], { LIENTHONG_DATA: path.join(folder, 'data'), PORT: String(port), LIENTHONG_DEMO_PASSWORD: PASSWORD, LIENTHONG_LOG: 'error', LIENTHONG_CLOCK: 'simulated' });
  await program.ready(url());
}

async function publish(xml: string): Promise<void> {
  const { code, revision } = (await as(WHO.designer).post('/procedures', xml)).expect(201);
  for (const [username, step] of [[WHO.checker, 'check'], [WHO.chairman, 'approve'], [WHO.designer, 'publish']] as const) {
    (await as(username).post(`/procedures/${code}/revisions/${revision}/${step}`, {})).expect(200);
  }
}

/** Killed at some moment of the work; what was asked is asked again of the next process. */
async function killDuring(ask: () => Promise<unknown>): Promise<void> {
  const asked = ask().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 300));
  await program.signal('SIGKILL');
  await asked;
  await serve();
}

const dossiers = async (): Promise<{ code: string; procedure: string; agency: string; receivedAt: string }[]> => {
  const all: Awaited<ReturnType<typeof dossiers>> = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = (await as(WHO.administrator).get(`/dossiers?limit=200${next && `&after=${encodeURIComponent(next)}`}`)).expect(200);
    all.push(...page.items);
    next = page.next;
  }
  return all;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lienthong-sigkill-starts-'));
  port = await freePort();
  await serve();
}, 120_000);
afterAll(async () => {
  await program.signal('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

it(`opens every dossier once and brings the signal to every dossier once, through ${KILLS} kills`, async () => {
  const communes = ((await as(WHO.administrator).get('/agencies?kind=commune')).expect(200).items as { code: string }[]).map(({ code }) => code).sort();
  const first = new Date((await clock()).getTime() + DAY);
  for (const xml of [BATCH(first.toISOString()), ALARM, WAITS]) await publish(xml);
  const waiting: string[] = [];
  for (let i = 0; i < WAITING; i++) {
    waiting.push((await as(WHO.desk).post('/dossiers', { procedure: 'cho-lu', agency: 'xa-khanh-phu', applicant: { name: `Người ${i}` } })).expect(201).code as string);
  }

  for (let week = 0; week < KILLS / 2; week++) await killDuring(() => moveTo(new Date(first.getTime() + week * 7 * DAY)));
  const { id } = (await as(WHO.administrator).post('/signals', { name: 'lu' })).expect(201);
  for (let kills = 0; kills < KILLS / 2; kills++) await killDuring(async () => moveTo(await clock()));
  expect((await moveTo(new Date(first.getTime() + (KILLS / 2 - 1) * 7 * DAY + 3_600_000))).status).toBe(200);

  const all = await dossiers();
  const weeks = Array.from({ length: KILLS / 2 }, (_, week) => week);
  const opened = all.filter((dossier) => dossier.procedure === 'dot-tuan').map(({ agency, receivedAt }) => `${(Date.parse(receivedAt) - first.getTime()) / DAY} ${agency}`);
  expect(opened.sort()).toEqual(weeks.flatMap((week) => communes.map((agency) => `${week * 7} ${agency}`)).sort());
  expect(all.filter((dossier) => dossier.procedure === 'bao-dong').map(({ agency }) => agency).sort()).toEqual(communes);
  expect((await as(WHO.administrator).get(`/signals/${id}`)).body).toMatchObject({ dossiers: { done: WAITING, left: 0, failed: 0 }, starts: { done: communes.length, left: 0, failed: 0 } });
  for (const code of waiting) {
    const { items, verified } = (await as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200);
    expect([verified, items.filter(({ kind }: { kind: string }) => kind === 'signal.delivered').length]).toEqual([true, 1]);
  }
}, 180_000);
