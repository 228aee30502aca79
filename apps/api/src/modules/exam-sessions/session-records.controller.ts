import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ExamSessionId,
  RecordObservations,
  SessionChange,
  SessionEvents,
  SessionEventsQuery,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { SessionObservations } from './session-observations.ts';
import { SessionTimeline } from './session-timeline.ts';

const sessionId = { schema: ExamSessionId };

/** What is written down of a candidate's own session beside the answers. */
@ApiTags('exam sessions')
@Controller('exam-sessions')
export class SessionRecordsController {
  constructor(
    private readonly observations: SessionObservations,
    private readonly timeline: SessionTimeline,
  ) {}

  @Post(':sessionId/observations')
  @Requires('exam-session:respond')
  @Replies(SessionChange)
  @Refuses('request-malformed', 'not-found', 'session-continued-elsewhere', 'item-not-in-form')
  recordObservations(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: RecordObservations }) body: RecordObservations,
  ) {
    return this.observations.record(candidate, id, body);
  }

  @Get(':sessionId/events')
  @Requires('exam-session:read')
  @Replies(SessionEvents)
  @Refuses('request-malformed', 'not-found')
  listSessionEvents(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Query({ schema: SessionEventsQuery }) query: z.infer<typeof SessionEventsQuery>,
  ) {
    return this.timeline.own(candidate.accountId, id, query);
  }
}
