import type { ItemStatus } from '@attest/contracts';
import type { ItemFile } from './schema/item.ts';
import type { StimulusFile } from './schema/stimulus.ts';

/** Where a record stands in its review: changed by people's decisions, never by writing. */
export interface ReviewState {
  readonly status: ItemStatus;
  readonly reviewers: readonly string[];
}

type WithoutState<File> = File extends unknown ? Omit<File, keyof ReviewState> : never;

/** What authors write of an item: its file without the state of its review. */
export type ItemText = WithoutState<ItemFile>;
/** What authors write of a stimulus: its file without the state of its review. */
export type StimulusText = WithoutState<StimulusFile>;

export function itemTextOf({ status: _status, reviewers: _reviewers, ...text }: ItemFile): ItemText {
  return text;
}

export function stimulusTextOf({
  status: _status,
  reviewers: _reviewers,
  ...text
}: StimulusFile): StimulusText {
  return text;
}

export function itemFileOf(text: ItemText, { status, reviewers }: ReviewState): ItemFile {
  return { ...text, status, reviewers: [...reviewers] };
}

export function stimulusFileOf(text: StimulusText, { status, reviewers }: ReviewState): StimulusFile {
  return { ...text, status, reviewers: [...reviewers] };
}
