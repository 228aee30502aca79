import type { PresentedItem } from '@attest/exam-engine';
import type { ItemContent } from '@attest/item-bank';
import type { LockedSession, NumberedResponse } from '../exam-sessions/index.ts';
import type { CurrentExam, FormItem } from '../exams/index.ts';
import type { VersionedKey } from '../item-bank/index.ts';

/** One item of a closed session with everything that is known of it. */
export interface SatItem {
  readonly formItem: FormItem;
  readonly content: ItemContent;
  readonly presented: PresentedItem;
  readonly versionedKey: VersionedKey;
  readonly response: NumberedResponse | null;
}

export interface SatSession {
  readonly session: LockedSession;
  readonly exam: CurrentExam;
  readonly items: readonly SatItem[];
}
