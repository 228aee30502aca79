import type { Bank, SourceItem } from '../../bank.ts';
import type { Check, Finding } from '../check.ts';
import { stemField, stemOf } from '../choices.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { cosineOf, jaccard, runsOf, weighedBags } from '../similarity.ts';

const same = { cosine: 0.8, jaccard: 0.4 };
const alike = 0.6;
const runLength = 5;

const stem = (what: string) =>
  `stem: "A ${what} of the gateway has left with a line of its log, and the owner of the gateway reads that log once a week. Which change stops calls made with it?"`;

export const nearDuplicates: Check = {
  id: 13,
  level: 'error',
  title: 'Near-duplicate stems',
  explain:
    'Two items that ask the same test one thing twice. Stems whose words are alike (tf-idf cosine 0.80, or 0.40 of ' +
    'their runs of five words shared) are errors unless both belong to one scenario; from 0.60 on they have to be ' +
    'enemies, so that no form holds both.',
  example: {
    isWholeBank: true,
    good: [
      stem('token'),
      'stem: "Passages of several claims stand in one index, and ranking looks at similarity alone. Which filter keeps claims apart?"',
    ],
    bad: [stem('token'), stem('password')],
  },
  check: (bank) =>
    pairsIn(bank).flatMap(({ one, other, likeness }) => objectionTo(one, other, likeness) ?? []),
};

interface Likeness {
  readonly cosine: number;
  readonly jaccard: number;
}

/** Pairs that are alike at all, each once, the later item second. */
function pairsIn(bank: Bank): { one: SourceItem; other: SourceItem; likeness: Likeness }[] {
  const items = itemsOf(bank).filter(({ record }) => record.status !== 'retired');
  const stems = items.map(({ record }) => stemOf(record));
  const bags = weighedBags(stems);
  const runs = stems.map((text) => runsOf(text, runLength));
  return items.flatMap((other, at) =>
    items.slice(0, at).flatMap((one, earlier) => {
      const likeness = {
        cosine: cosineOf(bags[earlier] ?? new Map(), bags[at] ?? new Map()),
        jaccard: jaccard(runs[earlier] ?? new Set(), runs[at] ?? new Set()),
      };
      return likeness.cosine >= alike || likeness.jaccard >= same.jaccard ? [{ one, other, likeness }] : [];
    }),
  );
}

function objectionTo(
  one: SourceItem,
  other: SourceItem,
  { cosine, jaccard: shared }: Likeness,
): Finding | null {
  const isSame = cosine >= same.cosine || shared >= same.jaccard;
  const isOneParent = one.record.stimulus !== undefined && one.record.stimulus === other.record.stimulus;
  const areEnemies =
    one.record.enemies.includes(other.record.id) || other.record.enemies.includes(one.record.id);
  if (isSame ? isOneParent : areEnemies || isOneParent) return null;
  const figures = `cosine ${cosine.toFixed(2)}, shared runs ${shared.toFixed(2)}`;
  return findingAt(other, {
    check: 13,
    level: isSame ? 'error' : 'warning',
    field: [stemField(other.record)],
    message: `the stem is ${isSame ? 'nearly that' : 'like that'} of ${one.record.id} (${figures})`,
    remedy: isSame
      ? 'Write another question, or drop one of the two.'
      : 'Make the two enemies, or ask something else.',
  });
}
