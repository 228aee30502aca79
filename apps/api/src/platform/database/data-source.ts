import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';

const bounded = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 15_000,
  // For a server that is silent; one that answers ends the statement before.
  query_timeout: 8_000,
};

/** Options of the pool that everything but the save path uses; every wait is bounded. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    logging: false,
    poolSize,
    connectTimeoutMS: 2_000,
    applicationName: 'attest',
    extra: { ...bounded, keepAlive: true },
  };
}

/** How long a migration waits for a table that is in use. */
export const longestLockWaitMs = 10_000;

/** Migrations may take longer than a request may, but never wait long for a lock. */
export function migrationDataSource(url: string, wanted = migrations): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: wanted,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    applicationName: 'attest migrations',
    connectTimeoutMS: 5_000,
    extra: { lock_timeout: longestLockWaitMs, max: 1 },
  });
}
