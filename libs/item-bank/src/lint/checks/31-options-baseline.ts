import type { Bank, CertificationBank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { fourOptionsOf } from '../choices.ts';
import { activeItems, figureOf, findingsFrom } from '../findings.ts';
import { baselineAccuracy, type OfferedSet } from '../options-baseline.ts';

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

/** Items with four options, those of one scenario in one group. */
export function offeredSets(certification: CertificationBank): OfferedSet[] {
  return activeItems(certification).flatMap(({ record }) => {
    const set = fourOptionsOf(record);
    const [key] = set?.keys ?? [];
    if (!set || !key) return [];
    const texts = set.options.map(({ text }) => text);
    return [{ group: record.stimulus ?? record.id, texts, key: set.options.indexOf(key) }];
  });
}
