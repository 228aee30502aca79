import type { ItemText } from '@attest/item-bank';
import { csvFields, letters, type CsvField } from './fields.ts';
import { flatTypes } from './flat-types.ts';
import { cellsOfItem } from './item-row.ts';
import { templateExamples } from './template-examples.ts';
import { writeTable, type Delimiter } from './write-table.ts';

/** Options that the template has places for; more letters may be added up to the last. */
const shownLetters: readonly string[] = letters.slice(0, 6);

/** What a column holds, in a few words. */
const explanations: Readonly<Partial<Record<CsvField, string>>> = {
  id: '# Explanations: delete this row. id: empty for a new question; the id of one in the bank changes it',
  type: `One of: ${flatTypes.join(', ')}. Other types need bank files (YAML)`,
  certification: 'CAISA or CAISP; both with a blank between',
  domain: 'Domain of the blueprint, such as A1',
  objective: 'Objective of the blueprint, such as A1.3',
  level: 'recall, application or analysis',
  expected_difficulty: 'Share of points that barely qualified candidates earn, 0 to 1',
  stimulus: 'Id of a scenario in the bank; may be empty',
  facts_used: 'Numbers of facts of the scenario, blanks between',
  stem: 'The question, in Markdown',
  choices: 'matching only: what premises are matched with, one a line',
  key: 'Letter of the right option; several: a c. ordering: all in order: c a b. matching: a=2 b=1 (line of choices)',
  scoring: 'May be empty: the usual scoring of the type',
  accept: 'short-text only: accepted answers, one a line',
  case_sensitive: 'short-text only: yes or no',
  pattern: 'short-text only: regular expression for the whole answer; may be empty',
  value: 'numeric only: the right number, with a point for decimals',
  tolerance: 'numeric only: largest difference that still counts',
  unit: 'numeric only; may be empty',
  rationale: 'short-text and numeric: why the answer is right',
  flip_fact: 'The one changed fact that would make another answer right, and which',
  references: 'source | version | place, one a line',
  enemies: 'Ids of questions that must not meet this one; may be empty',
  incidents: 'Named incidents it leans on, kebab-case; may be empty',
  tags: 'S1 to S5, F1 to F4, blanks between; may be empty',
  pretest: 'yes: mixed in, never scored. Usually no',
  shuffle: 'no only where options have a natural order',
  review_due: 'Date such as 2027-06-01; empty: in a year',
  valid_until: 'Date for facts that expire; usually empty',
};

function explanationOf(field: CsvField): string {
  const [kind, letter = ''] = field.split('_');
  const of = {
    option: 'Option, step or premise',
    rationale: 'Why it is right or not',
    error: 'Named error that leads to it; empty for a right one',
  };
  return (
    explanations[field] ??
    (kind === 'option' || kind === 'rationale' || kind === 'error' ? `${of[kind]} (${letter})` : '')
  );
}

/** The table to fill in: names of the columns, a row that explains them, and an example of each type. */
export function writeTemplate(delimiter: Delimiter = ','): string {
  const fields = csvFields.filter((field) => {
    const letter = /_([a-j])$/.exec(field)?.[1];
    return letter === undefined || !/^(option|rationale|error)_/.test(field) || shownLetters.includes(letter);
  });
  const examples = templateExamples.map((item) => ({ ...cellsOfItem(item), id: '' }));
  return writeTable(
    [
      fields,
      fields.map(explanationOf),
      ...examples.map((cells) => fields.map((field) => valueOf(cells, field))),
    ],
    delimiter,
  );
}

/** Questions as a table of all columns; those that no row can hold are left out. */
export function writeItems(items: readonly ItemText[], delimiter: Delimiter = ','): string {
  const rows = items.flatMap((item) => cellsOfItem(item) ?? []);
  return writeTable(
    [csvFields, ...rows.map((cells) => csvFields.map((field) => valueOf(cells, field)))],
    delimiter,
  );
}

const valueOf = (cells: Readonly<Partial<Record<CsvField, string>>>, field: CsvField) => cells[field] ?? '';
