import { statfsSync } from 'node:fs';
import { StartupFault } from '../startup-fault.ts';

/** A new cluster takes about 60 MB; below this much free space PostgreSQL would stop soon after its start. */
const LEAST_FREE_MEGABYTES = 150;

export function refuseFullDisk(directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if ((bavail * bsize) / 1_000_000 < LEAST_FREE_MEGABYTES) throw noSpace(directory);
}

function noSpace(directory: string, cause?: unknown): StartupFault {
  return new StartupFault(
    `There is no space left on the disk that holds the database, ${directory}: ` +
      `free at least ${String(LEAST_FREE_MEGABYTES)} MB and start again.`,
    { cause },
  );
}

/** Turns what went wrong while preparing or starting the database into a sentence, where we know one. */
export function explain(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || error instanceof StartupFault || !('code' in error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === '53100')
    return noSpace(directory, error);
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return new StartupFault(
      `The database directory ${directory} cannot be written: change its owner or permissions, or set DATA_DIRECTORY.`,
      { cause: error },
    );
  }
  return error;
}

/** The same for what the programs of PostgreSQL printed. */
export function explainOutput(output: string, directory: string, logFile: string | null): StartupFault {
  if (/no space left on device/i.test(output)) return noSpace(directory);
  if (/database files are incompatible with server/i.test(output)) {
    return new StartupFault(
      `The database in ${directory} was made by another major version of PostgreSQL: ` +
        'move its contents with pg_dump, or set DATA_DIRECTORY to an empty directory.',
    );
  }
  const lastWords =
    output.split('\n').findLast((line) => /\b(?:FATAL|PANIC|error):/.test(line)) ?? output.trim();
  const where = logFile === null ? '' : ` Its log is ${logFile}.`;
  return new StartupFault(`PostgreSQL could not be started in ${directory}: ${lastWords.trim()}.${where}`);
}
