import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExamTerms, Slug, Uuid } from '@attest/contracts';
import * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ReadExamTerms } from './read-exam-terms.ts';

@ApiTags('exams')
@Controller('exams')
export class ExamTermsController {
  constructor(private readonly terms: ReadExamTerms) {}

  @Get(':examId/terms')
  @Requires('exam-session:book')
  @Replies(ExamTerms)
  @Refuses('not-found')
  readExamTerms(
    @SignedIn() candidate: Person,
    @Param('examId', { schema: z.union([Uuid, Slug]) }) examId: string,
  ) {
    return this.terms.read(candidate, examId);
  }
}
