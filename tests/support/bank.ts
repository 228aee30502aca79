import pg from 'pg';
import { createApp } from '../../apps/api/src/app.ts';
import { QuestionBankImport } from '../../apps/api/src/modules/exams/index.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';

/** What an import fills, to be kept from test to test: `useAttest({ prepare: provideBank, keptTables: bankTables })`. */
export const bankTables = [
  'certifications',
  'bank_errors',
  'bank_sources',
  'bank_files',
  'stimuli',
  'stimulus_versions',
  'stimulus_revisions',
  'items',
  'item_versions',
  'item_keys',
  'item_revisions',
  'exams',
  'exam_versions',
];

const withBank = 'attest_with_bank';

/**
 * Fills a migrated database of this run's server with `question-bank/`. The first test file to ask imports
 * it; all others get a copy of that database, which takes a fraction of the time.
 */
export async function provideBank(databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: new URL('/postgres', databaseUrl).href });
  await client.connect();
  try {
    // One at a time; released with the connection.
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [withBank]);
    if (rowCount === 0) {
      await importBank(databaseUrl);
      await client.query(`CREATE DATABASE ${withBank} TEMPLATE ${name}`);
    } else {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${withBank}`);
    }
  } finally {
    await client.end();
  }
}

/** Imports a folder of bank files as `npm run bank -- import` does. */
export async function importBank(databaseUrl: string, directory = 'question-bank'): Promise<void> {
  const config = readConfig({
    LOG_LEVEL: 'fatal',
    DATABASE_URL: databaseUrl,
    QUESTION_BANK_DIRECTORY: directory,
  });
  const app = await createApp(config, { databaseUrl });
  try {
    const { faults } = await app.get(QuestionBankImport, { strict: false }).run({ takeFiles: false });
    if (faults.length > 0) throw new Error(`The bank has faults: ${JSON.stringify(faults.slice(0, 5))}`);
  } finally {
    await app.close();
  }
}
