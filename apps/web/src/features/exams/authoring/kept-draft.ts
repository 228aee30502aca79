import type { ExamDraftText } from '../../../shared/api/generated/types.gen.ts';

/** What an author wrote and the server has not taken yet. */
interface KeptDraft {
  readonly lock: number;
  readonly text: ExamDraftText;
}

const keyOf = (examId: string) => `exam-draft ${examId}`;

/** Survives a reload and a closed network, in this tab. */
export function keepDraft(examId: string, draft: KeptDraft): void {
  sessionStorage.setItem(keyOf(examId), JSON.stringify(draft));
}

export function forgetDraft(examId: string): void {
  sessionStorage.removeItem(keyOf(examId));
}

export function keptDraft(examId: string): KeptDraft | null {
  const text = sessionStorage.getItem(keyOf(examId));
  return text === null ? null : (JSON.parse(text) as KeptDraft);
}
