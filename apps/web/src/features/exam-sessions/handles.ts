import type { ChoiceHandle, StimulusHandle } from '../../shared/item/handles.ts';

/** What the page may ask of its parts when a key is pressed. */
export interface QuestionHandle extends ChoiceHandle {
  readonly focus: () => void;
}

/** The tool that highlights words. */
export interface MarkingHandle {
  /** Marks what is selected; where nothing is, opens the list of highlights. */
  readonly markSelection: () => void;
}

export interface PlayerBodyHandle extends ChoiceHandle {
  readonly focusQuestion: () => void;
  readonly focusScenario: () => void;
  readonly showExhibit: (index: number) => void;
  /** Brings a text that was highlighted into sight, and the focus to it. */
  readonly showPlace: (id: string, place: string) => void;
  /** Opens the note of the question, or of the scenario while the focus is there; closes it when open. */
  readonly toggleNote: () => void;
  readonly next: () => void;
  readonly previous: () => void;
}

export interface FrameHandle {
  /** The save state in words. */
  readonly saveText: () => string;
  readonly showShortcuts: () => void;
}

export type { StimulusHandle };
