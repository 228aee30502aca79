import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { arrangeItem } from '../src/index.ts';
import { bankWith, itemText, itemWith, sampleFile, typeSamples } from './samples.ts';

const ids = fc.integer({ min: 1, max: 9_999 }).map((number) => `caisa-a1-${String(number).padStart(4, '0')}`);

/** Every list sorted, so that only what changed besides order can differ. */
function withoutOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => JSON.stringify(withoutOrder(entry))).toSorted();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutOrder(entry)]));
}

/** Ids of a list of an item file, in its order. */
function orderIn(field: string, text: string): string[] {
  const list = z
    .array(z.object({ id: z.string() }))
    .parse(z.record(z.string(), z.unknown()).parse(parse(text))[field]);
  return list.map(({ id }) => id);
}

describe('arranging', () => {
  it.each(Object.entries(typeSamples))('a %s item is a permutation, and done once', (_, fields) => {
    fc.assert(
      fc.property(ids, (id) => {
        const { text } = itemWith(fields, id);
        const arranged = arrangeItem(text);

        expect(withoutOrder(parse(arranged))).toEqual(withoutOrder(parse(text)));
        expect(parse(arranged)).toMatchObject({ id });
        expect(arrangeItem(arranged)).toBe(arranged);
      }),
      { numRuns: 10 },
    );
  });

  it('depends on the ids, not on where the options stood', () => {
    const option = /  - id: [a-d]\n(?: {4}.*\n)+/g;
    const options = itemText.match(option) ?? [];
    const reversed = itemText.replace(options.join(''), options.toReversed().join(''));

    expect(reversed).not.toBe(itemText);
    expect(arrangeItem(reversed)).toBe(arrangeItem(itemText));
  });

  it('never shows steps in key order, nor all keys side by side', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const steps = orderIn('steps', arrangeItem(itemWith(typeSamples.ordering, id).text));
        expect(steps).not.toEqual(['build', 'fail', 'pass']);

        const options = orderIn('options', arrangeItem(itemWith(typeSamples['multiple-response'], id).text));
        expect(options.join('')).not.toMatch(/ac|ca/);
      }),
      { numRuns: 30 },
    );
  });

  it('puts keys at every position about equally often', () => {
    const positions = Array.from({ length: 200 }, (_, at) => {
      const { text } = itemWith('tags: []', `caisa-a1-${String(at + 1).padStart(4, '0')}`);
      return orderIn('options', arrangeItem(text)).indexOf('a');
    });
    const counts = [0, 1, 2, 3].map((slot) => positions.filter((position) => position === slot).length);

    expect(Math.min(...counts)).toBeGreaterThan(30);
    expect(Math.max(...counts)).toBeLessThan(70);
  });

  it('keeps comments, line ends, empty lines and everything around the lists', () => {
    const commented = itemText
      .replace('options:\n', 'options: # four\n  # first in the file\n')
      .replace('  - id: c', '\n  # about c\n  - id: c')
      .replace('key: [a]', '\n# the key\nkey: [a] # bound')
      .replaceAll('\n', '\r\n');
    const arranged = arrangeItem(`\uFEFF${commented}`);

    expect(arranged).not.toBe(`\uFEFF${commented}`);
    expect(arranged.split('\r\n').toSorted()).toEqual(`\uFEFF${commented}`.split('\r\n').toSorted());
    expect(arranged).toContain('  # about c\r\n  - id: c');
    expect(arranged).toContain('options: # four\r\n');
    expect(arranged).toContain('\r\n\r\n# the key\r\nkey: [a] # bound\r\n');
    expect(bankWith({ ...sampleFile, text: arranged }).faults).toEqual([]);
  });

  it('moves entries of flow lists and blocks of text with them', () => {
    const flow = itemText.replace(
      /options:\n(?: {2}.*\n)+/,
      `options: [ { id: b, text: B, rationale: x, error: over-reaction }, # first\n  { id: a, text: A, rationale: "y" }, { id: c, text: "C", rationale: z, error: over-reaction } ]\n`,
    );
    const block = itemText.replace(
      'text: "Log the calls of each tool."',
      'text: |-\n      Log the calls\n      # of each tool',
    );

    expect(withoutOrder(parse(arrangeItem(flow)))).toEqual(withoutOrder(parse(flow)));
    expect(withoutOrder(parse(arrangeItem(block)))).toEqual(withoutOrder(parse(block)));
    expect([arrangeItem(flow) === flow, arrangeItem(block) === block]).toEqual([false, false]);
  });

  it('leaves alone what has a natural order or is no item', () => {
    const natural = itemText.replace('status:', 'shuffle: false\nstatus:');

    expect(arrangeItem(natural)).toBe(natural);
    expect(arrangeItem('id: [')).toBe('id: [');
  });
});
