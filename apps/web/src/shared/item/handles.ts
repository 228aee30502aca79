/** What parents may ask of the components of an item, beside their props. */
export interface ChoiceHandle {
  /** Presses the option at this position; false when there is none. */
  readonly choose: (index: number) => boolean;
  readonly ruleOut: (index: number) => boolean;
}

/** One choice among the interactions of an item. */
export interface ChoiceInputHandle extends ChoiceHandle {
  readonly holdsFocus: () => boolean;
}

export function isChoiceInputHandle(component: unknown): component is ChoiceInputHandle {
  return (
    typeof component === 'object' &&
    component !== null &&
    'choose' in component &&
    'ruleOut' in component &&
    'holdsFocus' in component
  );
}

export interface StimulusHandle {
  /** Opens the tab of a fact or a line, by its id on the page, and marks it for a moment. */
  readonly showPlace: (place: string) => void;
  /** Opens a tab, from 0; false when there is none. */
  readonly showTab: (index: number) => boolean;
  readonly focus: () => void;
}
