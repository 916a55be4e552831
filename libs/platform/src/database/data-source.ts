import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { ZONE } from '#kernel';
import { PoolInsideTransactionError, unreachable } from './errors.js';
import { migrationClasses } from './migrations.js';
import { tracedQuery } from '../traces.js';
import { StatementClient } from './statement-client.js';
import { insideTransaction } from './transaction.js';

export type EntityClass = EntityTarget<ObjectLiteral> & (new () => object);

/** A connection has learnt its statements: letting it go after the driver's ten seconds would make every first step after a pause a slow one. */
const IDLE_MS = 600_000;

export interface DataSourceSettings {
  /** Most connections of this process to the database, without those of the queue. Default 10. */
  poolSize?: number;
  /** Told of every idle connection that breaks; without a listener such an event would end the process. */
  onError?: (error: Error) => void;
}

/**
 * A connected TypeORM data source. Sessions run in the product's zone, so that `at::date` in SQL is the local date.
 * The schema belongs to the migrations alone: nothing is ever synchronised from entities.
 * Throws {@link DatabaseUnavailableError}.
 */
export async function createDataSource(
  url: string,
  entities: readonly EntityClass[] = [],
  settings: DataSourceSettings = {},
): Promise<DataSource> {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    entities: [...entities],
    migrations: await migrationClasses(),
    migrationsTableName: 'migration',
    applicationName: 'lienthong',
    connectTimeoutMS: 10_000,
    poolSize: settings.poolSize ?? 10,
    poolErrorHandler: settings.onError ?? (() => undefined),
    // Pipelined: what is asked without waiting for the answer before travels together; the server answers in order all the same.
    extra: { options: `-c timezone=${ZONE}`, Client: StatementClient, pipeline: true, idleTimeoutMillis: IDLE_MS, keepAlive: true },
  };
  const dataSource = new DataSource(options);
  try {
    return guarded(await dataSource.initialize());
  } catch (error) {
    throw isConnectionFailure(error) ? unreachable(url, error) : error;
  }
}

/** Every way to a connection leads through here; {@link PoolInsideTransactionError} on the first try, not only under load. */
function guarded(dataSource: DataSource): DataSource {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    if (insideTransaction()) throw new PoolInsideTransactionError();
    const runner = create(mode);
    const query = runner.query.bind(runner) as (sql: string, ...rest: unknown[]) => Promise<unknown>;
    runner.query = ((sql: string, ...rest: unknown[]) => tracedQuery(sql, () => query(sql, ...rest))) as typeof runner.query;
    return runner;
  };
  return dataSource;
}

/** Network failures carry a Node code (`ECONNREFUSED`), refusals of the server an SQLSTATE (`28P01`, `3D000`); a wrong entity carries neither. */
function isConnectionFailure(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string' || /timeout|terminated/i.test(String(error));
}
