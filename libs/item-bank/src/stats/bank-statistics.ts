/** What a bank holds, counted, and what gives its keys away. */
import type { CertificationCode } from '@attest/contracts';
import type { Bank, CertificationBank } from '../bank.ts';
import { fourOptionsOf, stemOf } from '../lint/choices.ts';
import { activeItems } from '../lint/findings.ts';
import { offeredSets } from '../lint/checks/31-options-baseline.ts';
import { baselineAccuracy } from '../lint/options-baseline.ts';
import { countWords, leadInOf } from '../lint/words.ts';
import type { ItemFile } from '../schema/item.ts';
import { cueRates, type CueRate } from './cues.ts';

export interface CountedGroup {
  readonly name: string;
  /** In order of the blueprint where it names them, else most first. */
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

export interface WordSpread {
  readonly name: string;
  /** Words. */
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export interface BankStatistics {
  readonly certification: CertificationCode;
  /** Approved, on trial or operational. */
  readonly itemCount: number;
  /** Still written or reviewed: in none of the figures. */
  readonly waitingCount: number;
  readonly meanDifficulty: number;
  /** Items that belong to scenarios, and how many of those there are. */
  readonly scenarios: { readonly items: number; readonly count: number };
  readonly groups: readonly CountedGroup[];
  /** Keys of items with four options, by position in the file. */
  readonly keyPositions: readonly number[];
  readonly lengths: readonly WordSpread[];
  readonly cues: { readonly itemCount: number; readonly rates: readonly CueRate[] };
  /** Share of keys that the learner of check 31 finds, 0..1. */
  readonly baseline: number;
}

export function bankStatistics(bank: Bank): BankStatistics[] {
  return bank.certifications.map(statisticsOf);
}

function statisticsOf(certification: CertificationBank): BankStatistics {
  const items = activeItems(certification).map(({ record }) => record);
  const inScenario = items.flatMap(({ stimulus }) => stimulus ?? []);
  return {
    certification: certification.code,
    itemCount: items.length,
    waitingCount: certification.items.filter(({ record }) => ['draft', 'in-review'].includes(record.status))
      .length,
    meanDifficulty: mean(items.map(({ expectedDifficulty }) => expectedDifficulty)),
    scenarios: { items: inScenario.length, count: new Set(inScenario).size },
    groups: groupsOf(certification, items),
    keyPositions: positionsOf(items),
    lengths: [
      spread(
        'Stem',
        items.map((item) => countWords(stemOf(item))),
      ),
      spread(
        'Lead-in',
        items.map((item) => countWords(leadInOf(stemOf(item)))),
      ),
      spread(
        'Option',
        items.flatMap((item) => fourOptionsOf(item)?.options ?? []).map(({ text }) => countWords(text)),
      ),
    ],
    cues: cueRates(certification),
    baseline: baselineAccuracy(offeredSets(certification)),
  };
}

function groupsOf({ blueprint, stimuli }: CertificationBank, items: readonly ItemFile[]): CountedGroup[] {
  const domains = blueprint?.record.domains ?? [];
  const industryOf = new Map(stimuli.map(({ record }) => [record.id, record.industry]));
  const tagged = (letter: string) =>
    items.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith(letter)));
  return [
    counted(
      'Domain',
      items.map(({ domain }) => domain),
      domains.map(({ id }) => id),
    ),
    counted(
      'Objective',
      items.map(({ objective }) => objective),
      domains.flatMap(({ objectives }) => objectives.map(({ id }) => id)),
    ),
    counted(
      'Level',
      items.map(({ cognitiveLevel }) => cognitiveLevel),
      ['recall', 'application', 'analysis'],
    ),
    counted(
      'Type',
      items.map(({ type }) => type),
    ),
    counted('Skill', tagged('S'), ['S1', 'S2', 'S3', 'S4', 'S5', 'S6']),
    counted('Focus', tagged('F'), ['F1', 'F2', 'F3', 'F4']),
    counted(
      'Industry of scenario items',
      items.flatMap(({ stimulus }) => (stimulus === undefined ? [] : (industryOf.get(stimulus) ?? []))),
    ),
    counted(
      'Framework',
      items.flatMap(({ references }) => [...new Set(references.map(({ source }) => source))]),
    ),
    counted(
      'Opening of the lead-in',
      items.map((item) => leadInOf(stemOf(item)).split(/\s+/).slice(0, 2).join(' ').replaceAll('*', '')),
    ),
  ];
}

function counted(name: string, found: readonly string[], named: readonly string[] = []): CountedGroup {
  const counts = new Map(named.map((each) => [each, 0]));
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  const listed = [...counts].map(([each, count]) => ({ name: each, count }));
  return {
    name,
    counts: named.length > 0 ? listed : listed.toSorted((one, other) => other.count - one.count),
  };
}

function positionsOf(items: readonly ItemFile[]): number[] {
  const positions = items.flatMap((item) => {
    const set = fourOptionsOf(item);
    const [key] = set?.keys ?? [];
    return set && key ? [set.options.indexOf(key)] : [];
  });
  return [0, 1, 2, 3].map((slot) => positions.filter((position) => position === slot).length);
}

function spread(name: string, values: readonly number[]): WordSpread {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    name,
    least: sorted[0] ?? 0,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    most: sorted.at(-1) ?? 0,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
