import type { ItemStatus } from '@attest/contracts';
import type { Bank, CertificationBank, SourceItem, SourceRecord, SourceStimulus } from '../bank.ts';
import type { Figure, Finding, Level } from './check.ts';
import { smallestJudgedBank } from './check.ts';

/** For what an author does not order by hand. */
export const arrangeRemedy = 'Run `npm run bank -- arrange`.';

interface Objection {
  readonly check: number;
  readonly level: Level;
  readonly field: readonly PropertyKey[];
  readonly message: string;
  readonly remedy: string;
}

type Noted = SourceRecord<{ readonly id: string; readonly lintReasons: Readonly<Record<string, string>> }>;

/** A finding at a field of an item or stimulus; a warning may have been accepted there. */
export function findingAt(source: Noted, objection: Objection): Finding {
  const { id, lintReasons } = source.record;
  const reason = objection.level === 'warning' ? lintReasons[String(objection.check)] : undefined;
  return {
    ...objection,
    path: source.path,
    line: source.locate(objection.field).line,
    itemId: id,
    acceptedBecause: reason ?? null,
  };
}

/** Every item of every certification. */
export function itemsOf(bank: Bank): SourceItem[] {
  return bank.certifications.flatMap(({ items }) => items);
}

/** Every stimulus of every certification. */
export function stimuliOf(bank: Bank): SourceStimulus[] {
  return bank.certifications.flatMap(({ stimuli }) => stimuli);
}

const given: readonly ItemStatus[] = ['approved', 'pretest', 'operational'];

/** Items that count for figures: those that are given or could be. What is still written or reviewed may change. */
export function activeItems({ items }: CertificationBank): SourceItem[] {
  return items.filter(({ record }) => given.includes(record.status));
}

type Measure = Pick<Figure, 'check' | 'name' | 'value' | 'unit' | 'limit' | 'isMet' | 'itemCount'>;

/** A figure of one certification's bank; it binds from 60 items in the bank. */
export function figureOf(certification: CertificationBank, measure: Measure): Figure {
  return { ...measure, certification: certification.code, isBinding: isJudged(certification) };
}

function isJudged(certification: CertificationBank): boolean {
  return activeItems(certification).length >= smallestJudgedBank;
}

/** Findings for the figures that miss their limit, where the bank is large enough to be judged. */
export function findingsFrom(
  figures: (bank: Bank) => Figure[],
  bank: Bank,
  level: Level,
  remedy: string,
): Finding[] {
  return figures({ ...bank, certifications: bank.certifications.filter(isJudged) })
    .filter(({ isMet }) => !isMet)
    .map(({ check, certification, name, limit, ...measured }) => ({
      check,
      level,
      path: `${certification.toLowerCase()}/items`,
      line: 1,
      field: null,
      message: `${name}: ${shownValue(measured)}, limit ${limit}`,
      remedy,
      itemId: null,
      acceptedBecause: null,
    }));
}

/** A share as per cent, a number with at most one decimal. */
export function shownValue({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return unit === 'share' ? `${(value * 100).toFixed(1)} %` : String(Math.round(value * 10) / 10);
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
