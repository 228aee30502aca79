import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Break, ExamSessionId, SessionChange } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { SessionBreaks } from './session-breaks.ts';

const sessionId = { schema: ExamSessionId };

@ApiTags('exam sessions')
@Controller('exam-sessions/:sessionId/breaks')
export class SessionBreaksController {
  constructor(private readonly breaks: SessionBreaks) {}

  @Post()
  @Requires('exam-session:respond')
  @Replies(SessionChange)
  @Refuses(
    'request-malformed',
    'not-found',
    'break-not-available',
    'response-after-deadline',
    'session-continued-elsewhere',
    'session-not-active',
  )
  startBreak(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: Break }) body: Break,
  ) {
    return this.breaks.start(candidate, id, body);
  }

  @Post('end')
  @Requires('exam-session:respond')
  @Replies(SessionChange)
  @Refuses('request-malformed', 'not-found', 'session-continued-elsewhere', 'session-not-active')
  endBreak(
    @SignedIn() candidate: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: Break }) body: Break,
  ) {
    return this.breaks.end(candidate, id, body);
  }
}
