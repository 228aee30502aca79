import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf } from '../findings.ts';
import { absolute, matchesIn, optionRates } from '../option-rates.ts';

const mostDifference = 0.05;

export const absolutes: Check = {
  id: 8,
  level: 'error',
  title: 'Absolutes only in distractors',
  explain:
    'Candidates learn that always, never, all and only mark wrong options. Write keys that are firm and distractors ' +
    'that are moderate: over a bank the share of options with an absolute is at most 5 points higher among ' +
    'distractors than among keys.',
  example: {
    good: ['tags: []'],
    bad: [
      exampleOptions(
        [
          'Bind the token to the agent.',
          'Block every tool call.',
          'Never use the tools.',
          'Log the tool calls.',
        ],
        ['a'],
      ),
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ keys, distractors, field }) => {
        const words = distractors.flatMap(({ text }) => matchesIn(text, absolute));
        if (words.length === 0 || keys.some(({ text }) => matchesIn(text, absolute).length > 0)) return [];
        return [
          findingAt(item, {
            check: 8,
            level: 'warning',
            field,
            message: `absolutes stand in distractors alone: ${[...new Set(words)].join(', ')}`,
            remedy: 'Make the distractors moderate, or the key as firm.',
          }),
        ];
      }),
    ),
    ...findingsFrom(figures, bank, 'error', 'Take absolutes out of distractors, or write firmer keys.'),
  ],
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const { inKeys, inDistractors } = optionRates(certification, absolute);
    const value = inDistractors - inKeys;
    return figureOf(certification, {
      check: 8,
      name: 'Share of distractors with an absolute, less that of keys',
      value,
      unit: 'share',
      limit: '5 points',
      isMet: value <= mostDifference,
      itemCount: activeItems(certification).length,
    });
  });
}
