import { Injectable } from '@nestjs/common';
import type { ExamSessionId, SessionChange } from '@attest/contracts';
import { ExamSessionsRepository, noSuchSession, pauseOf } from './exam-sessions.repository.ts';
import { SessionNotices } from './session-notices.ts';

/** The present state of a session's time, as its browser is told whenever it changes. */
@Injectable()
export class SessionChanges {
  constructor(
    private readonly sessions: ExamSessionsRepository,
    private readonly notices: SessionNotices,
  ) {}

  /** @throws Problem `not-found` */
  async of(sessionId: ExamSessionId): Promise<SessionChange> {
    const session = await this.sessions.find(sessionId);
    if (session === null) throw noSuchSession();
    return {
      serverTime: session.readAt.toISOString(),
      status: session.status,
      epoch: session.epoch,
      deadline: session.deadline?.toISOString() ?? null,
      pause: pauseOf(session),
      breakSecondsLeft: await this.sessions.breakSecondsLeft(sessionId),
      notices: await this.notices.unseen(sessionId),
    };
  }
}
