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
      acceptedTexts: acceptedTextsOf(correct),
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

/** Texts as they are, a number with its tolerance, the anchor answers of a rubric. */
function acceptedTextsOf(correct: CorrectResponse): string[] {
  switch (correct.kind) {
    case 'text':
      return [...correct.accept];
    case 'number':
      return [
        correct.tolerance > 0
          ? `${String(correct.value)} ± ${String(correct.tolerance)}`
          : String(correct.value),
      ];
    case 'rubric':
      return correct.criteria.map(({ anchor }) => anchor);
    default:
      return [];
  }
}
