import { Injectable } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { mayDo } from '@attest/contracts/permissions';
import type { Person } from '../../platform/auth/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamSessionsRepository, type SessionAsRead } from '../exam-sessions/index.ts';

/** Staff act on exams of others only: on their own, somebody else decides. */
@Injectable()
export class AnothersSession {
  constructor(private readonly sessions: ExamSessionsRepository) {}

  /** @throws Problem `not-found`, also for study and drills; `second-person-needed` for one's own */
  async find(person: Person, sessionId: ExamSessionId): Promise<SessionAsRead> {
    return checked(await this.sessions.find(sessionId), person);
  }

  /** Takes the row as well: before any other one of the session, as everywhere. */
  async lock(person: Person, sessionId: ExamSessionId): Promise<SessionAsRead> {
    return checked(await this.sessions.lockAny(sessionId), person);
  }
}

function checked(session: SessionAsRead | null, { accountId }: Person): SessionAsRead {
  if (session?.mode !== 'exam') {
    throw new Problem('not-found', { detail: 'There is no such exam session.' });
  }
  if (session.candidateId === accountId) throw ownExam();
  return session;
}

export function ownExam(): Problem {
  return new Problem('second-person-needed', { detail: 'Nobody decides on their own exam.' });
}

export function mayOverrule({ roles }: Person): boolean {
  return mayDo(roles, 'exam-session:overrule');
}
