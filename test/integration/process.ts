import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The built command line as a process of its own, as `npm start` runs it. */
export class LienthongProcess {
  readonly #child: ChildProcess;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  out = '';
  err = '';

  constructor(args: readonly string[], environment: Record<string, string>) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(process.execPath, [path.join(ROOT, 'dist/apps/cli/src/main.js'), ...args], { cwd: ROOT, env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (chunk) => (this.out += String(chunk)));
    this.#child.stderr?.on('data', (chunk) => (this.err += String(chunk)));
    this.ended = new Promise((resolve) => this.#child.once('close', (code, signal) => resolve(signal ?? code)));
  }

  signal(name: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    this.#child.kill(name);
    return this.ended;
  }

  /** Waits until it serves; fails with its output when it ends before. */
  async ready(url: string): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (!(await answers(`${url}/health/ready`))) {
      if (over) throw new Error(`ended before it was ready:\n${this.out}\n${this.err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const answers = (url: string): Promise<boolean> => fetch(url).then((response) => response.ok, () => false);

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
