import type { Bank } from '../../bank.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Check, Figure } from '../check.ts';
import { stemField, stemOf } from '../choices.ts';
import { activeItems, figureOf, findingAt, findingsFrom, itemsOf, share } from '../findings.ts';
import { leadInOf } from '../words.ts';

const mostOfBank = 0.02;
const negative =
  /\b(?:not|except|incorrect|false(?! (?:positive|negative|alarm))|least (?:likely|suitable|effective|useful))\b/i;
/** What follows describes the situation, not what is asked. */
const subordinate = /,|;|\b(?:if|when|that|who|whose|because|unless|although|even|while|whatever|where)\b/i;

export const negativeLeadIns: Check = {
  id: 7,
  level: 'error',
  title: 'Negative lead-ins',
  explain:
    'A question that asks for the wrong option tests reading. NOT and EXCEPT stand in at most 2 % of the items, ' +
    'where finding the wrong step is the skill, and in capitals. Only the main clause of the lead-in is looked at.',
  example: {
    good: [
      'stem: "The gateway logs each call. Which control holds, even if the model does not follow its instructions?"',
    ],
    bad: [
      'stem: "The gateway logs each call and the owner reads the log. Which control would not stop the call?"',
    ],
  },
  check: (bank) => [
    ...itemsOf(bank).flatMap((item) => {
      const word = negativeWordOf(item.record);
      if (word === null || word === word.toUpperCase()) return [];
      return [
        findingAt(item, {
          check: 7,
          level: 'error',
          field: [stemField(item.record)],
          message: `the lead-in asks with “${word}”`,
          remedy: 'Ask for what is right; if finding the wrong one is the skill, write the word in capitals.',
        }),
      ];
    }),
    ...findingsFrom(figures, bank, 'error', 'Turn some of these questions round.'),
  ],
  figures,
};

function negativeWordOf(item: ItemFile): string | null {
  const [mainClause = ''] = leadInOf(stemOf(item)).split(subordinate);
  return negative.exec(mainClause)?.[0] ?? null;
}

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const items = activeItems(certification);
    const value = share(items.filter(({ record }) => negativeWordOf(record) !== null).length, items.length);
    return figureOf(certification, {
      check: 7,
      name: 'Items with a negative lead-in',
      value,
      unit: 'share',
      limit: '2 %',
      isMet: value <= mostOfBank,
      itemCount: items.length,
    });
  });
}
