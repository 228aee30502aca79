import { bounds } from './bounds.ts';
import { readCsv, type CsvColumn } from './csv/read-csv.ts';
import { decode, type GivenFile } from './decode.ts';
import { faultAt, type Finding } from './findings.ts';
import type { ReadRecord } from './records.ts';
import { readBankFile } from './yaml/read-bank-file.ts';

export type ImportFormat = 'csv' | 'bank-files';

/** A file whose characters are known. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadImport {
  /** Of a table; empty for formats that name their fields themselves. */
  readonly columns: readonly CsvColumn[];
  readonly records: readonly ReadRecord[];
  /** What bars the files as a whole. */
  readonly findings: readonly Finding[];
}

const endings: readonly [RegExp, ImportFormat][] = [
  [/\.(csv|tsv|txt)$/i, 'csv'],
  [/\.ya?ml$/i, 'bank-files'],
];

/** By the endings of their names: one table, or any number of bank files. */
export function formatOf(files: readonly { readonly name: string }[]): ImportFormat | Finding {
  const place = (name: string) => ({ file: name, line: 1, column: 1, name: null });
  const formats: ImportFormat[] = [];
  for (const { name } of files) {
    const format = endings.find(([ending]) => ending.test(name))?.[1];
    if (format === undefined) {
      return faultAt(
        place(name),
        'this is no file of a known format',
        'Choose one table (.csv, saved as “CSV UTF-8”) or bank files (.yaml).',
      );
    }
    formats.push(format);
  }
  const [first = 'csv'] = formats;
  const strange = formats.findIndex((format, at) => at > 0 && (format !== first || first === 'csv'));
  if (strange < 0) return first;
  return faultAt(
    place(files[strange]?.name ?? ''),
    'tables come one at a time, and not together with bank files',
    'Choose one table, or bank files only.',
  );
}

/** Their characters, or the first place in each that cannot be read. */
export function decodeAll(files: readonly GivenFile[]): { texts: TextFile[]; findings: Finding[] } {
  const decoded = files.map((file) => ({ name: file.name, ...decode(file) }));
  return {
    texts: decoded.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])),
    findings: decoded.flatMap(({ finding }) => finding ?? []),
  };
}

/**
 * The records of files with their places, whatever the format.
 *
 * @param chosen what each column of a table holds; null: guessed from their names
 */
export function readImport(
  format: ImportFormat,
  files: readonly TextFile[],
  chosen: readonly (string | null)[] | null,
): ReadImport {
  if (format === 'csv') {
    const [file] = files;
    if (file === undefined) return { columns: [], records: [], findings: [] };
    const { columns, items, findings } = readCsv(file.name, file.text, chosen);
    return { columns, records: items, findings };
  }
  const read = files.map(({ name, text }) => readBankFile(name, text));
  const records = read.flatMap(({ record }) => record ?? []);
  const findings = read.flatMap((each) => each.findings);
  const tooMany = records[bounds.records];
  if (tooMany === undefined) return { columns: [], records, findings };
  const message = `there are ${records.length} files; one import takes ${bounds.records}`;
  return {
    columns: [],
    records: [],
    findings: [faultAt(tooMany.place, message, 'Import them in several parts.')],
  };
}
