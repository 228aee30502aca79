/**
 * Response → score, one line a case, by operator as QTI 3 defines it. A condition that is true earns 1 point,
 * one that is NULL ½, one that is false 0. Keys: ONE b · MANY a c · STEPS x y z · PAIRS p:a q:b · TEXT mTLS ·
 * SIZE 0.5 · COUNT 3; mappings in `case-notation.ts`.
 */
import type { Expression } from '@attest/item-bank';
import { checkRules } from '@attest/item-bank';
import { describe, expect, it } from 'vitest';
import {
  base,
  choice,
  decimals,
  equal,
  figures,
  float,
  id,
  inside,
  int,
  key,
  keyWithRules,
  mapped,
  mappedPoint,
  match,
  no,
  nth,
  number,
  op,
  order,
  partOf,
  point,
  pointsOfCondition,
  sameText,
  scoreOf,
  str,
  text,
  v,
  within,
  yes,
} from './case-notation.ts';
import type { Entered } from './case-notation.ts';

const NULL = op('and', op('match', v('ONE'), key('ONE'))); // ONE is left empty where this is used
const [TRUE, HALF, FALSE] = [1, 0.5, 0];
const withCorrect = new Set(['ONE', 'MANY', 'STEPS', 'PAIRS', 'TEXT', 'CASED', 'SIZE', 'COUNT']);

type Row = [why: string, when: Expression, entered: Entered, points: number];
const conditions = (operator: string, rows: readonly Row[]) => {
  describe(operator, () => {
    it.each(rows)('%s', (_, when, entered, points) => {
      const { processing } = keyWithRules({
        rules: [{ rule: 'condition', branches: [{ when, then: [] }], else: [] }],
      });
      expect(checkRules(processing, withCorrect)).toEqual([]);
      expect(pointsOfCondition(when, entered)).toBe(points);
    });
  });
};

type NumberRow = [why: string, to: Expression, entered: Entered, score: number | null];
const scores = (operator: string, rows: readonly NumberRow[]) => {
  describe(operator, () => {
    it.each(rows)('%s', (_, to, entered, score) => {
      const { processing } = keyWithRules({ rules: [{ rule: 'set', outcome: 'SCORE', to }] });
      expect(checkRules(processing, withCorrect)).toEqual([]);
      expect(scoreOf(to, entered)).toBe(score);
    });
  });
};

const two = (a: string, b: string) => op('multiple', id(a), id(b));

// prettier-ignore
conditions('variable, correct and base-value', [
  ['a response read back is its own value', op('match', v('ONE'), id('b')), { ONE: choice('b') }, TRUE],
  ['a response left empty is NULL', op('match', v('ONE'), id('b')), {}, HALF],
  ['two picks for a single variable are NULL: nothing was answered', op('is-null', v('ONE')), { ONE: choice('a b') }, TRUE],
  ['a response of another kind is NULL', op('is-null', v('ONE')), { ONE: text('b') }, TRUE],
  ['words for a number are NULL', op('is-null', v('SIZE')), { SIZE: number('many') }, TRUE],
  ['a fraction for a whole number is NULL', op('is-null', v('COUNT')), { COUNT: number('2.5') }, TRUE],
  ['a decimal comma is a number', equal(v('SIZE'), float(0.5)), { SIZE: number('0,5') }, TRUE],
  ['blanks around a text do not count', sameText(v('TEXT'), str('a b')), { TEXT: text('  a   b ') }, TRUE],
  ['the correct value of a choice', op('match', key('ONE'), id('b')), {}, TRUE],
  ['the correct value of a text is the first accepted one', sameText(key('TEXT'), str('mTLS')), {}, TRUE],
]);

