import type { ItemFile } from '../schema/item.ts';

interface Offered {
  readonly lines: readonly string[];
  /** How an answer is written. */
  readonly form: string;
}

interface Listed {
  readonly id: string;
  readonly text: string;
}

/** A, B, C, … */
export function letterAt(position: number): string {
  return String.fromCodePoint(65 + position);
}

/** What a reader chooses from, and how the answer is written. */
export function offeredLines(record: ItemFile): Offered {
  switch (record.type) {
    case 'single-choice':
      return { lines: lettered(record.options), form: 'One letter.' };
    case 'multiple-response':
      return { lines: lettered(record.options), form: `${record.choose} letters: A,B` };
    case 'ordering':
      return { lines: lettered(record.steps), form: 'Letters in order: A,B,C' };
    case 'matching':
      return grid(record.premises, record.choices);
    case 'matrix':
      return grid(record.rows, record.columns);
    case 'hotspot': {
      const places = record.places.map(({ ref }) => ({ id: ref, text: `the part or flow \`${ref}\`` }));
      return { lines: lettered(places), form: `${record.choose} of these: A` };
    }
    case 'hottext':
      return { lines: [record.passage], form: 'Marks in order of the text: s1,s2' };
    default:
      return { lines: [], form: 'In your own words.' };
  }
}

/** The key in the form of an answer; empty for what people mark. */
export function answerOf(record: ItemFile): string {
  switch (record.type) {
    case 'single-choice':
    case 'multiple-response':
      return letters(record.key, record.options).toSorted().join(',');
    case 'ordering':
      return letters(record.key, record.steps).join(',');
    case 'matching':
      return pairs(record.key, record.premises, record.choices);
    case 'matrix':
      return pairs(record.key, record.rows, record.columns);
    case 'hotspot':
      return letters(
        record.key,
        record.places.map(({ ref }) => ({ id: ref })),
      )
        .toSorted()
        .join(',');
    case 'hottext':
      return record.key.toSorted().join(',');
    default:
      return '';
  }
}

function lettered(list: readonly Listed[]): string[] {
  return list.map(({ text }, at) => `- ${letterAt(at)}: ${text}`);
}

function grid(rows: readonly Listed[], columns: readonly Listed[]): Offered {
  const numbered = rows.map(({ text }, at) => `- ${at + 1}: ${text}`);
  return { lines: [...numbered, '', ...lettered(columns)], form: 'A letter for each number: 1A,2C' };
}

function letters(ids: readonly string[], list: readonly { readonly id: string }[]): string[] {
  return ids.map((id) => letterAt(list.findIndex((entry) => entry.id === id)));
}

function pairs(
  key: Readonly<Record<string, string>>,
  rows: readonly Listed[],
  columns: readonly Listed[],
): string {
  return rows.map(({ id }, at) => `${at + 1}${letters([key[id] ?? ''], columns).join('')}`).join(',');
}
