import { createApp } from '../../apps/api/src/app.ts';
import { QuestionBankImport } from '../../apps/api/src/modules/exams/index.ts';
import { readConfig } from '../../apps/api/src/platform/config/config.ts';

/** What an import fills, to be kept from test to test: `useAttest({ prepare: importBank, keptTables: bankTables })`. */
export const bankTables = [
  'certifications',
  'bank_errors',
  'bank_sources',
  'bank_files',
  'stimuli',
  'stimulus_versions',
  'items',
  'item_versions',
  'item_keys',
  'exams',
  'exam_versions',
];

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
