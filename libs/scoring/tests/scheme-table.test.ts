/** Response → points, one line a case, by scheme and by the kind of response. */
import type { ResponsePart } from '@attest/contracts';
import type { CorrectResponse, ScoringScheme } from '@attest/item-bank';
import { describe, expect, it } from 'vitest';
import {
  choice,
  inline,
  keys,
  match,
  matrix,
  number,
  order,
  places,
  pointsFor,
  spans,
  text,
} from './case-notation.ts';

type Row = [why: string, part: ResponsePart | null, points: number];
const table = (title: string, correct: CorrectResponse, scheme: ScoringScheme, rows: readonly Row[]) => {
  describe(title, () => {
    it.each(rows)('%s', (_, part, points) => {
      expect(pointsFor(correct, scheme, part)).toBeCloseTo(points, 12);
    });
  });
};

const whole = { name: 'all-or-nothing' } as const;

// prettier-ignore
table('single choice, all-or-nothing: the key earns 1', keys.choice('b'), whole, [
  ['the key', choice('b'), 1],
  ['a distractor', choice('a'), 0],
  ['key and distractor', choice('b a'), 0],
  ['nothing', null, 0],
]);

// prettier-ignore
table('multiple response, all-or-nothing: the set must be exact', keys.choice('a c'), whole, [
  ['both keys, in another order', choice('c a'), 1],
  ['one key', choice('a'), 0],
  ['both and one more', choice('a b c'), 0],
  ['one key twice', choice('a a'), 0],
]);

// prettier-ignore
table(
  'multiple response, plus-minus-floor: (keys − wrong) of 3, never below 0',
  keys.choice('a b c'),
  { name: 'plus-minus-floor' },
  [['three keys', choice('a b c'), 1], ['two keys', choice('a b'), 2 / 3], ['one key', choice('b'), 1 / 3], ['three keys, one wrong', choice('a b c x'), 2 / 3], ['two keys, one wrong', choice('a b x'), 1 / 3], ['one key, two wrong', choice('a x y'), 0], ['everything: 3 − 3', choice('a b c x y z'), 0], ['nothing', choice(''), 0]],
);

// prettier-ignore
table('ordering, all-or-nothing', keys.order('a b c d'), whole, [
  ['the order', order('a b c d'), 1],
  ['two neighbours swapped', order('a c b d'), 0],
  ['a part of it', order('a b c'), 0],
]);

// prettier-ignore
table('ordering, adjacent-pairs: of ab, bc, cd', keys.order('a b c d'), { name: 'adjacent-pairs' }, [
  ['ab, bc, cd', order('a b c d'), 1],
  ['d first: ab, bc', order('d a b c'), 2 / 3],
  ['halves swapped: cd, ab', order('c d a b'), 2 / 3],
  ['the middle swapped: none', order('a c b d'), 0],
  ['the last two swapped: ab', order('a b d c'), 1 / 3],
  ['backwards: none', order('d c b a'), 0],
  ['not touched', null, 0],
]);

// prettier-ignore
table('matching, per-pair: of 4', keys.match('p:a q:b r:c s:a'), { name: 'per-pair' }, [
  ['all', match('p:a q:b r:c s:a'), 1],
  ['in another sequence', match('s:a r:c q:b p:a'), 1],
  ['three, one left open', match('p:a q:b r:c'), 0.75],
  ['two right, two wrong', match('p:a q:b r:b s:c'), 0.5],
  ['one choice for every premise', match('p:a q:a r:a s:a'), 0.5],
  ['every choice for one premise', match('p:a p:b p:c'), 0],
  ['all wrong', match('p:b q:c r:a s:b'), 0],
]);

// prettier-ignore
table('matching, all-or-nothing', keys.match('p:a q:b'), whole, [
  ['all', match('q:b p:a'), 1],
  ['one wrong', match('p:a q:a'), 0],
  ['one left open', match('p:a'), 0],
]);

// prettier-ignore
table('matrix, per-cell: of 3', keys.matrix('r1:yes r2:no r3:yes'), { name: 'per-cell' }, [
  ['all', matrix('r1:yes r2:no r3:yes'), 1],
  ['one column for every row', matrix('r1:yes r2:yes r3:yes'), 2 / 3],
  ['one row', matrix('r2:no'), 1 / 3],
  ['both columns for a row', matrix('r1:yes r1:no r2:no r3:yes'), 2 / 3],
  ['pairs of a matching', match('r1:yes r2:no r3:yes'), 0],
]);

// prettier-ignore
table('matrix, all-or-nothing', keys.matrix('r1:yes r2:no'), whole, [
  ['all', matrix('r2:no r1:yes'), 1],
  ['one of two', matrix('r1:yes r2:yes'), 0],
]);

// prettier-ignore
table('inline choice, per-pair: of 2', keys.inline('when:each who:gateway'), { name: 'per-pair' }, [
  ['both', inline('who:gateway when:each'), 1],
  ['one', inline('when:each'), 0.5],
  ['one right, one wrong', inline('when:each who:agent'), 0.5],
  ['both wrong', inline('when:daily who:agent'), 0],
  ['none', inline(''), 0],
]);

