import type { Marks, ResponsePart } from '@attest/contracts';

type Highlights = NonNullable<Marks['highlights']>;
interface InPart {
  readonly itemId: string;
  readonly responseVariable: string;
}

/** Everything a candidate can do in the player, and the two ways input ends. */
export type PlayerEvent =
  /** Replaces what is entered for one response variable. */
  | ({ readonly type: 'answer'; readonly part: ResponsePart } & InPart)
  /** Presses an option, span or place: chooses it, or clears it when it was chosen. */
  | ({ readonly type: 'choose'; readonly optionId: string } & InPart)
  /** Premise and choice, row and column, or blank and choice; `right: null` clears. */
  | ({ readonly type: 'pair'; readonly left: string; readonly right: string | null } & InPart)
  /** Moves a step to a position, from 0. */
  | ({ readonly type: 'moveStep'; readonly stepId: string; readonly to: number } & InPart)
  /** Clears one response variable, or the whole item. */
  | { readonly type: 'clear'; readonly itemId: string; readonly responseVariable?: string }
  | { readonly type: 'flag'; readonly itemId: string; readonly isOn: boolean }
  | { readonly type: 'unsure'; readonly itemId: string; readonly isOn: boolean }
  | { readonly type: 'ruleOut'; readonly itemId: string; readonly optionId: string }
  | { readonly type: 'restore'; readonly itemId: string; readonly optionId: string }
  /** `id`: an item, or `stimulus:<id>`. */
  | { readonly type: 'note'; readonly id: string; readonly text: string }
  | { readonly type: 'highlight'; readonly id: string; readonly highlights: Highlights }
  /** Adds time spent on an item, whole seconds. */
  | { readonly type: 'spend'; readonly itemId: string; readonly seconds: number }
  | { readonly type: 'goTo'; readonly number: number }
  | { readonly type: 'next' }
  | { readonly type: 'previous' }
  /** Leaves a section for the one after it, which is here; on a one-way form for good. */
  | { readonly type: 'openSection' }
  /** One item is final: its key was revealed. */
  | { readonly type: 'lockItem'; readonly itemId: string }
  /** Time is up, or the exam is open elsewhere. */
  | { readonly type: 'lockInput' }
  | { readonly type: 'unlockInput' };
