import { onScopeDispose } from 'vue';
import { commandOf, type Command, type Keys } from '../../shared/shortcuts/keys.ts';

export interface PlayerActions {
  readonly choose: (index: number) => void;
  readonly ruleOut: (index: number) => void;
  readonly showExhibit: (index: number) => void;
  readonly shortcuts: () => void;
  /** What this exam does not offer has no action. */
  readonly commands: () => Partial<Readonly<Record<Command, () => void>>>;
}

/** How this person wants keys to act. */
export interface KeyChoices {
  readonly keys: () => Keys;
  readonly mayUseLetters: () => boolean;
}

const optionLetters = 'abcdefgh';

/**
 * The keys of the player. Single letters act outside text fields, selects, menus and dialogs; when the
 * person turned them off they act together with Alt and Shift (WCAG 2.1.4).
 */
export function usePlayerKeys(actions: PlayerActions, { keys, mayUseLetters }: KeyChoices): void {
  function act(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const action = actionOf(event);
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  function actionOf(event: KeyboardEvent): (() => void) | undefined {
    if (isEndOfAnswer(event)) return actions.commands().next;
    if (event.ctrlKey || event.metaKey || takesText(event.target)) return undefined;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit !== undefined && event.altKey && !event.shiftKey) {
      return () => actions.showExhibit(Number(digit) - 1);
    }
    const isCombined = event.altKey && event.shiftKey;
    if (isCombined !== !mayUseLetters() || (event.altKey && !isCombined)) return undefined;
    if (digit !== undefined && digit !== '9' && (isCombined || !event.shiftKey)) {
      return () => actions.choose(Number(digit) - 1);
    }
    if (event.key === '?' || (isCombined && event.code === 'Slash')) return actions.shortcuts;
    return letterAction(letterOf(event), event.shiftKey && !isCombined);
  }

  function letterAction(letter: string, isShifted: boolean): (() => void) | undefined {
    const option = letter === '' ? -1 : optionLetters.indexOf(letter);
    if (option !== -1) return () => (isShifted ? actions.ruleOut(option) : actions.choose(option));
    const command = commandOf(keys(), letter);
    return command === null || isShifted ? undefined : actions.commands()[command];
  }

  addEventListener('keydown', act);
  onScopeDispose(() => removeEventListener('keydown', act));
}

/** The letter typed, or the one at that place of the keyboard where letters are not Latin. */
function letterOf(event: KeyboardEvent): string {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? '';
}

/** Ctrl or ⌘ and Enter while an answer is typed; a note is not an answer. */
function isEndOfAnswer({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  const isAnswer = takesText(target) && target instanceof Element && target.closest('main') !== null;
  return key === 'Enter' && (ctrlKey || metaKey) && isAnswer && target.closest('[data-note]') === null;
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select, [role="menu"] *')) return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type);
}
