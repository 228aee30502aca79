import { CertificationCode } from '@attest/contracts';

/** What a path under `question-bank/` says about the file there. */
export interface Place {
  readonly kind: 'sources' | 'errors' | 'blueprint' | 'exam' | 'item' | 'stimulus' | 'misplaced' | 'other';
  /** Folder of the certification, lower case; empty for the shared registers. */
  readonly folder: string;
  /** Folder of the domain, lower case; empty but for items. */
  readonly domainFolder: string;
  /** File name without its ending. */
  readonly name: string;
}

/** The gallery is a bank of its own, see `parse-gallery.ts`; the bank around it does not read it. */
export const galleryFolder = 'gallery/';

const folders = CertificationCode.options.map((code) => code.toLowerCase());
const nowhere = { folder: '', domainFolder: '' };

export function placeOf(path: string): Place {
  const parts = path.split('/');
  const fileName = parts.at(-1) ?? '';
  if (!/\.ya?ml$/i.test(fileName)) return { kind: 'other', ...nowhere, name: fileName };
  const name = fileName.replace(/\.yaml$/, '');
  const [folder = '', second = '', third = ''] = parts;
  const place = (kind: Place['kind'], domainFolder = ''): Place => ({ kind, folder, domainFolder, name });

  if (path === 'sources.yaml') return { kind: 'sources', ...nowhere, name };
  if (path === 'errors.yaml') return { kind: 'errors', ...nowhere, name };
  if (!folders.includes(folder) || !fileName.endsWith('.yaml')) return place('misplaced');
  if (parts.length === 2 && name === 'blueprint') return place('blueprint');
  if (parts.length === 3 && second === 'exams') return place('exam');
  if (parts.length === 3 && second === 'stimuli') return place('stimulus');
  if (parts.length === 4 && second === 'items' && third !== '..') return place('item', third);
  return place('misplaced');
}

export const placesInWords =
  `move it to <certification>/items/<domain>/, <certification>/stimuli/, <certification>/exams/ ` +
  `or <certification>/blueprint.yaml, where <certification> is one of: ${folders.join(', ')}`;
