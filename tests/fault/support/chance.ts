import { createHash } from 'node:crypto';

/** Random decisions that a seed repeats: each candidate and each plan of faults has a generator of its own. */
export class Chance {
  #state: number;

  /** @param seed anything that names the sequence, such as "42 candidate-7" */
  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Entry>(entries: readonly Entry[]): Entry {
    const entry = entries[this.whole(0, entries.length - 1)];
    if (entry === undefined) throw new Error('there is nothing to pick from');
    return entry;
  }

  shuffled<Entry>(entries: readonly Entry[]): Entry[] {
    const result = [...entries];
    for (let at = result.length - 1; at > 0; at -= 1) {
      const other = this.whole(0, at);
      const [a, b] = [result[at], result[other]];
      if (a === undefined || b === undefined) continue;
      [result[at], result[other]] = [b, a];
    }
    return result;
  }
}
