import { Injectable } from '@nestjs/common';
import type { ExamTerms } from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { ExamsService } from '../exams/index.ts';
import { SessionTiming } from './session-timing.ts';

/** What an exam's start page tells the person who looks at it. */
@Injectable()
export class ReadExamTerms {
  constructor(
    private readonly exams: ExamsService,
    private readonly timing: SessionTiming,
  ) {}

  async read({ accountId }: Person, examId: string): Promise<ExamTerms> {
    const { definition } = await this.exams.get(examId);
    return this.timing.terms(accountId, definition);
  }
}
