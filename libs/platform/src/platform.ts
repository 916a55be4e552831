import path from 'node:path';
import { type Clock, type Ids, randomIds, systemClock } from '#kernel';
import type { DataSource } from 'typeorm';
import { SimulatedClock } from './clock.js';
import type { Config } from './config.js';
import { type EntityClass, createDataSource } from './database/data-source.js';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './database/embedded-postgres.js';
import { assertMigrated, migrate } from './database/migrations.js';
import { onRetry } from './database/transaction.js';
import { TransactionEvents } from './events.js';
import { FileStore } from './files.js';
import { type Log, createLog } from './log.js';
import { Metrics } from './metrics.js';
import { Outbox } from './outbox.js';
import { type JobQueue, openJobQueue } from './queue/job-queue.js';
import { exportTraces } from './traces.js';
import { AlarmClock } from './wake-ups/alarm-clock.js';
import { Simulation } from './wake-ups/simulation.js';
import { Upkeep } from './upkeep.js';
import { WakeUps } from './wake-ups/wake-ups.js';

export interface PlatformSettings {
  /** Rows of all rooms. */
  entities?: readonly EntityClass[];
  /** True brings the schema up to date; false refuses a schema that is not. Default: true with the embedded database only. */
  migrate?: boolean;
  log?: Log;
}

/** Everything below the domain, open and connected. */
export interface Platform {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly databaseUrl: string;
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: TransactionEvents;
  readonly wakeUps: WakeUps;
  readonly outbox: Outbox;
  readonly upkeep: Upkeep;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  /** Present with the simulated clock only. */
  readonly simulation: Simulation | null;
  /** Set when this process runs its own database. */
  readonly embedded: EmbeddedDatabase | null;
  /** Begins to fire wake-ups and deliver the outbox, as the role says. After all handlers are registered. */
  start(): Promise<void>;
  /** Ends what is under way, then the connections, then the embedded database. */
  close(): Promise<void>;
}

/**
 * Opens the platform: database (embedded or given), schema, queue, clock. On any failure what was already open is
 * closed again. Throws {@link DatabaseUnavailableError} and {@link QueueUnavailableError}.
 */
export async function openPlatform(config: Config, settings: PlatformSettings = {}): Promise<Platform> {
  const log = settings.log ?? createLog(config);
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return await assemble(config, settings, log, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  config: Config,
  settings: PlatformSettings,
  log: Log,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<Platform> {
  const embedded = config.databaseUrl ? null : await startEmbeddedDatabase(config.dataFolder);
  if (embedded) closers.push(() => embedded.stop());
  embedded?.onLost(() => log.fatal('the embedded database went away; restart the product'));
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';

  closers.push(await exportTraces(config));
  const onError = (error: Error): void => log.warn({ err: error }, 'a connection broke');
  const dataSource = await createDataSource(databaseUrl, settings.entities, { onError });
  closers.push(() => dataSource.destroy());
  if (settings.migrate ?? embedded !== null) await migrate(dataSource, { queue: !config.redisUrl });
  else await assertMigrated(dataSource);

  const jobs = openJobQueue({ databaseUrl, redisUrl: config.redisUrl, prefix: queuePrefix(databaseUrl), onError });
  closers.push(() => jobs.close());
  await jobs.check();

  const simulated = config.clock === 'simulated' ? await SimulatedClock.open(dataSource) : null;
  const clock = simulated ?? systemClock;
  const metrics = new Metrics();
  const wakeUps = new WakeUps({ dataSource, clock, ids: randomIds, metrics, log });
  const outbox = new Outbox({ dataSource, clock, jobs, metrics, log });
  const upkeep = new Upkeep({ dataSource, clock, wakeUps, metrics, log }, { keepDays: config.keepDays });
  measure(metrics, wakeUps, outbox, jobs);
  onRetry(dataSource, (reason) => metrics.retries.inc({ reason }));
  const simulation = simulated && new Simulation({ wakeUps, outbox, clock: simulated, log });
  const alarm = simulation ?? new AlarmClock({ wakeUps, jobs, metrics, log });
  closers.push(
    () => alarm.stop(),
    () => outbox.stop(),
  );

  const start = async (): Promise<void> => {
    if (config.role === 'api' && alarm instanceof AlarmClock) return alarm.listen();
    await alarm.start();
    await outbox.start();
    // Days that a simulation flies through keep nothing for long enough to be worth cleaning.
    if (!simulated) await upkeep.start();
  };
  const files = new FileStore(path.join(config.dataFolder, 'files'));
  const events = new TransactionEvents();
  return {
    config,
    log,
    metrics,
    databaseUrl,
    dataSource,
    clock,
    ids: randomIds,
    events,
    wakeUps,
    outbox,
    upkeep,
    files,
    jobs,
    simulation,
    embedded,
    start,
    close,
  };
}

/** Products that share one Redis have their own keys there, by the name of their database; where the names are equal, by `redis://host/1`. */
const queuePrefix = (databaseUrl: string): string => `lienthong-${new URL(databaseUrl).pathname.replace(/\W+/g, '')}`;

function measure(metrics: Metrics, wakeUps: WakeUps, outbox: Outbox, jobs: JobQueue): void {
  metrics.gauge('lienthong_wakeups_pending', 'Wake-ups that wait for their instant', async () => (await wakeUps.count()).pending);
  metrics.gauge('lienthong_wakeups_past_due', 'Wake-ups past their instant and not fired', async () => (await wakeUps.count()).pastDue);
  metrics.gauge('lienthong_outbox_pending', 'Outbox messages not delivered', () => outbox.pending());
  metrics.gauges('lienthong_queue_depth', 'Nudges in the queue, by channel', ['channel'], () =>
    Promise.all(['wakeup', 'outbox'].map(async (channel) => ({ channel, value: await jobs.depth(channel) }))),
  );
}
