import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { QuestionBankImport } from './modules/exams/index.ts';
import type { Config } from './platform/config/config.ts';
import { StartupFault } from './platform/startup-fault.ts';
import { reportImport } from './report-import.ts';

/**
 * Brings the question bank of the configuration into the database.
 *
 * @param takeFiles where file and database both changed, the file wins
 * @returns what it did, a line each, and whether every file is in the database now
 * @throws StartupFault when the folder cannot be read
 */
export async function importBank(
  app: INestApplicationContext,
  { questionBankDirectory }: Config,
  takeFiles = false,
): Promise<{ lines: readonly string[]; isComplete: boolean }> {
  const bank = app.get(QuestionBankImport, { strict: false });
  const report = await bank.run({ takeFiles }).catch((error: unknown) => {
    throw folderFault(error, resolve(questionBankDirectory));
  });
  const conflicts = report.certifications.flatMap((certification) => certification.conflicts);
  return { lines: reportImport(report), isComplete: report.faults.length + conflicts.length === 0 };
}

function folderFault(error: unknown, directory: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new StartupFault(
        `There is no folder ${directory} with the question bank: put it there, or set QUESTION_BANK_DIRECTORY.`,
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
      return new StartupFault(
        `The question bank in ${directory} cannot be read: change the permissions of the folder, or set QUESTION_BANK_DIRECTORY.`,
        { cause: error },
      );
    default:
      return error;
  }
}
