import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The system account the server runs as; PostgreSQL refuses to run as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * @returns null unless we are root: then the server runs as ourselves. As root, the account `postgres`
 *   (made if it is missing), or `nobody` where no account can be made.
 */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const found = lookUp('postgres') ?? makeAccount() ?? lookUp('nobody');
  if (found === null) throw new Error('There is neither an account "postgres" nor an account "nobody".');
  return found;
}

function lookUp(name: string): ServerAccount | null {
  const uid = output('id', ['-u', name]);
  const gid = output('id', ['-g', name]);
  return uid === null || gid === null ? null : { uid: Number(uid), gid: Number(gid), name };
}

function makeAccount(): ServerAccount | null {
  const made = output('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  return made === null ? null : lookUp('postgres');
}

function output(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** Whether the account may pass through every folder that leads to this path (and the path itself). */
export function mayReach(account: ServerAccount, path: string): boolean {
  const { mode, uid, gid } = statSync(path);
  const mayPass = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & mayPass) === 0) return false;
  const parent = dirname(path);
  return parent === path || mayReach(account, parent);
}
