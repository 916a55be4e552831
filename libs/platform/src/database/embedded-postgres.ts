import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { text } from '#kernel';
import { DatabaseUnavailableError } from './errors.js';
import { type Account, type PostgresBinaries, clusterAccount, finish, postgresBinaries, start } from './postgres-binaries.js';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Called once if the database goes away while it should run. */
  onLost(listener: () => void): void;
  /** Stops the server and waits until it is gone. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedSettings {
  /** Server settings over the product's own, e.g. `{ fsync: 'off' }` for a database that a test throws away. */
  server?: Record<string, string>;
  database?: string;
}

interface Cluster {
  folder: string;
  binaries: PostgresBinaries;
  account: Account;
  password: string;
  log: string;
}

const USER = 'lienthong';
const OWNER_LOCK = 0x6f_77_6e;
const START_LIMIT_MS = 60_000;
/** After a SIGKILL the server needs a moment to notice that the dead owner's connection is gone. */
const OWNER_LIMIT_MS = 3_000;
const LOG_LIMIT_BYTES = 5_000_000;

const SERVER: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '80',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  wal_compression: 'on',
  log_checkpoints: 'off',
};

/**
 * The product's own PostgreSQL in `dataFolder`, made on the first start.
 *
 * The server is a process of its own: it survives a SIGKILL of this one, and the next start takes it over. Who owns it
 * is told by a session lock inside the database, which the system releases however the owner died; a second living
 * owner is refused. A first start that was interrupted leaves nothing that a second one could mistake for a database.
 *
 * Throws {@link DatabaseUnavailableError}.
 */
export async function startEmbeddedDatabase(dataFolder: string, settings: EmbeddedSettings = {}): Promise<EmbeddedDatabase> {
  const cluster = await prepareCluster(path.resolve(dataFolder));
  const { owner, port, pid } = await attach(cluster, { ...SERVER, ...settings.server });
  await removeLeftovers(cluster.folder);
  const database = settings.database ?? 'lienthong';
  await createDatabase(owner, database);
  return handle(cluster, owner, pid, urlOf(cluster, port, database));
}

function handle(cluster: Cluster, owner: Client, pid: number, url: string): EmbeddedDatabase {
  let stopped: Promise<void> | undefined;
  const listeners: (() => void)[] = [];
  const stopAtExit = (): void => void signal(pid, 'SIGINT');
  process.once('exit', stopAtExit);
  owner.once('end', () => {
    if (!stopped) for (const listener of listeners) listener();
  });
  const stop = async (): Promise<void> => {
    process.off('exit', stopAtExit);
    // The owner's session ends with the server, not before it: nobody can take over a database that is going down.
    if (await serves(pid)) await stopServer(cluster, pid);
    await owner.end().catch(() => undefined);
  };
  return { url, onLost: (listener) => void listeners.push(listener), stop: () => (stopped ??= stop()) };
}

/** Told to a server that is dying by itself, pg_ctl fails; the server is gone all the same. */
async function stopServer({ account, binaries, folder }: Cluster, pid: number): Promise<void> {
  try {
    await finish(binaries.pg_ctl, ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '60'], account);
  } catch (error) {
    if (await serves(pid)) throw error;
  }
}

/** Takes over a server that runs on this cluster, else starts one. */
async function attach(cluster: Cluster, server: Record<string, string>): Promise<{ owner: Client; port: number; pid: number }> {
  const limit = Date.now() + START_LIMIT_MS;
  let startedPid: number | undefined;
  for (; Date.now() < limit; await pause(25)) {
    const running = await runningServer(cluster);
    if (running) {
      const owner = await own(cluster, running.port);
      if (owner) return { owner, ...running };
    } else if (startedPid === undefined) {
      startedPid = await spawnServer(cluster, server);
    } else if (!isAlive(startedPid)) {
      break;
    }
  }
  throw new DatabaseUnavailableError(
    text(
      `PostgreSQL nhúng không khởi động được. Xem ${cluster.log}:\n${await lastLines(cluster.log)}`,
      `The embedded PostgreSQL did not start. See ${cluster.log}:\n${await lastLines(cluster.log)}`,
    ),
  );
}

async function spawnServer(cluster: Cluster, server: Record<string, string>): Promise<number | undefined> {
  const port = await freePort(await keptPort(cluster));
  await writeFile(path.join(cluster.folder, 'lienthong.port'), String(port));
  const flags = Object.entries(server).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(cluster.log, (await sizeOf(cluster.log)) > LOG_LIMIT_BYTES ? 'w' : 'a');
  const child = await start(cluster.binaries.postgres, ['-D', cluster.folder, '-p', String(port), ...flags], cluster.account, {
    stdio: ['ignore', log.fd, log.fd],
  });
  child.once('error', () => undefined);
  child.unref();
  await log.close();
  return child.pid;
}

