import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { fourOptionsOf } from '../choices.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf, share } from '../findings.ts';
import { visibleLength } from '../words.ts';
import { exampleOptions } from '../examples.ts';

const mostOfBank = 0.3;
const mostOfItem = 1.25;

export const longestKey: Check = {
  id: 2,
  level: 'error',
  title: 'Key is the longest option',
  explain:
    'Writers add precision to the key, so candidates who know nothing choose the longest option. Among items with ' +
    'four options chance makes the key the strictly longest in 25 %; a bank may have 30 %. Lengths are characters ' +
    'as they show.',
  example: {
    good: ['key: [a]', 'key: [b]', 'key: [c]', 'key: [d]'],
    bad: [
      exampleOptions(
        [
          'Bind the token to the agent that asked for it, and have the gateway compare the two on each call.',
          'Log the tool calls.',
          'Lower the temperature.',
          'Repeat the system prompt.',
        ],
        ['a'],
      ),
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) => {
      const set = fourOptionsOf(item.record);
      const [key] = set?.keys ?? [];
      if (!set || !key) return [];
      const longest = Math.max(...set.distractors.map(({ text }) => visibleLength(text)));
      const ratio = visibleLength(key.text) / longest;
      if (ratio <= mostOfItem) return [];
      return [
        findingAt(item, {
          check: 2,
          level: 'warning',
          field: [...set.field, set.options.indexOf(key)],
          message: `the key is ${ratio.toFixed(2)} times as long as the longest distractor`,
          remedy: 'Cut the key, or give a distractor the same precision.',
        }),
      ];
    }),
    ...findingsFrom(figures, bank, 'error', 'Cut keys, or lengthen distractors, in some of these items.'),
  ],
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const sets = activeItems(certification).flatMap(({ record }) => fourOptionsOf(record) ?? []);
    const longest = sets.filter(({ keys, distractors }) => {
      const key = Math.max(...keys.map(({ text }) => visibleLength(text)));
      return distractors.every(({ text }) => visibleLength(text) < key);
    });
    const value = share(longest.length, sets.length);
    return figureOf(certification, {
      check: 2,
      name: 'Keys that are the strictly longest of four options',
      value,
      unit: 'share',
      limit: '30 %',
      isMet: value <= mostOfBank,
      itemCount: sets.length,
    });
  });
}
