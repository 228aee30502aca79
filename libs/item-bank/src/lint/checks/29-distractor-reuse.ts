import type { Check } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { plainText } from '../words.ts';

const mostItems = 5;

const withLog = (text: string) =>
  exampleOptions(['Bind the token.', text, 'Repeat the prompt.', 'Lower the limit.'], ['a']);

export const distractorReuse: Check = {
  id: 29,
  level: 'warning',
  title: 'The same distractor again and again',
  explain:
    'Candidates learn a distractor that they have met before. The same text is wrong in at most five items of a bank.',
  example: {
    isWholeBank: true,
    good: Array.from({ length: mostItems }, () => withLog('Log the tool calls.')),
    bad: Array.from({ length: mostItems + 1 }, () => withLog('Log the tool calls.')),
  },
  check: (bank) => {
    const places = itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ distractors, options, field }) =>
        distractors.map((option) => ({
          item,
          text: plainText(option.text).toLowerCase(),
          field: [...field, options.indexOf(option), 'text'],
        })),
      ),
    );
    const holders = Map.groupBy(places, ({ text }) => text);
    return [...holders.values()].flatMap((group) => {
      const count = new Set(group.map(({ item }) => item)).size;
      if (count <= mostItems) return [];
      return group.map(({ item, field }) =>
        findingAt(item, {
          check: 29,
          level: 'warning',
          field,
          message: `this distractor stands in ${count} items, more than ${mostItems}`,
          remedy: 'Build another from the same error of reasoning.',
        }),
      );
    });
  },
};
