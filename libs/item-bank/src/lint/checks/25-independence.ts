import type { SourceItem } from '../../bank.ts';
import type { Check, Finding } from '../check.ts';
import { choiceSetsOf, stemOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { contentCosine } from '../similarity.ts';
import { contentWords, sentencesOf } from '../words.ts';

const mostAlike = 0.6;
/** A shorter key says too little to be recognised. */
const leastWords = 4;
/** Siblings that share this many options ask for different ones of the same set: on purpose, and no help. */
const sharedSet = 3;

const inScenario = (fields: string) => `stimulus: caisa-s-001\nfactsUsed: [1]\n${fields}`;
const options = (key: string) =>
  exampleOptions([key, 'Log the tool calls.', 'Repeat the prompt.', 'Lower the temperature.'], ['a']);

export const independence: Check = {
  id: 25,
  level: 'error',
  title: 'Testlet independence',
  explain:
    'No item of a scenario gives away another: the words of a key do not stand in the stem or the options of a ' +
    'sibling (cosine 0.60). Siblings that offer the same set of options and ask for different ones are passed over.',
  example: {
    isWholeBank: true,
    good: [
      inScenario(options('Filter passages by the claim of the session.')),
      inScenario(options('Restrict image sources of the client.')),
    ],
    bad: [
      inScenario(options('Filter passages by the claim of the session.')),
      inScenario(
        'stem: "Since June the service filters passages by the claim of the session. The log of Tuesday still shows bank details of another claim in a draft. Which change helps?"',
      ),
    ],
  },
  check: (bank) => {
    const items = itemsOf(bank).filter(({ record }) => record.stimulus !== undefined);
    return items.flatMap((item) =>
      items
        .filter((sibling) => sibling !== item && sibling.record.stimulus === item.record.stimulus)
        .flatMap((sibling) => givenAway(item, sibling)),
    );
  },
};

function givenAway(item: SourceItem, sibling: SourceItem): Finding[] {
  const siblingOptions = choiceSetsOf(sibling.record).flatMap((set) => set.options.map(({ text }) => text));
  return choiceSetsOf(item.record).flatMap((set) => {
    const shared = set.options.filter(({ text }) => siblingOptions.includes(text)).length;
    const places = [...sentencesOf(stemOf(sibling.record)), ...(shared >= sharedSet ? [] : siblingOptions)];
    return set.keys
      .filter(({ text }) => contentWords(text).length >= leastWords)
      .flatMap((key) => {
        const alike = places.find((place) => contentCosine(key.text, place) >= mostAlike);
        if (alike === undefined) return [];
        return [
          findingAt(item, {
            check: 25,
            level: 'error',
            field: [...set.field, set.options.indexOf(key), 'text'],
            message: `${sibling.record.id} gives this key away: “${alike}”`,
            remedy: 'Change the words or the substance of one of the two.',
          }),
        ];
      });
  });
}
