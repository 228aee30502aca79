import type { Bank } from '../../bank.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Check, Figure } from '../check.ts';
import { choiceSetsOf, stemField, stemOf } from '../choices.ts';
import { exampleOptions } from '../examples.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf, share } from '../findings.ts';
import { leadInOf, plainText } from '../words.ts';

const mostOfBank = 0.02;
const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** A key that is nothing but this is looked up, not decided. */
const lookedUp: readonly RegExp[] = [
  /^[\d.,\s%€$<>≤≥=~^-]+(?:\s?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|EUR|USD|FLOP|tokens?))?\.?$/i,
  new RegExp(`^(?:(?:on|from|by) )?(?:\\d{1,2} )?(?:${months})(?: \\d{1,2},)? \\d{4}\\.?$`, 'i'),
  /^CVE-\d{4}-\d+\.?$/i,
  /^(?:AML\.[TM]A?\d{4}(?:\.\d{3})?|LLM\d\d(?::\d{4})?|ASI\d\d|ML\d\d(?::\d{4})?|NISTAML\.\d+|Art(?:icle|\.) ?\d+(?:\(\d+\))*)\.?$/i,
];
const asksForName = /\b(?:stands? for|acronym|abbreviation|who (?:wrote|coined|published|introduced))\b/i;

export const trivia: Check = {
  id: 22,
  level: 'error',
  title: 'Trivia',
  explain:
    'What a practitioner would look up decides nothing at work: keys that are only a number, a date, an id, a CVE, ' +
    'and questions for what letters stand for or who wrote something, in at most 2 % of a bank.',
  example: {
    good: ['tags: []'],
    bad: [
      exampleOptions(['2 August 2026.', '2 December 2027.', '1 August 2024.', '2 February 2025.'], ['a']),
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) =>
      isTrivia(item.record)
        ? [
            findingAt(item, {
              check: 22,
              level: 'warning',
              field: [stemField(item.record)],
              message: 'the key is something to look up',
              remedy: 'Ask for the decision that follows from it.',
            }),
          ]
        : [],
    ),
    ...findingsFrom(
      figures,
      bank,
      'error',
      'Ask in these items for what follows from the date, the number or the id.',
    ),
  ],
  figures,
};

function isTrivia(item: ItemFile): boolean {
  if (asksForName.test(leadInOf(stemOf(item)))) return true;
  return choiceSetsOf(item).some(
    ({ isSingleBest, keys }) =>
      isSingleBest && keys.every(({ text }) => lookedUp.some((pattern) => pattern.test(plainText(text)))),
  );
}

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const items = activeItems(certification);
    const value = share(items.filter(({ record }) => isTrivia(record)).length, items.length);
    return figureOf(certification, {
      check: 22,
      name: 'Items whose key is looked up',
      value,
      unit: 'share',
      limit: '2 %',
      isMet: value <= mostOfBank,
      itemCount: items.length,
    });
  });
}
