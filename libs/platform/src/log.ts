import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Config } from './config.js';

export type Log = Logger;

/** Injection token of the process's {@link Log}. */
export const LOG = Symbol('Log');

/**
 * Fields that could name a citizen or open a door. Log lines speak of dossiers by code and of people by account; whatever
 * else slips in under these names is cut out.
 */
const PRIVATE = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'applicant',
  'phone',
  'email',
  'name',
  'data',
  'payload',
  'parameters',
  'driverError',
  'detail',
];

/** One JSON line per entry; for people, coloured lines on a terminal outside production. */
export function createLog(config: Pick<Config, 'logLevel' | 'production'>, stream?: DestinationStream): Log {
  const paths = PRIVATE.flatMap((field) => [field, `*.${field}`]);
  const options = { level: config.logLevel, base: null, timestamp: stdTimeFunctions.isoTime, redact: { paths, remove: true } };
  return pino(options, stream ?? standardOutput(config.production));
}

function standardOutput(production: boolean): DestinationStream {
  if (production || !process.stdout.isTTY) return pino.destination({ dest: 1, sync: true });
  return PinoPretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', sync: true });
}

/** Lets the framework speak through the same log. Its chatter of wiring is for debugging only. */
export function frameworkLog(log: Log): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void =>
      log[level]({ context: rest.at(-1) }, message instanceof Error ? (message.stack ?? message.message) : String(message));
  return { log: at('debug'), debug: at('debug'), verbose: at('debug'), warn: at('warn'), error: at('error'), fatal: at('fatal') };
}
