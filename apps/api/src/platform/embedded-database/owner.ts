import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StartupFault } from '../startup-fault.ts';
import { identityOf, isRunning } from './process-identity.ts';

const Owner = z.object({ processId: z.int(), identity: z.string() });
type Owner = z.infer<typeof Owner>;

/**
 * Makes this process the owner of the data directory, until the returned function is called.
 *
 * An owner that was killed leaves its file behind; number and start time tell that it is gone.
 *
 * @throws StartupFault when another living Attest owns it
 */
export function own(directory: string): () => void {
  const file = join(directory, 'owner.json');
  const mine = `${file}.${String(process.pid)}`;
  const us: Owner = { processId: process.pid, identity: identityOf(process.pid) ?? '' };
  writeFileSync(mine, JSON.stringify(us), { mode: 0o644 });
  try {
    while (!appears(mine, file)) removeUnlessAlive(file, directory);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(file)?.identity === us.identity) rmSync(file, { force: true });
  };
}

/** A link appears whole or not at all, and for one of several contenders only. */
function appears(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves the file aside before looking, so that of two contenders only one can remove a dead owner. */
function removeUnlessAlive(file: string, directory: string): void {
  refuseIfAlive(read(file), directory);
  const aside = `${file}.${String(process.pid)}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = read(aside);
  if (isAlive(moved)) linkSync(aside, file);
  rmSync(aside, { force: true });
  refuseIfAlive(moved, directory);
}

/** Whether a living Attest owns the data directory. */
export function isOwned(directory: string): boolean {
  return isAlive(read(join(directory, 'owner.json')));
}

function isAlive(owner: Owner | null): owner is Owner {
  return owner !== null && isRunning(owner.processId, owner.identity);
}

function refuseIfAlive(owner: Owner | null, directory: string): void {
  if (!isAlive(owner)) return;
  throw new StartupFault(
    `The database directory ${directory} is in use by another Attest (process ${String(owner.processId)}). ` +
      'Stop it first, or set DATA_DIRECTORY.',
  );
}

function read(file: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Absent, or cut off by a full disk: nobody can be told to own it.
    return null;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
