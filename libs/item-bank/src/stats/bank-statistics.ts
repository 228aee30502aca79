/** What a bank holds, counted, and what gives its keys away. */
import type { CertificationCode } from '@attest/contracts';
import type { Bank, CertificationBank } from '../bank.ts';
import { fourOptionsOf, stemOf } from '../lint/choices.ts';
import { activeItems } from '../lint/findings.ts';
import { offeredSets } from '../lint/offered-sets.ts';
import { baselineAccuracy } from '../lint/options-baseline.ts';
import { countWords, leadInOf } from '../lint/words.ts';
import type { ItemFile } from '../schema/item.ts';
import { cueRates, type CueRate } from './cues.ts';

export interface CountedGroup {
  readonly name: string;
  /** Given: its names are those there should be, in their order. Found: those there are, most first. */
  readonly names: 'given' | 'found';
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
  const sets = offeredSets(certification);
  return {
    certification: certification.code,
    itemCount: items.length,
    waitingCount: certification.items.filter(({ record }) => ['draft', 'in-review'].includes(record.status))
      .length,
    meanDifficulty: mean(items.map(({ expectedDifficulty }) => expectedDifficulty)),
    scenarios: { items: inScenario.length, count: new Set(inScenario).size },
    groups: groupsOf(certification, items),
    keyPositions: [0, 1, 2, 3].map((slot) => sets.filter(({ key }) => key === slot).length),
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
    cues: { itemCount: sets.length, rates: cueRates(sets) },
    baseline: baselineAccuracy(sets),
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

function counted(name: string, found: readonly string[], given: readonly string[] = []): CountedGroup {
  const counts = new Map(given.map((each) => [each, 0]));
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  const listed = [...counts].map(([each, count]) => ({ name: each, count }));
  return given.length > 0
    ? { name, names: 'given', counts: listed }
    : { name, names: 'found', counts: listed.toSorted((one, other) => other.count - one.count) };
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
