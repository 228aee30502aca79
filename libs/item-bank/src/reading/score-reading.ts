import { wilson } from '../stats/wilson.ts';
import type { ReadingKind, SheetEntry } from './reading-sheet.ts';

export interface ReadingScore {
  /** Questions that were not planted. */
  readonly asked: number;
  /** Of these, those whose key was given; for an expert, those that were faulted. */
  readonly hits: number;
  readonly interval: readonly [low: number, high: number];
  readonly plants: { readonly shown: number; readonly caught: number };
  /** Items with what was answered, where it was not the key; for an expert, what was faulted. */
  readonly toSettle: readonly { readonly item: string; readonly answer: string }[];
  /** Items whose key was found, for readings in which it should not be. */
  readonly found: readonly string[];
}

/**
 * Counts what a reader answered, by the numbers of the sheet. An expert answers with the fault of each question that
 * has one; a plant counts as caught when its question is among them, or, in a whole reading, when another key is given.
 */
export function scoreReading(
  kind: ReadingKind,
  entries: Readonly<Record<string, SheetEntry>>,
  answers: Readonly<Record<string, string>>,
): ReadingScore {
  const all = Object.entries(entries).map(([number, entry]) => ({
    ...entry,
    given: (answers[number] ?? '').trim(),
  }));
  const isKey = (given: string, key: string) => normal(given) === normal(key);
  const isMarked = ({ given, answer }: (typeof all)[number]) =>
    kind === 'expert' ? given !== '' : isKey(given, answer);
  const real = all.filter(({ fault }) => fault === null);
  const planted = all.filter(({ fault }) => fault !== null);
  const hits = real.filter(isMarked);
  const caught = planted.filter((entry) => (kind === 'expert' ? isMarked(entry) : !isMarked(entry)));
  return {
    asked: real.length,
    hits: hits.length,
    interval: wilson(real.length === 0 ? 0 : hits.length / real.length, real.length),
    plants: { shown: planted.length, caught: caught.length },
    toSettle: real
      .filter((entry) => isMarked(entry) === (kind === 'expert'))
      .map(({ item, given }) => ({ item, answer: given })),
    found: kind === 'expert' ? [] : hits.map(({ item }) => item),
  };
}

/** Without spaces and case. */
function normal(answer: string): string {
  return answer.replaceAll(/\s/g, '').toUpperCase();
}
