import { stringify } from 'yaml';
import type { BlueprintFile } from '../schema/blueprint.ts';
import type { ExamFile } from '../schema/exam.ts';
import type { ItemFile } from '../schema/item.ts';
import type { ErrorsFile, SourcesFile } from '../schema/registers.ts';
import type { StimulusFile } from '../schema/stimulus.ts';

type FileRecord = ItemFile | StimulusFile | ExamFile | BlueprintFile | SourcesFile | ErrorsFile;

/** How fields follow each other, whatever they lie in; others come after these, by name. */
const order = [
  'id',
  'n',
  'ref',
  'certification',
  'type',
  'kind',
  'name',
  'title',
  'source',
  'version',
  'versions',
  'locator',
  'certifications',
  'domain',
  'objective',
  'cognitiveLevel',
  'expectedDifficulty',
  'stimulus',
  'factsUsed',
  'organisation',
  'industry',
  'summary',
  'itemCount',
  'body',
  'stem',
  'passage',
  'exhibit',
  'direction',
  'language',
  'from',
  'to',
  'label',
  'detail',
  'style',
  'criterion',
  'anchor',
  'commonWrong',
  'points',
  'weight',
  'description',
  'misconception',
  'text',
  'columns',
  'rationale',
  'error',
  'options',
  'steps',
  'premises',
  'choices',
  'rows',
  'blanks',
  'spans',
  'places',
  'interactions',
  'accept',
  'caseSensitive',
  'pattern',
  'value',
  'tolerance',
  'unit',
  'maxWords',
  'rubric',
  'unacceptable',
  'key',
  'choose',
  'usage',
  'scoring',
  'processing',
  'facts',
  'exhibits',
  'nodes',
  'edges',
  'boundaries',
  'flipFact',
  'references',
  'enemies',
  'incidents',
  'tags',
  'pretest',
  'shuffle',
  'status',
  'author',
  'reviewers',
  'created',
  'reviewDue',
  'validUntil',
  'lintReasons',
];
const rankOf = new Map(order.map((name, at) => [name, at]));

/**
 * The text of a bank file: equal records give equal bytes, and reading the text gives the record again.
 *
 * @param record as `parseBank` reads it
 */
export function writeFile(record: FileRecord): string {
  return stringify(record, {
    lineWidth: 130,
    blockQuote: 'literal',
    sortMapEntries: ({ key: one }, { key: other }) => compareNames(nameOf(one), nameOf(other)),
  });
}

function compareNames(one: string, other: string): number {
  const [first, second] = [rankOf.get(one) ?? order.length, rankOf.get(other) ?? order.length];
  if (first !== second) return first - second;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Keys are scalars of the document, or the bare name. */
function nameOf(key: unknown): string {
  return typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key);
}
