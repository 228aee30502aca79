import { Injectable } from '@nestjs/common';
import type { StoredResponse } from '@attest/contracts';
import { ExamSessionsRepository, pauseOf, type SessionAsRead } from './exam-sessions.repository.ts';
import { SealingKeys } from './sealing-keys.ts';
import { SessionNotices } from './session-notices.ts';
import { StoredResponses } from './stored-responses.ts';

/** What start and resume answer: everything the player needs to go on. */
@Injectable()
export class RunningSessionReply {
  constructor(
    private readonly sessions: ExamSessionsRepository,
    private readonly responses: StoredResponses,
    private readonly sealingKeys: SealingKeys,
    private readonly notices: SessionNotices,
  ) {}

  /** Built around the stored bytes of the form, which are not read again. @returns JSON, sent as it is */
  async write(session: SessionAsRead, epoch: number): Promise<string> {
    const form = await this.sessions.formBody(session.sessionId);
    const responses: StoredResponse[] = await this.responses.of(session.sessionId);
    const breakSecondsLeft = await this.sessions.breakSecondsLeft(session.sessionId);
    const notices = await this.notices.unseen(session.sessionId);
    const sealingKey = await this.sealingKeys.publicKey(session.sessionId);
    const head = JSON.stringify({
      id: session.sessionId,
      status: session.status,
      epoch,
      serverTime: session.readAt.toISOString(),
      startedAt: session.startedAt?.toISOString() ?? null,
      deadline: session.deadline?.toISOString() ?? null,
      pause: pauseOf(session),
      breakSecondsLeft,
      notices,
      sealingKey,
      responses,
    });
    return `${head.slice(0, -1)},"form":${form.toString('utf8')}}`;
  }
}
