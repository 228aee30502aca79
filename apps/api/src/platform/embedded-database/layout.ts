import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartupFault } from '../startup-fault.ts';
import { mayReach, serverAccount, type ServerAccount } from './server-account.ts';

/** Where everything of one embedded database lies. */
export interface Layout {
  /** Holds all that follows; owned by whoever runs Attest. */
  readonly directory: string;
  /** Whether that is not the directory that was asked for. */
  readonly isElsewhere: boolean;
  /** The cluster itself (`PGDATA`); owned by the account the server runs as. */
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly account: ServerAccount | null;
}

/** Data of projects in private folders (such as /root), which the server's account cannot enter. */
const HOME_FOR_ROOT = '/var/lib/attest';

/** Chooses the directory and makes it. */
export function layOut(wanted: string): Layout {
  mkdirSync(wanted, { recursive: true, mode: 0o755 });
  const requested = realpathSync(resolve(wanted));
  const account = accountFor(requested);
  const directory =
    account === null || mayReach(account, requested) ? requested : elsewhere(requested, account);
  return {
    directory,
    isElsewhere: directory !== requested,
    cluster: join(directory, 'postgres'),
    passwordFile: join(directory, 'postgres-password'),
    logFile: join(directory, 'postgres.log'),
    account,
  };
}

/** A cluster must be served by the account that owns it, so an existing one decides. */
function accountFor(directory: string): ServerAccount | null {
  const account = serverAccount();
  const cluster = join(directory, 'postgres');
  if (account === null || !existsSync(cluster)) return account;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? account : { ...account, uid, gid };
}

function elsewhere(requested: string, account: ServerAccount): string {
  const name = createHash('sha256').update(requested).digest('hex').slice(0, 12);
  const directory = join(HOME_FOR_ROOT, name);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  if (mayReach(account, directory)) return directory;
  throw new StartupFault(
    `The account ${account.name}, which PostgreSQL needs when Attest runs as root, can reach neither ` +
      `${requested} nor ${dirname(directory)}: set DATA_DIRECTORY to a directory that everyone may pass through.`,
  );
}

/**
 * The password of the database, made before the cluster and readable by us and by the server's account only.
 *
 * @throws StartupFault when the cluster is there and its password is not
 */
export function password({ cluster, passwordFile, account }: Layout): string {
  if (existsSync(passwordFile)) {
    const known = readFileSync(passwordFile, 'utf8').trim();
    if (known !== '') return known;
  }
  if (existsSync(cluster)) {
    throw new StartupFault(
      `The password of the database is missing: restore ${passwordFile} from a backup, or remove ${cluster} to begin anew.`,
    );
  }
  const made = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${made}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  return made;
}
