import type { ItemContent, ItemKey } from '@attest/item-bank';
import { describe, expect, it } from 'vitest';
import { revealKey } from './reveal.ts';

const content: ItemContent = {
  body: [
    { type: 'interaction', responseVariable: 'LIMIT' },
    { type: 'interaction', responseVariable: 'CAUSE' },
  ],
  interactions: [
    { responseVariable: 'LIMIT', kind: 'number', unit: 'ms', shuffle: true },
    {
      responseVariable: 'CAUSE',
      kind: 'choice',
      choices: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
      minChoices: 0,
      maxChoices: 1,
      shuffle: true,
    },
  ],
};

const key: ItemKey = {
  variables: [
    {
      responseVariable: 'CAUSE',
      correct: { kind: 'choice', selected: ['b'] },
      scheme: { name: 'all-or-nothing' },
      explanations: [
        { id: 'a', rationale: '<p>tempting</p>', error: 'wrong-layer' },
        { id: 'b', rationale: '<p>right</p>', error: null },
      ],
    },
    {
      responseVariable: 'LIMIT',
      correct: { kind: 'number', value: 250, tolerance: 5 },
      scheme: { name: 'all-or-nothing' },
      explanations: [],
    },
  ],
  weights: { CAUSE: 0.5, LIMIT: 0.5 },
};

describe('revealKey', () => {
  it('shows key, rationales and misconceptions in the order of the item', () => {
    expect(revealKey(content, key, { 'wrong-layer': 'Choosing the wrong layer.' })).toEqual([
      {
        responseVariable: 'LIMIT',
        correctIds: [],
        correctPairs: [],
        acceptedTexts: ['250 ± 5'],
        scheme: 'all-or-nothing',
        explanations: [],
      },
      {
        responseVariable: 'CAUSE',
        correctIds: ['b'],
        correctPairs: [],
        acceptedTexts: [],
        scheme: 'all-or-nothing',
        explanations: [
          {
            id: 'a',
            rationale: '<p>tempting</p>',
            error: { id: 'wrong-layer', misconception: 'Choosing the wrong layer.' },
          },
          { id: 'b', rationale: '<p>right</p>', error: null },
        ],
      },
    ]);
  });
});
