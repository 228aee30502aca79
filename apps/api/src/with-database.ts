import { resolve } from 'node:path';
import type { Config } from './platform/config/config.ts';
import { runningDatabase, startEmbeddedDatabase } from './platform/embedded-database/index.ts';

const silent = { info: () => undefined, warn: () => undefined };

/**
 * Runs a command on the database of the configuration: the one at DATABASE_URL, else the embedded one,
 * beside an Attest that runs it at the moment, or started for this command alone.
 */
export async function withDatabase<Result>(
  config: Config,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const directory = resolve(config.dataDirectory);
  const running = config.database.url ?? runningDatabase(directory);
  if (running !== null) return work(running);
  const database = await startEmbeddedDatabase({ directory, logger: silent });
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
