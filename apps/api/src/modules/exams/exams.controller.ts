import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Certifications, Exam, Exams, ExamsQuery, Slug, Uuid } from '@attest/contracts';
import * as z from 'zod';
import { Public } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ExamsService } from './exams.service.ts';

/** Open to everyone: what can be taken here is no secret. */
@ApiTags('exams')
@Public()
@Controller()
export class ExamsController {
  constructor(private readonly exams: ExamsService) {}

  @Get('certifications')
  @Replies(Certifications)
  listCertifications() {
    return this.exams.listCertifications();
  }

  @Get('exams')
  @Replies(Exams)
  @Refuses('request-malformed')
  listExams(@Query({ schema: ExamsQuery }) query: z.infer<typeof ExamsQuery>) {
    return this.exams.list(query);
  }

  @Get('exams/:examId')
  @Replies(Exam)
  @Refuses('not-found')
  readExam(@Param('examId', { schema: z.union([Uuid, Slug]) }) examId: string) {
    return this.exams.read(examId);
  }
}
