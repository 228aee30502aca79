import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { DemoAccounts } from './modules/accounts/index.ts';
import { QuestionBankImport } from './modules/exams/index.ts';
import { readConfig, type Config } from './platform/config/config.ts';
import { sqlState } from './platform/database/database-errors.ts';
import { migrate } from './platform/database/migrate.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './platform/embedded-database/index.ts';
import { StartupFault } from './platform/startup-fault.ts';
import { reportImport } from './report-import.ts';

const longestStopMs = 25_000;

/** What has been started, in order; ended in reverse. */
const started: (() => Promise<void>)[] = [];
let stopping: Promise<void> | null = null;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends everything once, newest first: requests drain before the database goes. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const end of started.toReversed()) await end();
  })();
  return stopping;
}

async function startDatabase(config: Config): Promise<{ url: string; isEmbedded: boolean }> {
  if (config.database.url !== null) return { url: config.database.url, isEmbedded: false };
  const database: EmbeddedDatabase = await startEmbeddedDatabase({
    directory: resolve(config.dataDirectory),
    logger: { info: say, warn: say },
  });
  started.push(() => database.stop());
  return { url: database.url, isEmbedded: true };
}

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const database = await startDatabase(config);
  const migrations = await migrate(database.url);
  if (migrations.length > 0) say(`Brought the database up to date (${String(migrations.length)} steps).`);

  const app = await createApp(config, { databaseUrl: database.url });
  started.push(() => app.close());
  const report = await app.get(QuestionBankImport, { strict: false }).run({ takeFiles: false });
  for (const line of reportImport(report)) say(line);
  const demo = database.isEmbedded
    ? await app.get(DemoAccounts, { strict: false }).makeOnce(config.demoPassword)
    : null;

  await app.listen(config.http.port, config.http.host).catch((error: unknown) => {
    throw portFault(error, config);
  });
  if (demo !== null) {
    say(`\nPeople to try it with: ${demo.emails.join(', ')}`);
    say(`Their password, shown this once: ${demo.password}`);
  }
  say(`\nAttest is ready at ${config.http.publicUrl.origin}`);
}

function portFault(error: unknown, config: Config): unknown {
  const { port, host } = config.http;
  switch (sqlState(error)) {
    case 'EADDRINUSE':
      return new StartupFault(
        `Port ${String(port)} is taken by another program: stop it, or choose another with PORT.`,
        { cause: error },
      );
    case 'EACCES':
      return new StartupFault(
        `This user may not listen on port ${String(port)}: choose one above 1023 with PORT.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupFault(`HOST “${host}” is not an address of this machine.`, { cause: error });
    default:
      return error;
  }
}

function endOn(signal: NodeJS.Signals): void {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), longestStopMs).unref();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  });
}

endOn('SIGINT');
endOn('SIGTERM');

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof StartupFault ? error.message : describe(error)}\n`);
  await stop().catch((fault: unknown) => process.stderr.write(`${describe(fault)}\n`));
  process.exit(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
