import type { ExamTools } from '@attest/contracts';
import type { ExamDefinition } from './exams.entity.ts';

/** What an exam lets its candidates use. Versions made before there was a choice say nothing. */
export function toolsOf({ tools }: Pick<ExamDefinition, 'tools'>): ExamTools {
  return {
    calculator: tools?.calculator ?? false,
    highlights: tools?.highlights ?? true,
    notes: tools?.notes ?? true,
    ruleOut: tools?.ruleOut ?? true,
  };
}