// prettier-ignore
conditions('match', [
  ['the right option', op('match', v('ONE'), key('ONE')), { ONE: choice('b') }, TRUE],
  ['a wrong option', op('match', v('ONE'), key('ONE')), { ONE: choice('a') }, FALSE],
  ['NULL on one side is NULL', op('match', v('ONE'), key('ONE')), {}, HALF],
  ['a multiple container in another order', op('match', v('MANY'), key('MANY')), { MANY: choice('c a') }, TRUE],
  ['a multiple container that lacks a value', op('match', v('MANY'), key('MANY')), { MANY: choice('a') }, FALSE],
  ['a multiple container with one value too many', op('match', v('MANY'), key('MANY')), { MANY: choice('a b c') }, FALSE],
  ['a multiple container counts how often', op('match', op('multiple', id('a'), id('a')), two('a', 'b')), {}, FALSE],
  ['an ordered container in the same order', op('match', v('STEPS'), key('STEPS')), { STEPS: order('x y z') }, TRUE],
  ['an ordered container in another order', op('match', v('STEPS'), key('STEPS')), { STEPS: order('x z y') }, FALSE],
  ['directed pairs in any sequence', op('match', v('PAIRS'), key('PAIRS')), { PAIRS: match('q:b p:a') }, TRUE],
  ['a directed pair the wrong way round', op('match', base('directed-pair', ['a', 'b']), base('directed-pair', ['b', 'a'])), {}, FALSE],
  ['an undirected pair the other way round', op('match', base('pair', ['a', 'b']), base('pair', ['b', 'a'])), {}, TRUE],
  ['points by both coordinates', op('match', v('SPOT'), point(3, 4)), { SPOT: text('3 4') }, TRUE],
  ['texts by case', op('match', v('TEXT'), str('mtls')), { TEXT: text('mTLS') }, FALSE],
]);

// prettier-ignore
conditions('is-null', [
  ['nothing entered', op('is-null', v('MANY')), {}, TRUE],
  ['an empty container is NULL', op('is-null', v('MANY')), { MANY: choice('') }, TRUE],
  ['an empty text is NULL', op('is-null', v('TEXT')), { TEXT: text('  ') }, TRUE],
  ['something entered', op('is-null', v('MANY')), { MANY: choice('a') }, FALSE],
  ['a container of nothing', op('is-null', op('multiple')), {}, TRUE],
]);

// prettier-ignore
conditions('and', [
  ['all true', op('and', yes, yes), {}, TRUE],
  ['one false', op('and', yes, no), {}, FALSE],
  ['one NULL, the rest true: NULL', op('and', yes, NULL), {}, HALF],
  ['one NULL, one false: false', op('and', NULL, no), {}, FALSE],
  ['one operand stands for itself', op('and', yes), {}, TRUE],
]);

// prettier-ignore
conditions('or', [
  ['one true', op('or', no, yes), {}, TRUE],
  ['all false', op('or', no, no), {}, FALSE],
  ['one NULL, the rest false: NULL', op('or', no, NULL), {}, HALF],
  ['one NULL, one true: true', op('or', NULL, yes), {}, TRUE],
]);

// prettier-ignore
conditions('not', [
  ['true becomes false', op('not', yes), {}, FALSE],
  ['false becomes true', op('not', no), {}, TRUE],
  ['NULL stays NULL', op('not', NULL), {}, HALF],
]);

// prettier-ignore
conditions('gt, gte, lt, lte', [
  ['3 > 2', op('gt', v('COUNT'), int(2)), { COUNT: number('3') }, TRUE],
  ['3 > 3', op('gt', v('COUNT'), int(3)), { COUNT: number('3') }, FALSE],
  ['3 ≥ 3', op('gte', v('COUNT'), int(3)), { COUNT: number('3') }, TRUE],
  ['2 ≥ 3', op('gte', v('COUNT'), int(3)), { COUNT: number('2') }, FALSE],
  ['−1 < 0.5', op('lt', v('SIZE'), float(0.5)), { SIZE: number('−1') }, TRUE],
  ['0.5 < 0.5', op('lt', v('SIZE'), float(0.5)), { SIZE: number('.5') }, FALSE],
  ['0.5 ≤ 0.5', op('lte', v('SIZE'), float(0.5)), { SIZE: number('0.5') }, TRUE],
  ['whole numbers and fractions compare', op('lte', v('COUNT'), float(2.9)), { COUNT: number('3') }, FALSE],
  ['NULL compares to NULL', op('gt', v('COUNT'), int(0)), {}, HALF],
  ['NULL on the right too', op('lte', int(0), v('SIZE')), {}, HALF],
]);

