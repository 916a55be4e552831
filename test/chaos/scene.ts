import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMPONENT, JOURNEY, SHORT } from './diagrams.js';
import { freePort } from './free-port.js';
import { type Role, WatchedProcess } from './house.js';
import type { Kind, Office } from './office.js';
import { ChaosPostgres } from './postgres.js';
import { ChaosRedis } from './redis.js';

export type Clock = 'system' | 'simulated';
export type Queue = 'redis' | 'postgres';

export const PASSWORD = 'matkhau123';
const DESIGNER = 'p-noi-vu.thiet-ke-quy-trinh';
const CHECKER = 'p-noi-vu.kiem-tra-quy-trinh';
const CHAIRMAN = 'ubnd-khanh-vinh.lanh-dao';

/** Servers and processes of one run, in a folder of its own. */
export interface Scene {
  folder: string;
  postgres: ChaosPostgres;
  redis: ChaosRedis | null;
  processes: WatchedProcess[];
  entrances(): string[];
  close(keep: boolean): Promise<void>;
}

/** With the system's clock two processes a role; the simulated clock runs only with everything in one process. Without a redis-server on the machine the queue is PostgreSQL's. */
export async function setScene(clock: Clock, queue: Queue): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-chaos-'));
  const [postgres, redis] = await Promise.all([ChaosPostgres.start(path.join(folder, 'data')), queue === 'redis' ? ChaosRedis.start() : null]);
  const environment = {
    DATABASE_URL: postgres.url, LIENTHONG_DATA: path.join(folder, 'data'), LIENTHONG_DEMO_PASSWORD: PASSWORD, LIENTHONG_CLOCK: clock, LIENTHONG_LOG: 'warn', LIENTHONG_APOLOGY: 'advised', ...(redis && { REDIS_URL: redis.url }),
  };
  const roles: Role[] = clock === 'simulated' ? ['all'] : ['api', 'api', 'worker', 'worker'];
  const processes: WatchedProcess[] = [];
  for (const [i, role] of roles.entries()) processes.push(new WatchedProcess(`${role}-${i + 1}`, role, await freePort(), environment, folder));
  const close = async (keep: boolean): Promise<void> => {
    await Promise.all(processes.map((one) => one.stop()));
    await postgres.stop();
    await redis?.stop();
    if (!keep) await rm(folder, { recursive: true, force: true });
  };
  return { folder, postgres, redis, processes, entrances: () => processes.filter(({ role }) => role !== 'worker').map(({ url }) => url), close };
}

/** The first process makes sample and shipped procedures alone; the diagrams of this run follow; then everybody starts. */
export async function openHouse({ postgres, processes }: Scene, office: Office, migrate: () => Promise<void>): Promise<void> {
  await migrate();
  const [first, ...others] = processes;
  first?.start();
  await first?.whenReady();
  for (const one of others) one.start();
  await Promise.all(others.map((one) => one.whenReady()));
  for (const xml of [COMPONENT, JOURNEY, SHORT]) await publish(office, xml);
  await postgres.query('checkpoint');
}

async function publish(office: Office, xml: string): Promise<void> {
  const drafted = await office.as(DESIGNER).post('/procedures', xml);
  if (drafted.status !== 201) throw new Error(`the diagram was refused: ${JSON.stringify(drafted.body)}`);
  const at = `/procedures/${drafted.body.code}/revisions/${drafted.body.revision}`;
  for (const [who, step] of [[CHECKER, 'check'], [CHAIRMAN, 'approve'], [DESIGNER, 'publish']] as const) {
    const { status, body } = await office.as(who).post(`${at}/${step}`, {});
    if (status !== 200) throw new Error(`${step} was refused: ${JSON.stringify(body)}`);
  }
}

/** The ways a dossier can go in this run, each as often as it is to be: the shipped procedures that need no day to pass, or with the simulated clock all of them, and our own. */
export async function kindsOf(office: Office, clock: Clock): Promise<Kind[]> {
  const journeys = [2, 3].map((plots): Kind => ({ name: `trong-bao, ${plots} plots`, procedure: 'trong-bao', data: { thua: Array.from({ length: plots }, (_, i) => `thửa ${i + 1}`) }, papers: [] }));
  const shipped = ['dat-dai-lan-dau', 'khai-sinh-lien-thong', ...(clock === 'simulated' ? ['thuong-tru'] : [])];
  const kinds = await Promise.all(shipped.map(async (procedure): Promise<Kind> => {
    const { papers, intakeForm } = (await office.as('xa-khanh-phu.tiep-nhan').get(`/procedures/${procedure}`)).body;
    const offered = Object.entries((intakeForm?.properties ?? {}) as Record<string, { default?: unknown; examples?: unknown[] }>);
    const data = Object.fromEntries(offered.flatMap(([name, { default: value, examples }]) => (value !== undefined ? [[name, value]] : examples?.length ? [[name, examples[0]]] : [])));
    return { name: procedure, procedure, data, papers: papers.map(({ code }: { code: string }) => code) };
  }));
  const short: Kind = { name: 'nhanh-trong-bao', procedure: 'nhanh-trong-bao', data: {}, papers: [] };
  return [...Array.from({ length: 6 }, () => short), ...journeys, ...kinds];
}
