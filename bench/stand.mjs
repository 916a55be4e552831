/* The ground the benches run on: a throw-away PostgreSQL with its default durability, the sample district, the bench's procedures, our rooms. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';

const built = (file) => import(new URL(`../dist/${file}`, import.meta.url).href);
const room = (name) => built(`libs/${name}/src/index.js`);
const DESIGN = { designer: 'p-noi-vu.thiet-ke-quy-trinh', checker: 'p-noi-vu.kiem-tra-quy-trinh', leader: 'ubnd-khanh-vinh.lanh-dao' };

export const must = (result) => {
  if (!result.ok) throw new Error(JSON.stringify(result.rejection));
  return result.value;
};

/** One server for everybody who is compared. `server` holds settings over the product's own. */
export async function openServer(server = {}) {
  const { startEmbeddedDatabase } = await room('platform');
  const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-bench-'));
  const database = await startEmbeddedDatabase(folder, { server });
  const admin = new pg.Client(database.url);
  await admin.connect();
  const url = (name) => Object.assign(new URL(database.url), { pathname: `/${name}` }).href;
  const { rows: [{ file }] } = await admin.query(`select pg_read_file('postmaster.pid') as file`);
  return {
    folder,
    admin,
    pid: Number(file.split('\n', 1)[0]),
    async create(name, template) {
      await admin.query(`create database ${name}${template ? ` template ${template}` : ''}`);
      return url(name);
    },
    async stop() {
      await admin.end();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database with the sample district and these documents published; further databases are cloned from it. */
export async function makeTemplate(server, name, documents) {
  const url = await server.create(name);
  const { createDataSource, migrate } = await room('platform');
  const { ACCESS_ENTITIES } = await room('access');
  const db = await createDataSource(url, ACCESS_ENTITIES);
  await migrate(db);
  await db.destroy();
  const product = await openRooms(url, { rooms: 'runtime' });
  await product.seed();
  for (const xml of documents) await product.publish(xml);
  await product.close();
  return url;
}

/**
 * Our rooms over a database: `product` with deadlines, dossiers and notices, `runtime` with what other engines have too (execution,
 * tasks, history). Wake-ups are armed; none is fired unless `fires`, and in `runtime` none is nudged then, for the executors of others are off, too.
 */
export async function openRooms(url, { rooms = 'product', fires = false, redisUrl, hot = true } = {}) {
  const [{ loadConfig, openPlatform, PlatformModule, inTransaction }, { ACCESS_ENTITIES, AccessModule, Agencies, seedDirectory }, { LedgerModule }, runtime, { TasksModule }, { RoomsModule }] =
    await Promise.all([...['platform', 'access', 'ledger', 'runtime', 'tasks'].map(room), built('apps/worker/src/worker-app.js')]);
  const settings = { DATABASE_URL: url, LIENTHONG_LOG: 'error', LIENTHONG_ROLE: fires ? 'worker' : 'api', LIENTHONG_DATA: path.join(tmpdir(), 'lienthong-bench-files') };
  const platform = await openPlatform(loadConfig({ ...settings, ...(redisUrl && { REDIS_URL: redisUrl }) }), { entities: ACCESS_ENTITIES });
  class Bare {}
  Module({ imports: [PlatformModule.forRoot(platform), AccessModule, LedgerModule, runtime.RuntimeModule, TasksModule] })(Bare);
  const app = await NestFactory.createApplicationContext(rooms === 'product' ? RoomsModule.forRoot(platform) : Bare, { logger: ['error'] });
  if (rooms === 'runtime' && !fires) platform.wakeUps.onScheduled(() => undefined);
  if (!hot) app.get(runtime.Runtime).cache.put = () => undefined;
  const officer = async (username) => (await app.get(Agencies).officer(username, new Date())) ?? Promise.reject(new Error(`no ${username}`));
  return {
    platform,
    app,
    officer,
    async seed() {
      const data = JSON.parse(await readFile(new URL('../apps/cli/seed/khanh-vinh.json', import.meta.url), 'utf8'));
      must(await inTransaction(platform.dataSource, async (tx) => ({ ok: true, value: await seedDirectory(tx, data, { demoPassword: 'do-luong-1234', now: new Date() }) })));
      app.get(Agencies).refresh();
    },
    async publish(xml) {
      const { SYSTEM } = await room('kernel');
      const govern = app.get(runtime.GovernRevision);
      const [designer, checker, leader] = await Promise.all(Object.values(DESIGN).map(officer));
      const { code, number } = must(await govern.draft({ principal: designer }, { bpmn: Buffer.from(xml) }));
      must(await govern.check({ principal: checker }, code, number));
      must(await govern.approve({ principal: leader }, code, number));
      must(await govern.publish({ principal: SYSTEM }, code, number, new Date('2025-01-01T00:00:00+07:00')));
    },
    close: () => app.close(),
  };
}
