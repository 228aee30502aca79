import type { ItemDraftText } from '@attest/contracts';

/** What is typed and not yet saved, on this device: a crash or a lost connection takes nothing. */
export interface KeptDraft {
  readonly lock: number;
  /** UTC instant. */
  readonly keptAt: string;
  readonly text: ItemDraftText;
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

/** Null when nothing is kept for a draft of this type; the server checks the rest when it is sent. */
export function keptDraft(draftId: string, type: ItemDraftText['type']): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(draftId)) ?? 'null');
    return isKept(kept) && kept.text.type === type ? kept : null;
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
