import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from './app.ts';
import { readConfig } from './platform/config/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { startEmbeddedDatabase } from './platform/embedded-database/index.ts';
import { StartupFault } from './platform/startup-fault.ts';

/** Runs a command with the whole application behind it but no port, and ends everything afterwards. */
export async function withApp(work: (app: INestApplicationContext) => Promise<number>): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const config = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error' });
    let { url } = config.database;
    if (url === null) {
      const logger = { info: () => undefined, warn: () => undefined };
      const database = await startEmbeddedDatabase({
        directory: resolve(config.dataDirectory),
        logger,
      });
      ends.push(() => database.stop());
      ({ url } = database);
    }
    await migrate(url);
    const app = await createApp(config, { databaseUrl: url });
    ends.push(() => app.close());
    process.exitCode = await work(app);
  } catch (error) {
    process.stderr.write(
      `${error instanceof StartupFault || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
    );
    process.exitCode = 1;
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
