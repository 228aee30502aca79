import { RecordResponses } from '@attest/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlainSave } from './plain-save.ts';

const odd = fc.constantFrom<unknown>(
  ...[null, true, -1, 0, 1.5, 2 ** 31, '', 'a b', 'x'.repeat(90), 'x'.repeat(20_001), [], {}, [1]],
);
const id = fc.constantFrom('a', 'B-_9', 'x'.repeat(64));
const ids = fc.array(id, { maxLength: 3 });
const pairs = fc.array(fc.tuple(id, id), { maxLength: 3 });
const text = fc.constantFrom('', '42', 'x'.repeat(64));
const part = fc.oneof(
  fc.record({ kind: fc.constantFrom('choice', 'spans', 'places'), selected: ids }),
  fc.record({ kind: fc.constant('order'), order: ids }),
  fc.record({ kind: fc.constant('match'), pairs }),
  fc.record({ kind: fc.constant('matrix'), cells: pairs }),
  fc.record({ kind: fc.constantFrom('text', 'number'), text }),
);
const marks = fc.record(
  { flagged: fc.boolean(), unsure: fc.boolean(), ruledOut: ids, note: text, secondsSpent: fc.nat(1_000_000) },
  { requiredKeys: [] },
);
const response = fc.record(
  {
    itemId: fc.constantFrom('a', 'B-_9', 'stimulus:s'),
    revision: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    value: fc.option(fc.dictionary(fc.constantFrom('RESPONSE', 'R2'), fc.option(part))),
    marks,
  },
  { requiredKeys: ['itemId', 'revision', 'value'] },
);
const save = fc.record({ epoch: fc.nat(), responses: fc.array(response, { minLength: 1, maxLength: 4 }) });
const fault = fc.record({
  at: fc.nat(),
  field: fc.option(fc.constantFrom('more', 'lower', '__proto__', 'highlights', 'blanks')),
  odd,
});

interface Fault {
  readonly at: number;
  /** null: one of the values is replaced. */
  readonly field: string | null;
  readonly odd: unknown;
}

/** The save with something odd in one place: as one of its values, or as a field more. */
function spoiled(body: object, { at, field, odd: value }: Fault): object {
  const places: [object, string][] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of field === null ? Object.keys(node) : [field]) places.push([node, key]);
    Object.values(node).forEach(visit);
  };
  visit(body);
  const [node, key] = places[at % places.length] ?? [body, 'more'];
  Object.defineProperty(node, key, { value, enumerable: true });
  return body;
}

it('takes nothing that the contract would not take as it is', () => {
  let taken = 0;
  const runs = 3_000;
  fc.assert(
    fc.property(save, fc.option(fault), (made, broken) => {
      const sent: unknown = JSON.parse(
        JSON.stringify(broken === null ? made : spoiled(structuredClone(made), broken)),
      );
      if (!isPlainSave(sent)) return;
      taken += 1;
      expect(RecordResponses.parse(sent)).toEqual(sent);
    }),
    { seed: 20_261_122, numRuns: runs },
  );
  expect(taken).toBeGreaterThan(runs / 4);
  expect(taken).toBeLessThan(runs);
});

it('takes what players send', () => {
  const marked = { flagged: true, unsure: false, ruledOut: ['b'], note: 'n', secondsSpent: 9 };
  const selected = { RESPONSE: { kind: 'choice', selected: ['a'] }, TWO: null };

  expect(
    isPlainSave({ epoch: 1, responses: [{ itemId: 'a', revision: 1, value: selected, marks: marked }] }),
  ).toBe(true);
  expect(isPlainSave({ epoch: 1, responses: [{ itemId: 'stimulus:s', revision: 2, value: null }] })).toBe(
    true,
  );
  expect(isPlainSave({ epoch: 1, responses: [] })).toBe(false);
});

it('takes only epochs that the database can hold', () => {
  const ofEpoch = (epoch: number) => ({ epoch, responses: [{ itemId: 'a', revision: 1, value: null }] });

  expect(isPlainSave(ofEpoch(2 ** 31 - 1))).toBe(true);
  for (const epoch of [-1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    expect(isPlainSave(ofEpoch(epoch))).toBe(false);
    expect(RecordResponses.safeParse(ofEpoch(epoch)).success).toBe(false);
  }
});
