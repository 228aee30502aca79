import type { Bank, CertificationBank } from '../../bank.ts';
import type { Check, Figure } from '../check.ts';
import { fourOptionsOf } from '../choices.ts';
import { activeItems, figureOf, findingsFrom, share } from '../findings.ts';

const slots: readonly number[] = [0, 1, 2, 3];
const tolerance = 0.05;
const longestRun = 4;
/** 95th percentile of chi-square with 3 degrees of freedom (NIST/SEMATECH e-Handbook, 1.3.6.7.4). */
const criticalChiSquare = 7.815;

export const keyPosition: Check = {
  id: 5,
  level: 'error',
  title: 'Key position',
  explain:
    'Among items with four options whose order carries no meaning, each position holds the key in 25 ± 5 % of the ' +
    'items, no more unevenly than chance explains (chi-square, p ≥ 0.05), and never more than four times in a row. ' +
    'Nobody places options by hand: run `bank -- arrange`.',
  example: { good: ['key: [a]', 'key: [c]', 'key: [b]', 'key: [d]'], bad: ['key: [b]'] },
  check: (bank) =>
    findingsFrom(
      figures,
      bank,
      'error',
      'Run `npm run bank -- arrange`. If it stays, give drafts among these items other numbers: positions follow from ids.',
    ),
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.flatMap((certification) => {
    const positions = keyPositions(certification);
    const count = positions.length;
    const measured = (name: string, value: number, unit: Figure['unit'], limit: string, isMet: boolean) =>
      figureOf(certification, { check: 5, name, value, unit, limit, isMet, itemCount: count });
    const chiSquare = chiSquareOf(positions);
    const run = longestRunIn(positions);
    return [
      ...slots.map((slot) => {
        const value = share(positions.filter((position) => position === slot).length, count);
        const isMet = Math.abs(value - 0.25) <= tolerance;
        return measured(`Keys in position ${slot + 1} of 4`, value, 'share', '25 ± 5 %', isMet);
      }),
      measured(
        'Unevenness of key positions (chi-square, 3 degrees of freedom)',
        chiSquare,
        'number',
        String(criticalChiSquare),
        chiSquare <= criticalChiSquare,
      ),
      measured(
        'Longest run of one key position, in items',
        run,
        'number',
        String(longestRun),
        run <= longestRun,
      ),
    ];
  });
}

function keyPositions(certification: CertificationBank): number[] {
  return activeItems(certification)
    .filter(({ record }) => record.shuffle)
    .flatMap(({ record }) => {
      const set = fourOptionsOf(record);
      return set ? [set.options.findIndex((option) => set.keys.includes(option))] : [];
    });
}

function chiSquareOf(positions: readonly number[]): number {
  if (positions.length === 0) return 0;
  const expected = positions.length / slots.length;
  return slots.reduce((sum, slot) => {
    const observed = positions.filter((position) => position === slot).length;
    return sum + (observed - expected) ** 2 / expected;
  }, 0);
}

function longestRunIn(positions: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (const [at, position] of positions.entries()) {
    run = position === positions[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
