/** Marks of an option that can be seen without understanding it, for what gives keys away. */
import { absolute, hedge, matchesIn } from './option-rates.ts';
import { contentCosine } from './similarity.ts';
import { plainText, startKindOf, visibleLength, words } from './words.ts';

export interface OptionMarks {
  readonly length: number;
  readonly hedges: number;
  readonly absolutes: number;
  /** Mean likeness to the other options, 0..1. */
  readonly centrality: number;
  /** How many others begin in the same way. */
  readonly sharedStarts: number;
  /** Parts of a list: commas, “and”, “or”. */
  readonly listed: number;
  readonly digits: number;
}

/** @returns for each option its marks among the others */
export function marksOf(texts: readonly string[]): OptionMarks[] {
  const starts = texts.map((text) => startKindOf(text) ?? words(text)[0]?.toLowerCase() ?? '');
  return texts.map((text, at) => {
    const others = texts.filter((_, other) => other !== at);
    const likeness = others.map((other) => contentCosine(text, other));
    return {
      length: visibleLength(text),
      hedges: matchesIn(text, hedge).length,
      absolutes: matchesIn(text, absolute).length,
      centrality: likeness.reduce((sum, each) => sum + each, 0) / Math.max(1, others.length),
      sharedStarts: starts.filter((start, other) => other !== at && start === starts[at]).length,
      listed: (plainText(text).match(/,|\band\b|\bor\b/g) ?? []).length,
      digits: (text.match(/\d+/g) ?? []).length,
    };
  });
}
