import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AuthoredExam,
  BeginExam,
  ChangeExamDraft,
  DiscardExamDraft,
  ExamComparison,
  ExamComparisonQuery,
  ExamFeasibility,
  ExamFormPreview,
  ExamFormQuery,
  ExamsForAuthors,
  ExamsForAuthorsQuery,
  ExamVersions,
  ExamVersionsQuery,
  OfferExam,
  PublishExam,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies, RepliesNothing } from '../../../platform/http/replies.ts';
import { AuthoredExamsService } from './authored-exams.service.ts';
import { ExamFeasibilityService } from './exam-feasibility.ts';
import { ExamVersionsService } from './exam-versions.ts';
import { PublishExamVersion } from './publish-exam.ts';

const authoredExamId = { schema: Uuid };

@ApiTags('exam authoring')
@Controller('authored-exams')
export class AuthoredExamsController {
  constructor(
    private readonly exams: AuthoredExamsService,
    private readonly publication: PublishExamVersion,
    private readonly feasibility: ExamFeasibilityService,
    private readonly versions: ExamVersionsService,
  ) {}

  @Get()
  @Requires('exam:write')
  @Replies(ExamsForAuthors)
  @Refuses('request-malformed')
  listAuthoredExams(@Query({ schema: ExamsForAuthorsQuery }) query: z.infer<typeof ExamsForAuthorsQuery>) {
    return this.exams.list(query);
  }

  @Post()
  @Requires('exam:write')
  @Replies(AuthoredExam, 201)
  @Refuses('request-malformed', 'not-found', 'exam-name-taken', 'drafts-at-limit')
  beginExam(@SignedIn() person: Person, @Body({ schema: BeginExam }) body: BeginExam) {
    return this.exams.begin(person, body);
  }

  @Get(':authoredExamId')
  @Requires('exam:write')
  @Replies(AuthoredExam)
  @Refuses('not-found')
  readAuthoredExam(@Param('authoredExamId', authoredExamId) id: string) {
    return this.exams.read(id);
  }

  @Put(':authoredExamId/draft')
  @Requires('exam:write')
  @Replies(AuthoredExam)
  @Refuses('request-malformed', 'not-found', 'draft-changed-elsewhere', 'exam-name-taken')
  changeExamDraft(
    @SignedIn() person: Person,
    @Param('authoredExamId', authoredExamId) id: string,
    @Body({ schema: ChangeExamDraft }) body: ChangeExamDraft,
  ) {
    return this.exams.change(person, id, body);
  }

  @Delete(':authoredExamId/draft')
  @Requires('exam:write')
  @RepliesNothing()
  @Refuses('request-malformed', 'not-found', 'draft-changed-elsewhere')
  discardExamDraft(
    @SignedIn() person: Person,
    @Param('authoredExamId', authoredExamId) id: string,
    @Query({ schema: DiscardExamDraft }) { lock }: z.infer<typeof DiscardExamDraft>,
  ) {
    return this.exams.discard(person, id, lock);
  }

  @Get(':authoredExamId/feasibility')
  @Requires('exam:write')
  @Replies(ExamFeasibility)
  @Refuses('not-found')
  judgeExamFeasibility(@Param('authoredExamId', authoredExamId) id: string) {
    return this.feasibility.judge(id);
  }

  @Get(':authoredExamId/form')
  @Requires('exam:write')
  @Replies(ExamFormPreview)
  @Refuses('request-malformed', 'not-found', 'form-cannot-be-assembled')
  previewExamForm(
    @Param('authoredExamId', authoredExamId) id: string,
    @Query({ schema: ExamFormQuery }) { seed }: z.infer<typeof ExamFormQuery>,
  ) {
    return this.feasibility.preview(id, seed);
  }

  @Get(':authoredExamId/versions')
  @Requires('exam:write')
  @Replies(ExamVersions)
  @Refuses('request-malformed', 'not-found')
  listExamVersions(
    @Param('authoredExamId', authoredExamId) id: string,
    @Query({ schema: ExamVersionsQuery }) query: z.infer<typeof ExamVersionsQuery>,
  ) {
    return this.versions.list(id, query);
  }

  @Get(':authoredExamId/comparison')
  @Requires('exam:write')
  @Replies(ExamComparison)
  @Refuses('request-malformed', 'not-found')
  compareExamVersions(
    @Param('authoredExamId', authoredExamId) id: string,
    @Query({ schema: ExamComparisonQuery }) query: z.infer<typeof ExamComparisonQuery>,
  ) {
    return this.versions.compare(id, query);
  }

  @Post(':authoredExamId/versions')
  @Requires('exam:publish')
  @Replies(AuthoredExam, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'draft-changed-elsewhere',
    'exam-changed-meanwhile',
    'exam-name-taken',
    'draft-not-finished',
    'form-cannot-be-assembled',
  )
  publishExam(
    @SignedIn() person: Person,
    @Param('authoredExamId', authoredExamId) id: string,
    @Body({ schema: PublishExam }) body: PublishExam,
  ) {
    return this.publication.publish(person, id, body);
  }

  @Put(':authoredExamId/offer')
  @Requires('exam:publish')
  @Replies(AuthoredExam)
  @Refuses('request-malformed', 'not-found')
  offerExam(
    @SignedIn() person: Person,
    @Param('authoredExamId', authoredExamId) id: string,
    @Body({ schema: OfferExam }) body: OfferExam,
  ) {
    return this.publication.offer(person, id, body);
  }
}
