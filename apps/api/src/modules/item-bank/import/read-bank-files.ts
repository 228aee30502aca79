import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BankFile, Fault } from '@attest/item-bank';

const mostFiles = 20_000;
const largestBytes = 1024 * 1024;
/** Keeps a byte order mark, so that a text has the hash it always had. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * All YAML files below a folder, in order of their path. What looks like a bank file and cannot be read
 * is a fault, never passed over in silence.
 */
export async function readBankFiles(
  directory: string,
): Promise<{ files: readonly BankFile[]; faults: readonly Fault[] }> {
  const entries = (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isSymbolicLink() || (!entry.isDirectory() && /\.ya?ml$/i.test(entry.name)))
    .map((entry) => ({ entry, path: pathBelow(directory, entry) }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  if (entries.length > mostFiles) {
    return {
      files: [],
      faults: [fault('.', `there are more than ${String(mostFiles)} files; split the bank`)],
    };
  }
  const files: BankFile[] = [];
  const faults: Fault[] = [];
  for (const { entry, path } of entries) {
    const read = await readOne(entry);
    if ('text' in read) files.push({ path, text: read.text });
    else faults.push(fault(path, read.message));
  }
  return { files, faults };
}

async function readOne(entry: Dirent): Promise<{ text: string } | { message: string }> {
  if (entry.isSymbolicLink()) {
    return { message: 'symbolic links are not followed; put the file itself here' };
  }
  if (!entry.isFile()) return { message: 'not a regular file; remove it' };
  const file = join(entry.parentPath, entry.name);
  let bytes: Buffer;
  try {
    if ((await stat(file)).size > largestBytes) {
      return { message: 'the file is larger than a megabyte; split it' };
    }
    bytes = await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return { message: `the file cannot be read${code}; check its permissions` };
  }
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { message: 'the file is not UTF-8; save it in that encoding' };
  }
}

function pathBelow(directory: string, { parentPath, name }: Dirent): string {
  return relative(directory, join(parentPath, name)).split(sep).join('/');
}

function fault(path: string, message: string): Fault {
  return { path, line: 1, column: 1, message, severity: 'error' };
}
