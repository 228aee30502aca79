import type { ResponseValue } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { answerWords, isSameAnswer, type AnswerWords } from './answer-words.ts';

describe('an answer in words', () => {
  it.each<[ResponseValue | null, AnswerWords]>([
    [null, { kind: 'none' }],
    [{ RESPONSE: null }, { kind: 'none' }],
    [{ RESPONSE: { kind: 'text', text: '  ' } }, { kind: 'none' }],
    [{ RESPONSE: { kind: 'text', text: 'By rotating keys.' } }, { kind: 'text', text: 'By rotating keys.' }],
    [{ RESPONSE: { kind: 'number', text: '4.2' } }, { kind: 'text', text: '4.2' }],
    [{ RESPONSE: { kind: 'choice', selected: ['a', 'b'] } }, { kind: 'marks', count: 2 }],
    [{ RESPONSE: { kind: 'match', pairs: [['a', 'b']] } }, { kind: 'marks', count: 1 }],
    [
      { A: { kind: 'order', order: ['a', 'b'] }, B: { kind: 'inline', blanks: { x: 'y' } } },
      { kind: 'marks', count: 3 },
    ],
  ])('%j: %j', (value, words) => {
    expect(answerWords(value)).toEqual(words);
  });
});

describe('two answers', () => {
  const choice = (...selected: string[]): ResponseValue => ({ RESPONSE: { kind: 'choice', selected } });
  const order = (...steps: string[]): ResponseValue => ({ RESPONSE: { kind: 'order', order: steps } });

  it.each<[ResponseValue | null, ResponseValue | null, boolean]>([
    [choice('a'), choice('b'), false],
    [choice('a', 'b'), choice('b', 'a'), true],
    [choice('a'), choice('a', 'b'), false],
    [order('a', 'b'), order('b', 'a'), false],
    [null, { RESPONSE: null }, true],
    [null, choice('a'), false],
    [
      {
        A: {
          kind: 'match',
          pairs: [
            ['a', 'x'],
            ['b', 'y'],
          ],
        },
        B: null,
      },
      {
        A: {
          kind: 'match',
          pairs: [
            ['b', 'y'],
            ['a', 'x'],
          ],
        },
      },
      true,
    ],
    [
      { A: { kind: 'inline', blanks: { one: 'x', two: 'y' } } },
      { A: { kind: 'inline', blanks: { two: 'y', one: 'x' } } },
      true,
    ],
    [{ A: { kind: 'inline', blanks: { one: 'x' } } }, { A: { kind: 'inline', blanks: { one: 'y' } } }, false],
    [{ A: { kind: 'text', text: 'by rotation ' } }, { A: { kind: 'text', text: 'by rotation' } }, true],
    [{ A: { kind: 'number', text: '4' } }, { B: { kind: 'number', text: '4' } }, false],
  ])('%j and %j say the same: %s', (one, other, isSame) => {
    expect(isSameAnswer(one, other)).toBe(isSame);
    expect(isSameAnswer(other, one)).toBe(isSame);
  });
});
