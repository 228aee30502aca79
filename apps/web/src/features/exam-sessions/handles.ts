import type { ChoiceHandle, StimulusHandle } from '../../shared/item/handles.ts';

/** What the page may ask of its parts when a key is pressed. */
export interface QuestionHandle extends ChoiceHandle {
  readonly focus: () => void;
}

export interface PlayerBodyHandle extends ChoiceHandle {
  readonly focusQuestion: () => void;
  readonly focusScenario: () => void;
  readonly showExhibit: (index: number) => void;
  readonly next: () => void;
  readonly previous: () => void;
}

export interface FrameHandle {
  /** The save state in words. */
  readonly saveText: () => string;
  readonly showShortcuts: () => void;
}

export type { StimulusHandle };
