import type { ItemFiles } from '@attest/contracts';
import { strToU8, zipSync } from 'fflate';

/** The files of a bank as one archive, in the folders an import looks for them. */
export function archiveOf(files: ItemFiles['files']): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync(Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)]))));
}
