import type { Bank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { figureOf, findingsFrom } from '../findings.ts';
import { offeredSets } from '../offered-sets.ts';
import { baselineAccuracy } from '../options-baseline.ts';

const chance = 0.25;
const mostAboveChance = 0.08;

export const optionsBaseline: Check = {
  id: 31,
  level: 'error',
  title: 'Guessing from the surface of options',
  explain:
    'A learner sees of each item with four options only what strikes the eye (lengths, hedges, absolutes, likeness, ' +
    'lists, digits, position) and is tried on items that it has not learnt from, scenarios kept together. It finds ' +
    'the key in at most 33 %, 8 points above chance.',
  example: { good: ['key: [a]', 'key: [b]', 'key: [c]', 'key: [d]'], bad: ['key: [a]'] },
  check: (bank) =>
    findingsFrom(
      figures,
      bank,
      'error',
      'See `npm run bank -- stats` for what gives keys away, and rewrite those options.',
    ),
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.map((certification) => {
    const sets = offeredSets(certification);
    const value = baselineAccuracy(sets);
    return figureOf(certification, {
      check: 31,
      name: 'Keys a learner finds from the surface of four options',
      value,
      unit: 'share',
      limit: '33 %',
      isMet: value <= chance + mostAboveChance,
      itemCount: sets.length,
    });
  });
}
