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
        text: null,
        number: { value: 250, tolerance: 5 },
        rubric: null,
        scheme: 'all-or-nothing',
        explanations: [],
      },
      {
        responseVariable: 'CAUSE',
        correctIds: ['b'],
        correctPairs: [],
        text: null,
        number: null,
        rubric: null,
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

  it('shows accepted texts without the pattern, and a rubric whole', () => {
    const rubric = {
      criteria: [
        { id: 'c1', points: 2, criterion: 'Names it', anchor: 'the gateway', commonWrong: 'the model' },
      ],
      unacceptable: ['The model checks itself'],
    };
    const keys = revealKey(
      content,
      {
        variables: [
          {
            responseVariable: 'LIMIT',
            correct: { kind: 'text', accept: ['tool gateway'], caseSensitive: true, pattern: 'gate.{3}' },
            scheme: { name: 'all-or-nothing' },
            explanations: [],
          },
          {
            responseVariable: 'CAUSE',
            correct: { kind: 'rubric', ...rubric },
            scheme: { name: 'rubric' },
            explanations: [],
          },
        ],
        weights: {},
      },
      {},
    );
    expect(keys).toMatchObject([
      { text: { accepted: ['tool gateway'], isCaseSensitive: true, hasPattern: true }, rubric: null },
      { text: null, rubric },
    ]);
    expect(JSON.stringify(keys)).not.toContain('gate.{3}');
  });
});
