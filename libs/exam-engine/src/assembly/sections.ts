/** Enough for any form whose scenarios fit at all; a bound, so that a hopeless one is given up soon. */
const mostSteps = 20_000;

/**
 * Puts blocks that must stay whole into parts of given sizes, keeping their order inside a part. What is
 * left beyond the last size follows it.
 *
 * @param blocks the items of a scenario, or a single item
 * @returns the blocks in their new order; null when they do not fit
 */
export function inSections<Block extends readonly unknown[]>(
  blocks: readonly Block[],
  sizes: readonly number[],
): readonly Block[] | null {
  let steps = 0;

  function fill(rest: readonly Block[], [size, ...later]: readonly number[]): readonly Block[] | null {
    return size === undefined ? rest : choose(rest, size, later, [], []);
  }

  function choose(
    rest: readonly Block[],
    room: number,
    later: readonly number[],
    taken: readonly Block[],
    skipped: readonly Block[],
  ): readonly Block[] | null {
    if (room === 0) {
      const after = fill([...skipped, ...rest], later);
      return after === null ? null : [...taken, ...after];
    }
    const [block, ...others] = rest;
    steps += 1;
    if (block === undefined || steps > mostSteps) return null;
    const withIt =
      block.length <= room ? choose(others, room - block.length, later, [...taken, block], skipped) : null;
    return withIt ?? choose(others, room, later, taken, [...skipped, block]);
  }

  return fill(blocks, sizes);
}
