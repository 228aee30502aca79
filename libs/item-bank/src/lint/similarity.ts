/** How alike texts are: by their words, weighed by how rare those are, and by runs of words they share. */
import { contentStems, words } from './words.ts';

type Bag = ReadonlyMap<string, number>;

/** Cosine of two texts as bags of words: 0 nothing in common, 1 the same words in the same proportions. */
export function cosine(one: string, other: string): number {
  return cosineOf(bagOf(words(one)), bagOf(words(other)));
}

/** The same for words that carry meaning, whatever their endings. */
export function contentCosine(one: string, other: string): number {
  return cosineOf(bagOf(contentStems(one)), bagOf(contentStems(other)));
}

/**
 * Texts as bags of words, where a word counts the more the fewer of the texts hold it (tf-idf with smoothed idf:
 * Manning, Raghavan & Schütze, Introduction to Information Retrieval, 2008, ch. 6).
 */
export function weighedBags(texts: readonly string[]): Bag[] {
  const bags = texts.map((text) => bagOf(contentStems(text)));
  const holders = new Map<string, number>();
  for (const bag of bags) for (const word of bag.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log((1 + texts.length) / (1 + (holders.get(word) ?? 0))) + 1;
  return bags.map((bag) => new Map([...bag].map(([word, count]) => [word, count * rarity(word)])));
}

export function cosineOf(one: Bag, other: Bag): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let dot = 0;
  for (const [word, weight] of small) dot += weight * (large.get(word) ?? 0);
  return dot === 0 ? 0 : dot / (normOf(one) * normOf(other));
}

/** Every run of `length` words, lower case. */
export function runsOf(text: string, length: number): Set<string> {
  const all = words(text).map((word) => word.toLowerCase());
  return new Set(all.slice(length - 1).map((_, at) => all.slice(at, at + length).join(' ')));
}

/** Share of what two sets hold together that both hold, 0..1. */
export function jaccard<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): number {
  const shared = [...one].filter((value) => other.has(value)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

function normOf(bag: Bag): number {
  return Math.hypot(...bag.values());
}

function bagOf(all: readonly string[]): Bag {
  const bag = new Map<string, number>();
  for (const word of all) {
    const key = word.toLowerCase();
    bag.set(key, (bag.get(key) ?? 0) + 1);
  }
  return bag;
}
