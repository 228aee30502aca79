import type { Check } from '../check.ts';
import { findingAt, itemsOf } from '../findings.ts';

const mostPerIncident = 2;

export const enemies: Check = {
  id: 24,
  level: 'error',
  title: 'Enemies',
  explain:
    'Enemies name each other, so that whoever reads either sees both, and are not siblings of one scenario that a ' +
    'form takes whole. No exam allows more than two items on one incident, paper or tool.',
  example: {
    isWholeBank: true,
    good: ['enemies: [caisa-a1-0002]', 'enemies: [caisa-a1-0001]'],
    bad: ['enemies: [caisa-a1-0002]', 'enemies: []'],
  },
  check: (bank) => {
    const items = itemsOf(bank);
    const named = new Map(items.map(({ record }) => [record.id, record.enemies]));
    const oneSided = items.flatMap((item) =>
      item.record.enemies.flatMap((enemy, at) => {
        const theirs = named.get(enemy);
        if (theirs === undefined || theirs.includes(item.record.id)) return [];
        return [
          findingAt(item, {
            check: 24,
            level: 'error',
            field: ['enemies', at],
            message: `${enemy} does not name this item as its enemy`,
            remedy: `Add ${item.record.id} to the enemies of ${enemy}.`,
          }),
        ];
      }),
    );
    const lax = bank.certifications.flatMap(({ exams }) =>
      exams
        .filter(({ record }) => record.maxPerIncident > mostPerIncident)
        .map(({ path, locate, record }) => ({
          check: 24,
          level: 'error' as const,
          path,
          line: locate(['maxPerIncident']).line,
          field: ['maxPerIncident'],
          message: `a form may hold ${record.maxPerIncident} items on one incident`,
          remedy: `Allow ${mostPerIncident} at most.`,
          itemId: null,
          acceptedBecause: null,
        })),
    );
    return [...oneSided, ...lax];
  },
};