// prettier-ignore
table('inline choice, all-or-nothing', keys.inline('when:each who:gateway'), whole, [
  ['both', inline('when:each who:gateway'), 1],
  ['one', inline('who:gateway'), 0],
]);

// prettier-ignore
table('hottext, per-span: (keys − wrong) of 2, never below 0', keys.spans('s1 s3'), { name: 'per-span' }, [
  ['both', spans('s3 s1'), 1],
  ['one', spans('s1'), 0.5],
  ['both and one more', spans('s1 s2 s3'), 0.5],
  ['one and one wrong', spans('s1 s2'), 0],
  ['every span', spans('s1 s2 s3 s4'), 0],
]);

// prettier-ignore
table('hottext, all-or-nothing', keys.spans('s1 s3'), whole, [
  ['both', spans('s1 s3'), 1],
  ['one', spans('s3'), 0],
]);

// prettier-ignore
table('hotspot, all-or-nothing', keys.places('e2'), whole, [
  ['the place', places('e2'), 1],
  ['another', places('model'), 0],
  ['the same id as a choice', choice('e2'), 0],
]);

// prettier-ignore
table(
  'hotspot, plus-minus-floor: (keys − wrong) of 2, never below 0',
  keys.places('e2 e3'),
  { name: 'plus-minus-floor' },
  [['both', places('e2 e3'), 1], ['one and one wrong', places('e2 model'), 0], ['one', places('e3'), 0.5]],
);

// prettier-ignore
table(
  'short text: normalised, several forms, a pattern',
  keys.text('least privilege|PoLP', 'least[- ]privileges?'),
  whole,
  [['the first form', text('least privilege'), 1], ['the second form', text('PoLP'), 1], ['another case', text('LEAST PRIVILEGE'), 1], ['blanks around and between', text('  least   privilege '), 1], ['what the pattern allows', text('Least-privileges'), 1], ['the pattern as a part', text('the least privilege'), 0], ['another word', text('zero trust'), 0], ['blanks alone', text('   '), 0], ['1 MB', text('x'.repeat(1_000_000)), 0]],
);

// prettier-ignore
table('short text where case matters', keys.text('SPIFFE', null, true), whole, [
  ['the same case', text('SPIFFE'), 1],
  ['another case', text('Spiffe'), 0],
]);

// prettier-ignore
table('numeric: 12.5 ± 0.1', keys.number(12.5, 0.1), whole, [
  ['the value', number('12.5'), 1],
  ['a decimal comma', number('12,5'), 1],
  ['the lower edge', number('12.4'), 1],
  ['the upper edge', number('12.6'), 1],
  ['below', number('12.39'), 0],
  ['above', number('12.61'), 0],
  ['a power of ten', number('1.25e1'), 1],
  ['with its unit: not a number', number('12.5 %'), 0],
  ['not a number', number('twelve'), 0],
]);

// prettier-ignore
table('numeric, exact and negative', keys.number(-1250), whole, [
  ['a typographic minus and groups of thousands', number('−1,250'), 1],
  ['blanks between thousands', number('-1 250'), 1],
  ['without the sign', number('1250'), 0],
]);

const map = (weights: Record<string, number>, lowerBound: number, upperBound: number): ScoringScheme => ({
  name: 'map',
  weights,
  lowerBound,
  upperBound,
});

// prettier-ignore
table(
  'map over a choice: a 2, b 1, x −1, bounds 0 and 3',
  keys.choice('a b'),
  map({ a: 2, b: 1, x: -1 }, 0, 3),
  [['both', choice('a b'), 1], ['the heavier', choice('a'), 2 / 3], ['the lighter', choice('b'), 1 / 3], ['both and a penalty: 2 of 3', choice('a b x'), 2 / 3], ['a penalty alone: the lower bound', choice('x'), 0], ['without weight: 0', choice('z'), 0]],
);

// prettier-ignore
table(
  'map over a choice: an upper bound below the sum caps it',
  keys.choice('a b'),
  map({ a: 2, b: 2 }, 0, 2),
  [['one is enough', choice('a'), 1], ['both are no more', choice('a b'), 1]],
);

// prettier-ignore
table('map over a choice: half right is half worth', keys.choice('a'), map({ a: 1, b: 0.5 }, 0, 1), [
  ['the key', choice('a'), 1],
  ['the next best', choice('b'), 0.5],
]);

// prettier-ignore
table('map over spans and places', keys.spans('s1 s2'), map({ s1: 1, s2: 3, s9: -2 }, 0, 4), [
  ['one of them', spans('s2'), 0.75],
  ['with a penalty', spans('s1 s2 s9'), 0.5],
]);

// prettier-ignore
table('a rubric is not scored by machine', keys.rubric, { name: 'rubric' }, [['a text', text('because'), 0]]);
