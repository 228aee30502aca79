import { sqlState } from '../database/database-errors.ts';
import { StartupFault } from '../startup-fault.ts';

/** What went wrong with a file that is written, as a sentence where we know one. */
export function fileFault(error: unknown, file: string): unknown {
  if (error instanceof StartupFault) return error;
  const sentence = sentenceOf(sqlState(error), file);
  return sentence === null ? error : new StartupFault(sentence, { cause: error });
}

function sentenceOf(code: string | null, file: string): string | null {
  switch (code) {
    case 'EEXIST':
      return `There is a file ${file} or ${file}.unfinished already: name another one, or remove it.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no space left for ${file}: free some, or name a file on another disk.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no folder for ${file}: make it first.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The file ${file} cannot be written here: change the permissions of its folder, or name another one.`;
    default:
      return null;
  }
}

export function notABackup(file: string, cause?: unknown): StartupFault {
  return new StartupFault(`The file ${file} is no backup of Attest.`, { cause });
}

export function damagedBackup(file: string, what: string, cause?: unknown): StartupFault {
  return new StartupFault(
    `The backup ${file} is damaged: ${what}. Nothing was restored; take another copy of it.`,
    { cause },
  );
}
