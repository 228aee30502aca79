import { resolve } from 'node:path';
import { restoreBackup, writeBackup } from './platform/backup/index.ts';
import { hasDatabase } from './platform/embedded-database/index.ts';
import { StartupFault } from './platform/startup-fault.ts';
import { asCommand } from './with-app.ts';
import { withDatabase } from './with-database.ts';

const report = (line: string) => {
  process.stderr.write(`${line}\n`);
};

/** Writes everything of this moment into a new file. */
export async function backUp(file: string): Promise<void> {
  await asCommand(process.env, async (config) => {
    const directory = resolve(config.dataDirectory);
    if (config.database.url === null && !hasDatabase(directory)) {
      throw new StartupFault(`There is no database in ${directory}: set DATA_DIRECTORY or DATABASE_URL.`);
    }
    const target = resolve(file);
    const { rows, bytes } = await withDatabase(config, (url) => writeBackup(url, target, report));
    const megabytes = (bytes / 1e6).toFixed(1);
    process.stdout.write(
      `${target} holds ${String(rows)} rows in ${megabytes} MB. Keep it as secret as the database.\n`,
    );
    return 0;
  });
}

/** Fills an empty database from a backup. */
export async function restore(file: string): Promise<void> {
  await asCommand(process.env, async (config) => {
    const source = resolve(file);
    const { madeAt, rows, migrated } = await withDatabase(config, (url) =>
      restoreBackup(url, source, report),
    );
    if (migrated.length > 0) report(`Brought the database up to date (${String(migrated.length)} steps).`);
    process.stdout.write(`Restored ${String(rows)} rows, as they were at ${madeAt}.\n`);
    return 0;
  });
}
