import type { Bank, SourceItem } from '../../bank.ts';
import type { Check } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { cosineOf, weighedBags } from '../similarity.ts';
import { contentWords } from '../words.ts';

const alike = 0.85;
const mostItems = 3;
/** Shorter keys, such as “Yes”, are no idea. */
const leastWords = 3;

const keyed = (key: string) =>
  exampleOptions([key, 'Log the tool calls.', 'Repeat the prompt.', 'Lower the temperature.'], ['a']);

export const repeatedIdeas: Check = {
  id: 14,
  level: 'warning',
  title: 'The same idea as the key again',
  explain:
    'A bank whose items keep coming to one insight measures that insight. At most three items have keys that say ' +
    'the same (tf-idf cosine 0.85).',
  example: {
    isWholeBank: true,
    good: [
      keyed('Bind the token to the agent.'),
      keyed('Filter passages by claim.'),
      keyed('Pin the image by digest.'),
    ],
    bad: Array.from({ length: mostItems + 1 }, () => keyed('Bind the token to the agent.')),
  },
  check: (bank) => {
    const keys = keysIn(bank);
    const bags = weighedBags(keys.map(({ text }) => text));
    return keys.flatMap(({ item, field }, at) => {
      const others = keys.filter((other, place) => {
        const isLike = cosineOf(bags[at] ?? new Map(), bags[place] ?? new Map()) >= alike;
        return other.item !== item && isLike;
      });
      const ids = [...new Set(others.map((other) => other.item.record.id))];
      if (ids.length < mostItems) return [];
      return [
        findingAt(item, {
          check: 14,
          level: 'warning',
          field,
          message: `the key says what those of ${ids.join(', ')} say`,
          remedy: 'Let some of these items turn on another fact.',
        }),
      ];
    });
  },
};

interface KeyText {
  readonly item: SourceItem;
  readonly text: string;
  readonly field: readonly PropertyKey[];
}

function keysIn(bank: Bank): KeyText[] {
  return itemsOf(bank).flatMap((item) =>
    choiceSetsOf(item.record).flatMap(({ keys, options, field }) =>
      keys
        .filter(({ text }) => contentWords(text).length >= leastWords)
        .map((key) => ({ item, text: key.text, field: [...field, options.indexOf(key), 'text'] })),
    ),
  );
}
