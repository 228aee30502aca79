import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Outcome, Review, Uuid } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { OutcomesRepository } from './outcomes.repository.ts';
import { ReviewSession } from './review-session.ts';

@ApiTags('outcomes')
@Controller('exam-sessions')
export class ScoringController {
  constructor(
    private readonly outcomes: OutcomesRepository,
    private readonly reviews: ReviewSession,
  ) {}

  @Get(':sessionId/outcome')
  @Requires('outcome:read')
  @Replies(Outcome)
  @Refuses('not-found', 'outcome-not-ready')
  async readOutcome(@SignedIn() candidate: Person, @Param('sessionId', { schema: Uuid }) sessionId: string) {
    const { outcome } = await this.outcomes.released(sessionId, candidate.accountId);
    return Outcome.parse(JSON.parse(outcome.body));
  }

  @Get(':sessionId/review')
  @Requires('outcome:read')
  @Replies(Review)
  @Refuses('not-found', 'outcome-not-ready', 'review-not-offered')
  reviewExamSession(@SignedIn() candidate: Person, @Param('sessionId', { schema: Uuid }) sessionId: string) {
    return this.reviews.review(candidate.accountId, sessionId);
  }
}
