import { type ChildProcess, spawn } from 'node:child_process';
import { type WriteStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Role = 'api' | 'worker' | 'all';

/** What the product says once it serves. */
const READY = /The worker is running|Liên Thông is running at/;

/**
 * One process of the product with a watchman, as systemd or Docker would be: killed or ended, it is started again. A process that ends by
 * itself after it was ready is a fault; one that finds its database or Redis away while it starts may say so and end.
 */
export class WatchedProcess {
  #child: ChildProcess | null = null;
  #ready = false;
  #over = false;
  #killed = false;
  #tail = '';
  readonly #log: WriteStream;
  readonly faults: string[] = [];
  refusedStarts = 0;
  #watching: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly role: Role,
    readonly port: number,
    private readonly environment: Record<string, string>,
    folder: string,
  ) {
    this.#log = createWriteStream(path.join(folder, `${name}.log`));
  }

  get isReady(): boolean {
    return this.#ready;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(): void {
    this.#watching = this.#watch();
  }

  async whenReady(): Promise<void> {
    for (const limit = Date.now() + 120_000; !this.#ready; await pause(50)) {
      if (Date.now() > limit) throw new Error(`${this.name} does not become ready:\n${this.#tail}`);
    }
  }

  /** True when there was somebody to kill. */
  kill(): boolean {
    this.#killed = true;
    return this.#child?.kill('SIGKILL') ?? false;
  }

  /** Ends it as an administrator does; it has to end well. */
  async stop(): Promise<void> {
    this.#over = true;
    this.#child?.kill('SIGTERM');
    const limit = setTimeout(() => {
      this.faults.push(`${this.name} did not end within 30 s of SIGTERM`);
      this.#child?.kill('SIGKILL');
    }, 30_000);
    await this.#watching;
    clearTimeout(limit);
    this.#log.end();
  }

  async #watch(): Promise<void> {
    while (!this.#over) {
      const how = await this.#run();
      if (this.#over) {
        if (how !== 0 && how !== 'SIGTERM') this.faults.push(`${this.name} ended with ${how} when it was asked to stop:\n${this.#tail}`);
        return;
      }
      if (this.#killed) this.#killed = false;
      else if (this.#ready) this.faults.push(`${this.name} ended by itself with ${how}:\n${this.#tail}`);
      else this.refusedStarts++;
      this.#ready = false;
      await pause(200);
    }
  }

  #run(): Promise<number | string | null> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [path.resolve('dist/apps/cli/src/main.js'), 'serve'], { env: { PATH, HOME, PORT: String(this.port), LIENTHONG_ROLE: this.role, ...this.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#tail = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => this.#hear(chunk.toString()));
    return new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  }

  #hear(said: string): void {
    this.#log.write(said);
    this.#tail = (this.#tail + said).slice(-4_000);
    if (READY.test(said)) this.#ready = true;
  }
}
