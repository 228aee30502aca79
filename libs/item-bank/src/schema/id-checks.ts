/** Checks of the ids inside one file, shared by the schemas of items, stimuli and registers. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function orderFaults(key: readonly string[], steps: readonly string[]): Contradiction[] {
  const missing = steps.filter((id) => !key.includes(id));
  return [
    ...unknownKeys(key, steps),
    ...repeatedKeys(key),
    ...missing.map((id) => ({
      path: ['key'],
      message: `step "${id}" has no place in the key; name every step once`,
    })),
  ];
}

export function pairFaults(
  key: Readonly<Record<string, string>>,
  lefts: readonly string[],
  rights: readonly string[],
): Contradiction[] {
  const missing = lefts.filter((id) => !Object.hasOwn(key, id));
  return [
    ...missing.map((id) => ({ path: ['key'], message: `"${id}" has no entry in the key; add one` })),
    ...Object.entries(key).flatMap(([left, right]) => [
      ...(lefts.includes(left) ? [] : [unknownId(left, ['key', left])]),
      ...(rights.includes(right) ? [] : [unknownId(right, ['key', left])]),
    ]),
  ];
}

export function mapFaults(
  scoring: string | { weights: Record<string, number> },
  ids: readonly string[],
): Contradiction[] {
  return typeof scoring === 'string'
    ? []
    : unknownIds(Object.keys(scoring.weights), ids, ['scoring', 'weights']);
}

export interface PlacedId {
  readonly id: string;
  readonly path: readonly (string | number)[];
}

export function placed(
  entries: readonly { id: string }[],
  ...path: readonly (string | number)[]
): PlacedId[] {
  return entries.map(({ id }, at) => ({ id, path: [...path, at, 'id'] }));
}

/** Ids that an earlier entry has already; `path` points at the later one. */
export function repeatedIds(ids: readonly PlacedId[]): Contradiction[] {
  return ids
    .filter(({ id }, at) => ids.findIndex((other) => other.id === id) < at)
    .map(({ id, path }) => ({ path, message: `the id "${id}" is used twice; choose another` }));
}

export function repeatedKeys(key: readonly string[]): Contradiction[] {
  return key
    .map((id, at) => ({ id, at }))
    .filter(({ id, at }) => key.indexOf(id) < at)
    .map(({ id, at }) => ({ path: ['key', at], message: `"${id}" stands in the key twice; remove one` }));
}

export function unknownKeys(key: readonly string[], known: readonly string[]): Contradiction[] {
  return key.flatMap((id, at) => unknownIds([id], known, ['key', at]));
}

export function unknownIds(
  given: readonly string[],
  known: readonly string[],
  path: readonly (string | number)[],
): Contradiction[] {
  return given.filter((id) => !known.includes(id)).map((id) => unknownId(id, path));
}

function unknownId(id: string, path: readonly (string | number)[]): Contradiction {
  return { path, message: `"${id}" is not an id of this item; correct it` };
}

/** Each marker in a text needs its entry, each entry its marker, once. */
export function compareMarkers(
  markers: readonly string[],
  entries: readonly string[],
  path: readonly (string | number)[],
  write: (id: string) => string,
): Contradiction[] {
  const twice = markers.filter((id, at) => markers.indexOf(id) < at);
  return [
    ...entries
      .filter((id) => !markers.includes(id))
      .map((id) => `${write(id)} is missing from the text; add it`),
    ...markers.filter((id) => !entries.includes(id)).map((id) => `${write(id)} has no entry; add one`),
    ...twice.map((id) => `${write(id)} stands in the text twice; remove one`),
  ].map((message) => ({ path, message }));
}

export function idList(entries: readonly { id: string }[]): string[] {
  return entries.map((entry) => entry.id);
}
