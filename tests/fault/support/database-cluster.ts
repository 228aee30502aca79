import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from '../../../apps/api/src/platform/embedded-database/index.ts';
import { processTree, signalAll } from './process-tree.ts';

/**
 * A real PostgreSQL beside the API processes, as an operator runs one: whoever kills it finds it started
 * again on the same port, as a service manager would do.
 */
export class DatabaseCluster {
  readonly #database: EmbeddedDatabase;

  private constructor(database: EmbeddedDatabase) {
    this.#database = database;
  }

  /**
   * @param preparedDirectory of a cluster that was ended cleanly; copied, never changed
   * @param logDirectory where its write-ahead log lies instead of beside the data, such as another disk
   */
  static async startCopy(
    preparedDirectory: string,
    directory: string,
    logDirectory?: string,
  ): Promise<DatabaseCluster> {
    mkdirSync(directory, { recursive: true });
    execFileSync('cp', ['-a', `${preparedDirectory}/.`, directory]);
    if (logDirectory !== undefined) {
      const log = join(directory, 'postgres', 'pg_wal');
      execFileSync('cp', ['-a', log, logDirectory]);
      rmSync(log, { recursive: true });
      symlinkSync(join(logDirectory, 'pg_wal'), log);
    }
    return DatabaseCluster.start(directory);
  }

  static async start(directory: string): Promise<DatabaseCluster> {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o755);
    return new DatabaseCluster(
      await startEmbeddedDatabase({
        directory,
        logger: { info: () => undefined, warn: () => undefined },
      }),
    );
  }

  get url(): string {
    return this.#database.url;
  }

  /** Kills the server and all its children, as a power cut does. It comes back by itself. */
  kill(): void {
    signalAll(processTree(this.#database.processId()), 'SIGKILL');
  }

  /** Everything of it stands still until `goOn`. */
  freeze(): void {
    signalAll(processTree(this.#database.processId()), 'SIGSTOP');
  }

  goOn(): void {
    signalAll(processTree(this.#database.processId()), 'SIGCONT');
  }

  async stop(): Promise<void> {
    this.goOn();
    await this.#database.stop();
  }
}
