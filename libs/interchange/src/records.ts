import type { ItemText, StimulusFile } from '@attest/item-bank';
import type { Finding, Place } from './findings.ts';

/** What a new record says of itself where its file does not. */
export interface Fresh {
  readonly author: string;
  /** Calendar dates. */
  readonly created: string;
  readonly reviewDue: string;
}

/** What a file makes of an item: as a bank file would hold it, without id and without the state of its review. */
export interface Reading {
  readonly record: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  /** Where a field of the record stands in the file. */
  readonly placeOf: (field: readonly PropertyKey[]) => Place;
}

interface ReadBase {
  /** As the file names it; null: a new one. */
  readonly id: string | null;
  readonly place: Place;
  /** How lists name it. */
  readonly firstWords: string;
}

/** An item as a file of any format gives it. */
export interface ReadItem extends ReadBase {
  readonly kind: 'item';
  /** Whether an id that the bank does not hold yet makes a new item. */
  readonly mayBringId: boolean;
  /** Ids of other records it names. */
  readonly enemies: readonly string[];
  readonly stimulus: string | null;
  /** @param present what the bank holds of it: the file may say less than everything */
  readonly over: (present: ItemText | null, fresh: Fresh) => Reading;
}

/** A stimulus as a file of any format gives it; null while it has faults. */
export interface ReadStimulus extends ReadBase {
  readonly kind: 'stimulus';
  readonly record: StimulusFile | null;
  readonly findings: readonly Finding[];
}

export type ReadRecord = ReadItem | ReadStimulus;

const longestExcerpt = 140;

export function excerptOf(text: unknown): string {
  if (typeof text !== 'string') return '';
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length <= longestExcerpt ? words : `${words.slice(0, longestExcerpt - 2)} …`;
}
