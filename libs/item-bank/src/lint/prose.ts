/** Everything in a record that somebody reads, with its place. */
interface PlacedProse {
  readonly text: string;
  readonly field: readonly PropertyKey[];
}

/** Ids, dates, names of schemes and what points at other records: nobody reads them as text. */
const notProse = new Set(
  (
    'author certifications cognitiveLevel created domain edges enemies error errors exhibit from id incidents key kind ' +
    'language lintReasons nodes objective ref references reviewDue reviewers scoring status stimulus style tags to type ' +
    'usage validUntil processing'
  ).split(' '),
);
/** Lists of ids by their name, but records with labels inside a diagram. */
const labelled = new Set(['nodes', 'edges']);

/** @param record an item or a stimulus as its file holds it */
export function proseOf(record: object): PlacedProse[] {
  return proseAt(record, []);
}

function proseAt(value: unknown, field: readonly PropertyKey[]): PlacedProse[] {
  if (typeof value === 'string') return [{ text: value, field }];
  if (Array.isArray(value)) return value.flatMap((each, at) => proseAt(each, [...field, at]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const isLabelled =
      labelled.has(name) && Array.isArray(each) && each.every((one) => typeof one === 'object');
    return notProse.has(name) && !isLabelled ? [] : proseAt(each, [...field, name]);
  });
}
