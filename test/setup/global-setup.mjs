import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startRedis } from './redis-server.mjs';

const TEMPLATE = 'lienthong_test_template';
const SAMPLE_TEMPLATE = 'lienthong_test_sample';
const built = (file) => new URL(`../../dist/${file}`, import.meta.url).href;
const PLATFORM = built('libs/platform/src/index.js');

/** Of every account of the sample district in tests. */
const SAMPLE_PASSWORD = 'matkhau123';

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
    process.env.TEST_SAMPLE_TEMPLATE = SAMPLE_TEMPLATE;
    process.env.TEST_SAMPLE_PASSWORD = SAMPLE_PASSWORD;
    await buildSample(process.env.TEST_ADMIN_URL);
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
  const dataSource = await createDataSource(await freshDatabase(adminUrl, TEMPLATE));
  await migrate(dataSource);
  await dataSource.destroy();
}

/** A second template that holds the sample district and the shipped procedures, loaded as a first start of the product loads them. */
async function buildSample(adminUrl) {
  const { loadConfig } = await import(PLATFORM);
  const { createQuietApp, openProduct } = await import(built('apps/worker/src/worker-app.js'));
  const { prepareSample } = await import(built('apps/cli/src/sample/sample.js'));
  const url = await freshDatabase(adminUrl, SAMPLE_TEMPLATE, TEMPLATE);
  const settings = { DATABASE_URL: url, LIENTHONG_CLOCK: 'simulated', LIENTHONG_DEMO_PASSWORD: SAMPLE_PASSWORD, LIENTHONG_LOG: 'warn' };
  const platform = await openProduct(loadConfig(settings));
  const app = await createQuietApp(platform);
  await prepareSample(app, platform);
  await app.close();
}

async function freshDatabase(adminUrl, name, template = 'template1') {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} template ${template}`);
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = name;
  return url.href;
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
