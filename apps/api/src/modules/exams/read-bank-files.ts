import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BankFile } from '@attest/item-bank';

const mostFiles = 20_000;
const largestBytes = 1024 * 1024;

/** All YAML files below a folder, in order of their path. */
export async function readBankFiles(directory: string): Promise<BankFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (paths.length > mostFiles) throw new Error(`${directory} holds more than ${String(mostFiles)} files`);
  const files: BankFile[] = [];
  for (const path of paths) {
    const { size } = await stat(path);
    if (size > largestBytes) throw new Error(`${path} is larger than a megabyte`);
    files.push({ path: relative(directory, path).split(sep).join('/'), text: await readFile(path, 'utf8') });
  }
  return files;
}
