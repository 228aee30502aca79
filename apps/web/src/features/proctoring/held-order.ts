/**
 * New rows in the order people see. While somebody is at a row nothing moves: rows keep their places,
 * those that are gone leave, those that came wait at the end.
 *
 * @param shown ids in the order that is on screen
 * @param latest rows in the order of the server
 */
export function heldOrder<Row extends { readonly id: string }>(
  shown: readonly string[],
  latest: readonly Row[],
  isHeld: boolean,
): readonly Row[] {
  if (!isHeld) return latest;
  const byId = new Map(latest.map((row) => [row.id, row]));
  const kept = shown.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(shown);
  return [...kept, ...latest.filter(({ id }) => !known.has(id))];
}

/** Whether holding made a difference: only then there is anything to say. */
export function isOutOfOrder(
  rows: readonly { readonly id: string }[],
  latest: readonly { readonly id: string }[],
): boolean {
  return rows.some(({ id }, at) => latest[at]?.id !== id);
}
