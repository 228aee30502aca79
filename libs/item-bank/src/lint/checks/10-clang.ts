import type { Bank } from '../../bank.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Check, Figure } from '../check.ts';
import { choiceSetsOf, stemOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf, share } from '../findings.ts';
import { contentStems } from '../words.ts';

const leastExcess = 2;
const mostOfBank = 0.1;

export const clang: Check = {
  id: 10,
  level: 'warning',
  title: 'Key that echoes the stem',
  explain:
    'A key that repeats words of the stem is found by matching them. In a single choice the key shares at most one ' +
    'content word more with the stem than each distractor does; beyond that in at most 10 % of a bank.',
  example: {
    good: ['tags: []'],
    bad: [
      exampleOptions(
        [
          'Bind the token that left with the log line to the agent.',
          'Lower the temperature.',
          'Repeat the prompt each turn.',
          'Add a second reviewer.',
        ],
        ['a'],
      ),
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) => {
      const echo = echoIn(item.record);
      return echo === null
        ? []
        : [
            findingAt(item, {
              check: 10,
              level: 'warning',
              field: echo.field,
              message: `the key alone repeats the stem: ${echo.words.join(', ')}`,
              remedy: 'Say it in other words, or let a distractor use words of the stem too.',
            }),
          ];
    }),
    ...findingsFrom(figures, bank, 'warning', 'Say some of these keys in other words than the stem.'),
  ],
  figures,
};

/** What the key of a single choice shares with the stem, where that is more than distractors do. */
function echoIn(item: ItemFile): { field: readonly PropertyKey[]; words: string[] } | null {
  const set = choiceSetsOf(item).find(({ isSingleBest }) => isSingleBest);
  const [key] = set?.keys ?? [];
  if (!set || !key) return null;
  const inStem = new Set(contentStems(stemOf(item)));
  const shared = (text: string) => [...new Set(contentStems(text))].filter((word) => inStem.has(word));
  const most = Math.max(...set.distractors.map(({ text }) => shared(text).length));
  const words = shared(key.text);
  return words.length >= most + leastExcess
    ? { field: [...set.field, set.options.indexOf(key), 'text'], words }
    : null;
}

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const items = activeItems(certification);
    const value = share(items.filter(({ record }) => echoIn(record) !== null).length, items.length);
    return figureOf(certification, {
      check: 10,
      name: 'Items whose key echoes the stem',
      value,
      unit: 'share',
      limit: '10 %',
      isMet: value <= mostOfBank,
      itemCount: items.length,
    });
  });
}
