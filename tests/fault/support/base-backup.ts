import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secondConnection } from '../../support/second-connection.ts';
import type { FaultSystem } from './system.ts';
import { untilTrue } from './until.ts';

/**
 * A copy of the files of a running database, and all of its write-ahead log since, as operators keep them for
 * a restore to any moment.
 */
export class BaseBackup {
  /** As `FaultSystem.start` takes it. */
  readonly directory: string;
  readonly #archive: string;
  readonly #system: FaultSystem;

  private constructor(system: FaultSystem, directory: string, archive: string) {
    this.#system = system;
    this.directory = directory;
    this.#archive = archive;
  }

  /** Restarts the database, which archives its log from then on, and copies its files while it works. */
  static async of(system: FaultSystem, databaseDirectory: string): Promise<BaseBackup> {
    const archive = join(system.directory, 'archive');
    const directory = join(system.directory, 'base-backup');
    mkdirSync(archive);
    chmodSync(archive, 0o777);
    await archiveLog(system, archive);
    const connection = await secondConnection(system.database.url);
    await connection.query(`SELECT pg_backup_start('base', true)`);
    copyLiving(databaseDirectory, directory);
    const { rows } = await connection.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop()');
    const backup = new BaseBackup(system, directory, archive);
    rmSync(join(directory, 'owner.json'));
    rmSync(join(backup.#cluster, 'postmaster.pid'));
    for (const segment of readdirSync(backup.#log)) {
      if (/^[0-9A-F]{24}/.test(segment)) rmSync(join(backup.#log, segment));
    }
    backup.#write('backup_label', rows[0]?.labelfile ?? '');
    return backup;
  }

  /** From now on a server that starts on these files plays the log up to this instant, and goes on from there. */
  async endAt(instant: Date): Promise<void> {
    await this.#archiveAll();
    this.#write('recovery.signal', '');
    this.#write(
      'postgresql.auto.conf',
      `restore_command = 'cp "${this.#archive}/%f" "%p"'
recovery_target_time = '${instant.toISOString().replace('T', ' ').replace('Z', '+00')}'
recovery_target_action = 'promote'
`,
    );
  }

  /** The log up to now is in the archive. */
  async #archiveAll(): Promise<void> {
    const [last] = await this.#system.rows<{ name: string }>(
      'SELECT pg_walfile_name(pg_switch_wal()) AS name',
    );
    await untilTrue('the log is archived', 30_000, () =>
      readdirSync(this.#archive).includes(last?.name ?? ''),
    );
  }

  get #cluster(): string {
    return join(this.directory, 'postgres');
  }

  get #log(): string {
    return join(this.#cluster, 'pg_wal');
  }

  #write(name: string, text: string): void {
    const file = join(this.#cluster, name);
    writeFileSync(file, text, { mode: 0o600 });
    const { uid, gid } = statSync(this.#cluster);
    chownSync(file, uid, gid);
  }
}

async function archiveLog(system: FaultSystem, archive: string): Promise<void> {
  await system.rows('ALTER SYSTEM SET archive_mode = on');
  // Renamed when it is whole, so that nobody restores half of it.
  const copy = `cp "%p" "${archive}/%f.new" && mv "${archive}/%f.new" "${archive}/%f"`;
  await system.rows(`ALTER SYSTEM SET archive_command = '${copy}'`);
  system.database.kill();
  await untilTrue('the database archives its log', 60_000, () =>
    system.rows<{ archive_mode: string }>('SHOW archive_mode').then(
      ([row]) => row?.archive_mode === 'on',
      () => false,
    ),
  );
}

/** Files may go while they are copied: what they held is in the log. */
function copyLiving(from: string, to: string): void {
  mkdirSync(to);
  const { stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  const faults = stderr.split('\n').filter((line) => line !== '' && !line.includes('No such file'));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  execFileSync('chmod', ['755', to]);
}
