import { Injectable, Logger } from '@nestjs/common';
import type { Break, ExamSessionId, SessionChange } from '@attest/contracts';
import { endBreak, isBreakOver, startBreak } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { SessionChanges } from './session-changes.ts';
import { SessionPauses } from './session-pauses.ts';

const mostAtOnce = 500;

/** The candidate's own pauses, within the break time that was granted with the booking. */
@Injectable()
export class SessionBreaks {
  private readonly logger = new Logger(SessionBreaks.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly pauses: SessionPauses,
    private readonly changes: SessionChanges,
  ) {}

  /** Until the break time is used up, unless the candidate comes back before. */
  start(person: Person, sessionId: ExamSessionId, { epoch }: Break): Promise<SessionChange> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const breakSecondsLeft = await this.sessions.breakSecondsLeft(sessionId);
      const verdict = startBreak(session, { epoch, breakSecondsLeft }, session.readAt);
      if (!verdict.accepted) throw new Problem(verdict.reason);
      if (!verdict.isRepeat) {
        const { pausedUntil: until } = verdict.session;
        await this.pauses.pause(session, byCandidate(session), { cause: 'break', until });
      }
      return this.changes.of(sessionId);
    });
  }

  end(person: Person, sessionId: ExamSessionId, { epoch }: Break): Promise<SessionChange> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const breakSecondsLeft = await this.sessions.breakSecondsLeft(sessionId);
      const verdict = endBreak(session, { epoch, breakSecondsLeft }, session.readAt);
      if (!verdict.accepted) throw new Problem(verdict.reason);
      if (!verdict.isRepeat) await this.pauses.continue(session, byCandidate(session));
      return this.changes.of(sessionId);
    });
  }

  /**
   * For the sweep. Whoever comes first ends a break, in any process.
   *
   * @returns how many were ended here
   */
  async endThoseOver(): Promise<number> {
    const over = await this.transaction.rows<{ sessionId: ExamSessionId }>(
      `SELECT session_id AS "sessionId" FROM exam_sessions
       WHERE status = 'paused' AND paused_until <= attest_now() ORDER BY paused_until LIMIT $1`,
      [mostAtOnce],
    );
    let ended = 0;
    for (const { sessionId } of over) if (await this.endOver(sessionId)) ended += 1;
    return ended;
  }

  /** A break that cannot be ended waits for the next sweep, and keeps no other one open. */
  private async endOver(sessionId: ExamSessionId): Promise<boolean> {
    try {
      return await this.transaction.run(async () => {
        const session = await this.sessions.lockIfFree(sessionId);
        if (session === null || !isBreakOver(session, session.readAt)) return false;
        await this.pauses.continue(session, { actorId: null, reason: null });
        return true;
      });
    } catch (error) {
      this.logger.error({ err: error, sessionId }, 'a break could not be ended');
      return false;
    }
  }
}

function byCandidate({ candidateId }: SessionAsRead) {
  return { actorId: candidateId, reason: null };
}
