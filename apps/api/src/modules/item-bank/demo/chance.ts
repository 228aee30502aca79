/** A reproducible source of chance for demo data: quick, and nothing anybody should rely on being unguessable. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Of the generator mulberry32 by Tommy Ettinger, public domain: 0 ≤ share < 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `below − 1`. */
  below(below: number): number {
    return Math.floor(this.share() * below);
  }

  one<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.below(values.length)] ?? values[0];
  }

  /** So many different ones, or all where there are no more. */
  some<Value>(values: readonly Value[], count: number): Value[] {
    const rest = [...values];
    const chosen: Value[] = [];
    while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(this.below(rest.length), 1));
    return chosen;
  }

  /** @param weights each value with how often it comes */
  weighed<Value>(weights: readonly (readonly [Value, number])[]): Value {
    let left = this.share() * weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of weights) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error('there is nothing to choose from');
  }
}
