import { once } from 'node:events';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { Pool } from 'pg';
import { StatementClient } from './statement-client.js';
import { SteadyClient } from './steady-client.js';

/* A server that lets somebody in and cuts the connection in the same packet, as a restart or an administrator may at any moment. */

const message = (type: string, ...body: (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(body.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
};
const LET_IN = [message('R', Buffer.alloc(4)), message('Z', 'I')];
const CUT = message('E', 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([...LET_IN, CUT])));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

it.each<[string, typeof SteadyClient]>([['SteadyClient', SteadyClient], ['StatementClient', StatementClient]])('%s: a connection cut before anybody could listen to it ends no process: the first query on it fails', async (_, kind) => {
  const pool = new Pool({ host: '127.0.0.1', port, user: 'a', password: 'b', database: 'c', Client: kind });
  pool.on('error', () => undefined);
  const client = await pool.connect();

  await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminat/);

  client.release();
  expect(pool.totalCount).toBe(0);
  await pool.end();
});
