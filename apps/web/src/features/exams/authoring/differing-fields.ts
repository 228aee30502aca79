/** Names of the rules in which two drafts differ. */
export function differingFields<Rules extends object>(one: Rules, other: Rules): (keyof Rules)[] {
  const names = Object.keys(one) as (keyof Rules)[];
  return names.filter((name) => canonical(one[name]) !== canonical(other[name]));
}

/** Without regard to the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