// prettier-ignore
conditions('equal', [
  ['exactly', equal(v('SIZE'), float(0.5)), { SIZE: number('0.50') }, TRUE],
  ['exactly, and not', equal(v('SIZE'), float(0.5)), { SIZE: number('0.51') }, FALSE],
  ['a whole number and a fraction', equal(v('COUNT'), float(3)), { COUNT: number('3') }, TRUE],
  ['absolute: 10 − 1 ≤ 9', equal(float(10), v('SIZE'), within(1, 2)), { SIZE: number('9') }, TRUE],
  ['absolute: 12 ≤ 10 + 2', equal(float(10), v('SIZE'), within(1, 2)), { SIZE: number('12') }, TRUE],
  ['absolute: 8.9 lies below', equal(float(10), v('SIZE'), within(1, 2)), { SIZE: number('8.9') }, FALSE],
  ['absolute: 12.1 lies above', equal(float(10), v('SIZE'), within(1, 2)), { SIZE: number('12.1') }, FALSE],
  ['a bound that is not included', equal(float(10), v('SIZE'), within(1, 2, { includeLowerBound: false })), { SIZE: number('9') }, FALSE],
  ['an upper bound that is not included', equal(float(10), v('SIZE'), within(1, 2, { includeUpperBound: false })), { SIZE: number('12') }, FALSE],
  ['decimal bounds hold although binary fractions miss them', equal(float(0.3), v('SIZE'), within(0.1, 0.1)), { SIZE: number('0.2') }, TRUE],
  ['relative: 200 − 5 % ≤ 190', equal(float(200), v('SIZE'), within(5, 10, { mode: 'relative' })), { SIZE: number('190') }, TRUE],
  ['relative: 220 ≤ 200 + 10 %', equal(float(200), v('SIZE'), within(5, 10, { mode: 'relative' })), { SIZE: number('220') }, TRUE],
  ['relative: 189 lies below', equal(float(200), v('SIZE'), within(5, 10, { mode: 'relative' })), { SIZE: number('189') }, FALSE],
  ['NULL', equal(v('SIZE'), float(1)), {}, HALF],
]);

// prettier-ignore
conditions('equal-rounded', [
  ['3.175 and 3.183 to 3 figures are 3.18', figures(3, float(3.175), v('SIZE')), { SIZE: number('3.183') }, TRUE],
  ['3.175 and 3.1749 to 3 figures are 3.18 and 3.17', figures(3, float(3.175), v('SIZE')), { SIZE: number('3.1749') }, FALSE],
  ['1.68572 and 1.69 to 2 decimals are 1.69', decimals(2, float(1.68572), v('SIZE')), { SIZE: number('1.69') }, TRUE],
  ['1.68572 and 1.68432 to 2 decimals are 1.69 and 1.68', decimals(2, float(1.68572), v('SIZE')), { SIZE: number('1.68432') }, FALSE],
  ['1.56 and 1.6 to 2 figures are 1.6', figures(2, float(1.56), v('SIZE')), { SIZE: number('1.6') }, TRUE],
  ['1234 and 1150 to 2 figures are 1200', figures(2, float(1234), v('SIZE')), { SIZE: number('1150') }, TRUE],
  ['0.004 and 0 to 2 decimals are 0', decimals(2, float(0.004), v('SIZE')), { SIZE: number('0') }, TRUE],
  ['0.0005 and 0 to 2 decimals are 0', decimals(2, float(0.0005), v('SIZE')), { SIZE: number('0') }, TRUE],
  ['0.5 and 1 to 0 decimals are 1', decimals(0, float(0.5), v('SIZE')), { SIZE: number('1') }, TRUE],
  ['signs count', figures(2, float(-1.56), v('SIZE')), { SIZE: number('1.6') }, FALSE],
  ['NULL', figures(2, float(1), v('SIZE')), {}, HALF],
]);

// prettier-ignore
conditions('string-match', [
  ['the same text', sameText(v('TEXT'), str('mTLS')), { TEXT: text('mTLS') }, TRUE],
  ['another case', sameText(v('TEXT'), str('mTLS')), { TEXT: text('MTLS') }, FALSE],
  ['another case where case does not matter', sameText(v('TEXT'), str('mTLS'), false), { TEXT: text('MTLS') }, TRUE],
  ['a part where the whole is asked', sameText(v('TEXT'), str('TLS')), { TEXT: text('mTLS') }, FALSE],
  ['substring: the first contains the second', sameText(v('TEXT'), str('TLS'), true, true), { TEXT: text('mTLS') }, TRUE],
  ['substring: not the other way', sameText(str('TLS'), v('TEXT'), true, true), { TEXT: text('mTLS') }, FALSE],
  ['accents however they are encoded', sameText(v('TEXT'), str('caf\u00e9')), { TEXT: text('cafe\u0301') }, TRUE],
  ['NULL', sameText(v('TEXT'), str('a')), {}, HALF],
]);

// prettier-ignore
conditions('substring', [
  ['the first is part of the second', partOf(str('TLS'), v('TEXT')), { TEXT: text('mutual TLS') }, TRUE],
  ['not the other way', partOf(v('TEXT'), str('TLS')), { TEXT: text('mutual TLS') }, FALSE],
  ['another case', partOf(str('Hell'), v('TEXT')), { TEXT: text('Shell') }, FALSE],
  ['another case where case does not matter', partOf(str('Hell'), v('TEXT'), false), { TEXT: text('Shell') }, TRUE],
  ['NULL', partOf(str('a'), v('TEXT')), {}, HALF],
]);

