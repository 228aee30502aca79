const nul = '\u0000';

interface Place {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Looks for text that no database column holds: the NUL character, or half of a surrogate pair.
 * Walks without recursion, because whoever sends the value decides how deep it is.
 *
 * @returns where the first such text stands, or null
 */
export function findUnstorableText(root: unknown): readonly string[] | null {
  const waiting: Place[] = [{ path: [], value: root }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { path, value } = place;
    if (typeof value === 'string' && !isStorable(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (!isStorable(key)) return path;
      waiting.push({ path: [...path, key], value: member });
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return !text.includes(nul) && text.isWellFormed();
}
