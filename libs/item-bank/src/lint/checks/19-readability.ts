import type { Bank, SourceItem } from '../../bank.ts';
import type { Check } from '../check.ts';
import { stemField, stemOf } from '../choices.ts';
import { findingAt, itemsOf, stimuliOf } from '../findings.ts';
import { gradeOf } from '../readability.ts';

const most = 14;
const hardest = 16;

export const readability: Check = {
  id: 19,
  level: 'error',
  title: 'Readability',
  explain:
    'Candidates read in a second language and against a clock. Scenario and stem together, code left out, are at most ' +
    'of grade 14 after Flesch and Kincaid, 16 at the worst. Short sentences and plain words are no fault: there is ' +
    'no lower limit.',
  example: {
    good: ['tags: []'],
    bad: [
      'stem: "Notwithstanding organisational confidentiality obligations, authentication infrastructure administrators systematically interconnected heterogeneous authorisation intermediaries, inadvertently facilitating unauthenticated exfiltration capabilities. Which organisational modification demonstrably counteracts unauthorised authentication?"',
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) => {
      const grade = gradeOf(readIn(item, bank));
      if (grade <= most) return [];
      return [
        findingAt(item, {
          check: 19,
          level: grade > hardest ? 'error' : 'warning',
          field: [stemField(item.record)],
          message: `scenario and stem are of grade ${grade.toFixed(1)}, above ${most}`,
          remedy: 'Break sentences, and take shorter words.',
        }),
      ];
    }),
};

/** What is read before the options. */
function readIn({ record }: SourceItem, bank: Bank): string {
  const stimulus = stimuliOf(bank).find(({ record: { id } }) => id === record.stimulus);
  const facts = stimulus?.record.facts ?? [];
  return [...facts.map(({ text }) => text), stemOf(record)].join('\n');
}
