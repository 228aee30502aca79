import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** SQLSTATE of an error from pg, also when TypeORM wrapped it; null for other errors. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('driverError' in error) return sqlState(error.driverError);
  return null;
}

/** Serialisation failure or deadlock: the same transaction may succeed when run again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  if ('constraint' in error && error.constraint === constraint) return true;
  return 'driverError' in error && violates(error.driverError, constraint);
}

const unavailable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01', // terminated by administrator
  '57P02', // crash shutdown
  '57P03', // starting up
  '57014', // statement timeout
  '55P03', // lock not available
  '40001', // serialisation failure, again after the last try
  '40P01', // deadlock, likewise
  '53100', // disk full
  '53300', // too many connections
  '08000',
  '08003',
  '08006',
]);

/** The database cannot serve now; nothing is known to be wrong with the request. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null) return unavailable.has(state);
  return error instanceof Error && (isLostConnection(error) || isTimeout(error));
}

/** Also one that broke between two statements of a transaction, which TypeORM then calls released. */
function isLostConnection(error: Error): boolean {
  return (
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError ||
    /Connection terminated|connection error and is not queryable/.test(error.message)
  );
}

/** Of a pool, of a single connection that was not made in time, and of a server that falls silent. */
function isTimeout({ message }: Error): boolean {
  return /timeout exceeded when trying to connect|^timeout expired$|Query read timeout/.test(message);
}
