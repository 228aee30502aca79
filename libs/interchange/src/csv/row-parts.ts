/** What candidates choose from or enter, from the cells of a row. */
import type { ItemText } from '@attest/item-bank';
import { letters, type CsvField, type Letter } from './fields.ts';
import type { FlatType } from './flat-types.ts';
import type { RowCells } from './row-cells.ts';

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly rationale: string;
  readonly error?: string | undefined;
}

/**
 * @param present of the same type: a column that the file does not have leaves there what it holds
 */
export function partsOf(type: FlatType, cells: RowCells, present: ItemText | null): Record<string, unknown> {
  switch (type) {
    case 'single-choice':
      return choice(cells, present?.type === type ? present : null, 'all-or-nothing');
    case 'multiple-response': {
      const own = present?.type === type ? present : null;
      const parts = choice(cells, own, 'plus-minus-floor');
      return { ...parts, choose: cells.text('key') === undefined && own ? own.choose : parts.key.length };
    }
    case 'ordering': {
      const own = present?.type === type ? present : null;
      const steps = entries(cells, own?.steps).map(({ id, text, rationale }) => ({ id, text, rationale }));
      return {
        steps,
        key: keyOf(cells, own?.key),
        scoring: scoringOf(cells, own?.scoring, 'adjacent-pairs'),
      };
    }
    case 'matching':
      return matching(cells, present?.type === type ? present : null);
    case 'short-text': {
      const own = present?.type === type ? present : null;
      return {
        accept: cells.lines('accept') ?? own?.accept ?? [],
        caseSensitive: cells.boolean('case_sensitive') ?? own?.caseSensitive ?? false,
        pattern: optional(cells, 'pattern', own?.pattern),
        rationale: optional(cells, 'rationale', own?.rationale),
        scoring: scoringOf(cells, own?.scoring, 'all-or-nothing'),
      };
    }
    case 'numeric': {
      const own = present?.type === type ? present : null;
      return {
        value: cells.text('value') === undefined ? own?.value : cells.number('value'),
        tolerance: (cells.text('tolerance') === undefined ? own?.tolerance : cells.number('tolerance')) ?? 0,
        unit: optional(cells, 'unit', own?.unit),
        rationale: optional(cells, 'rationale', own?.rationale),
        scoring: scoringOf(cells, own?.scoring, 'all-or-nothing'),
      };
    }
  }
}

type Choice = Extract<ItemText, { type: 'single-choice' | 'multiple-response' }>;

function choice(cells: RowCells, own: Choice | null, scheme: string) {
  const options = entries(cells, own?.options);
  const key = keyOf(cells, own?.key);
  for (const { id, error } of options) {
    const field = letterOf(id);
    if (field === null || key.length === 0) continue;
    if (key.includes(id) && error !== undefined)
      cells.fault(`error_${field}`, `option ${id} is right, so it names no error`, 'Empty this cell.');
    if (!key.includes(id) && error === undefined)
      cells.fault(
        `error_${field}`,
        `option ${id} is not right and names no error`,
        'Write the id of the named error that leads to it.',
      );
  }
  return { options, key, scoring: scoringOf(cells, own?.scoring, scheme) };
}

function matching(cells: RowCells, own: Extract<ItemText, { type: 'matching' }> | null) {
  const premises = entries(cells, own?.premises).map(({ id, text, rationale }) => ({ id, text, rationale }));
  const texts = cells.lines('choices');
  const taken = own?.choices ?? [];
  const free = Array.from({ length: 40 }, (_, at) => `m${at + 1}`).filter(
    (id) => taken.every((each) => each.id !== id) && premises.every((each) => each.id !== id),
  );
  /** In the order of the cell: the key counts them. */
  const listed =
    texts?.map((text) => taken.find((each) => each.text === text) ?? { id: free.shift() ?? '', text }) ??
    taken;
  const key = pairsOf(cells, listed) ?? own?.key ?? {};
  const isUsedTwice = new Set(Object.values(key)).size < Object.keys(key).length;
  return {
    premises,
    // As the bank holds them: their order there is nobody's choice.
    choices: [
      ...taken.filter((each) => listed.includes(each)),
      ...listed.filter((each) => !taken.includes(each)),
    ],
    key,
    usage: isUsedTwice ? 'any' : (own?.usage ?? 'once'),
    scoring: scoringOf(cells, own?.scoring, 'per-pair'),
  };
}

