import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { fourOptionsOf } from '../choices.ts';
import { activeItems, figureOf, findingsFrom, share } from '../findings.ts';
import { visibleLength } from '../words.ts';
import { exampleOptions } from '../examples.ts';

const mostOfBank = 0.3;

export const shortestKey: Check = {
  id: 3,
  level: 'warning',
  title: 'Key is the shortest option',
  explain:
    'The opposite of check 2, and as much of a cue once a bank does it often: the key may be the strictly shortest ' +
    'of four options in 30 % of the items.',
  example: {
    good: ['key: [a]', 'key: [b]', 'key: [c]', 'key: [d]'],
    bad: [
      exampleOptions(
        ['Bind tokens.', 'Log the tool calls.', 'Lower the temperature.', 'Repeat the system prompt.'],
        ['a'],
      ),
    ],
  },
  check: (bank) =>
    findingsFrom(figures, bank, 'warning', 'Lengthen keys, or cut distractors, in some of these items.'),
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const sets = activeItems(certification).flatMap(({ record }) => fourOptionsOf(record) ?? []);
    const shortest = sets.filter(({ keys, distractors }) => {
      const key = Math.min(...keys.map(({ text }) => visibleLength(text)));
      return distractors.every(({ text }) => visibleLength(text) > key);
    });
    const value = share(shortest.length, sets.length);
    return figureOf(certification, {
      check: 3,
      name: 'Keys that are the strictly shortest of four options',
      value,
      unit: 'share',
      limit: '30 %',
      isMet: value <= mostOfBank,
      itemCount: sets.length,
    });
  });
}
