import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AnswerBlind,
  BankItem,
  ItemReview,
  JudgeItem,
  MoveItem,
  ReviewQueue,
  ReviewsQuery,
  Slug,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { MoveItems } from './move-items.ts';
import { ReviewItems } from './review-items.ts';

const item = { schema: Slug };

@ApiTags('authoring')
@Controller()
export class ItemReviewsController {
  constructor(
    private readonly reviewing: ReviewItems,
    private readonly moving: MoveItems,
  ) {}

  @Get('item-reviews')
  @Requires('item:review')
  @Replies(ReviewQueue)
  @Refuses('request-malformed')
  listReviews(
    @SignedIn() person: Person,
    @Query({ schema: ReviewsQuery }) query: z.infer<typeof ReviewsQuery>,
  ) {
    return this.reviewing.queue(person, query);
  }

  @Get('items/:itemId/review')
  @Requires('item:review')
  @Replies(ItemReview)
  @Refuses('not-found')
  readReview(@SignedIn() person: Person, @Param('itemId', item) itemId: string) {
    return this.reviewing.read(person, itemId);
  }

  @Put('items/:itemId/review/answer')
  @Requires('item:review')
  @Replies(ItemReview)
  @Refuses(
    'request-malformed',
    'not-found',
    'answer-it-first',
    'item-changed-meanwhile',
    'response-malformed',
  )
  answerBlind(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Body({ schema: AnswerBlind }) body: AnswerBlind,
  ) {
    return this.reviewing.answer(person, itemId, body);
  }

  @Put('items/:itemId/review/verdict')
  @Requires('item:review')
  @Replies(ItemReview)
  @Refuses(
    'request-malformed',
    'not-found',
    'item-changed-meanwhile',
    'second-person-needed',
    'answer-it-first',
    'move-not-allowed',
  )
  judgeItem(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Body({ schema: JudgeItem }) body: JudgeItem,
  ) {
    return this.reviewing.judge(person, itemId, body);
  }

  @Post('items/:itemId/moves')
  @Requires('item:read')
  @Replies(BankItem, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'item-changed-meanwhile',
    'permission-missing',
    'second-person-needed',
    'move-not-allowed',
  )
  moveItem(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Body({ schema: MoveItem }) body: MoveItem,
  ) {
    return this.moving.move(person, itemId, body);
  }
}
