import type { DraftHint, ItemStatus } from '@attest/contracts';
import type { TextChange } from '../../../shared/api/generated/types.gen.ts';

/** A working copy of a record of the bank, as the server has it. */
export interface OpenDraft<Text = object> {
  readonly id: string;
  /** The revision it was begun from. */
  readonly basedOn: number | null;
  /** The revision the record has now; null: it is new. */
  readonly current: number | null;
  readonly status: ItemStatus;
  readonly lock: number;
  readonly text: Text;
  readonly hints: readonly DraftHint[];
  readonly others: readonly { readonly name: string }[];
}

/** What a draft became. */
export interface SavedRecord {
  readonly id: string;
  readonly status: ItemStatus;
  readonly revision: number;
  /** Records that name it and became drafts with it. */
  readonly followedBy: readonly string[];
}

/** What the server does with drafts of one kind, and where its pages are. */
export interface DraftKind<Text = object, Draft extends OpenDraft<Text> = OpenDraft<Text>> {
  readonly name: 'item' | 'stimulus';
  readonly pages: { readonly drafts: string; readonly edit: string };
  /** In the bank; null: it is new. */
  recordIdOf(draft: Draft): string | null;
  change(draftId: string, lock: number, text: Text): Promise<Draft>;
  read(draftId: string): Promise<Draft>;
  /** Another draft of the same record. */
  beginLike(draft: Draft, text: Text): Promise<Draft>;
  discard(draftId: string): Promise<unknown>;
  save(draft: Draft, note: string): Promise<SavedRecord>;
  sendToReview(record: SavedRecord): Promise<unknown>;
  /** Against what the record holds now. */
  compare(draftId: string): Promise<{
    readonly from: { readonly revision: number } | null;
    readonly changes: readonly TextChange[];
  }>;
  /** Where its review goes on. */
  reviewOf(recordId: string): { readonly name: string; readonly params: Record<string, string> };
  /** Whether what a device kept is a text of this draft; the server checks the rest. */
  isTextOf(draft: Draft, kept: object): kept is Text & object;
}
