import type { ExamDraftText } from '../../../shared/api/generated/types.gen.ts';

/** What an author wrote and the server has not taken yet. */
interface KeptDraft {
  readonly lock: number;
  /** What the server had when the author began to change it. */
  readonly base: ExamDraftText;
  readonly text: ExamDraftText;
}

const keyOf = (examId: string) => `exam-draft ${examId}`;

/**
 * Survives a reload and a closed network, in this tab.
 *
 * @returns false where the browser takes nothing: a full or a closed store
 */
export function keepDraft(examId: string, draft: KeptDraft): boolean {
  try {
    sessionStorage.setItem(keyOf(examId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(examId: string): void {
  try {
    sessionStorage.removeItem(keyOf(examId));
  } catch {
    // What cannot be written could not be kept either.
    return;
  }
}

/** Null when nothing that can be read is kept. */
export function keptDraft(examId: string): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(examId)) ?? 'null');
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isKept(kept: unknown): kept is KeptDraft {
  if (typeof kept !== 'object' || kept === null) return false;
  const { lock, base, text } = kept as Partial<KeptDraft>;
  return typeof lock === 'number' && typeof base === 'object' && typeof text === 'object';
}
