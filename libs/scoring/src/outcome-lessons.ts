import type { Outcome, ResponsePart } from '@attest/contracts';
import type { VariableKey } from '@attest/item-bank';
import type { ScoredItem } from './outcome-input.ts';
import {
  compareText,
  distinct,
  isPairedKey,
  isSelectedKey,
  keyPairs,
  responsePairs,
  selectedIds,
} from './parts.ts';
import { misconceptionOf } from './reveal.ts';
import type { Misconceptions } from './reveal.ts';

const mostMisconceptions = 3;

/** The named errors behind the chosen distractors: the most frequent first, then the earliest in the form. */
export function misconceptionsOf(
  items: readonly ScoredItem[],
  errors: Misconceptions,
): Outcome['misconceptions'] {
  const numbers = new Map<string, number[]>();
  for (const item of items) {
    for (const error of errorsIn(item)) numbers.set(error, [...(numbers.get(error) ?? []), item.number]);
  }
  return [...numbers]
    .toSorted(
      ([idA, a], [idB, b]) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0) || compareText(idA, idB),
    )
    .slice(0, mostMisconceptions)
    .map(([id, itemNumbers]) => ({
      id,
      text: misconceptionOf(errors, id),
      itemNumbers: [...new Set(itemNumbers)],
    }));
}

/** One entry a chosen distractor that names an error. */
function errorsIn({ key, value }: ScoredItem): string[] {
  return key.variables.flatMap((variable) => {
    const wrong = wrongIds(variable, value?.[variable.responseVariable] ?? null);
    return variable.explanations.flatMap(({ id, error }) =>
      error !== null && wrong.includes(id) ? [error] : [],
    );
  });
}

/** What was chosen and is not right: options, spans and places, or the choice in a blank. */
function wrongIds({ correct }: VariableKey, part: ResponsePart | null): string[] {
  if (isSelectedKey(correct))
    return selectedIds(correct, part).filter((id) => !correct.selected.includes(id));
  if (!isPairedKey(correct)) return [];
  const right = new Map(keyPairs(correct));
  return distinct(
    responsePairs(correct, part).flatMap(([left, choice]) => (right.get(left) === choice ? [] : [choice])),
  );
}

/** The frameworks that the scored items cite, each item once: the most cited first, then by id. */
export function frameworksOf(
  items: readonly ScoredItem[],
  sources: readonly { readonly id: string; readonly name: string }[],
): Outcome['frameworks'] {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const cited = distinct(items.flatMap(({ references }) => references.map(({ source }) => source)));
  return cited
    .map((source) => {
      const citing = items.filter(({ references }) => references.some((each) => each.source === source));
      const missedCount = citing.filter(({ score }) => score.verdict === 'missed').length;
      return { source, name: names.get(source) ?? source, itemCount: citing.length, missedCount };
    })
    .toSorted((a, b) => b.itemCount - a.itemCount || compareText(a.source, b.source));
}
