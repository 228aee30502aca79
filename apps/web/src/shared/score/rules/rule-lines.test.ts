import { describe, expect, it } from 'vitest';
import type { CandidateInteraction, ProcessingExplanation } from '@attest/contracts';
import { ruleLines } from './rule-lines.ts';

const which: CandidateInteraction = {
  responseVariable: 'WHICH',
  kind: 'choice',
  choices: [
    { id: 'x7', text: 'First' },
    { id: 'q2', text: 'Second' },
  ],
  minChoices: 0,
  maxChoices: 1,
};

const told: ProcessingExplanation = {
  template: 'rules',
  steps: [
    {
      kind: 'branch',
      place: '1.1',
      branch: 'if',
      result: true,
      isTaken: true,
      reasons: [
        {
          depth: 0,
          operator: 'match',
          name: null,
          value: { baseType: 'boolean', cardinality: 'single', values: [true] },
        },
        {
          depth: 1,
          operator: 'variable',
          name: 'WHICH',
          value: { baseType: 'identifier', cardinality: 'single', values: ['q2'] },
        },
        { depth: 1, operator: 'variable', name: 'NAME', value: null },
      ],
    },
    {
      kind: 'set',
      place: '1.1.1',
      outcome: 'SCORE',
      value: { baseType: 'float', cardinality: 'single', values: [0.5] },
      reasons: [],
    },
    { kind: 'exit', place: '2' },
  ],
  outcomes: [],
  total: 0.5,
  possible: 1,
  points: 0.5,
};

const wording = {
  say: (key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' '),
  number: (value: number) => `${String(value)}!`,
};

describe('the lines about rules', () => {
  it('tell each step, options by their letters and what is missing as nothing', () => {
    expect(ruleLines(told, [which], wording)).toEqual([
      {
        text: 'score.rules.step.taken 1.1',
        reasons: [
          { depth: 0, text: 'score.rules.because score.rules.operator.match  score.rules.yes' },
          {
            depth: 1,
            text: 'score.rules.because score.rules.operator.variable score.rules.variable.answer B',
          },
          { depth: 1, text: 'score.rules.because score.rules.operator.variable NAME score.rules.nothing' },
        ],
      },
      { text: 'score.rules.step.set 1.1.1 score.rules.variable.SCORE 0.5!', reasons: [] },
      { text: 'score.rules.step.exit 2', reasons: [] },
    ]);
  });

  it('names the parts of a question by their numbers, and what the author declared by its name', () => {
    const second = { ...which, responseVariable: 'NAME' };
    const lines = ruleLines(told, [which, second], wording)[0]?.reasons.map(({ text }) => text);

    expect(lines?.[1]).toContain('score.rules.variable.part 1');
    expect(lines?.[2]).toContain('score.rules.variable.part 2');
  });
});
