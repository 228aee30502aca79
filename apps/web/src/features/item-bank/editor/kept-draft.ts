/** What is typed and not yet saved, on this device: a crash or a lost connection takes nothing. */
export interface KeptDraft<Text = object> {
  readonly lock: number;
  /** UTC instant. */
  readonly keptAt: string;
  readonly text: Text;
}

const keyOf = (draftId: string) => `attest.draft.${draftId}`;

/** @returns false where the device takes nothing: a private window, a full disk */
export function keepDraft(draftId: string, kept: KeptDraft): boolean {
  try {
    localStorage.setItem(keyOf(draftId), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** Null when nothing of the kind is kept for a draft. */
export function keptDraft<Text extends object>(
  draftId: string,
  isText: (text: object) => text is Text,
): KeptDraft<Text> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(draftId)) ?? 'null');
    return isKept(kept) && isText(kept.text) ? { ...kept, text: kept.text } : null;
  } catch {
    return null;
  }
}

function isKept(kept: unknown): kept is KeptDraft {
  if (typeof kept !== 'object' || kept === null) return false;
  const { lock, keptAt, text } = kept as Partial<KeptDraft>;
  return typeof lock === 'number' && typeof keptAt === 'string' && typeof text === 'object';
}

export function forgetDraft(draftId: string): void {
  try {
    localStorage.removeItem(keyOf(draftId));
  } catch {
    // What cannot be written could not be kept either.
    return;
  }
}
