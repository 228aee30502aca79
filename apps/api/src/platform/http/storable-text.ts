const nul = '\u0000';

interface Place {
  readonly value: unknown;
  readonly key: string;
  /** A link, not a copy of the way here: depth must not cost more than length does. */
  readonly parent: Place | null;
}

/**
 * Looks for text that no database column holds: the NUL character, or half of a surrogate pair.
 * Walks without recursion, because whoever sends the value decides how deep it is.
 *
 * @returns where the first such text stands, or null
 */
export function findUnstorableText(root: unknown): readonly string[] | null {
  const waiting: Place[] = [{ value: root, key: '', parent: null }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place;
    if (typeof value === 'string' && !isStorable(value)) return wayTo(place);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (!isStorable(key)) return wayTo(place);
      waiting.push({ value: member, key, parent: place });
    }
  }
  return null;
}

function wayTo(place: Place): readonly string[] {
  const way: string[] = [];
  for (let at = place; at.parent !== null; at = at.parent) way.unshift(at.key);
  return way;
}

function isStorable(text: string): boolean {
  return !text.includes(nul) && text.isWellFormed();
}
