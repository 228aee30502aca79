import type { Check } from '../check.ts';
import { choiceSetsOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { plainText } from '../words.ts';
import { exampleOptions } from '../examples.ts';

const banned = [
  /\b(?:all|none|any|neither|either) of (?:the )?(?:above|these(?: options)?|listed)\b/i,
  /\bboth (?:option )?[A-H] and [A-H]\b/,
  /^(?:options? )?[A-H],?(?: [A-H],)* (?:and|or) [A-H]\b/,
  /\b(?:I|II|III|IV)(?:, (?:II|III|IV))* and (?:II|III|IV)\b/,
];

export const bannedOptions: Check = {
  id: 6,
  level: 'error',
  title: 'Banned options',
  explain:
    'All of the above, none of the above, “both A and B” and combinations of numerals can be solved without the ' +
    'subject, and break when options are permuted.',
  example: {
    good: ['tags: []'],
    bad: [exampleOptions(['Bind the token to the agent.', 'None of the above.'], ['a'])],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      choiceSetsOf(item.record).flatMap(({ options, field }) =>
        options.flatMap(({ text }, at) =>
          banned.some((pattern) => pattern.test(plainText(text)))
            ? [
                findingAt(item, {
                  check: 6,
                  level: 'error',
                  field: [...field, at, 'text'],
                  message: `the option “${plainText(text)}” refers to other options`,
                  remedy: 'Write an option that stands alone.',
                }),
              ]
            : [],
        ),
      ),
    ),
};
