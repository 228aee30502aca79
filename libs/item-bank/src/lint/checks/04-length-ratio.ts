import type { Check } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { countWords } from '../words.ts';
import { exampleOptions } from '../examples.ts';

const mostTimes = 2;

export const lengthRatio: Check = {
  id: 4,
  level: 'warning',
  title: 'Option lengths',
  explain:
    'Options of one item are alike in detail. The longest has at most twice the words of the shortest; 1.5 times ' +
    'is the aim.',
  example: {
    good: ['tags: []'],
    bad: [
      exampleOptions(
        ['Bind the token.', 'Log the calls of all tools at the gateway and read the log.'],
        ['a'],
      ),
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ options, field }) => {
        const counts = options.map(({ text }) => Math.max(1, countWords(text)));
        const [shortest, longest] = [Math.min(...counts), Math.max(...counts)];
        if (longest / shortest <= mostTimes) return [];
        return [
          findingAt(item, {
            check: 4,
            level: 'warning',
            field,
            message: `the options have ${shortest} to ${longest} words, more than ${mostTimes} times`,
            remedy: 'Bring the shortest and the longest option closer together.',
          }),
        ];
      }),
    ),
};
