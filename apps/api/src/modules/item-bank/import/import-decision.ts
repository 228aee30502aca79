export interface FileLedgerEntry {
  /** Hash of the file when it was last imported. */
  readonly fileHash: string;
  /** Hash of the record right after that import. */
  readonly recordHash: string;
}

export type ImportDecision = 'nothing' | 'agree' | 'create' | 'change' | 'conflict';

export interface ImportedRecord {
  /** Hash of the record as the database holds it now; null when it has none. */
  readonly present: string | null;
  /** Hash of the record as the file wants it. */
  readonly wanted: string;
}

/**
 * What to do with a file. An unchanged file does nothing, whatever the database holds; where both
 * file and record have changed since the last import, and not to the same, the database wins, unless
 * files are taken.
 */
export function decideImport(
  fileHash: string,
  entry: FileLedgerEntry | null,
  { present, wanted }: ImportedRecord,
  takeFiles: boolean,
): ImportDecision {
  if (entry?.fileHash === fileHash) return 'nothing';
  if (present === null) return 'create';
  if (present === wanted) return 'agree';
  if (entry?.recordHash === present || takeFiles) return 'change';
  return 'conflict';
}
