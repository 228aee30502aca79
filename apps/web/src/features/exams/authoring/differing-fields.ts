/** Names of the rules in which two drafts differ. */
export function differingFields<Rules extends object>(one: Rules, other: Rules): (keyof Rules)[] {
  const names = Object.keys(one) as (keyof Rules)[];
  return names.filter((name) => canonical(one[name]) !== canonical(other[name]));
}

/** Rules that both changed since they stood alike, and to different values. */
export function contestedFields<Rules extends object>(
  base: Rules,
  mine: Rules,
  theirs: Rules,
): (keyof Rules)[] {
  const [own, others] = [differingFields(base, mine), differingFields(base, theirs)];
  return differingFields(mine, theirs).filter((name) => own.includes(name) && others.includes(name));
}

/** Theirs, with what I changed as I have it. */
export function mergedRules<Rules extends object>(base: Rules, mine: Rules, theirs: Rules): Rules {
  const own = differingFields(base, mine).map((name) => [name, mine[name]]);
  return { ...theirs, ...(Object.fromEntries(own) as Partial<Rules>) };
}

/** Without regard to the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
