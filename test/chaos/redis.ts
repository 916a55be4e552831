import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './free-port.js';

/** A Redis that goes away, comes back empty at the same port, or forgets everything. */
export class ChaosRedis {
  #server: ChildProcess | null = null;

  private constructor(private readonly port: number) {}

  /** Null where the machine has no redis-server. */
  static async start(): Promise<ChaosRedis | null> {
    const redis = new ChaosRedis(await freePort());
    return (await redis.comeBack()) ? redis : null;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server?.kill('SIGKILL')) await once(server, 'exit');
  }

  /** Answers whether it serves. */
  async comeBack(): Promise<boolean> {
    if (this.#server) return true;
    const server = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const serves = await new Promise<boolean>((resolve) => {
      for (const event of ['error', 'exit']) server.once(event, () => resolve(false));
      server.stdout.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve(true));
    });
    if (serves) this.#server = server;
    return serves;
  }

  async flushAll(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('FLUSHALL\r\n');
    await once(socket, 'data');
    socket.destroy();
  }
}
