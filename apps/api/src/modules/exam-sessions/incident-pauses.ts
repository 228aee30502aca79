import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { ExamStops } from './exam-stops.ts';
import { ExamSessionsRepository } from './exam-sessions.repository.ts';
import type { StaffDecision } from './steer-exam-session.ts';
import { SessionPauses } from './session-pauses.ts';

/**
 * Brings one session in line with its exam: stopped, or going on. Safe to ask again and again, from any
 * number of processes; a session that somebody else has in hand is left for the next time.
 */
@Injectable()
export class IncidentPauses {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly pauses: SessionPauses,
    private readonly stops: ExamStops,
  ) {}

  /** @returns whether it was paused here */
  hold(sessionId: ExamSessionId): Promise<boolean> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lockIfFree(sessionId);
      if (session?.status !== 'active') return false;
      const held = await this.pauses.holdIfStopped(session);
      return held.status === 'paused';
    });
  }

  /** @returns whether it goes on from here */
  release(sessionId: ExamSessionId, by: StaffDecision): Promise<boolean> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lockIfFree(sessionId);
      if (session?.pausedFor !== 'incident' || (await this.stops.of(session)) !== null) return false;
      await this.pauses.continue(session, by);
      return true;
    });
  }
}
