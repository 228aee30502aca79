import type { ResponseValue } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { answerWords, type AnswerWords } from './answer-words.ts';

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
