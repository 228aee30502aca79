import type { Bank } from '../../bank.ts';
import type { ItemFile } from '../../schema/item.ts';
import type { Source } from '../../schema/registers.ts';
import type { Check } from '../check.ts';
import { choiceSetsOf, stemOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { rationalesOf } from '../rationales.ts';
import { plainText } from '../words.ts';

const law = /\bRegulation \(EU\) ?(?:No )?\d{4}\/\d+|\bDirective (?:\(EU\) )?\d{2,4}\/\d+/i;
const cve = /\bCVE-\d{4}-\d{4,}/i;

export const datedFacts: Check = {
  id: 18,
  level: 'error',
  title: 'Dated facts',
  explain:
    'What a law, a version of a tool or protocol, or a vulnerability record says changes. An item that leans on one ' +
    '(it cites a source marked `isDated`, or its text names a law, a CVE or a source with its version) says in ' +
    '`validUntil` when it is looked at again at the latest.',
  example: {
    good: [
      'tags: []',
      'stem: "Under Regulation (EU) 2024/1689 the gateway logs each tool call of the agent, and an owner reads the log. Which change stops calls with a token from the log?"\nvalidUntil: 2027-12-01',
    ],
    bad: [
      'stem: "Under Regulation (EU) 2024/1689 the gateway logs each tool call of the agent, and an owner reads the log. Which change stops calls with a token from the log?"',
      'stem: "A scan finds CVE-2025-32434 in the loader of the gateway, and an owner reads the log once a week. Which change stops calls with a token from the log?"',
      'stem: "The gateway maps its log to MITRE ATLAS 5.6.0, and an owner reads the log once a week. Which change stops calls with a token from the log?"',
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) => {
      const what = item.record.validUntil === undefined ? datedIn(item.record, bank) : null;
      if (what === null) return [];
      return [
        findingAt(item, {
          check: 18,
          level: 'error',
          field: ['validUntil'],
          message: `the item leans on ${what} and has no validUntil`,
          remedy: 'Give the day by which somebody has to look at it again.',
        }),
      ];
    }),
};

function datedIn(item: ItemFile, { sources }: Bank): string | null {
  const cited = item.references.flatMap(({ source }) =>
    sources.filter(({ id, isDated }) => id === source && isDated),
  );
  if (cited[0]) return cited[0].name;
  const text = plainText(
    [
      stemOf(item),
      ...choiceSetsOf(item).flatMap(({ options }) => options.map((option) => option.text)),
      ...rationalesOf(item).map(({ rationale }) => rationale),
    ].join(' '),
  );
  return law.exec(text)?.[0] ?? cve.exec(text)?.[0] ?? versionIn(text, sources);
}

/** A source named with one of its versions, such as “SLSA 1.2”. */
function versionIn(text: string, sources: readonly Source[]): string | null {
  for (const { name, id, versions } of sources) {
    const [title = name] = name.split(/[,(]/);
    for (const version of versions)
      for (const called of new Set([title.trim(), id]))
        if (text.includes(`${called} ${version}`)) return `${called} ${version}`;
  }
  return null;
}
