/** What a test-wise reader would choose by, without understanding: rules that look at options alone, or beside the stem. */
import type { OfferedSet } from '../lint/offered-sets.ts';
import { marksOf, type OptionMarks } from '../lint/option-marks.ts';
import { contentStems } from '../lint/words.ts';
import { wilson } from './wilson.ts';

export interface CueRate {
  readonly name: string;
  /** Share of items whose key the rule finds; where it finds several options, its chance among them. 0..1 */
  readonly hitRate: number;
  /** 95 % interval of Wilson (1927), 0..1. */
  readonly interval: readonly [low: number, high: number];
}

interface Seen extends OptionMarks {
  /** Content words that the option shares with the stem. */
  readonly inStem: number;
}

/** Each rule takes the options with the highest value. */
const rules: readonly (readonly [name: string, value: (seen: Seen) => number])[] = [
  ['Longest option', ({ length }) => length],
  ['Shortest option', ({ length }) => -length],
  ['Most hedged option', ({ hedges }) => hedges],
  ['Least absolute option', ({ absolutes }) => -absolutes],
  ['Most overlap with the stem', ({ inStem }) => inStem],
  ['Most like the others', ({ centrality }) => centrality],
  ['Odd one out', ({ centrality }) => -centrality],
  ['Begins like no other', ({ sharedStarts }) => -sharedStarts],
  ['Longest list', ({ listed }) => listed],
  ['Most figures', ({ digits }) => digits],
];

export function cueRates(sets: readonly OfferedSet[]): CueRate[] {
  const seen = sets.map(({ texts, stem, key }) => ({ options: seenIn(texts, stem), key }));
  return rules.map(([name, value]) => {
    const hits = seen.reduce((sum, { options, key }) => sum + chanceOf(options.map(value), key), 0);
    const hitRate = sets.length === 0 ? 0 : hits / sets.length;
    return { name, hitRate, interval: wilson(hitRate, sets.length) };
  });
}

function seenIn(texts: readonly string[], stem: string): Seen[] {
  const asked = new Set(contentStems(stem));
  return marksOf(texts).map((marks, at) => ({
    ...marks,
    inStem: new Set(contentStems(texts[at] ?? '').filter((word) => asked.has(word))).size,
  }));
}

/** Chance that whoever takes one of the highest values takes the key. */
function chanceOf(values: readonly number[], key: number): number {
  const most = Math.max(...values);
  const best = values.flatMap((value, at) => (value === most ? [at] : []));
  return best.includes(key) ? 1 / best.length : 0;
}
