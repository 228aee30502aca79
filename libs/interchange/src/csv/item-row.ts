import type { ItemText } from '@attest/item-bank';
import { letters, type CsvField } from './fields.ts';

type Cells = Partial<Record<CsvField, string>>;

/**
 * The cells of an item, so that reading them gives the item again; null for one that no row can hold: a type of more
 * parts, ids other than letters, points of its own, reasons for the linter, or lists whose entries hold bars.
 */
export function cellsOfItem(item: ItemText): Readonly<Cells> | null {
  const parts = partCells(item);
  if (parts === null || item.type === 'composite' || Object.keys(item.lintReasons).length > 0) return null;
  return {
    id: item.id,
    type: item.type,
    certification: item.certifications.join(' '),
    domain: item.domain,
    objective: item.objective,
    level: item.cognitiveLevel,
    expected_difficulty: String(item.expectedDifficulty),
    stimulus: item.stimulus ?? '',
    facts_used: item.factsUsed.join(' '),
    stem: item.stem,
    ...parts,
    flip_fact: item.flipFact,
    references: item.references
      .map((each) => [each.source, each.version, each.locator].join(' | '))
      .join('\n'),
    enemies: item.enemies.join(' '),
    incidents: item.incidents.join(' '),
    tags: item.tags.join(' '),
    pretest: yesNo(item.pretest),
    shuffle: yesNo(item.shuffle),
    review_due: item.reviewDue,
    valid_until: item.validUntil ?? '',
  };
}

function partCells(item: ItemText): Cells | null {
  if ('scoring' in item && typeof item.scoring !== 'string') return null;
  switch (item.type) {
    case 'single-choice':
    case 'multiple-response':
      return withEntries(item.options, { key: item.key.join(' '), scoring: nameOf(item.scoring) });
    case 'ordering':
      return withEntries(item.steps, { key: item.key.join(' '), scoring: item.scoring });
    case 'matching': {
      const texts = item.choices.map(({ text }) => text);
      if (texts.some((text) => !isOneEntry(text)) || new Set(texts).size < texts.length) return null;
      const numberOf = (id: string) => item.choices.findIndex((each) => each.id === id) + 1;
      const key = Object.entries(item.key).map(([premise, id]) => `${premise}=${numberOf(id)}`);
      return withEntries(item.premises, {
        choices: texts.join('\n'),
        key: key.join(' '),
        scoring: item.scoring,
      });
    }
    case 'short-text':
      if (!item.accept.every(isOneEntry)) return null;
      return {
        accept: item.accept.join('\n'),
        case_sensitive: yesNo(item.caseSensitive),
        pattern: item.pattern ?? '',
        rationale: item.rationale ?? '',
        scoring: item.scoring,
      };
    case 'numeric':
      return {
        value: String(item.value),
        tolerance: String(item.tolerance),
        unit: item.unit ?? '',
        rationale: item.rationale ?? '',
        scoring: item.scoring,
      };
    default:
      return null;
  }
}

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly rationale: string;
  readonly error?: string | undefined;
}

function withEntries(entries: readonly Entry[], cells: Cells): Cells | null {
  const all: Cells = { ...cells };
  for (const { id, text, rationale, error } of entries) {
    const letter = letters.find((each) => each === id);
    if (letter === undefined) return null;
    all[`option_${letter}`] = text;
    all[`rationale_${letter}`] = rationale;
    if (error !== undefined) all[`error_${letter}`] = error;
  }
  return all;
}

const isOneEntry = (text: string) => !/[\n|]/.test(text) && text === text.trim();
const yesNo = (is: boolean) => (is ? 'yes' : 'no');
const nameOf = (scoring: string | { readonly name: string }) =>
  typeof scoring === 'string' ? scoring : scoring.name;
