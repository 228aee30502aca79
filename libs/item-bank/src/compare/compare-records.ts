import { compareWords, type Segment } from './compare-words.ts';

/** What a change is about: the key, what candidates read, why it is so, or what describes the record. */
export type ChangeGroup = 'key' | 'content' | 'rationale' | 'about';

/** One field that differs between two texts of a record. */
export interface RecordChange {
  readonly group: ChangeGroup;
  /** Entries of lists by their place, from 0: in the later text, or in the earlier one where they are gone. */
  readonly field: readonly (string | number)[];
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Empty for an entry that only moved. */
  readonly segments: readonly Segment[];
  /** Place from 1 of an entry that moved, before and after; null for all others. */
  readonly moved: { readonly from: number; readonly to: number } | null;
}

/**
 * What changed from one text of an item or stimulus to another, finished or not: keys first, then what candidates
 * read, then rationales, then the rest; within each in the order of the text. Entries with an id are the same entry
 * wherever they stand, and so are entries whose id changed and whose text did not.
 */
export function compareRecords(before: object, after: object): RecordChange[] {
  const former = flatten(before);
  // Its key names entries by the ids they have, not by those they are recognised by.
  const later = { ...flatten(renamed(after, before)), names: flatten(after).names };
  const paths = [...new Set([...later.leaves.keys(), ...former.leaves.keys()])];
  const changes = paths.flatMap((path): RecordChange[] => {
    const [one, other] = [former.leaves.get(path), later.leaves.get(path)];
    const place = other ?? one;
    if (place === undefined || one?.text === other?.text) return [];
    const kind = one === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
    const segments = isKey(place.field)
      ? replaced(namesIn(former, one), namesIn(later, other))
      : compareWords(one?.text ?? '', other?.text ?? '');
    if (segments.length === 0) return [];
    return [{ group: groupOf(place.field), field: place.field, kind, segments, moved: null }];
  });
  const moves = [...later.orders].flatMap(([path, order]) => movesIn(former.orders.get(path), order));
  return [...changes, ...moves].toSorted((one, other) => rank(one) - rank(other));
}

interface Leaf {
  readonly field: readonly (string | number)[];
  readonly text: string;
  /** Ids, where a key names entries. */
  readonly ids: readonly string[];
}

interface Order {
  readonly field: readonly (string | number)[];
  readonly ids: readonly string[];
}

interface Flat {
  /** By path, in which entries stand by their ids. */
  readonly leaves: Map<string, Leaf>;
  readonly orders: Map<string, Order>;
  /** Id of an entry to its text. */
  readonly names: Map<string, string>;
}

function flatten(record: object): Flat {
  const flat: Flat = { leaves: new Map(), orders: new Map(), names: new Map() };
  walk(record, [], [], flat);
  return flat;
}

function walk(
  value: unknown,
  path: readonly string[],
  field: readonly (string | number)[],
  flat: Flat,
): void {
  if (value === null || value === undefined || value === '') return;
  if (Array.isArray(value)) {
    const ids = value.map(idOf);
    if (ids.some((id) => id === null) || new Set(ids).size < ids.length) {
      const texts = value.map(shown);
      if (texts.length > 0) flat.leaves.set(path.join('/'), { field, text: texts.join('\n'), ids: texts });
      return;
    }
    flat.orders.set(path.join('/'), { field, ids: ids.map(String) });
    for (const [at, entry] of value.entries()) {
      const text = textOf(entry);
      if (text !== null) flat.names.set(String(ids[at]), text);
      walk(entry, [...path, String(ids[at])], [...field, at], flat);
    }
    return;
  }
  if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (name !== 'id' || path.length === 0) walk(inner, [...path, name], [...field, name], flat);
    }
    return;
  }
  flat.leaves.set(path.join('/'), { field, text: shown(value), ids: [shown(value)] });
}

/** A key is ids; people know what they stand for. */
const isKey = (field: readonly (string | number)[]) => field.includes('key');

function namesIn({ names }: Flat, leaf: Leaf | undefined): string {
  return (leaf?.ids ?? []).map((id) => names.get(id) ?? id).join('\n');
}

