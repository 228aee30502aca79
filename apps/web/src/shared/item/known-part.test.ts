import type { CandidateInteraction } from '@attest/contracts';
import { describe, expect, it } from 'vitest';
import { knownOrder, knownPairs } from './answers/known-arrangement.ts';
import { knownSelected } from './known-part.ts';

const named = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const spans: Extract<CandidateInteraction, { kind: 'spans' }> = {
  responseVariable: 'RESPONSE',
  kind: 'spans',
  text: '',
  spans: named('s1', 's2', 's3'),
  minChoices: 0,
  maxChoices: 2,
};
const matrix: Extract<CandidateInteraction, { kind: 'matrix' }> = {
  responseVariable: 'RESPONSE',
  kind: 'matrix',
  rows: named('r1', 'r2'),
  columns: named('c1', 'c2'),
};
const inline: Extract<CandidateInteraction, { kind: 'inline' }> = {
  responseVariable: 'RESPONSE',
  kind: 'inline',
  text: '',
  blanks: [
    { id: 'b1', choices: named('x', 'y') },
    { id: 'b2', choices: named('z') },
  ],
};

describe('what of a stored answer is shown', () => {
  it('are the entries that the question offers, in its order', () => {
    expect(knownSelected(spans, { kind: 'spans', selected: ['s3', 'gone', 's1'] })).toEqual(['s1', 's3']);
    expect([
      ...knownPairs(matrix, {
        kind: 'matrix',
        cells: [
          ['r2', 'c1'],
          ['r1', 'gone'],
        ],
      }),
    ]).toEqual([['r2', 'c1']]);
  });

  it('is nothing when it is of another kind', () => {
    expect(knownSelected(spans, { kind: 'choice', selected: ['s1'] })).toEqual([]);
    expect(knownSelected(spans, { kind: 'text', text: 's1' })).toEqual([]);
    expect(knownSelected(spans, null)).toEqual([]);
    expect(knownPairs(matrix, { kind: 'match', pairs: [['r1', 'c1']] }).size).toBe(0);
  });

  it('takes a choice of one blank for no other', () => {
    expect([...knownPairs(inline, { kind: 'inline', blanks: { b1: 'y', b2: 'x' } })]).toEqual([['b1', 'y']]);
  });

  it('is no order unless each step stands in it once', () => {
    const order: Extract<CandidateInteraction, { kind: 'order' }> = {
      responseVariable: 'RESPONSE',
      kind: 'order',
      choices: named('p', 'q'),
    };
    expect(knownOrder(order, { kind: 'order', order: ['q', 'p'] })).toEqual(['q', 'p']);
    expect(knownOrder(order, { kind: 'order', order: ['q', 'q'] })).toBeNull();
    expect(knownOrder(order, { kind: 'order', order: ['q'] })).toBeNull();
    expect(knownOrder(order, { kind: 'choice', selected: ['p', 'q'] })).toBeNull();
  });
});
