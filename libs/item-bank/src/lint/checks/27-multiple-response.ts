import { interactionsOf } from '../../interactions-of.ts';
import type { InteractionPart } from '../../schema/item-shape.ts';
import type { Check } from '../check.ts';
import { stemOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { arrangeRemedy, findingAt, itemsOf } from '../findings.ts';
import { plainText } from '../words.ts';

const numerals = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];
const keys = { least: 2, most: 3 };
const keyShare = { least: 0.3, most: 0.6 };

const example = (stem: string) => `type: multiple-response
stem: "${stem}"
${exampleOptions(['Bind the token.', 'Log the tool calls.', 'Close the channel.', 'Lower the temperature.', 'Repeat the prompt.'], ['a', 'c'])}
choose: 2
scoring: plus-minus-floor`;

export const multipleResponse: Check = {
  id: 27,
  level: 'error',
  title: 'Multiple response',
  explain:
    'The stem says how many to select, in capitals; two or three options are keys, 30 to 60 % of them; and the keys ' +
    'do not all stand next to each other.',
  example: {
    good: [example('The agent shares its token with others. Which changes stop that? Select **TWO**.')],
    bad: [example('The agent shares its token with others. Which changes stop that? Select all that apply.')],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      interactionsOf(item.record).flatMap(({ part, path }) =>
        part.type === 'multiple-response'
          ? objectionsTo(part, stemOf(item.record)).map(({ field, ...objection }) =>
              findingAt(item, { check: 27, level: 'error', field: [...path, ...field], ...objection }),
            )
          : [],
      ),
    ),
};

type MultipleResponse = Extract<InteractionPart, { type: 'multiple-response' }>;

function objectionsTo({ options, key, choose }: MultipleResponse, stem: string) {
  const numeral = numerals[choose] ?? String(choose);
  const positions = options.flatMap(({ id }, at) => (key.includes(id) ? [at] : []));
  const span = Math.max(...positions) - Math.min(...positions) + 1;
  const portion = key.length / options.length;
  return [
    {
      holds: new RegExp(`\\b${numeral}\\b`).test(plainText(stem)),
      field: ['stem'],
      message: `the stem does not say to select ${numeral}`,
      remedy: `End the stem with “Select **${numeral}**.”`,
    },
    {
      holds: key.length >= keys.least && key.length <= keys.most,
      field: ['key'],
      message: `${key.length} options are keys, not ${keys.least} or ${keys.most}`,
      remedy: 'Split the item, or change its options.',
    },
    {
      holds: portion >= keyShare.least && portion <= keyShare.most,
      field: ['key'],
      message: `${Math.round(portion * 100)} % of the options are keys, not 30 to 60 %`,
      remedy: 'Change the number of options.',
    },
    {
      holds: span > key.length,
      field: ['options'],
      message: 'the keys all stand next to each other',
      remedy: arrangeRemedy,
    },
  ].flatMap(({ holds, ...objection }) => (holds ? [] : [objection]));
}
