import type { Check } from '../check.ts';
import { findingAt, itemsOf, stimuliOf } from '../findings.ts';

export const scenarioUse: Check = {
  id: 26,
  level: 'warning',
  title: 'Use of the scenario',
  explain:
    'An item of a scenario says which of its facts it needs, and each fact is needed by an item. A fact that none ' +
    'needs is read by every candidate for nothing.',
  example: {
    good: ['stimulus: caisa-s-001\nfactsUsed: [1, 2]'],
    bad: ['stimulus: caisa-s-001\nfactsUsed: []', 'stimulus: caisa-s-001\nfactsUsed: [1]'],
  },
  check: (bank) => {
    const items = itemsOf(bank);
    const idle = items
      .filter(({ record }) => record.stimulus !== undefined && record.factsUsed.length === 0)
      .map((item) =>
        findingAt(item, {
          check: 26,
          level: 'warning',
          field: ['factsUsed'],
          message: 'the item belongs to a scenario and uses none of its facts',
          remedy: 'Name the facts that decide it, or let it stand alone.',
        }),
      );
    const unused = stimuliOf(bank).flatMap((stimulus) => {
      const users = items.filter(({ record }) => record.stimulus === stimulus.record.id);
      if (users.length === 0) return [];
      const used = new Set(users.flatMap(({ record }) => record.factsUsed));
      return stimulus.record.facts.flatMap(({ n }, at) =>
        used.has(n)
          ? []
          : [
              findingAt(stimulus, {
                check: 26,
                level: 'warning',
                field: ['facts', at],
                message: `no item uses fact ${n}`,
                remedy: 'Cut the fact, or let an item turn on it.',
              }),
            ],
      );
    });
    return [...idle, ...unused];
  },
};
