import type { Edit, Selected } from './markdown-edits.ts';

/** What tools around a text field need of it. */
export interface TextHandle {
  readonly selected: () => Selected;
  readonly apply: (edit: Edit) => void;
}
