import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';
import { PlanningClient } from './planning-client.ts';

const bounded = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 15_000,
  // For a server that is silent; one that answers ends the statement before.
  query_timeout: 8_000,
};

export interface PoolOptions {
  readonly poolSize: number;
  /** False for poolers that give each transaction another connection and know no named statements. */
  readonly preparesStatements: boolean;
}

/** Options of the pool that everything but the save path uses; every wait is bounded. */
export function dataSourceOptions(
  url: string,
  { poolSize, preparesStatements }: PoolOptions,
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    logging: false,
    poolSize,
    connectTimeoutMS: 2_000,
    applicationName: 'attest',
    extra: { ...bounded, keepAlive: true, ...(preparesStatements && { Client: PlanningClient }) },
  };
}

/** How long a migration waits for a table that is in use: whoever comes after it waits as long, saves too. */
export const longestLockWaitMs = 2_000;

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
