import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from './app.ts';
import { readConfig, type Config } from './platform/config/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { startText } from './start-text.ts';
import { withDatabase } from './with-database.ts';

/**
 * Runs a command with the whole application behind it but no port, and ends everything afterwards.
 *
 * @param work gives the exit code
 * @param sparesExams leaves the schema of an external database alone while exams run
 */
export async function withApp(
  environment: NodeJS.ProcessEnv,
  work: (app: INestApplicationContext, config: Config) => Promise<number>,
  { sparesExams = false } = {},
): Promise<void> {
  await asCommand(environment, (config) =>
    withDatabase(config, async (url) => {
      await migrate(url, { sparesExams: sparesExams && config.database.url !== null });
      const app = await createApp(config, { databaseUrl: url });
      try {
        return await work(app, config);
      } finally {
        await app.close();
      }
    }),
  );
}

/** Runs a command to its exit code; what goes wrong becomes one sentence. */
export async function asCommand(
  environment: NodeJS.ProcessEnv,
  work: (config: Config) => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await work(readConfig({ LOG_LEVEL: 'error', ...environment }));
  } catch (error) {
    process.stderr.write(`${startText(error)}\n`);
    process.exitCode = 1;
  }
}
