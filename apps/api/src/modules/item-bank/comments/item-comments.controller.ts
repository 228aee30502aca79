import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CommentsQuery,
  ItemComments,
  MakeComment,
  ReplyToComment,
  SettleComment,
  Slug,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { ItemCommentsService } from './item-comments.service.ts';

const item = { schema: Slug };
const comment = { schema: Uuid };

@ApiTags('authoring')
@Controller('items/:itemId/comments')
export class ItemCommentsController {
  constructor(private readonly comments: ItemCommentsService) {}

  @Get()
  @Requires('item:review')
  @Replies(ItemComments)
  @Refuses('request-malformed', 'not-found', 'answer-it-first')
  listComments(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Query({ schema: CommentsQuery }) query: z.infer<typeof CommentsQuery>,
  ) {
    return this.comments.list(person, itemId, query);
  }

  @Post()
  @Requires('item:review')
  @Replies(ItemComments, 201)
  @Refuses('request-malformed', 'not-found', 'answer-it-first', 'item-changed-meanwhile', 'comments-at-limit')
  makeComment(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Body({ schema: MakeComment }) body: MakeComment,
  ) {
    return this.comments.make(person, itemId, body);
  }

  @Post(':commentId/replies')
  @Requires('item:review')
  @Replies(ItemComments, 201)
  @Refuses('request-malformed', 'not-found', 'answer-it-first', 'comments-at-limit')
  replyToComment(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Param('commentId', comment) commentId: string,
    @Body({ schema: ReplyToComment }) body: ReplyToComment,
  ) {
    return this.comments.reply(person, itemId, commentId, body);
  }

  @Put(':commentId/resolution')
  @Requires('item:review')
  @Replies(ItemComments)
  @Refuses('request-malformed', 'not-found', 'answer-it-first')
  settleComment(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Param('commentId', comment) commentId: string,
    @Body({ schema: SettleComment }) body: SettleComment,
  ) {
    return this.comments.settle(person, itemId, commentId, body);
  }

  @Delete(':commentId')
  @Requires('item:review')
  @Replies(ItemComments)
  @Refuses('not-found', 'answer-it-first')
  deleteComment(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Param('commentId', comment) commentId: string,
  ) {
    return this.comments.remove(person, itemId, commentId);
  }
}
