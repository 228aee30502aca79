import { startEmbeddedDatabase } from '../../apps/api/src/platform/embedded-database/index.ts';

// A program for tests: holds the embedded database of a directory, as an API process does, until it is killed.
const [directory = ''] = process.argv.slice(2);
const silent = { info: () => undefined, warn: () => undefined };

const database = await startEmbeddedDatabase({ directory, logger: silent });
process.stdout.write(`${JSON.stringify({ url: database.url, serverId: database.processId() })}\n`);
setInterval(() => undefined, 60_000);
