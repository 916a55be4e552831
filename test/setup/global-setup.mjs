import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startRedis } from './redis-server.mjs';

const TEMPLATE = 'lienthong_test_template';
const PLATFORM = new URL('../../dist/libs/platform/src/index.js', import.meta.url);

/**
 * One PostgreSQL and one Redis for the whole run. Test files clone their databases from a template that has all
 * migrations; see `database.ts`. With DATABASE_URL that server is used, and its databases named `lienthong_test_*`.
 */
export default async function setUp() {
  const stops = [];
  globalThis.stopTestServers = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    process.env.TEST_ADMIN_URL = process.env.DATABASE_URL || (await startPostgres(stops));
    process.env.TEST_TEMPLATE = TEMPLATE;
    await buildTemplate(process.env.TEST_ADMIN_URL);
    await offerRedis(stops);
    offerBrowser();
  } catch (error) {
    await globalThis.stopTestServers();
    throw error;
  }
}

async function startPostgres(stops) {
  const { startEmbeddedDatabase } = await import(PLATFORM);
  const folder = await mkdtemp(path.join(tmpdir(), 'lienthong-test-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const server = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const database = await startEmbeddedDatabase(folder, { server });
  stops.push(() => database.stop());
  return database.url;
}

async function buildTemplate(adminUrl) {
  const { createDataSource, migrate } = await import(PLATFORM);
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = TEMPLATE;
  const dataSource = await createDataSource(url.href);
  await migrate(dataSource);
  await dataSource.destroy();
}

async function offerRedis(stops) {
  const redis = await startRedis();
  if (redis) {
    stops.push(redis.stop);
    process.env.TEST_REDIS_URL = redis.url;
  } else absent('redis-server', 'the tests of the Redis queue');
}

function offerBrowser() {
  const found = browsers().find(isExecutable);
  if (found) process.env.TEST_BROWSER = found;
  else absent('chromium', 'the browser tests');
}

function absent(program, tests) {
  if (process.env.CI === 'true') throw new Error(`CI needs ${program}: ${tests} may not be skipped there. Install it with apt.`);
  process.stderr.write(`\nskipped: no ${program} on this machine, so ${tests} do not run\n`);
}

function browsers() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
