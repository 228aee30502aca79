import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import {
  BookExamSession,
  ExamSession,
  ExamSessionId,
  ExamSessions,
  ExamSessionsQuery,
  ExamSessionWithResponses,
  OpenedSection,
  OpenSection,
  RecordResponses,
  ResponsesReceipt,
  ResumeSession,
  RunningSession,
  SectionNumber,
  SessionReceipt,
  SubmitSession,
} from '@attest/contracts';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { CalledBy, type Caller } from '../../platform/http/caller.ts';
import { sendPacked } from '../../platform/http/packed-json.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ExamSessionBooking, readIdempotencyKey } from './exam-session-booking.ts';
import { CloseExamSession } from './close-exam-session.ts';
import { ExamSessionsService } from './exam-sessions.service.ts';
import { OpenExamSection } from './open-exam-section.ts';
import { RecordSessionResponses } from './record-session-responses.ts';
import { ResumeExamSession } from './resume-exam-session.ts';
import { StartGroups } from './start-groups.ts';
import { Urgent } from '../../platform/http/urgency.ts';

const sessionId = { schema: ExamSessionId };
const asJson = 'application/json; charset=utf-8';

@ApiTags('exam sessions')
@Controller('exam-sessions')
export class ExamSessionsController {
  constructor(
    private readonly booking: ExamSessionBooking,
    private readonly starts: StartGroups,
    private readonly resuming: ResumeExamSession,
    private readonly recording: RecordSessionResponses,
    private readonly sections: OpenExamSection,
    private readonly closing: CloseExamSession,
    private readonly sessions: ExamSessionsService,
  ) {}

  @Post()
  @Requires('exam-session:book')
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 200 } })
  @Replies(ExamSession, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'mode-not-offered',
    'attempts-used-up',
    'form-cannot-be-assembled',
    'idempotency-key-reused',
  )
  bookExamSession(
    @SignedIn() candidate: Person,
    @Body({ schema: BookExamSession }) body: BookExamSession,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ) {
    return this.booking.book(candidate, body, readIdempotencyKey(idempotencyKey));
  }

  @Get()
  @Requires('exam-session:read')
  @Replies(ExamSessions)
  @Refuses('request-malformed')
  listExamSessions(
    @SignedIn() candidate: Person,
    @Query({ schema: ExamSessionsQuery }) query: z.infer<typeof ExamSessionsQuery>,
  ) {
    return this.sessions.list(candidate, query);
  }

  @Get(':sessionId')
  @Urgent('resume')
  @Requires('exam-session:read')
  @Replies(ExamSessionWithResponses)
  @Refuses('not-found')
  readExamSession(@SignedIn() candidate: Person, @Param('sessionId', sessionId) id: ExamSessionId) {
    return this.sessions.read(candidate, id);
  }

  @Post(':sessionId/start')
  @Urgent('start')
  @Requires('exam-session:respond')
  @Replies(RunningSession)
  @Refuses('not-found', 'session-not-startable', 'session-continued-elsewhere', 'response-after-deadline')
  async startExamSession(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPacked(await this.starts.start({ person: candidate, sessionId: id }), reply);
  }

  @Post(':sessionId/resume')
  @Urgent('resume')
  @Requires('exam-session:respond')
  @Replies(RunningSession)
  @Refuses(
    'not-found',
    'password-needed-again',
    'sign-in-refused',
    'too-many-requests',
    'overloaded',
    'session-not-active',
    'response-after-deadline',
  )
  async resumeExamSession(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: ResumeSession }) body: ResumeSession,
    @CalledBy() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPacked(await this.resuming.resume(candidate, id, body, caller), reply);
  }

  @Put(':sessionId/responses')
  @Urgent('answers')
  @Requires('exam-session:respond')
  @Replies(ResponsesReceipt)
  @Refuses(
    'request-malformed',
    'not-found',
    'response-after-deadline',
    'session-continued-elsewhere',
    'session-not-active',
    'section-not-open',
    'item-not-in-form',
    'response-malformed',
    'overloaded',
  )
  recordResponses(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: RecordResponses }) body: RecordResponses,
  ) {
    return this.recording.record(candidate, id, body);
  }

  @Post(':sessionId/sections/:section')
  @Urgent('resume')
  @Requires('exam-session:respond')
  @Replies(OpenedSection)
  @Refuses(
    'request-malformed',
    'not-found',
    'response-after-deadline',
    'session-continued-elsewhere',
    'session-not-active',
    'section-not-open',
    'item-not-in-form',
    'response-malformed',
  )
  openExamSection(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Param('section', { schema: SectionNumber }) section: string,
    @Body({ schema: OpenSection }) body: OpenSection,
  ) {
    return this.sections.open(candidate, id, Number(section), body);
  }

  @Post(':sessionId/submit')
  @Urgent('answers')
  @Requires('exam-session:respond')
  @Replies(SessionReceipt)
  @Refuses(
    'request-malformed',
    'not-found',
    'response-after-deadline',
    'session-continued-elsewhere',
    'session-not-active',
    'section-not-open',
    'item-not-in-form',
    'response-malformed',
  )
  async submitExamSession(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: SubmitSession }) body: SubmitSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    reply.type(asJson);
    return this.closing.submit(candidate, id, body);
  }
}
