/** What parents may ask of the components of an item, beside their props. */
export interface ChoiceHandle {
  /** Presses the option at this position; false when there is none. */
  readonly choose: (index: number) => boolean;
  readonly ruleOut: (index: number) => boolean;
}

export function isChoiceHandle(component: unknown): component is ChoiceHandle {
  return (
    typeof component === 'object' && component !== null && 'choose' in component && 'ruleOut' in component
  );
}

export interface StimulusHandle {
  /** Opens the facts at this one and marks it for a moment. */
  readonly showFact: (number: number) => void;
  /** Opens a tab, from 0; false when there is none. */
  readonly showTab: (index: number) => boolean;
  readonly focus: () => void;
}
