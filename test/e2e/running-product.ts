import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestDatabase, createTestDatabase } from '../setup/database.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The built product as `npm start` runs it, in a process of its own over a database of its own, on the simulated clock. */
export class RunningProduct {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly database: TestDatabase,
    private readonly folder: string,
  ) {}

  static async start(): Promise<RunningProduct> {
    if (!existsSync(path.join(ROOT, 'dist/web/index.html'))) throw new Error('the web page is not built: run npm run build:web');
    const [database, port, folder] = await Promise.all([createTestDatabase({ content: 'sample' }), freePort(), mkdtemp(path.join(tmpdir(), 'lienthong-e2e-'))]);
    const settings = { DATABASE_URL: database.url, LIENTHONG_CLOCK: 'simulated', LIENTHONG_DATA: folder, LIENTHONG_LOG: 'fatal', PORT: String(port) };
    const child = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'serve'], { cwd: ROOT, env: { PATH: process.env['PATH'], ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
    await listening(child);
    return new RunningProduct(`http://localhost:${port}`, child, database, folder);
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    if (this.process.exitCode === null) await once(this.process, 'exit');
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The address is printed once the product listens; a process that ends before has said why on its standard error. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, refuse) => {
    child.stdout!.on('data', (chunk: Buffer) => chunk.includes('http://') && resolve());
    child.once('exit', (code) => refuse(new Error(`the product ended with ${code} before it listened`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
