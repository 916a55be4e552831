/**
 * SQL: how long a row that failed is left alone, from its `attempts` before the failure. Two seconds, doubled with each
 * failure, an hour at most: a passing fault costs little, a lasting one does not fill the log.
 */
export const RETRY_PAUSE = `least(2 * 2 ^ least(attempts, 20), 3600) * interval '1 second'`;
