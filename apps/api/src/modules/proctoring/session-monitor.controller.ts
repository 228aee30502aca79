import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ExamSessionId,
  Monitor,
  MonitoredSession,
  MonitorQuery,
  SessionEvents,
  SessionEventsQuery,
} from '@attest/contracts';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { Requires } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { Urgent } from '../../platform/http/urgency.ts';
import { SessionTimeline } from '../exam-sessions/index.ts';
import { MonitoredSessions } from './monitored-sessions.ts';
import { SessionMonitor } from './session-monitor.ts';

const sessionId = { schema: ExamSessionId };

@ApiTags('proctoring')
@Controller('sessions-monitor')
export class SessionMonitorController {
  constructor(
    private readonly monitor: SessionMonitor,
    private readonly sessions: MonitoredSessions,
    private readonly timeline: SessionTimeline,
  ) {}

  @Get()
  @Requires('exam-session:watch')
  // Whoever watches needs it most when there is trouble; it is composed once a second at most.
  @Urgent('resume')
  @Replies(Monitor)
  @Refuses('request-malformed', 'not-found')
  async readMonitor(
    @Query({ schema: MonitorQuery }) query: z.infer<typeof MonitorQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    reply.type('application/json; charset=utf-8');
    return this.monitor.read(query);
  }

  @Get(':sessionId')
  @Requires('exam-session:watch')
  @Replies(MonitoredSession)
  @Refuses('not-found')
  readMonitoredSession(@Param('sessionId', sessionId) id: ExamSessionId) {
    return this.sessions.one(id);
  }

  @Get(':sessionId/events')
  @Requires('exam-session:watch')
  @Replies(SessionEvents)
  @Refuses('request-malformed', 'not-found')
  listMonitoredEvents(
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Query({ schema: SessionEventsQuery }) query: z.infer<typeof SessionEventsQuery>,
  ) {
    return this.timeline.whole(id, query);
  }
}
