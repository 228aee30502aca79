import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from './app.ts';
import { readConfig, type Config } from './platform/config/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { startEmbeddedDatabase } from './platform/embedded-database/index.ts';
import { startText } from './start-text.ts';

const silent = { info: () => undefined, warn: () => undefined };

/**
 * Runs a command with the whole application behind it but no port, and ends everything afterwards.
 *
 * @param work gives the exit code
 */
export async function withApp(
  environment: NodeJS.ProcessEnv,
  work: (app: INestApplicationContext, config: Config) => Promise<number>,
): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const config = readConfig({ LOG_LEVEL: 'error', ...environment });
    let { url } = config.database;
    if (url === null) {
      const directory = resolve(config.dataDirectory);
      const database = await startEmbeddedDatabase({ directory, logger: silent });
      ends.push(() => database.stop());
      ({ url } = database);
    }
    await migrate(url);
    const app = await createApp(config, { databaseUrl: url });
    ends.push(() => app.close());
    process.exitCode = await work(app, config);
  } catch (error) {
    process.stderr.write(`${startText(error)}\n`);
    process.exitCode = 1;
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
