import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from './client.js';
import { and, call, chain, end, procedure, start, user } from './diagram.js';
import { LienthongProcess, freePort } from './process.js';
import { WHO } from './product.js';

/*
 * The real program on its own data folder, killed with SIGKILL at any moment, twenty times, while officers work. What they do is sent
 * again when it was not answered, as people and clients do.
 */

const KILLS = 20;
const DOSSIERS = 40;
const PASSWORD = 'matkhau123';

const COMPONENT = procedure('tra-sigkill', start('s') + user('tra') + end('e') + chain('s', 'tra', 'e'), { kind: 'component' });
const JOURNEY = procedure(
  'sigkill',
  start('s') + user('nhan') + and('f') + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 3 }) + user('dat', { agency: 'land_registry', role: 'chuyen-vien', budget: 2 }) + and('j') +
    user('ky', { agency: 'leadership', role: 'lanh-dao' }) + call('c', 'tra-sigkill') + end('e') + chain('s', 'nhan', 'f', 'thue', 'j', 'ky', 'c', 'e') + chain('f', 'dat', 'j'),
);
const STEPS = ['dat', 'ky', 'nhan', 'thue', 'tra'];

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

async function serve(): Promise<void> {
  program = new LienthongProcess(['serve'], { LIENTHONG_DATA: path.join(folder, 'data'), PORT: String(port), LIENTHONG_DEMO_PASSWORD: PASSWORD, LIENTHONG_LOG: 'error' });
  await program.ready(url());
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lienthong-sigkill-'));
  port = await freePort();
  await serve();
  for (const xml of [COMPONENT, JOURNEY]) {
    const { code, revision } = (await as(WHO.designer).post('/procedures', xml)).expect(201);
    for (const [username, step] of [[WHO.checker, 'check'], [WHO.chairman, 'approve'], [WHO.designer, 'publish']] as const) {
      (await as(username).post(`/procedures/${code}/revisions/${revision}/${step}`, {})).expect(200);
    }
  }
}, 120_000);
afterAll(async () => {
  await program.signal('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** The daily upkeep and the guards' next look at the ledger always stand. */
const STANDING = 2;

/** Officers work until everything has ended or the product is gone. Answers whether everything has ended. */
async function work(codes: Map<number, string>): Promise<boolean> {
  const receptions = Array.from({ length: DOSSIERS }, (_, i) => i).filter((i) => !codes.has(i));
  const receive = async (i: number): Promise<void> => {
    const body = { procedure: 'sigkill', agency: 'xa-khanh-phu', applicant: { name: `Người ${i}` } };
    codes.set(i, (await as(WHO.desk).post('/dossiers', body, { 'idempotency-key': `tiep-nhan-${i}` })).expect(201).code);
  };
  const desk = async (): Promise<void> => {
    for (const i of receptions) await receive(i);
  };
  const officer = async (username: string): Promise<void> => {
    for (;;) {
      const { items } = (await as(username).get('/tasks?limit=200')).expect(200) as { items: { id: string }[] };
      for (const { id } of items) expect([200, 409]).toContain((await as(username).post(`/tasks/${id}/complete`, {})).status);
      if (items.length === 0 && codes.size === DOSSIERS && (await stateOf(codes)).every((state) => state === 10)) return;
    }
  };
  try {
    await Promise.all([desk(), ...[WHO.desk, WHO.tax, WHO.land, WHO.chairman].map(officer)]);
    return true;
  } catch (error) {
    if (error instanceof TypeError || (error as { cause?: unknown }).cause !== undefined) return false;
    throw error;
  }
}

const stateOf = (codes: Map<number, string>): Promise<number[]> =>
  as(WHO.administrator).get('/dossiers?limit=200').then((answer) => {
    const states = new Map<string, number>(answer.expect(200).items.map((d: { code: string; state: number }) => [d.code, d.state]));
    return [...codes.values()].map((code) => states.get(code) ?? 0);
  });

/** One wake-up for the due instant of each running deadline and one for the first of its rungs that has not fired: no more, no fewer. */
async function expectNoWakeUpLost(): Promise<void> {
  const running: { rungs: { firedAt: string | null }[] }[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page = (await as(WHO.administrator).get(`/deadlines?state=running&subject=all&limit=200${next && `&after=${next}`}`)).expect(200);
    running.push(...page.items);
    next = page.next;
  }
  const expected = running.reduce((sum, { rungs }) => sum + 1 + (rungs.some(({ firedAt }) => firedAt === null) ? 1 : 0), 0);
  const metrics = (await as(WHO.administrator).get('/metrics')).body as string;
  expect(Number(/^lienthong_wakeups_pending (\d+)$/m.exec(metrics)?.[1])).toBe(expected + STANDING);
}

it(`goes on after ${KILLS} kills as if nothing had been: every dossier ends, no step twice, no wake-up lost, every chain verifies`, async () => {
  const codes = new Map<number, string>();
  let cut = 0;
  for (let kills = 0; kills < KILLS; kills++) {
    const working = work(codes);
    await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 600));
    await program.signal('SIGKILL');
    if (!(await working)) cut++;
    await serve();
    await expectNoWakeUpLost();
  }
  expect(cut).toBeGreaterThan(KILLS / 2);
  expect(await work(codes)).toBe(true);
  await expectNoWakeUpLost();

  const { items } = (await as(WHO.administrator).get('/dossiers?limit=200')).expect(200) as { items: { code: string }[] };
  expect(items.map(({ code }) => code).sort()).toEqual([...codes.values()].sort());
  for (const code of codes.values()) {
    const ledger = (await as(WHO.desk).get(`/dossiers/${code}/ledger?limit=200`)).expect(200) as { verified: boolean; items: { kind: string; element: string; seq: number }[] };
    const elements = (kind: string): string[] => ledger.items.filter((entry) => entry.kind === kind).map(({ element }) => element).sort();
    expect([code, ledger.verified, elements('task.opened'), elements('task.completed')]).toEqual([code, true, STEPS, STEPS]);
    expect(ledger.items.map(({ seq }) => seq)).toEqual(ledger.items.map((_, i) => i + 1));
  }

  expect(await program.signal('SIGTERM')).toBe(0);
  const verification = new LienthongProcess(['verify-ledger'], { LIENTHONG_DATA: path.join(folder, 'data') });
  expect([await verification.ended, verification.err]).toEqual([0, '']);
}, 360_000);
