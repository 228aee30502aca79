import type { ResponsePart } from '@attest/contracts';
import { isAnswered } from '@attest/scoring';
import { expect, it } from 'vitest';
import { isEmptyPart } from './player/answer-state.ts';

it.each<ResponsePart>([
  { kind: 'choice', selected: [] },
  { kind: 'choice', selected: ['a'] },
  { kind: 'order', order: [] },
  { kind: 'order', order: ['a', 'b'] },
  { kind: 'match', pairs: [] },
  { kind: 'match', pairs: [['p', 'a']] },
  { kind: 'matrix', cells: [] },
  { kind: 'matrix', cells: [['r', 'c']] },
  { kind: 'inline', blanks: {} },
  { kind: 'inline', blanks: { x: 'a' } },
  { kind: 'spans', selected: [] },
  { kind: 'places', selected: ['n'] },
  { kind: 'text', text: ' \n' },
  { kind: 'text', text: 'because' },
  { kind: 'number', text: '' },
  { kind: 'number', text: '0' },
])('player and scoring agree whether %j is an answer', (part) => {
  expect(isEmptyPart(part)).toBe(!isAnswered({ RESPONSE: part }));
});