/** A connection that holds the owner's lock; null while the server starts up or shuts down. Refused by a living owner. */
async function own(cluster: Cluster, port: number): Promise<Client | null> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), application_name: 'lienthong owner', keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const limit = Date.now() + OWNER_LIMIT_MS; Date.now() < limit; await pause(50)) {
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [OWNER_LOCK]);
      if (rows[0]?.locked) return client;
    }
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
  await client.end();
  throw new DatabaseUnavailableError(
    text(
      `Thư mục dữ liệu ${path.dirname(cluster.folder)} đang được một tiến trình Liên Thông khác sử dụng.`,
      `The data folder ${path.dirname(cluster.folder)} is in use by another process of Lien Thong.`,
    ),
  );
}

/**
 * The server that `postmaster.pid` speaks of, or null. After a restart of the machine or container the number may belong
 * to any process; PostgreSQL would then refuse to start for ever, so such a file is removed here.
 */
async function runningServer(cluster: Cluster): Promise<{ pid: number; port: number } | null> {
  const file = path.join(cluster.folder, 'postmaster.pid');
  const [pid, , , port] = (await readFile(file, 'utf8').catch(() => '')).split('\n').map(Number);
  if (!pid || !port) return null;
  if (await serves(pid)) return { pid, port };
  await rm(file, { force: true });
  return null;
}

async function prepareCluster(dataFolder: string): Promise<Cluster> {
  const folder = path.join(dataFolder, 'postgres');
  const [binaries, account] = await Promise.all([postgresBinaries(), clusterAccount()]);
  await makeFolder(dataFolder);
  if (!(await exists(path.join(folder, 'PG_VERSION')))) await initialise(folder, binaries, account);
  const password = await readFile(path.join(folder, 'lienthong.password'), 'utf8');
  return { folder, binaries, account, password, log: path.join(dataFolder, 'postgres.log') };
}

/** Made aside and renamed when complete. */
async function initialise(folder: string, binaries: PostgresBinaries, account: Account): Promise<void> {
  const aside = `${folder}.${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${aside}.password`;
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) await Promise.all([aside, passwordFile].map((file) => chown(file, account.uid, account.gid)));
    await finish(binaries.initdb, ['-D', aside, `--username=${USER}`, `--pwfile=${passwordFile}`, ...INITDB], account);
    await rename(passwordFile, path.join(aside, 'lienthong.password'));
    await rename(aside, folder).catch(async (error: unknown) => {
      if (!(await exists(path.join(folder, 'PG_VERSION')))) throw error; // another process was first; its database is the database
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** What interrupted first starts left; looked for by the owner only. */
async function removeLeftovers(folder: string): Promise<void> {
  const siblings = await readdir(path.dirname(folder));
  const leftovers = siblings.filter((name) => /^postgres\.[0-9a-f]{8}(\.password)?$/.test(name));
  await Promise.all(leftovers.map((name) => rm(path.join(path.dirname(folder), name), { recursive: true, force: true })));
}

/** Code point order and Unicode case rules, the same on every machine whatever locales it has. */
const INITDB = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new DatabaseUnavailableError(
      text(`Không tạo được thư mục dữ liệu ${folder}.`, `The data folder ${folder} cannot be made.`),
      error,
    );
  }
}

async function createDatabase(owner: Client, name: string): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await owner.query(`create database ${owner.escapeIdentifier(name)}`);
}

const urlOf = ({ password }: Cluster, port: number, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

async function keptPort(cluster: Cluster): Promise<number> {
  return Number(await readFile(path.join(cluster.folder, 'lienthong.port'), 'utf8').catch(() => '0'));
}

/** `wanted` when nobody has it, else any free one. */
function freePort(wanted: number): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<number>();
  server.once('error', () => server.listen(0, '127.0.0.1'));
  server.once('listening', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  server.listen(wanted, '127.0.0.1');
  return promise;
}

function isAlive(pid: number): boolean {
  return signal(pid, 0) !== 'ESRCH';
}

function signal(pid: number, name: NodeJS.Signals | 0): string | undefined {
  try {
    process.kill(pid, name);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** Whether it is a PostgreSQL: known on Linux only; elsewhere the number is believed. A zombie (its parent never waits) counts as gone. */
async function serves(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return isAlive(pid);
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\(postgres\) (?!Z)/.test(line);
}

const exists = async (file: string): Promise<boolean> => (await sizeOf(file)) > 0;

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

async function lastLines(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-8).join('\n');
}
