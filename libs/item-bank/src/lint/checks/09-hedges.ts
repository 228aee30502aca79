import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf } from '../findings.ts';
import { hedge, matchesIn, optionRates } from '../option-rates.ts';

const mostDifference = 0.05;

export const hedges: Check = {
  id: 9,
  level: 'error',
  title: 'Hedges only in keys',
  explain:
    'Whoever writes with care hedges what is right, and candidates choose the careful option. Write keys that are ' +
    'firm: over a bank the share of options with a hedge (may, can, often, appropriate, layered …) is at most 5 ' +
    'points higher among keys than among distractors.',
  example: {
    good: ['tags: []'],
    bad: [
      exampleOptions(
        [
          'Apply a risk-based combination of controls.',
          'Block the calls to the tool.',
          'Log the calls to the tool.',
          'Repeat the prompt to the tool.',
        ],
        ['a'],
      ),
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ keys, distractors, options, field }) => {
        const hedged = keys.find(({ text }) => matchesIn(text, hedge).length > 0);
        if (hedged === undefined || distractors.some(({ text }) => matchesIn(text, hedge).length > 0))
          return [];
        return [
          findingAt(item, {
            check: 9,
            level: 'warning',
            field: [...field, options.indexOf(hedged), 'text'],
            message: `a hedge stands in the key alone: ${matchesIn(hedged.text, hedge).join(', ')}`,
            remedy: 'Write the key as firmly as the distractors.',
          }),
        ];
      }),
    ),
    ...findingsFrom(figures, bank, 'error', 'Take hedges out of keys, or write more careful distractors.'),
  ],
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const { inKeys, inDistractors } = optionRates(certification, hedge);
    const value = inKeys - inDistractors;
    return figureOf(certification, {
      check: 9,
      name: 'Share of keys with a hedge, less that of distractors',
      value,
      unit: 'share',
      limit: '5 points',
      isMet: value <= mostDifference,
      itemCount: activeItems(certification).length,
    });
  });
}
