import type { Check } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { startKindOf, words } from '../words.ts';

const leastDistractors = 3;

const same = exampleOptions(
  ['Bind the token to the agent.', 'Log the tool calls.', 'Log the tool names.', 'Log the tool owners.'],
  ['a'],
);

export const oddOneOut: Check = {
  id: 11,
  level: 'error',
  title: 'Odd one out',
  explain:
    'Where the distractors all begin or end with the same two words, or all begin in the same way (an article, a ' +
    'verb in -ing, a preposition, yes or no) and the key does not, the key stands out before anything is read. Let ' +
    'options differ two by two, or all begin alike.',
  example: {
    good: ['tags: []'],
    bad: [
      same,
      exampleOptions(
        [
          'By a token bound to the agent.',
          'The log of calls.',
          'The prompt of a turn.',
          'The limit of a minute.',
        ],
        ['a'],
      ),
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ keys, distractors, field }) => {
        if (distractors.length < leastDistractors) return [];
        const telling = traits.flatMap(({ of, name }) => {
          const [first, ...others] = distractors.map(({ text }) => of(text));
          const isShared = first !== undefined && first !== null && others.every((other) => other === first);
          return isShared && keys.every(({ text }) => of(text) !== first) ? [name(first)] : [];
        });
        return telling.map((what) =>
          findingAt(item, {
            check: 11,
            level: 'error',
            field,
            message: `the distractors ${what}, and no key does`,
            remedy: 'Write two of the distractors like the key, or all options alike.',
          }),
        );
      }),
    ),
};

interface Trait {
  readonly of: (text: string) => string | null;
  readonly name: (value: string) => string;
}

const traits: readonly Trait[] = [
  { of: (text) => pairOf(words(text).slice(0, 2)), name: (pair) => `all begin with “${pair}”` },
  { of: (text) => pairOf(words(text).slice(-2)), name: (pair) => `all end with “${pair}”` },
  { of: startKindOf, name: (kind) => `all begin with ${kind}` },
];

function pairOf(pair: readonly string[]): string | null {
  return pair.length === 2 ? pair.join(' ').toLowerCase() : null;
}
