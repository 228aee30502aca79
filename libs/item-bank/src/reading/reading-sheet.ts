/** Sheets by which readers find out what options, stems and scenarios say by themselves. */
import type { SourceStimulus } from '../bank.ts';
import { describeDiagram } from '../compile/describe-diagram.ts';
import { digestOf } from '../hash.ts';
import type { ItemFile } from '../schema/item.ts';
import type { ExhibitSource } from '../schema/stimulus.ts';
import { answerOf, letterAt, offeredLines } from './answers.ts';

export const readingKinds = ['options', 'stem', 'whole', 'expert'] as const;
export type ReadingKind = (typeof readingKinds)[number];

/** One question of a sheet: which item it shows, what its key is there, and the fault that was planted. */
export interface SheetEntry {
  readonly item: string;
  readonly answer: string;
  readonly fault: string | null;
}

export interface ReadingSheet {
  readonly text: string;
  /** By the number that the sheet gives the question: `Q1`, `Q2`, … */
  readonly entries: Readonly<Record<string, SheetEntry>>;
}

interface ShownItem {
  readonly record: ItemFile;
  readonly fault: string | null;
}

const tasks: Readonly<Record<ReadingKind, string>> = {
  options: 'You see the options of questions, without the questions. Guess the key of each, by one letter.',
  stem: 'You see questions without their scenario. Choose the option that you think is the key, by one letter.',
  whole: 'Answer each question from its scenario, as the form under it says.',
  expert:
    'Name each fault of a question: wrong or second key, cue, stale source, scenario that is not needed.',
};

/**
 * The sheet of one reading. Questions stand in an order that neither file nor number tells, planted ones among them.
 *
 * Options and stems are read of single best answers; stems of those that belong to a scenario, since the others have
 * their whole situation in the stem.
 */
export function readingSheet(
  kind: ReadingKind,
  items: readonly ShownItem[],
  stimuli: readonly SourceStimulus[],
): ReadingSheet {
  const shown = items
    .filter(({ record }) => isReadBy(kind, record))
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const numbered = shown.map((item, at) => ({ ...item, number: `Q${at + 1}` }));
  const scenarios = new Set(numbered.map(({ record }) => record.stimulus ?? null));
  const withScenario = kind === 'whole' || kind === 'expert';
  const sections = withScenario
    ? [...scenarios].flatMap((id) => [
        ...stimuli.filter((stimulus) => stimulus.record.id === id).map(scenarioText),
        ...numbered
          .filter(({ record }) => (record.stimulus ?? null) === id)
          .map((item) => questionText(kind, item)),
      ])
    : numbered.map((item) => questionText(kind, item));
  return {
    text: `# Reading\n\n${tasks[kind]}\n\n${sections.join('\n\n')}\n`,
    entries: Object.fromEntries(
      numbered.map(({ number, record, fault }) => [
        number,
        { item: record.id, answer: answerOf(record), fault },
      ]),
    ),
  };
}

function isReadBy(kind: ReadingKind, record: ItemFile): boolean {
  if (kind === 'options') return record.type === 'single-choice';
  if (kind === 'stem') return record.type === 'single-choice' && record.stimulus !== undefined;
  return kind === 'expert' || answerOf(record) !== '';
}

/** A digest: the same at each making, and no way back to the number of the item. */
function orderOf({ record, fault }: ShownItem): string {
  return digestOf({ id: record.id, fault });
}

function questionText(
  kind: ReadingKind,
  { number, record }: ShownItem & { readonly number: string },
): string {
  const offered = offeredLines(record);
  const stem = record.type === 'composite' ? record.body : record.stem;
  const lines = kind === 'options' ? offered.lines : [stem.trim(), '', ...offered.lines, '', offered.form];
  const judged = kind === 'expert' ? ['', ...judgedLines(record)] : [];
  return [`## ${number}`, '', ...lines, ...judged].join('\n');
}

function judgedLines(record: ItemFile): string[] {
  const references = record.references.map(
    ({ source, version, locator }) => `${source} ${version} ${locator}`,
  );
  const reasons =
    record.type === 'single-choice' || record.type === 'multiple-response'
      ? record.options.map(({ rationale }, at) => `- ${letterAt(at)}: ${rationale}`)
      : [];
  return [`Key: ${answerOf(record)}`, ...reasons, `Sources: ${references.join('; ')}`];
}

function scenarioText({ record }: SourceStimulus): string {
  return [
    `# ${record.title}`,
    '',
    ...record.facts.map(({ n, text }) => `${n}. ${text}`),
    ...record.exhibits.flatMap((exhibit) => ['', `**${exhibit.title}**`, '', ...exhibitLines(exhibit)]),
  ].join('\n');
}

function exhibitLines(exhibit: ExhibitSource): string[] {
  switch (exhibit.kind) {
    case 'diagram':
      return describeDiagram(exhibit);
    case 'table':
      return [exhibit.columns, ...exhibit.rows].map((row) => `| ${row.join(' | ')} |`);
    case 'text':
      return [exhibit.text];
    default:
      return ['```', exhibit.text.trimEnd(), '```'];
  }
}
