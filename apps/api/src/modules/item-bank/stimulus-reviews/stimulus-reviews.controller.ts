import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BankStimulus,
  JudgeItem,
  MoveItem,
  Slug,
  StimulusReview,
  StimulusReviewQueue,
  StimulusReviewsQuery,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { MoveStimuli } from './move-stimuli.ts';
import { ReviewStimuli } from './review-stimuli.ts';

const stimulus = { schema: Slug };

@ApiTags('authoring')
@Controller()
export class StimulusReviewsController {
  constructor(
    private readonly reviewing: ReviewStimuli,
    private readonly moving: MoveStimuli,
  ) {}

  @Get('stimulus-reviews')
  @Requires('item:review')
  @Replies(StimulusReviewQueue)
  @Refuses('request-malformed')
  listStimulusReviews(
    @SignedIn() person: Person,
    @Query({ schema: StimulusReviewsQuery }) query: z.infer<typeof StimulusReviewsQuery>,
  ) {
    return this.reviewing.queue(person, query);
  }

  @Get('stimuli/:stimulusId/review')
  @Requires('item:review')
  @Replies(StimulusReview)
  @Refuses('not-found')
  readStimulusReview(@SignedIn() person: Person, @Param('stimulusId', stimulus) stimulusId: string) {
    return this.reviewing.read(person, stimulusId);
  }

  @Put('stimuli/:stimulusId/review/verdict')
  @Requires('item:review')
  @Replies(StimulusReview)
  @Refuses(
    'request-malformed',
    'not-found',
    'item-changed-meanwhile',
    'second-person-needed',
    'move-not-allowed',
  )
  judgeStimulus(
    @SignedIn() person: Person,
    @Param('stimulusId', stimulus) stimulusId: string,
    @Body({ schema: JudgeItem }) body: JudgeItem,
  ) {
    return this.reviewing.judge(person, stimulusId, body);
  }

  @Post('stimuli/:stimulusId/moves')
  @Requires('item:read')
  @Replies(BankStimulus, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'item-changed-meanwhile',
    'permission-missing',
    'second-person-needed',
    'move-not-allowed',
  )
  moveStimulus(
    @SignedIn() person: Person,
    @Param('stimulusId', stimulus) stimulusId: string,
    @Body({ schema: MoveItem }) body: MoveItem,
  ) {
    return this.moving.move(person, stimulusId, body);
  }
}
