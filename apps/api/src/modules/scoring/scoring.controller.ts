import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExamSessionId, Outcome, Review } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ReadOutcome } from './read-outcome.ts';
import { ReviewSession } from './review-session.ts';

@ApiTags('outcomes')
@Controller('exam-sessions')
export class ScoringController {
  constructor(
    private readonly outcomes: ReadOutcome,
    private readonly reviews: ReviewSession,
  ) {}

  @Get(':sessionId/outcome')
  @Requires('outcome:read')
  @Replies(Outcome)
  @Refuses('not-found', 'outcome-not-ready')
  readOutcome(
    @SignedIn() candidate: Person,
    @Param('sessionId', { schema: ExamSessionId }) sessionId: ExamSessionId,
  ) {
    return this.outcomes.read(candidate.accountId, sessionId);
  }

  @Get(':sessionId/review')
  @Requires('outcome:read')
  @Replies(Review)
  @Refuses('not-found', 'outcome-not-ready', 'review-not-offered')
  reviewExamSession(
    @SignedIn() candidate: Person,
    @Param('sessionId', { schema: ExamSessionId }) sessionId: ExamSessionId,
  ) {
    return this.reviews.review(candidate.accountId, sessionId);
  }
}
