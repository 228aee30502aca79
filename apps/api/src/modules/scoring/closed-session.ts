import type { PresentedItem } from '@attest/exam-engine';
import type { ItemContent } from '@attest/item-bank';
import type { SessionAsRead, NumberedResponse } from '../exam-sessions/index.ts';
import type { CurrentExam, FormItem } from '../exams/index.ts';
import type { VersionedKey } from '../item-bank/index.ts';

/** One item of a closed session with everything that is known of it. */
export interface ClosedSessionItem {
  readonly formItem: FormItem;
  readonly content: ItemContent;
  readonly presented: PresentedItem;
  readonly versionedKey: VersionedKey;
  readonly response: NumberedResponse | null;
}

export interface ClosedSession {
  readonly session: SessionAsRead;
  readonly exam: CurrentExam;
  readonly items: readonly ClosedSessionItem[];
}
