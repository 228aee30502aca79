import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { importBank } from './import-bank.ts';
import { DemoAccounts } from './modules/accounts/index.ts';
import { readConfig, type Config } from './platform/config/config.ts';
import { migrate } from './platform/database/migrate.ts';
import { schemaAtHead } from './platform/database/schema-at-head.ts';
import { startEmbeddedDatabase } from './platform/embedded-database/index.ts';
import { drain, Readiness } from './platform/health/readiness.ts';
import { portFault } from './platform/http/port-fault.ts';
import { startText } from './start-text.ts';

/** Balancers and process managers lose patience soon after. */
const longestStopMs = 25_000;
/** A whole exam room may connect within a moment; whom the kernel cannot keep waiting it cuts off. */
const mostConnecting = 4_096;

/** What has been started, in order; ended in reverse. */
const started: (() => Promise<void>)[] = [];
/** Aborted when nobody wants to wait for balancers. */
const hurry = new AbortController();
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
  const database = await startEmbeddedDatabase({
    directory: resolve(config.dataDirectory),
    logger: { info: say, warn: say },
  });
  started.push(() => database.stop());
  return { url: database.url, isEmbedded: true };
}

async function prepareSchema(url: string, config: Config): Promise<void> {
  if (!config.database.migratesAtStart) {
    await schemaAtHead(url);
    return;
  }
  const migrations = await migrate(url);
  if (migrations.length > 0) say(`Brought the database up to date (${String(migrations.length)} steps).`);
}

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const database = await startDatabase(config);
  await prepareSchema(database.url, config);
  const app = await createApp(config, { databaseUrl: database.url });
  started.push(() => app.close());
  if (config.database.migratesAtStart) {
    const { lines } = await importBank(app, config);
    for (const line of lines) say(line);
  }
  for (const fault of await app.get(Readiness, { strict: false }).faults()) say(`Not ready: ${fault}`);
  const { port, host } = config.http;
  await app.listen({ port, host, backlog: mostConnecting }).catch((error: unknown) => {
    throw portFault(error, config.http);
  });
  started.push(() => drain(app.get(Readiness, { strict: false }), config.http.drainSeconds, hurry.signal));
  // Only now can nothing keep the password from being shown, and it is shown once.
  if (database.isEmbedded) await makeDemoAccounts(app.get(DemoAccounts, { strict: false }), config);
  say(`\nAttest is ready at ${config.http.publicUrl.origin}`);
}

async function makeDemoAccounts(accounts: DemoAccounts, { demoPassword }: Config): Promise<void> {
  const demo = await accounts.makeOnce(demoPassword);
  if (demo === null) return;
  say(`\nPeople to try it with: ${demo.emails.join(', ')}`);
  say(`Their password, shown this once: ${demo.password}`);
}

async function end(exitCode: number): Promise<never> {
  setTimeout(() => process.exit(1), longestStopMs).unref();
  try {
    await stop();
  } catch (fault) {
    process.stderr.write(`${startText(fault)}\n`);
    process.exit(1);
  }
  process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
  process.stderr.write(`${startText(error)}\n`);
  hurry.abort();
  await end(1);
}

process.once('SIGTERM', () => void end(0));
process.once('SIGINT', () => {
  hurry.abort();
  void end(0);
});
// The launcher, which holds the other end, was killed: nobody would ever tell us to stop.
process.once('disconnect', () => {
  hurry.abort();
  void end(0);
});
// Node would print every property of it, such as the parameters of a statement.
process.once('uncaughtException', (error) => void fail(error));

try {
  await run();
} catch (error) {
  await fail(error);
}
