import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf, share } from '../findings.ts';
import { plainText } from '../words.ts';
import { exampleOptions } from '../examples.ts';

const mostDifference = 0.05;
const absolute =
  /\b(?:always|never|only|all|every|none|complete(?:ly)?|full(?:y)?|guarantees?|guaranteed|eliminates?|must)\b/gi;

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
        const words = distractors.flatMap(({ text }) => absolutesIn(text));
        if (words.length === 0 || keys.some(({ text }) => absolutesIn(text).length > 0)) return [];
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
    ...findingsFrom(figures(bank), 'error', 'Take absolutes out of distractors, or write firmer keys.'),
  ],
  figures,
};

function absolutesIn(text: string): string[] {
  return (plainText(text).match(absolute) ?? []).map((word) => word.toLowerCase());
}

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const items = activeItems(certification);
    const sets = items.flatMap(({ record }) => choiceSetsOf(record));
    const rate = (options: readonly { text: string }[]) =>
      share(options.filter(({ text }) => absolutesIn(text).length > 0).length, options.length);
    const value =
      rate(sets.flatMap(({ distractors }) => distractors)) - rate(sets.flatMap(({ keys }) => keys));
    return figureOf(certification, {
      check: 8,
      name: 'Share of distractors with an absolute, less that of keys',
      value,
      unit: 'share',
      limit: '5 points',
      isMet: value <= mostDifference,
      itemCount: items.length,
    });
  });
}
