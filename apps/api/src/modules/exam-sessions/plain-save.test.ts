import { RecordResponses } from '@attest/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlainSave } from './plain-save.ts';

const odd = fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 2 ** 31, '', 'a b', 'x'.repeat(90), [], {}, [1]);
const perhaps = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: odd });
const id = perhaps(fc.constantFrom('a', 'B-_9', 'stimulus:s', 'x'.repeat(64), 'x'.repeat(80), '__proto__'));
const ids = perhaps(fc.array(id, { maxLength: 4 }));
const pairs = perhaps(fc.array(perhaps(fc.tuple(id, id)), { maxLength: 3 }));
const text = perhaps(fc.constantFrom('', '42', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(20_001)));
const part = perhaps(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('choice', 'spans', 'places'), selected: ids }),
    fc.record({ kind: fc.constant('order'), order: ids }),
    fc.record({ kind: fc.constant('match'), pairs }),
    fc.record({ kind: fc.constant('matrix'), cells: pairs }),
    fc.record({ kind: fc.constant('inline'), blanks: fc.dictionary(fc.constantFrom('a', 'b c'), id) }),
    fc.record({ kind: fc.constantFrom('text', 'number'), text }),
    fc.record({ kind: fc.constant('choice'), selected: ids, more: odd }),
  ),
);
const value = fc.option(
  perhaps(fc.dictionary(fc.constantFrom('RESPONSE', 'R2', 'lower', '__proto__'), part)),
);
const marks = perhaps(
  fc.record(
    {
      flagged: perhaps(fc.boolean()),
      unsure: perhaps(fc.boolean()),
      ruledOut: ids,
      highlights: fc.constant([]),
      note: text,
      secondsSpent: perhaps(fc.nat()),
      score: odd,
    },
    { requiredKeys: [] },
  ),
);
const response = perhaps(
  fc.record(
    { itemId: id, revision: perhaps(fc.integer({ min: 1, max: 2 ** 31 - 1 })), value, marks, more: odd },
    { requiredKeys: ['itemId', 'revision', 'value'] },
  ),
);
const body = perhaps(
  fc.record(
    { epoch: perhaps(fc.nat()), responses: perhaps(fc.array(response, { maxLength: 101 })), more: odd },
    { requiredKeys: ['epoch', 'responses'] },
  ),
);

it('takes nothing that the contract would not take as it is', () => {
  fc.assert(
    fc.property(body, (made) => {
      const sent: unknown = JSON.parse(JSON.stringify(made));
      fc.pre(isPlainSave(sent));
      expect(RecordResponses.parse(sent)).toEqual(sent);
    }),
    { seed: 20_261_122, numRuns: 3_000, maxSkipsPerRun: 1_000 },
  );
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
