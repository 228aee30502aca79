/**
 * The gallery, `question-bank/gallery/`: a bank of its own that shows every type of question. Registers and
 * blueprints are those of `question-bank/`. It is never imported, so nobody can be given its items.
 */
import type { Bank, BankFile, CertificationBank, Fault, SourceItem, SourceRecord } from '../bank.ts';
import { GalleryFile } from '../schema/gallery.ts';
import { faultOf } from './naming.ts';
import { parseBank } from './parse-bank.ts';
import { galleryFolder, placeOf } from './places.ts';
import { readRecord } from './yaml-file.ts';

export interface Gallery {
  /** Items and stimuli of the gallery alone, without exams; paths start at `question-bank/`. */
  readonly bank: Bank;
  /** In the order in which they are shown; only items without faults. */
  readonly entries: readonly { readonly item: SourceItem; readonly shows: string }[];
  /** Those of the gallery's own files and of the registers and blueprints it needs. */
  readonly faults: readonly Fault[];
}

const listPath = `${galleryFolder}gallery.yaml`;

/**
 * Reads the gallery among the files of a question bank.
 *
 * @param files `path` relative to `question-bank/`; items, stimuli and exams of the bank itself are passed over
 * @returns null when no file of a gallery is among them
 */
export function parseGallery(files: readonly BankFile[]): Gallery | null {
  const own = files.filter(({ path }) => path.startsWith(galleryFolder));
  if (own.length === 0) return null;
  const records = own.filter(({ path }) => path !== listPath).map(withoutFolder);
  const isMember = ({ path }: BankFile) => ['item', 'stimulus', 'other'].includes(placeOf(path).kind);
  const members = records.filter(isMember);
  const strangers = records.filter((file) => !isMember(file)).map(strangerFault);
  const reading = parseBank([...sharedFiles(files, members), ...members]);
  const paths = new Set(members.map(({ path }) => path));
  const bank = { ...reading.bank, certifications: reading.bank.certifications.map(inGallery) };
  const list = readList(own.find(({ path }) => path === listPath));
  const items = bank.certifications.flatMap((certification) => certification.items);
  return {
    bank,
    entries: (list.source?.record.entries ?? []).flatMap(({ item: id, shows }) => {
      const item = items.find(({ record }) => record.id === id);
      return item === undefined ? [] : [{ item, shows }];
    }),
    faults: [
      ...reading.faults.map((fault) =>
        paths.has(fault.path) ? { ...fault, path: below(fault.path) } : fault,
      ),
      ...strangers,
      ...list.faults,
      ...(list.source === null ? [] : listFaults(list.source, members)),
    ],
  };
}

function sharedFiles(files: readonly BankFile[], members: readonly BankFile[]): BankFile[] {
  const folders = new Set(members.map(({ path }) => placeOf(path).folder));
  return files.filter(({ path }) => {
    const { kind, folder } = placeOf(path);
    return kind === 'sources' || kind === 'errors' || (kind === 'blueprint' && folders.has(folder));
  });
}

function readList(file: BankFile | undefined) {
  if (file !== undefined) return readRecord(file, GalleryFile);
  const message = 'the list of the gallery is missing; write it';
  return { source: null, faults: [{ ...start, path: listPath, message }] };
}

/** The list and the files name the same items. */
function listFaults(source: SourceRecord<GalleryFile>, members: readonly BankFile[]): Fault[] {
  const places = members.map(({ path }) => placeOf(path)).filter(({ kind }) => kind === 'item');
  const listed = source.record.entries.map(({ item }) => item);
  return [
    ...listed.flatMap((id, at) =>
      places.some(({ name }) => name === id)
        ? []
        : [faultOf(source, ['entries', at, 'item'], `the gallery has no item ${id}; correct the id`)],
    ),
    ...places
      .filter(({ name }) => !listed.includes(name))
      .map(({ name }) => faultOf(source, ['entries'], `${name} stands in no entry; add one`)),
  ];
}

const start = { line: 1, column: 1, severity: 'error' } as const;

function strangerFault({ path }: BankFile): Fault {
  const message =
    'a gallery holds gallery.yaml, <certification>/items/<domain>/ and <certification>/stimuli/; ' +
    'registers and blueprints are those of the bank; move or remove it';
  return { ...start, path: below(path), message };
}

function inGallery(certification: CertificationBank): CertificationBank {
  const moved = <Shape>(source: SourceRecord<Shape>): SourceRecord<Shape> => ({
    ...source,
    path: below(source.path),
  });
  return {
    ...certification,
    items: certification.items.map(moved),
    stimuli: certification.stimuli.map(moved),
  };
}

function withoutFolder({ path, text }: BankFile): BankFile {
  return { path: path.slice(galleryFolder.length), text };
}

function below(path: string): string {
  return `${galleryFolder}${path}`;
}
