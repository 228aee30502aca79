import { hashOf } from './hash.ts';

/** Draws a whole number from 0 to `below − 1`, each equally likely. */
export type Draw = (below: number) => number;

const range = 2 ** 32;

/**
 * A reproducible source of chance: SHA-256 of the seed and a counter, eight 32-bit words a block.
 * The same seed gives the same draws on every machine and release, which a stored form relies on.
 */
export function drawsFrom(seed: readonly (string | number)[]): Draw {
  let block = 0;
  let words: readonly number[] = [];
  let next = 0;
  const word = (): number => {
    if (next >= words.length) {
      words = wordsOf(hashOf([...seed, block]));
      block += 1;
      next = 0;
    }
    const value = words[next] ?? 0;
    next += 1;
    return value;
  };
  return (below) => {
    if (below <= 1) return 0;
    // Words past the last full multiple would favour small numbers; they are drawn again.
    const limit = range - (range % below);
    let value = word();
    while (value >= limit) value = word();
    return value % below;
  };
}

/** A new array in an order drawn by Fisher and Yates' method. */
export function shuffled<Value>(values: readonly Value[], draw: Draw): Value[] {
  const rest = [...values];
  const order: Value[] = [];
  while (rest.length > 0) order.push(...rest.splice(draw(rest.length), 1));
  return order;
}

/** Of eight hex digits each. */
function wordsOf(digest: string): number[] {
  const words: number[] = [];
  for (let at = 0; at < digest.length; at += 8) words.push(Number.parseInt(digest.slice(at, at + 8), 16));
  return words;
}
