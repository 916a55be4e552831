import { createHttpApp } from '../../apps/api/src/http-app.js';
import { openProduct } from '../../apps/worker/src/worker-app.js';
import { loadConfig } from '#platform';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { type TestDatabase, createTestDatabase, samplePassword } from '../setup/database.js';
import { Client } from './client.js';
import { chain, end, procedure, start, user } from './diagram.js';
import { WHO } from './product.js';

/* The database goes away under the running product and comes back, as at a restart: a line between the two is cut and mended. */

let database: TestDatabase;
let app: NestExpressApplication;
let line: Line;
let url: string;

/** Carries bytes to the database as long as it is whole. */
class Line {
  #server: Server | null = null;
  readonly #open = new Set<Socket>();
  #port = 0;

  constructor(private readonly target: URL) {}

  async mend(): Promise<URL> {
    const server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [near, far]) this.#open.add(socket.on('error', () => undefined));
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return Object.assign(new URL(this.target.href), { port: String(this.#port) });
  }

  cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()));
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
    return closed;
  }
}

beforeAll(async () => {
  database = await createTestDatabase({ content: 'sample' });
  line = new Line(new URL(database.url));
  const settings = { LIENTHONG_CLOCK: 'simulated', LIENTHONG_LOG: 'silent', DATABASE_URL: (await line.mend()).href };
  app = await createHttpApp(await openProduct(loadConfig(settings)));
  await app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await line.cut();
  await database.close();
});

const as = (username: string): Client => new Client(() => url, { username, password: samplePassword() });

it('says so while the database is away, and goes on by itself when it is back', async () => {
  const desk = as(WHO.desk);
  const designer = as(WHO.designer);
  const draft = procedure('mat-mang', start('s') + user('lam') + end('e') + chain('s', 'lam', 'e'));
  (await designer.get('/tasks')).expect(200);
  (await desk.get('/tasks')).expect(200);

  await line.cut();

  expect((await desk.get('/health/live')).status).toBe(200);
  expect((await desk.get('/health/ready')).status).toBe(503);
  for (const answer of [await desk.get('/tasks'), await desk.get('/dossiers'), await designer.post('/procedures', draft)]) {
    expect([answer.refusal, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual(['503 unavailable', expect.stringContaining('application/problem+json'), '1']);
    expect(answer.body.detail).toBe('Cơ sở dữ liệu tạm thời không sẵn sàng, hãy thử lại');
  }

  await line.mend();

  expect((await desk.get('/health/ready')).status).toBe(200);
  (await desk.get('/tasks')).expect(200);
  (await designer.post('/procedures', draft)).expect(201);
});