// prettier-ignore
conditions('member', [
  ['one of the values', op('member', id('a'), v('MANY')), { MANY: choice('a b') }, TRUE],
  ['none of them', op('member', id('c'), v('MANY')), { MANY: choice('a b') }, FALSE],
  ['in an ordered container', op('member', id('y'), v('STEPS')), { STEPS: order('y z') }, TRUE],
  ['a directed pair', op('member', base('directed-pair', ['a', 'p']), v('PAIRS')), { PAIRS: match('p:a') }, FALSE],
  ['an empty container is NULL', op('member', id('a'), v('MANY')), {}, HALF],
  ['a value that is NULL', op('member', v('ONE'), key('MANY')), {}, HALF],
]);

// prettier-ignore
conditions('multiple and ordered', [
  ['values and containers become one container', op('match', op('multiple', id('a'), v('MANY')), op('multiple', id('c'), two('b', 'a'))), { MANY: choice('b c') }, TRUE],
  ['NULL is passed over', op('match', op('multiple', v('ONE'), id('a'), id('c')), key('MANY')), {}, TRUE],
  ['nothing but NULL is NULL', op('is-null', op('multiple', v('ONE'), v('MANY'))), {}, TRUE],
  ['ordered keeps the order', op('match', op('ordered', id('x'), id('y'), id('z')), key('STEPS')), {}, TRUE],
  ['ordered takes containers apart', op('match', op('ordered', id('w'), v('STEPS')), op('ordered', id('w'), id('x'), id('y'))), { STEPS: order('x y') }, TRUE],
  ['ordered of nothing but NULL is NULL', op('is-null', op('ordered', v('ONE'))), {}, TRUE],
]);

// prettier-ignore
conditions('index', [
  ['the first value has index 1', op('match', nth(1, v('STEPS')), id('x')), { STEPS: order('x y z') }, TRUE],
  ['the third', op('match', nth(3, v('STEPS')), id('z')), { STEPS: order('x y z') }, TRUE],
  ['past the end: NULL', op('is-null', nth(4, v('STEPS'))), { STEPS: order('x y z') }, TRUE],
  ['of NULL: NULL', op('is-null', nth(1, v('STEPS'))), {}, TRUE],
  ['by a variable', op('match', nth('COUNT', v('STEPS')), id('y')), { STEPS: order('x y z'), COUNT: number('2') }, TRUE],
  ['by a variable that is 0: NULL', op('is-null', nth('COUNT', v('STEPS'))), { STEPS: order('x'), COUNT: number('0') }, TRUE],
  ['by a variable that is NULL: NULL', op('is-null', nth('COUNT', v('STEPS'))), { STEPS: order('x') }, TRUE],
]);

// prettier-ignore
conditions('delete', [
  ['A from {B, A, C, A} leaves {B, C}', op('match', op('delete', id('a'), op('multiple', id('b'), id('a'), id('c'), id('a'))), two('b', 'c')), {}, TRUE],
  ['a value that is not there', op('match', op('delete', id('b'), v('MANY')), two('a', 'c')), { MANY: choice('a c') }, TRUE],
  ['the only value: an empty container is NULL', op('is-null', op('delete', id('a'), v('MANY'))), { MANY: choice('a') }, TRUE],
  ['order stays', op('match', op('delete', id('y'), key('STEPS')), op('ordered', id('x'), id('z'))), {}, TRUE],
  ['NULL from a container: NULL', op('is-null', op('delete', v('ONE'), key('MANY'))), {}, TRUE],
  ['from NULL: NULL', op('is-null', op('delete', id('a'), v('MANY'))), {}, TRUE],
]);

// prettier-ignore
conditions('random', [
  ['one of the values', op('member', op('random', v('MANY')), v('MANY')), { MANY: choice('a b c') }, TRUE],
  ['of a container of one value', op('match', op('random', v('MANY')), id('c')), { MANY: choice('c') }, TRUE],
  ['of NULL: NULL', op('is-null', op('random', v('MANY'))), {}, TRUE],
]);

