import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../src/hash.ts';

/** Keys that JavaScript, UTF-16 and UTF-8 order differently, in the order in which they were drawn. */
const keys = fc.oneof(
  fc.constantFrom('10', '9', '1', 'a', 'B', '__proto__', 'toJSON', 'kind', 'blanks', '\uFB33', '😀', ''),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const outcomeOf = (write: () => unknown) => {
  try {
    return { json: write() };
  } catch {
    return 'refused';
  }
};

describe('canonicalJson', () => {
  it('writes what RFC 8785 says of any value, and refuses what has no such form', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(outcomeOf(() => canonicalJson(value))).toEqual(outcomeOf(() => canonicalize(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [{ kind: 'inline', blanks: { 10: 'b', 9: 'a' } }, '{"blanks":{"10":"b","9":"a"},"kind":"inline"}'],
    [{ '\uFB33': 1, '😀': 2 }, '{"😀":2,"\uFB33":1}'],
    [{ at: new Date(0), gone: undefined }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [[-0, 1e21, 0.1, undefined], '[0,1e+21,0.1,null]'],
  ])('writes %j as %s', (value, json) => {
    expect(canonicalJson(value)).toBe(json);
  });

  it.each([['\uD800'], [{ '\uDC00': 1 }], [Number.NaN], [Infinity], [undefined]])('refuses %j', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('writes what is nested deeper than calls may be, and refuses circles', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const depth = 20_000;
    let nested: unknown = 1;
    for (let level = 0; level < depth; level += 1) nested = [nested];

    expect(canonicalJson(nested)).toBe(`${'['.repeat(depth)}1${']'.repeat(depth)}`);
    expect(() => canonicalJson(circle)).toThrow('Circular');
  });
});
