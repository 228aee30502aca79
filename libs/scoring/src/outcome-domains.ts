import type { Band, Outcome } from '@attest/contracts';
import type { ScoredItem } from './outcome-input.ts';
import { rawScoreOf, roundedRange } from './outcome-range.ts';
import { decide, likelyRange, scale } from './scale.ts';
import type { RawScore } from './scale.ts';

/** Below this many scored items a domain's score says too little to show a band. */
const fewestItemsForBand = 8;

/** One row a domain of the blueprint that the form holds, in the order of the blueprint's ids. */
export function domainsOf(
  items: readonly ScoredItem[],
  form: RawScore,
  names: readonly { readonly id: string; readonly name: string }[],
): Outcome['domains'] {
  const known = new Map(names.map(({ id, name }) => [id, name]));
  const ids = [...new Set(items.map(({ domain }) => domain))].toSorted(compareDomains);
  return ids.map((id) => {
    const own = items.filter(({ domain }) => domain === id);
    const isEnough = own.length >= fewestItemsForBand;
    const raw = domainScore(own, items, form);
    return {
      id,
      name: known.get(id) ?? id,
      itemCount: own.length,
      band: isEnough ? bandOf(raw) : null,
      scaled: isEnough ? roundedRange(raw) : null,
    };
  });
}

/** A domain takes the share of the form's raw cut that its items have in the expected points. */
function domainScore(own: readonly ScoredItem[], all: readonly ScoredItem[], form: RawScore): RawScore {
  const raw = rawScoreOf(own, null);
  const expected = rawScoreOf(all, null).rawCut;
  return expected > 0
    ? { ...raw, rawCut: Math.min(raw.maximumRawScore, (raw.rawCut * form.rawCut) / expected) }
    : raw;
}

/** Near: the score ± 1 standard error, on the domain's own scale, holds the cut. */
function bandOf(raw: RawScore): Band {
  const { low, high } = likelyRange(raw);
  if (low <= scale.cut && scale.cut <= high) return 'near';
  return decide(raw) === 'pass' ? 'above' : 'below';
}

/** `A2` before `A10`. */
function compareDomains(a: string, b: string): number {
  const [letterA, numberA] = partsOf(a);
  const [letterB, numberB] = partsOf(b);
  if (letterA !== letterB) return letterA < letterB ? -1 : 1;
  return numberA - numberB;
}

function partsOf(id: string): [letters: string, number: number] {
  const digits = /\d+$/u.exec(id)?.[0] ?? '';
  return [id.slice(0, id.length - digits.length), Number(digits)];
}
