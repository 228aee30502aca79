import type { Bank, CertificationBank } from '../../bank.ts';
import type { BlueprintFile } from '../../schema/blueprint.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Check, Figure } from '../check.ts';
import { activeItems, figureOf, findingsFrom, share } from '../findings.ts';

/** Shares may miss theirs by this much. */
const tolerance = { domain: 0.02, type: 0.03, level: 0.03 };
/** Shares such as 14 of 120 against 12 % meet their bound by multiplication; this forgives its rounding. */
const epsilon = 1e-9;

export const coverage: Check = {
  id: 23,
  level: 'error',
  title: 'Blueprint coverage',
  explain:
    'A bank is made like its forms: the share of each domain is within 2 points of its weight, that of each type and ' +
    'cognitive level within 3 points of the mix of a full form. Each objective has two items at least; three from ' +
    '200 items in the bank on, four from 300.',
  example: {
    good: [
      'domain: A1',
      'domain: A1',
      'domain: A1',
      'domain: A2\nobjective: A2.1',
      'domain: A2\nobjective: A2.1',
    ],
    bad: ['domain: A1'],
  },
  check: (bank) => findingsFrom(figures, bank, 'error', 'Write or retire items until the shares are met.'),
  figures,
};

function figures(bank: Bank): Figure[] {
  return bank.certifications.flatMap((certification) => {
    const { blueprint } = certification;
    if (blueprint === null) return [];
    const items = activeItems(certification).map(({ record }) => record);
    return [
      ...shareFigures(certification, blueprint.record, items),
      ...objectiveFigures(certification, blueprint.record, items),
    ];
  });
}

function shareFigures(
  certification: CertificationBank,
  { domains, mix }: BlueprintFile,
  items: readonly ItemFile[],
): Figure[] {
  const measured = (name: string, count: number, aim: number, slack: number) => {
    const value = share(count, items.length);
    const isMet = Math.abs(value - aim) <= slack + epsilon;
    const limit = `${(aim * 100).toFixed(1)} ± ${slack * 100} %`;
    return figureOf(certification, {
      check: 23,
      name,
      value,
      unit: 'share',
      limit,
      isMet,
      itemCount: items.length,
    });
  };
  return [
    ...domains.map(({ id, weight }) =>
      measured(
        `Items of domain ${id}`,
        items.filter(({ domain }) => domain === id).length,
        weight / 100,
        tolerance.domain,
      ),
    ),
    ...aimsOf(
      mix?.types,
      items.map(({ type }) => type),
    ).map(({ name, count, aim }) => measured(`Items of type ${name}`, count, aim, tolerance.type)),
    ...aimsOf(
      mix?.levels,
      items.map(({ cognitiveLevel }) => cognitiveLevel),
    ).map(({ name, count, aim }) => measured(`Items of level ${name}`, count, aim, tolerance.level)),
  ];
}

/** What the mix names and what the items have, each with its count and the share it should have. */
function aimsOf(mix: Readonly<Record<string, number | undefined>> | undefined, found: readonly string[]) {
  if (mix === undefined) return [];
  const whole = Object.values(mix).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return [...new Set([...Object.keys(mix), ...found])].map((name) => ({
    name,
    count: found.filter((each) => each === name).length,
    aim: share(mix[name] ?? 0, whole),
  }));
}

function objectiveFigures(
  certification: CertificationBank,
  { domains }: BlueprintFile,
  items: readonly ItemFile[],
): Figure[] {
  const least = items.length >= 300 ? 4 : items.length >= 200 ? 3 : 2;
  const counts = domains
    .flatMap(({ objectives }) => objectives)
    .map(({ id }) => ({ id, count: items.filter(({ objective }) => objective === id).length }));
  const value = Math.min(...counts.map(({ count }) => count));
  const short = counts.filter(({ count }) => count < least).map(({ id }) => id);
  return [
    figureOf(certification, {
      check: 23,
      name:
        short.length === 0
          ? 'Items of the objective with the fewest'
          : `Items of the objective with the fewest (short: ${short.join(', ')})`,
      value,
      unit: 'number',
      limit: `at least ${least}`,
      isMet: value >= least,
      itemCount: items.length,
    }),
  ];
}
