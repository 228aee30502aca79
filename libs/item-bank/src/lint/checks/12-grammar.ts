import { interactionsOf } from '../../interactions-of.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Check } from '../check.ts';
import { choiceSetsOf, stemField, stemOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { leadInOf, plainText, startKindOf } from '../words.ts';

/** What lead-ins here ask for, in the singular. */
const asked =
  'action|argument|assumption|change|claim|clause|command|conclusion|control|decision|design|duty|explanation|finding|fix|line|measure|message|option|order|policy|reading|reason|recommendation|requirement|response|result|risk|rule|sentence|setting|statement|step|test|weakness';
const many = new RegExp(
  `\\bwhich (?:(?:two|three) )?(?:(?:of|these|the|single) ){0,2}(?:[\\w-]+ )?(?:${asked})(?:e?s)\\b`,
  'i',
);
const one = new RegExp(`\\bwhich (?:one )?(?:[\\w-]+ )?(?:${asked})\\b(?!s)`, 'i');
const asksForAct = /\bwhat (?:should|must|does|do|would)\b[^?]*\bdo\b/i;

export const grammar: Check = {
  id: 12,
  level: 'warning',
  title: 'Grammar of lead-in and options',
  explain:
    'Options that fit the lead-in by their grammar alone give themselves away: a question for one change has one ' +
    'key, one for changes several; what somebody should do is answered by a command; and the options of an item ' +
    'all end with a full stop or none does, and all begin with a capital or none does.',
  example: {
    good: ['tags: []'],
    bad: [
      'stem: "A token has left with a log line of the gateway, and the owner reads the log once a week. Which changes stop calls with that token?"',
      exampleOptions(['Bind the token.', 'Log the calls', 'Repeat the prompt.', 'Lower the limit.'], ['a']),
      exampleOptions(['Bind the token.', 'log the calls.', 'Repeat the prompt.', 'Lower the limit.'], ['a']),
      `stem: "A token has left with a log line of the gateway, and the owner reads the log once a week. What should the owner do FIRST?"\n${exampleOptions(['Bind the token.', 'Logging the calls.', 'Repeat the prompt.', 'Lower the limit.'], ['a'])}`,
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      slipsIn(item.record).map(({ field, message, remedy }) =>
        findingAt(item, { check: 12, level: 'warning', field, message, remedy }),
      ),
    ),
};

interface Slip {
  readonly field: readonly PropertyKey[];
  readonly message: string;
  readonly remedy: string;
}

function slipsIn(item: ItemFile): Slip[] {
  return [
    ...numberSlips(item),
    ...choiceSetsOf(item).flatMap(({ options, field }) => formSlips(options, field, item)),
  ];
}

function numberSlips(item: ItemFile): Slip[] {
  const leadIn = leadInOf(stemOf(item));
  const field = [stemField(item)];
  return interactionsOf(item).flatMap(({ part }): Slip[] => {
    if (part.type === 'single-choice' && many.test(leadIn)) {
      const remedy = 'Ask in the singular, or make it a multiple response.';
      return [{ field, message: 'the lead-in asks for several, and there is one key', remedy }];
    }
    if (part.type === 'multiple-response' && one.test(leadIn) && !many.test(leadIn)) {
      return [
        {
          field,
          message: 'the lead-in asks for one, and there are several keys',
          remedy: 'Ask in the plural.',
        },
      ];
    }
    return [];
  });
}

function formSlips(
  options: readonly { text: string }[],
  field: readonly PropertyKey[],
  item: ItemFile,
): Slip[] {
  const odd = (holds: (text: string) => boolean): number => {
    const held = options.map(({ text }) => holds(text));
    const count = held.filter(Boolean).length;
    return count === 0 || count === held.length ? -1 : held.indexOf(count * 2 < held.length);
  };
  const isCode = (text: string) => text.trim().startsWith('`');
  const faults = [
    {
      at: odd((text) => /[.?!]["”’)`]*$/.test(text.trim())),
      message: 'some options end with a full stop and some do not',
      remedy: 'End all of them alike.',
    },
    {
      at: odd((text) => isCode(text) || !/^\p{Ll}/u.test(plainText(text))),
      message: 'some options begin with a capital and some do not',
      remedy: 'Begin all of them alike.',
    },
    {
      at: asksForAct.test(leadInOf(stemOf(item)))
        ? options.findIndex(({ text }) => startKindOf(text) === 'a verb in -ing')
        : -1,
      message: 'the lead-in asks what to do, and an option begins with a verb in -ing',
      remedy: 'Answer with a command: “Bind the token.”',
    },
  ];
  return faults.flatMap(({ at, message, remedy }) =>
    at < 0 ? [] : [{ field: [...field, at, 'text'], message, remedy }],
  );
}
