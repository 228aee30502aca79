import type { RevealedKey } from '@attest/contracts';
import type { CorrectResponse, ItemContent, ItemKey } from '@attest/item-bank';
import { compareText, isPairedKey, isSelectedKey, keyPairs } from './parts.ts';

/** What candidates are told about each named error, by its id. */
export type Misconceptions = Readonly<Record<string, string>>;

/** Key and rationales of each interaction, in bank ids, in the order in which the item shows them. */
export function revealKey(content: ItemContent, key: ItemKey, errors: Misconceptions): RevealedKey[] {
  const shown = content.interactions.map(({ responseVariable }) => responseVariable);
  return key.variables
    .toSorted((a, b) => shown.indexOf(a.responseVariable) - shown.indexOf(b.responseVariable))
    .map(({ responseVariable, correct, scheme, explanations }) => ({
      responseVariable,
      correctIds: correctIdsOf(correct),
      correctPairs: isPairedKey(correct) ? keyPairs(correct).map(([left, right]) => [left, right]) : [],
      text: textKeyOf(correct),
      number: correct.kind === 'number' ? { value: correct.value, tolerance: correct.tolerance } : null,
      rubric: rubricOf(correct),
      scheme: scheme.name,
      explanations: explanations.map(({ id, rationale, error }) => ({
        id,
        rationale,
        error: error === null ? null : { id: error, misconception: misconceptionOf(errors, error) },
      })),
    }));
}

/** The text of a named error; empty when the bank has lost it. */
export function misconceptionOf(errors: Misconceptions, id: string): string {
  return Object.hasOwn(errors, id) ? (errors[id] ?? '') : '';
}

function correctIdsOf(correct: CorrectResponse): string[] {
  if (isSelectedKey(correct)) return correct.selected.toSorted(compareText);
  return correct.kind === 'order' ? [...correct.order] : [];
}

/** Patterns are for programs: people are told that there is one. */
function textKeyOf(correct: CorrectResponse): RevealedKey['text'] {
  if (correct.kind !== 'text') return null;
  const { accept, caseSensitive, pattern } = correct;
  return { accepted: [...accept], isCaseSensitive: caseSensitive, hasPattern: pattern !== null };
}

function rubricOf(correct: CorrectResponse): RevealedKey['rubric'] {
  if (correct.kind !== 'rubric') return null;
  return {
    criteria: correct.criteria.map((criterion) => ({ ...criterion })),
    unacceptable: [...correct.unacceptable],
  };
}
