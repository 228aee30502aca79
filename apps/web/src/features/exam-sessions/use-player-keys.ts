import { onScopeDispose } from 'vue';

export interface PlayerActions {
  readonly choose: (index: number) => void;
  readonly ruleOut: (index: number) => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly jump: () => void;
  readonly flag: () => void;
  readonly unsure: () => void;
  readonly focusScenario: () => void;
  readonly focusQuestion: () => void;
  readonly showExhibit: (index: number) => void;
  readonly sayStatus: () => void;
  readonly overview: () => void;
  readonly shortcuts: () => void;
}

/** Commands use no letter from A to H, which choose options. */
const commands: Readonly<Record<string, Exclude<keyof PlayerActions, 'choose' | 'ruleOut' | 'showExhibit'>>> =
  {
    n: 'next',
    p: 'previous',
    j: 'jump',
    m: 'flag',
    u: 'unsure',
    s: 'focusScenario',
    q: 'focusQuestion',
    t: 'sayStatus',
    r: 'overview',
  };
const optionLetters = 'abcdefgh';

/**
 * The keys of the player. Single letters act outside text fields, selects, menus and dialogs; when the
 * person turned them off they act together with Alt and Shift (WCAG 2.1.4).
 */
export function usePlayerKeys(actions: PlayerActions, mayUseLetters: () => boolean): void {
  function act(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (takesText(event.target) || document.querySelector('dialog[open]') !== null) return;
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    action();
  }

  function actionOf(event: KeyboardEvent): (() => void) | null {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit !== undefined && event.altKey && !event.shiftKey) {
      return () => actions.showExhibit(Number(digit) - 1);
    }
    const isCombined = event.altKey && event.shiftKey;
    if (isCombined !== !mayUseLetters() || (event.altKey && !isCombined)) return null;
    if (digit !== undefined && digit !== '9' && (isCombined || !event.shiftKey)) {
      return () => actions.choose(Number(digit) - 1);
    }
    if (event.key === '?' || (isCombined && event.code === 'Slash')) return actions.shortcuts;
    return letterAction(letterOf(event), event.shiftKey && !isCombined);
  }

  function letterAction(letter: string, isShifted: boolean): (() => void) | null {
    const option = letter === '' ? -1 : optionLetters.indexOf(letter);
    if (option !== -1) return () => (isShifted ? actions.ruleOut(option) : actions.choose(option));
    const command = commands[letter];
    return command === undefined || isShifted ? null : actions[command];
  }

  addEventListener('keydown', act);
  onScopeDispose(() => removeEventListener('keydown', act));
}

/** The letter typed, or the one at that place of the keyboard where letters are not Latin. */
function letterOf(event: KeyboardEvent): string {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? '';
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select, [role="menu"] *')) return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type);
}
