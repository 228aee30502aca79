import fc from 'fast-check';
import { ItemType } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { itemWith, stimulusText, typeSamples } from '../../tests/samples.ts';
import { ItemFile } from '../schema/item.ts';
import { StimulusFile } from '../schema/stimulus.ts';
import { compareRecords } from './compare-records.ts';
import { compareWords } from './compare-words.ts';

const sideOf = (segments: ReturnType<typeof compareWords>, without: 'added' | 'removed') =>
  segments
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('two texts', () => {
  it('are each the segments of their side', () => {
    const words = fc.array(fc.constantFrom('the', 'token', ' ', '\n', '**bound**', 'é', '.'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const segments = compareWords(before, after);
        expect(sideOf(segments, 'added')).toBe(before);
        expect(sideOf(segments, 'removed')).toBe(after);
      }),
    );
  });

  it('without a word in common are compared in bounded time', () => {
    const text = (word: string) => Array.from({ length: 4_000 }, (_, at) => `${word}${String(at)}`).join(' ');
    expect(compareWords(text('a'), text('b')).length).toBeLessThan(10_000);
  });
});

const sample = ItemFile.parse(parse(itemWith('{}').text));
const option = (id: string, text: string) => ({ id, text, rationale: `Why ${id}.` });

describe('two records', () => {
  it('that are equal differ in nothing', () => {
    expect(compareRecords(sample, structuredClone(sample))).toEqual([]);
  });

  it('are equal however a database orders the fields of their entries', () => {
    const reference = { source: 'ATLAS', version: '5.6.0', locator: 'AML.T0051' };
    const { source, version, locator } = reference;
    expect(
      compareRecords({ references: [reference] }, { references: [{ locator, version, source }] }),
    ).toEqual([]);
    const [change] = compareRecords({ references: [] }, { references: [reference] });
    expect(change?.segments).toEqual([{ kind: 'added', text: 'ATLAS 5.6.0 AML.T0051' }]);
  });

  it('say what changed by word, the key first', () => {
    const before = { stem: 'Bind the token.', key: ['a'], tags: ['S1'] };
    const changes = compareRecords(before, { stem: 'Bind each token.', key: ['b'], tags: ['S1', 'F2'] });
    expect(changes.map(({ group, field, kind }) => [group, field.join('.'), kind])).toEqual([
      ['key', 'key', 'changed'],
      ['content', 'stem', 'changed'],
      ['about', 'tags', 'changed'],
    ]);
    expect(changes[1]?.segments).toEqual([
      { kind: 'same', text: 'Bind ' },
      { kind: 'removed', text: 'the' },
      { kind: 'added', text: 'each' },
      { kind: 'same', text: ' token.' },
    ]);
  });

  it('name what a key stands for, and know it under another id', () => {
    const options = [option('a', 'Bind it.'), option('b', 'Log it.')];
    const [change] = compareRecords({ options, key: ['a'] }, { options, key: ['b'] });
    expect(change?.segments.map(({ kind, text }) => [kind, text])).toEqual([
      ['removed', 'Bind it.'],
      ['same', '\n'],
      ['added', 'Log it.'],
    ]);
    const renamed = [{ ...option('a', 'Bind it.'), id: 'x' }, option('b', 'Log it.')];
    expect(compareRecords({ options, key: ['a'] }, { options: renamed, key: ['x'] })).toEqual([]);
  });

  it('know an entry that moved, and one whose id changed', () => {
    const before = { options: [option('a', 'One'), option('b', 'Two'), option('c', 'Three')] };
    const after = { options: [option('c', 'Three'), option('a', 'One'), option('b', 'Two')] };
    expect(compareRecords(before, after)).toMatchObject([
      { kind: 'moved', field: ['options', 0], moved: { from: 3, to: 1 } },
    ]);
    const again = { options: [{ ...option('a', 'One'), id: 'x' }, option('b', 'Two'), option('c', 'Three')] };
    expect(compareRecords(before, again)).toEqual([]);
  });

  it('say of an entry that is new or gone where it stands or stood', () => {
    const before = { options: [option('a', 'One'), option('b', 'Two')] };
    const after = { options: [option('a', 'One'), option('c', 'Three')] };
    expect(compareRecords(before, after).map(({ kind, field }) => [kind, ...field])).toEqual([
      ['added', 'options', 1, 'text'],
      ['removed', 'options', 1, 'text'],
      ['added', 'options', 1, 'rationale'],
      ['removed', 'options', 1, 'rationale'],
    ]);
  });

  it.each(ItemType.options)('show every field of a %s that is changed alone', (type) => {
    const item = ItemFile.parse(parse(itemWith(typeSamples[type]).text));
    for (const path of leavesOf(item)) {
      const changed = changedAt(item, path);
      if (path.at(-1) === 'id' && path.length > 1) continue;
      expect(compareRecords(item, changed).length, path.join('.')).toBeGreaterThan(0);
    }
  });

  it('show every field of a scenario that is changed alone, the ids that items name among them', () => {
    const stimulus = StimulusFile.parse(parse(stimulusText));
    for (const path of leavesOf(stimulus)) {
      const changes = compareRecords(stimulus, changedAt(stimulus, path));
      expect(changes.length, path.join('.')).toBeGreaterThan(0);
    }
  });

  it('show the cells of a table in their order', () => {
    const table = (...rows: string[][]) => ({ exhibits: [{ id: 't', kind: 'table', rows }] });
    const [change] = compareRecords(table(), table(['One', '2'], ['Three', '4']));
    expect(change).toMatchObject({ group: 'content', field: ['exhibits', 0, 'rows'] });
    expect(change?.segments).toEqual([{ kind: 'added', text: 'One | 2\nThree | 4' }]);
  });
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

function changedAt(record: object, path: Path): object {
  const copy: object = structuredClone(record);
  let holder: object = copy;
  for (const step of path.slice(0, -1)) holder = Reflect.get(holder, step) as object;
  const last = path.at(-1) ?? '';
  const value: unknown = Reflect.get(holder, last);
  Reflect.set(
    holder,
    last,
    typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`,
  );
  return copy;
}
