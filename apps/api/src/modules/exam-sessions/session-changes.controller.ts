import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExamSessionId, SessionChange } from '@attest/contracts';
import type { FastifyReply } from 'fastify';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, RepliesWithEvents } from '../../platform/http/replies.ts';
import { ChangesFeed } from './changes-feed.ts';
import { Urgent } from '../../platform/http/urgency.ts';

@ApiTags('exam sessions')
@Controller('exam-sessions')
export class SessionChangesController {
  constructor(private readonly feed: ChangesFeed) {}

  /** Stays open: the present state at once, then whenever it changes. */
  @Get(':sessionId/changes')
  @Urgent('resume')
  @Requires('exam-session:respond')
  @RepliesWithEvents(SessionChange)
  @Refuses('not-found', 'too-many-requests', 'overloaded', 'not-ready')
  async followExamSession(
    @SignedIn() candidate: Person,
    @Param('sessionId', { schema: ExamSessionId }) id: ExamSessionId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { body } = await this.feed.open(candidate, id);
    // Some proxies collect replies unless they are told not to.
    await reply.type('text/event-stream').header('x-accel-buffering', 'no').send(body);
  }
}
