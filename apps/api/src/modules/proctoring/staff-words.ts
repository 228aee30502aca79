import { Injectable } from '@nestjs/common';
import type { AccountId, ExamSessionId } from '@attest/contracts';
import { AuditLog } from '../../platform/audit/audit-log.ts';
import { Problem } from '../../platform/http/problem.ts';
import { SessionLog, SessionNotices, type SessionAsRead } from '../exam-sessions/index.ts';

const open: readonly SessionAsRead['status'][] = ['booked', 'ready', 'active', 'paused'];

/** What staff say to a candidate, and what they write down about a session. Changes no session. */
@Injectable()
export class StaffWords {
  constructor(
    private readonly log: SessionLog,
    private readonly notices: SessionNotices,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem `session-state-conflict` once nobody sits there to read it */
  async tell({ sessionId, status }: SessionAsRead, text: string, actorId: AccountId): Promise<void> {
    if (!open.includes(status)) {
      throw new Problem('session-state-conflict', { detail: `The exam session is ${status}.` });
    }
    await this.notices.tell(sessionId, { kind: 'message', seconds: null, text });
    await this.write('message', sessionId, text, actorId);
  }

  /** For staff only; no candidate reads it. */
  async note({ sessionId }: SessionAsRead, text: string, actorId: AccountId): Promise<void> {
    await this.write('note', sessionId, text, actorId);
  }

  private async write(
    kind: 'message' | 'note',
    sessionId: ExamSessionId,
    text: string,
    actorId: AccountId,
  ): Promise<void> {
    await this.log.append([{ sessionId, kind, actorId, facts: { text } }]);
    await this.audit.record({
      kind: `exam-session.${kind}-written`,
      actorId,
      subject: { kind: 'exam-session', id: sessionId },
      reason: null,
      after: { text },
    });
  }
}
