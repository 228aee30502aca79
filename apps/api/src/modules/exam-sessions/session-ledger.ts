import { Injectable } from '@nestjs/common';
import type { AccountId, SessionNotice } from '@attest/contracts';
import { AuditLog } from '../../platform/audit/audit-log.ts';
import { AccountsService } from '../accounts/index.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { SessionLog, type LoggedEvent } from './session-log.ts';
import { SessionNotices } from './session-notices.ts';

/** Who decided, and why. */
export interface Decision {
  /** Null: the product itself, such as at the end of a break. */
  readonly actorId: AccountId | null;
  readonly reason: string | null;
}

/** One decided change of a session, with all that has to be written because of it. */
export interface DecidedChange {
  readonly before: SessionAsRead;
  readonly after: SessionAsRead;
  readonly by: Decision;
  readonly events: readonly Pick<LoggedEvent, 'kind' | 'facts'>[];
  /** What the candidate is told; null: they did it themselves. */
  readonly notice: Pick<SessionNotice, 'kind' | 'seconds'> | null;
  /** What the audit trail calls it; null: not a deed of staff. */
  readonly audit: string | null;
}

export interface StartedSession extends SessionAsRead {
  readonly heldBy: string;
}

/** Writes a change into the row, the session's log, the candidate's notices and the audit trail. */
@Injectable()
export class SessionLedger {
  constructor(
    private readonly sessions: ExamSessionsRepository,
    private readonly log: SessionLog,
    private readonly notices: SessionNotices,
    private readonly audit: AuditLog,
    private readonly accounts: AccountsService,
  ) {}

  /** In the transaction that took the row and decided. */
  async write({ before, after, by, events, notice, audit }: DecidedChange): Promise<void> {
    const { sessionId, heldBy } = after;
    const { actorId, reason } = by;
    await this.sessions.move(before.status, after);
    await this.log.append(events.map((event) => ({ sessionId, actorId, ...event })));
    if (notice !== null) await this.notices.tell(sessionId, { ...notice, text: reason });
    if (audit !== null) {
      await this.audit.record({
        kind: audit,
        actorId,
        subject: { kind: 'exam-session', id: sessionId },
        reason,
        before: factsOf(before),
        after: factsOf(after),
      });
    }
    if (heldBy === null || !isUnderWay(after)) return;
    // Nobody knows how long a pause lasts.
    const lastAnswer = after.status === 'paused' ? null : lastAnswerAt(after);
    await this.accounts.keepSignedIn([{ heldBy, lastAnswerAt: lastAnswer }]);
  }

  /** Several starts, with as many statements as one. In the transaction that took the rows and decided. */
  async writeStarts(started: readonly StartedSession[]): Promise<void> {
    await this.sessions.begin(started);
    await this.log.append(started.flatMap(startEvents));
    await this.accounts.keepSignedIn(
      started.map((session) => ({ heldBy: session.heldBy, lastAnswerAt: lastAnswerAt(session) })),
    );
  }
}

/** The event of a moved deadline, if it moved. */
export function deadlineChange(
  before: SessionAsRead,
  after: SessionAsRead,
  { reason }: Decision,
): Pick<LoggedEvent, 'kind' | 'facts'>[] {
  const [was, is] = [before.deadline, after.deadline];
  if (was?.getTime() === is?.getTime()) return [];
  return [
    {
      kind: 'deadline-changed',
      facts: {
        before: was?.toISOString() ?? null,
        after: is?.toISOString() ?? null,
        ...(reason !== null && { reason }),
      },
    },
  ];
}

function startEvents({ sessionId, candidateId, deadline, durationSeconds }: StartedSession): LoggedEvent[] {
  return [
    { sessionId, kind: 'started', actorId: candidateId },
    {
      sessionId,
      kind: 'deadline-set',
      actorId: null,
      facts: {
        after: deadline?.toISOString() ?? null,
        ...(durationSeconds !== null && { seconds: durationSeconds }),
      },
    },
  ];
}

function factsOf({ status, deadline, epoch, closing, closedAt, pausedFor }: SessionAsRead) {
  return {
    status,
    deadline: deadline?.toISOString() ?? null,
    epoch,
    closing,
    closedAt: closedAt?.toISOString() ?? null,
    pausedFor,
  };
}

function isUnderWay({ status }: SessionAsRead): boolean {
  return status === 'active' || status === 'paused';
}

function lastAnswerAt({ deadline, graceSeconds }: SessionAsRead): Date | null {
  return deadline === null ? null : new Date(deadline.getTime() + graceSeconds * 1000);
}
