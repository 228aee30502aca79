import { unzipSync } from 'fflate';
import { isArchive } from './read-files.ts';

/** Files as they are chosen, with what archives hold in the place of the archives. */
interface OpenedFiles {
  /** Sizes as the archives tell them. */
  readonly entries: readonly { readonly name: string; readonly size: number }[];
  /** Nothing is inflated before. @throws Error for an archive that is broken */
  readonly unpack: () => File[];
}

/** @throws Error for what is no archive, whatever its name says */
export async function openArchives(files: readonly File[]): Promise<OpenedFiles> {
  const opened = await Promise.all(
    files.map(async (file) => (isArchive(file.name) ? new Uint8Array(await file.arrayBuffer()) : file)),
  );
  return {
    entries: opened.flatMap((each) => (each instanceof File ? [each] : entriesOf(each))),
    unpack: () => opened.flatMap((each) => (each instanceof File ? [each] : filesOf(each))),
  };
}

function entriesOf(archive: Uint8Array): { name: string; size: number }[] {
  const entries: { name: string; size: number }[] = [];
  unzipSync(archive, {
    filter: ({ name, originalSize }) => {
      if (isForImport(name)) entries.push({ name, size: originalSize });
      return false;
    },
  });
  return entries;
}

function filesOf(archive: Uint8Array): File[] {
  const found = unzipSync(archive, { filter: ({ name }) => isForImport(name) });
  return Object.entries(found).map(([name, content]) => new File([new Uint8Array(content)], name));
}

/** No folders, and nothing that programs add to archives unasked. */
function isForImport(name: string): boolean {
  return !name.endsWith('/') && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
