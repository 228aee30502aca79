import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { StartupFault } from '../startup-fault.ts';
import { fileFault } from './backup-faults.ts';
import { copyOut, endOfTable, firstLine, type BackupEnd, type BackupTable } from './backup-format.ts';
import { beginSnapshot, describeSnapshot } from './snapshot.ts';

const longestSilenceMs = 3_000;

export interface BackupSummary {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes everything of one moment into a file, while the product goes on.
 *
 * The file appears under its name when it is whole and on disk; nobody but its owner may read it.
 *
 * @param report is told how far it has come, a line at a time
 * @throws StartupFault in words for the operator
 */
export async function writeBackup(
  url: string,
  file: string,
  report: (line: string) => void,
): Promise<BackupSummary> {
  if (existsSync(file)) throw new StartupFault(`There is a file ${file} already: name another one.`);
  const client = await beginSnapshot(url);
  const unfinished = `${file}.unfinished`;
  let handle: FileHandle | null = null;
  try {
    handle = await open(unfinished, 'wx', 0o600);
    const content = new BackupContent(client, report);
    await pipeline(Readable.from(content.chunks()), createGzip(), writeTo(handle));
    await handle.sync();
    const { size } = await handle.stat();
    await giveName(unfinished, file);
    return { rows: content.rowCount, bytes: size };
  } catch (error) {
    if (handle !== null) await rm(unfinished, { force: true });
    throw fileFault(error, file);
  } finally {
    await handle?.close();
    await client.end();
  }
}

/** A stream of the handle would close it before what it holds is known to be on disk. */
function writeTo(handle: FileHandle): (chunks: AsyncIterable<unknown>) => Promise<void> {
  return async (chunks) => {
    for await (const chunk of chunks) {
      if (!Buffer.isBuffer(chunk)) throw new Error('gzip gave something other than bytes');
      await handle.writeFile(chunk);
    }
  };
}

/** A link never replaces a file that somebody made meanwhile; some file systems know no links. */
async function giveName(unfinished: string, file: string): Promise<void> {
  try {
    await link(unfinished, file);
  } catch (error) {
    if (existsSync(file)) throw error;
    await rename(unfinished, file);
    return;
  }
  await rm(unfinished);
}

/** The lines of a backup, counted and hashed as they go by. */
class BackupContent {
  readonly #client: pg.Client;
  readonly #report: (line: string) => void;
  readonly #hash = createHash('sha256');
  readonly #rows: Record<string, number> = {};

  constructor(client: pg.Client, report: (line: string) => void) {
    this.#client = client;
    this.#report = report;
  }

  get rowCount(): number {
    return Object.values(this.#rows).reduce((sum, count) => sum + count, 0);
  }

  async *chunks(): AsyncGenerator<Buffer> {
    const { head, tables } = await describeSnapshot(this.#client);
    yield this.#line(firstLine);
    yield this.#line(JSON.stringify(head));
    for (const table of tables) {
      yield this.#line(JSON.stringify(table));
      yield* this.#rowsOf(table);
      yield this.#line(endOfTable);
    }
    const end: BackupEnd = { rows: this.#rows, sha256: this.#hash.digest('hex') };
    yield Buffer.from(`${JSON.stringify(end)}\n`);
  }

  async *#rowsOf(table: BackupTable): AsyncGenerator<Buffer> {
    const rows = this.#client.query(copyTo(copyOut(table)));
    let bytes = 0;
    let reportedAtMs = performance.now();
    for await (const chunk of rows) {
      if (!Buffer.isBuffer(chunk)) throw new Error('COPY gave something other than bytes');
      this.#hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
      if (performance.now() - reportedAtMs > longestSilenceMs) {
        reportedAtMs = performance.now();
        this.#report(`${table.table}: ${String(Math.round(bytes / 1e6))} MB so far`);
      }
    }
    // PostgreSQL tells how many rows it sent after the last of them, perhaps in a later packet: whatever is
    // asked next is answered after that.
    await this.#client.query('SELECT 1');
    this.#rows[table.table] = rows.rowCount;
  }

  #line(text: string): Buffer {
    const line = Buffer.from(`${text}\n`);
    this.#hash.update(line);
    return line;
  }
}
