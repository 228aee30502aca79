/**
 * The pairs with one of them changed, in the order in which the left sides are shown.
 *
 * @param right null takes the pair away
 */
export function joinPairs(
  lefts: readonly { readonly id: string }[],
  pairs: ReadonlyMap<string, string>,
  left: string,
  right: string | null,
): [string, string][] {
  return lefts.flatMap(({ id }): [string, string][] => {
    const chosen = id === left ? right : pairs.get(id);
    return chosen === undefined || chosen === null ? [] : [[id, chosen]];
  });
}
