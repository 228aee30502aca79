type ImportDecision = 'agree' | 'create' | 'change' | 'conflict';

/**
 * What to do with a file that changed since its last import. Where the record has changed as well, and
 * not to the same, the database wins, unless files are taken.
 *
 * @param imported hash of the record right after the last import; null when there was none
 * @param present hash of the record as the database holds it now; null when it has none
 * @param wanted hash of the record as the file wants it
 */
export function decideImport(
  imported: string | null,
  present: string | null,
  wanted: string,
  takesFiles: boolean,
): ImportDecision {
  if (present === null) return 'create';
  if (present === wanted) return 'agree';
  return imported === present || takesFiles ? 'change' : 'conflict';
}