/** As a whole: words that two keys share say nothing. */
function replaced(before: string, after: string): Segment[] {
  if (before === after) return [];
  const segments: Segment[] = [
    { kind: 'removed', text: before },
    { kind: 'same', text: before !== '' && after !== '' ? '\n' : '' },
    { kind: 'added', text: after },
  ];
  return segments.filter(({ text }) => text !== '');
}

function idOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const id: unknown = Reflect.get(entry, 'id') ?? Reflect.get(entry, 'ref') ?? Reflect.get(entry, 'n');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  // The row of a table.
  if (Array.isArray(value)) return value.map(shown).join(' | ');
  // A database gives the fields of an object in an order of its own.
  const fields = Object.entries(value).toSorted(
    ([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1),
  );
  return fields.map(([, inner]) => shown(inner)).join(' ');
}

const inReferences = ['locator', 'version', 'source'];
const placeOf = (name: string) => -inReferences.indexOf(name);

/**
 * Entries that got another id and kept their text keep their former id, so that they are recognised. An exhibit with
 * another id is another one: items name it.
 */
function renamed(after: object, before: object): object {
  const entries = Object.entries(after).map(([name, value]: [string, unknown]) => {
    const former: unknown = Reflect.get(before, name);
    if (name === 'exhibits' || !Array.isArray(value) || !Array.isArray(former)) return [name, value] as const;
    const [ids, formerIds] = [value.map(idOf), former.map(idOf)];
    const gone: unknown[] = former.filter((entry) => !ids.includes(idOf(entry)));
    const list = value.map((entry: unknown) => {
      if (formerIds.includes(idOf(entry)) || textOf(entry) === null) return entry;
      const same = gone.find((each) => textOf(each) === textOf(entry));
      return same === undefined ? entry : { ...(entry as object), id: idOf(same) };
    });
    return [name, list] as const;
  });
  return Object.fromEntries(entries);
}

function textOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const text: unknown = Reflect.get(entry, 'text');
  return typeof text === 'string' && text !== '' ? text : null;
}

/** As few entries as possible whose moves explain the new order. */
function movesIn(former: Order | undefined, { field, ids }: Order): RecordChange[] {
  if (former === undefined) return [];
  const common = ids.filter((id) => former.ids.includes(id));
  const places = common.map((id) => former.ids.filter((each) => common.includes(each)).indexOf(id));
  const staying = longestRise(places);
  return common
    .filter((_, at) => !staying.has(at))
    .map((id) => ({
      group: 'content' as const,
      field: [...field, ids.indexOf(id)],
      kind: 'moved' as const,
      segments: [],
      moved: { from: former.ids.indexOf(id) + 1, to: ids.indexOf(id) + 1 },
    }));
}

/** Places in a list of numbers that make up its longest rising part. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const best: number[][] = [];
  for (const [at, number] of numbers.entries()) {
    const before = best.filter((run) => (numbers[run.at(-1) ?? -1] ?? 0) < number);
    const longest = before.toSorted((one, other) => other.length - one.length)[0] ?? [];
    best.push([...longest, at]);
  }
  return new Set(best.toSorted((one, other) => other.length - one.length)[0] ?? []);
}

const groups: readonly ChangeGroup[] = ['key', 'content', 'rationale', 'about'];
const keys = new Set([
  ...['key', 'scoring', 'choose', 'accept', 'caseSensitive', 'pattern', 'value', 'tolerance', 'usage'],
  ...['points', 'unacceptable', 'processing', 'weights', 'lowerBound', 'upperBound'],
]);
const rationales = new Set(['rationale', 'error', 'anchor', 'commonWrong', 'criterion', 'flipFact']);
const contents = new Set([
  ...['stem', 'body', 'passage', 'options', 'steps', 'premises', 'choices', 'rows', 'columns', 'blanks'],
  ...['spans', 'places', 'interactions', 'exhibit', 'unit', 'maxWords', 'stimulus', 'shuffle', 'type'],
  ...['title', 'facts', 'exhibits', 'rubric'],
]);

function groupOf(field: readonly (string | number)[]): ChangeGroup {
  const names = field.map(String);
  if (names.some((name) => keys.has(name))) return 'key';
  if (names.some((name) => rationales.has(name))) return 'rationale';
  return contents.has(names[0] ?? '') ? 'content' : 'about';
}

const rank = ({ group }: RecordChange) => groups.indexOf(group);
