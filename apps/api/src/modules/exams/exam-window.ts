import type { ExamWindow } from '@attest/exam-engine';
import type { ExamDefinition } from './exams.entity.ts';

type WrittenWindow = Pick<ExamDefinition, 'opensAt' | 'latestStartAt' | 'closesAt'>;

/** The instants of a definition, which are written with any offset. */
export function windowOf({ opensAt, latestStartAt, closesAt }: WrittenWindow): ExamWindow {
  return {
    opensAt: instantOf(opensAt),
    latestStartAt: instantOf(latestStartAt),
    closesAt: instantOf(closesAt),
  };
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
