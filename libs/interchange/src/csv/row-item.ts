import type { ItemText } from '@attest/item-bank';
import { letters, type CsvField } from './fields.ts';
import { flatTypes, isFlatType, isForeign, type FlatType } from './flat-types.ts';
import { RowCells, type CellFault } from './row-cells.ts';
import { partsOf } from './row-parts.ts';
import type { Fresh } from '../records.ts';

export interface RowReading {
  readonly record: Readonly<Record<string, unknown>>;
  readonly found: readonly CellFault[];
}

const needed = ['certification', 'domain', 'objective', 'level', 'stem', 'flip_fact'] as const;

/**
 * The item that a row describes, without id.
 *
 * @param present what the bank holds of it: a column that the file does not have leaves there what it holds
 */
export function itemOfRow(
  row: ReadonlyMap<CsvField, string>,
  present: ItemText | null,
  fresh: Fresh,
): RowReading {
  const cells = new RowCells(row);
  const type = typeOf(cells, present);
  if (type === null) return { record: {}, found: cells.found };
  for (const field of needed) {
    if (cells.text(field)?.trim() === '' || (cells.text(field) === undefined && present === null))
      cells.fault(field, 'the cell is empty', 'Fill it in: no question is kept without it.');
  }
  if (cells.word('expected_difficulty') === '')
    cells.fault('expected_difficulty', 'the cell is empty', 'Write a share between 0 and 1, such as 0.62.');
  for (const field of cells.filled()) {
    if (isForeign(field, type))
      cells.warn(
        field,
        `a ${type} question has no such field`,
        'What stands here is left out; move it if it matters.',
      );
  }
  const record = { ...about(cells, present, fresh), type, ...partsOf(type, cells, present) };
  return {
    record: Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)),
    found: cells.found,
  };
}

function typeOf(cells: RowCells, present: ItemText | null): FlatType | null {
  const word =
    cells
      .word('type')
      ?.toLowerCase()
      .replace(/[\s_]+/g, '-') || present?.type;
  const remedy = `Write one of: ${flatTypes.join(', ')}. Other types come as bank files (YAML).`;
  if (word === undefined) {
    cells.fault('type', 'the type is missing', remedy);
    return null;
  }
  if (!isFlatType(word)) {
    cells.fault('type', `“${word.slice(0, 40)}” is not a type that a row can hold`, remedy);
    return null;
  }
  if (present !== null && present.type !== word) {
    cells.fault(
      'type',
      `the question is of the type ${present.type} in the bank`,
      'Write that type, or empty the id to make a new question.',
    );
    return null;
  }
  return word;
}

function about(cells: RowCells, present: ItemText | null, fresh: Fresh) {
  const upper = (field: CsvField) => cells.word(field)?.toUpperCase();
  const stem = present === null || present.type === 'composite' ? '' : present.stem;
  const date = (field: CsvField) => cells.word(field) || undefined;
  return {
    certifications:
      cells.words('certification')?.map((code) => code.toUpperCase()) ?? present?.certifications,
    domain: upper('domain') ?? present?.domain,
    objective: upper('objective') ?? present?.objective,
    cognitiveLevel: cells.word('level')?.toLowerCase() ?? present?.cognitiveLevel,
    expectedDifficulty:
      cells.text('expected_difficulty') === undefined
        ? present?.expectedDifficulty
        : cells.number('expected_difficulty'),
    stimulus:
      cells.text('stimulus') === undefined
        ? present?.stimulus
        : cells.word('stimulus')?.toLowerCase() || undefined,
    factsUsed: cells.numbers('facts_used') ?? present?.factsUsed ?? [],
    stem: cells.text('stem') ?? stem,
    flipFact: cells.text('flip_fact') ?? present?.flipFact,
    references: referencesOf(cells) ?? present?.references ?? [],
    enemies: cells.words('enemies')?.map((id) => id.toLowerCase()) ?? present?.enemies ?? [],
    incidents: cells.words('incidents')?.map((name) => name.toLowerCase()) ?? present?.incidents ?? [],
    tags: cells.words('tags')?.map((tag) => tag.toUpperCase()) ?? present?.tags ?? [],
    pretest: cells.boolean('pretest') ?? present?.pretest ?? false,
    shuffle: cells.boolean('shuffle') ?? present?.shuffle ?? true,
    author: present?.author ?? fresh.author,
    created: present?.created ?? fresh.created,
    reviewDue: date('review_due') ?? present?.reviewDue ?? fresh.reviewDue,
    validUntil: cells.text('valid_until') === undefined ? present?.validUntil : date('valid_until'),
    lintReasons: present?.lintReasons ?? {},
  };
}

/** `ATLAS | 5.6.0 | AML.T0051.001`, one a line. */
function referencesOf(cells: RowCells) {
  return cells
    .text('references')
    ?.split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [source = '', version = '', locator = '', ...more] = line.split('|').map((part) => part.trim());
      if ([source, version, locator].includes('') || more.length > 0)
        cells.fault(
          'references',
          `“${line.trim().slice(0, 60)}” is not a reference`,
          'Write source, version and place with bars between, one a line: ATLAS | 5.6.0 | AML.T0051.001.',
        );
      return { source, version, locator };
    });
}

const fieldOfPath: Readonly<Record<string, CsvField>> = {
  id: 'id',
  type: 'type',
  certifications: 'certification',
  domain: 'domain',
  objective: 'objective',
  cognitiveLevel: 'level',
  expectedDifficulty: 'expected_difficulty',
  stimulus: 'stimulus',
  factsUsed: 'facts_used',
  stem: 'stem',
  choices: 'choices',
  key: 'key',
  choose: 'key',
  usage: 'key',
  scoring: 'scoring',
  accept: 'accept',
  caseSensitive: 'case_sensitive',
  pattern: 'pattern',
  value: 'value',
  tolerance: 'tolerance',
  unit: 'unit',
  rationale: 'rationale',
  flipFact: 'flip_fact',
  references: 'references',
  enemies: 'enemies',
  incidents: 'incidents',
  tags: 'tags',
  pretest: 'pretest',
  shuffle: 'shuffle',
  reviewDue: 'review_due',
  validUntil: 'valid_until',
};

/** The column that holds a field of the record; null where none does. */
export function columnOf(
  record: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
): CsvField | null {
  const [list, at, part] = path;
  if (list === 'options' || list === 'steps' || list === 'premises') {
    const letter = letterAt(record[list], at) ?? 'a';
    return `${part === 'rationale' || part === 'error' ? part : 'option'}_${letter}`;
  }
  return fieldOfPath[String(list)] ?? null;
}

function letterAt(entries: unknown, at: PropertyKey | undefined) {
  if (!Array.isArray(entries)) return undefined;
  const entry: unknown = entries[Number(at)];
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
  return letters.find((letter) => letter === entry.id);
}