// prettier-ignore
conditions('inside', [
  ['a rectangle', inside('rect', [0, 0, 10, 20], v('SPOT')), { SPOT: text('5 15') }, TRUE],
  ['the edge of a rectangle', inside('rect', [0, 0, 10, 20], v('SPOT')), { SPOT: text('10 20') }, TRUE],
  ['beside a rectangle', inside('rect', [0, 0, 10, 20], v('SPOT')), { SPOT: text('11 15') }, FALSE],
  ['a circle: 3² + 4² = 5²', inside('circle', [0, 0, 5], v('SPOT')), { SPOT: text('3 4') }, TRUE],
  ['beside a circle', inside('circle', [0, 0, 5], v('SPOT')), { SPOT: text('4 4') }, FALSE],
  ['an ellipse', inside('ellipse', [0, 0, 10, 5], v('SPOT')), { SPOT: text('0 5') }, TRUE],
  ['beside an ellipse', inside('ellipse', [0, 0, 10, 5], v('SPOT')), { SPOT: text('9 4') }, FALSE],
  ['a polygon', inside('poly', [0, 0, 10, 0, 0, 10], v('SPOT')), { SPOT: text('3 3') }, TRUE],
  ['the slanted edge of a polygon', inside('poly', [0, 0, 10, 0, 0, 10], v('SPOT')), { SPOT: text('5 5') }, TRUE],
  ['beside a polygon', inside('poly', [0, 0, 10, 0, 0, 10], v('SPOT')), { SPOT: text('6 6') }, FALSE],
  ['the whole picture', inside('default', [], v('SPOT')), { SPOT: text('999 999') }, TRUE],
  ['any point of a container', inside('rect', [0, 0, 1, 1], op('multiple', v('SPOT'), point(1, 1))), { SPOT: text('9 9') }, TRUE],
  ['NULL', inside('rect', [0, 0, 1, 1], v('SPOT')), {}, HALF],
]);

// prettier-ignore
scores('sum', [
  ['of numbers', op('sum', int(1), float(2.5)), {}, 3.5],
  ['of what is in containers', op('sum', op('multiple', int(1), int(2)), int(4)), {}, 7],
  ['one NULL makes it NULL', op('sum', int(1), v('COUNT')), {}, null],
  ['of a response', op('sum', v('SIZE'), v('COUNT')), { SIZE: number('0.5'), COUNT: number('2') }, 2.5],
  ['beyond the range of numbers: NULL', op('sum', v('SIZE'), v('SIZE')), { SIZE: number('1e308') }, null],
]);

// prettier-ignore
scores('round', [
  ['6.8', op('round', v('SIZE')), { SIZE: number('6.8') }, 7],
  ['6.5 upwards', op('round', v('SIZE')), { SIZE: number('6.5') }, 7],
  ['6.49', op('round', v('SIZE')), { SIZE: number('6.49') }, 6],
  ['−6.5 upwards', op('round', v('SIZE')), { SIZE: number('-6.5') }, -6],
  ['−0.2 is 0', op('round', v('SIZE')), { SIZE: number('-0.2') }, 0],
  ['NULL', op('round', v('SIZE')), {}, null],
]);

// prettier-ignore
scores('map-response', [
  ['a single value', mapped('ONE'), { ONE: choice('c') }, 0.5],
  ['a single value without entry takes the default; bounds are for containers', mapped('ONE'), { ONE: choice('z') }, -1],
  ['no single value takes the default', mapped('ONE'), {}, -1],
  ['a container: 1 + 0.5, bounded to 1.2', mapped('MANY'), { MANY: choice('a c') }, 1.2],
  ['a container: 1 − 2', mapped('MANY'), { MANY: choice('a b') }, -1],
  ['a container below the lower bound: −2 − 1', mapped('MANY'), { MANY: choice('b z') }, -1.5],
  ['the same value twice counts once', mapped('MANY'), { MANY: choice('c c') }, 0.5],
  ['an empty container sums to 0', mapped('MANY'), {}, 0],
  ['directed pairs', mapped('PAIRS'), { PAIRS: match('p:a q:b') }, 3],
  ['a pair the wrong way round has no entry', mapped('PAIRS'), { PAIRS: match('a:p') }, 0],
  ['a text, its case ignored', mapped('TEXT'), { TEXT: text('MTLS') }, 1],
  ['a text, its case counted', mapped('CASED'), { CASED: text('MTLS') }, 0],
  ['a number, however it is written', mapped('SIZE'), { SIZE: number('0.50') }, 1],
]);

// prettier-ignore
scores('map-response-point', [
  ['the first area that holds the point decides', mappedPoint('SPOT'), { SPOT: text('10 10') }, 2],
  ['another area', mappedPoint('SPOT'), { SPOT: text('1 1') }, 1],
  ['outside all areas: the default', mappedPoint('SPOT'), { SPOT: text('90 90') }, -1],
  ['no point: the default', mappedPoint('SPOT'), {}, -1],
]);
