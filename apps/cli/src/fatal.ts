import { ConfigError, DatabaseUnavailableError, QueueUnavailableError } from '#platform';

/** A start that cannot be: said in one message, in both languages, with exit code 1. */
export class FatalError extends Error {
  constructor(readonly vi: string, readonly en: string) {
    super(`${vi}\n${en}`);
    this.name = 'FatalError';
  }
}

/** Ends the process with what a person can act on; a fault that nobody foresaw keeps its stack. */
export function die(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `Cấu hình chưa đúng / Wrong settings:\n${error.message.replace(/^/gm, '  ')}`;
  if (error instanceof FatalError || error instanceof DatabaseUnavailableError || error instanceof QueueUnavailableError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