/** `a=2 b=1`: a premise and the number of its choice. */
function pairsOf(cells: RowCells, choices: readonly { id: string }[]): Record<string, string> | undefined {
  const words = cells.words('key');
  if (words === undefined) return undefined;
  const remedy = 'Write each letter with the number of its line in “choices”, such as a=2 b=1 c=3.';
  if (words.length === 0) cells.fault('key', 'the key is missing', remedy);
  const pairs = words.flatMap((word): [string, string][] => {
    const [, letter = '', number = ''] = /^([a-z][a-z0-9_-]*)=(\d+)$/i.exec(word) ?? [];
    const matched = choices[Number(number) - 1];
    if (matched !== undefined) return [[letter.toLowerCase(), matched.id]];
    cells.fault('key', `“${word.slice(0, 40)}” names no choice`, remedy);
    return [];
  });
  return Object.fromEntries(pairs);
}

function keyOf(cells: RowCells, own: readonly string[] | undefined): readonly string[] {
  const words = cells.words('key')?.map((word) => word.toLowerCase());
  const key = words ?? own ?? [];
  if (key.length === 0) {
    cells.fault(
      'key',
      'the key is missing',
      'Write the letter of the right option; several with blanks between.',
    );
  }
  return key;
}

function scoringOf(cells: RowCells, own: unknown, scheme: string): unknown {
  const word = cells.word('scoring')?.toLowerCase();
  return word === undefined || word === '' ? (own ?? scheme) : word;
}

function optional(cells: RowCells, field: CsvField, own: string | undefined): string | undefined {
  const text = cells.text(field);
  if (text === undefined) return own;
  return text.trim() === '' ? undefined : text;
}

type Own = readonly {
  readonly id: string;
  readonly text: string;
  readonly rationale: string;
  readonly error?: string | undefined;
}[];

/** Options, steps or premises: as the bank orders those it has, then by letter. */
function entries(cells: RowCells, own: Own = []): Entry[] {
  const hasColumns = letters.some((letter) => cells.text(`option_${letter}`) !== undefined);
  const strange = own.filter(({ id }) => letterOf(id) === null);
  const present = own.flatMap(({ id }) => letterOf(id) ?? []);
  const ordered = [...present, ...letters.filter((letter) => !present.includes(letter))];
  const read = ordered.flatMap((letter) => entryOf(letter, cells, own) ?? []);
  return hasColumns ? read : [...strange, ...read];
}

function entryOf(letter: Letter, cells: RowCells, own: Own): Entry | null {
  const present = own.find(({ id }) => id === letter);
  const text = cells.text(`option_${letter}`) ?? present?.text ?? '';
  const rationale = cells.text(`rationale_${letter}`);
  const error = cells.word(`error_${letter}`)?.toLowerCase();
  if (text.trim() === '') {
    if ((rationale ?? '').trim() !== '' || (error ?? '') !== '')
      cells.fault(
        `option_${letter}`,
        `option ${letter} has no text`,
        'Write its text, or empty the cells beside it.',
      );
    return null;
  }
  const wholeRationale = rationale ?? present?.rationale ?? '';
  if (wholeRationale.trim() === '')
    cells.fault(`rationale_${letter}`, `option ${letter} has no rationale`, 'Write why it is right or not.');
  const wholeError = error === undefined ? present?.error : error === '' ? undefined : error;
  return {
    id: letter,
    text,
    rationale: wholeRationale,
    ...(wholeError !== undefined && { error: wholeError }),
  };
}

function letterOf(id: string): Letter | null {
  return letters.find((letter) => letter === id) ?? null;
}
