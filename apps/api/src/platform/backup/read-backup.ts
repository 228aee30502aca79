import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type * as z from 'zod';
import { sqlState } from '../database/database-errors.ts';
import { StartupFault } from '../startup-fault.ts';
import { damagedBackup, notABackup } from './backup-faults.ts';
import { BackupEnd, BackupHead, BackupTable, endOfTable, firstLine } from './backup-format.ts';

const longestLineBytes = 1_000_000;
const lineBreak = 0x0a;
const marker = Buffer.from(`\n${endOfTable}\n`);

/** Takes the rows of one table; they are gone afterwards. */
export type TakeTable = (table: BackupTable, rows: AsyncGenerator<Buffer>) => Promise<void>;

export interface ReadBackup {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/**
 * Reads a backup from its first line to its last, and proves that it is whole.
 *
 * @throws StartupFault when the file is absent, no backup, or damaged
 */
export async function readBackup(file: string, take: TakeTable): Promise<ReadBackup> {
  const gunzip = createGunzip();
  const source = createReadStream(file).on('error', (error) => gunzip.destroy(error));
  try {
    return await readLines(new Lines(source.pipe(gunzip)), file, take);
  } catch (error) {
    throw readFault(error, file);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function readLines(lines: Lines, file: string, take: TakeTable): Promise<ReadBackup> {
  if ((await lines.next()) !== firstLine) throw notABackup(file);
  const head = parse(BackupHead, await lines.next(), file);
  const rows: Record<string, number> = {};
  for (;;) {
    const sha256 = lines.digest();
    const line = await lines.next();
    if (!line.startsWith('{"table"')) {
      const end = parse(BackupEnd, line, file);
      if (end.sha256 !== sha256) throw damagedBackup(file, 'its contents are not those that were written');
      if (JSON.stringify(end.rows) !== JSON.stringify(rows)) throw damagedBackup(file, 'rows are missing');
      if (!(await lines.isAtEnd())) throw damagedBackup(file, 'something follows its end');
      return { head, end };
    }
    const table = parse(BackupTable, line, file);
    rows[table.table] = await takeCounted(lines, table, take);
  }
}

/** @returns how many rows the table has in the file */
async function takeCounted(lines: Lines, table: BackupTable, take: TakeTable): Promise<number> {
  let count = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of lines.untilEndOfTable()) {
      for (const byte of chunk) if (byte === lineBreak) count += 1;
      yield chunk;
    }
  }
  await take(table, counted());
  return count;
}

function parse<Schema extends z.ZodType>(schema: Schema, line: string, file: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw damagedBackup(file, 'a line cannot be read', cause);
  }
}

function readFault(error: unknown, file: string): unknown {
  if (error instanceof StartupFault) return error;
  const code = sqlState(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new StartupFault(`There is no file ${file}.`);
  if (code === 'EISDIR') return notABackup(file, error);
  if (code === 'EACCES') return new StartupFault(`The file ${file} cannot be read: change its permissions.`);
  if (error instanceof EndsEarly || code === 'Z_BUF_ERROR')
    return damagedBackup(file, 'it ends early', error);
  if (code === 'Z_DATA_ERROR') {
    const isGzip = !(error instanceof Error && error.message.includes('header'));
    return isGzip ? damagedBackup(file, 'it cannot be unpacked', error) : notABackup(file, error);
  }
  return error;
}

class EndsEarly extends Error {}

/** A stream of bytes, taken line by line or up to the end of a table, never whole. */
class Lines {
  readonly #chunks: AsyncIterator<unknown, unknown>;
  readonly #hash = createHash('sha256');
  #pending: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<unknown>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Of everything taken so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  async next(): Promise<string> {
    let end = this.#pending.indexOf(lineBreak);
    while (end === -1) {
      if (this.#pending.length > longestLineBytes || !(await this.#more())) throw new EndsEarly();
      end = this.#pending.indexOf(lineBreak);
    }
    return this.#take(end + 1).toString('utf8', 0, end);
  }

  async *untilEndOfTable(): AsyncGenerator<Buffer> {
    // The line break before the marker belongs to the row before, and an empty table has none.
    const isEmpty = async () => {
      while (this.#pending.length < marker.length - 1) if (!(await this.#more())) throw new EndsEarly();
      return this.#pending.subarray(0, marker.length - 1).equals(marker.subarray(1));
    };
    if (!(await isEmpty())) {
      let at = this.#pending.indexOf(marker);
      while (at === -1) {
        // Part of the marker may have come already.
        yield this.#take(Math.max(0, this.#pending.length - marker.length + 1));
        if (!(await this.#more())) throw new EndsEarly();
        at = this.#pending.indexOf(marker);
      }
      yield this.#take(at + 1);
    }
    this.#take(marker.length - 1);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#pending.length === 0 && !(await this.#more());
  }

  #take(length: number): Buffer {
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    this.#hash.update(taken);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    const { value } = next;
    if (!Buffer.isBuffer(value)) throw new Error('a file gave something other than bytes');
    this.#pending = this.#pending.length === 0 ? value : Buffer.concat([this.#pending, value]);
    return true;
  }
}
