import { Injectable, Logger } from '@nestjs/common';
import type { ExamSessionId, ResumeSession } from '@attest/contracts';
import type { ProblemId } from '@attest/contracts/problems';
import { resumeSession, startSession, whyNotOpen, type PersonalWindow } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { PackedJson } from '../../platform/http/packed-json.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsService } from '../accounts/index.ts';
import { ExamStops } from './exam-stops.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { RunningSessionReply } from './running-session-reply.ts';
import { SessionLog } from './session-log.ts';
import { examNotOpen, SessionTiming } from './session-timing.ts';

/** Start and resume: who holds the session, and everything the player needs to go on. */
@Injectable()
export class RunExamSession {
  private readonly logger = new Logger(RunExamSession.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly timing: SessionTiming,
    private readonly accounts: AccountsService,
    private readonly log: SessionLog,
    private readonly reply: RunningSessionReply,
    private readonly stops: ExamStops,
  ) {}

  /** Idempotent: a lost reply costs the candidate nothing but the retry. */
  start(person: Person, sessionId: ExamSessionId): Promise<PackedJson> {
    return this.transaction.run(async () => {
      const locked = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const { session, window } = await this.timing.settle(locked);
      const verdict = startSession(session, session.readAt, window);
      if (!verdict.accepted) throw refusalOfStart(session, verdict.reason, window);
      if (verdict.isRepeat) {
        refuseOtherHolder(session, person);
        return this.reply.again(session, verdict.epoch);
      }
      await this.stops.refuseStart(session);
      const started = { ...verdict.session, heldBy: person.referenceId };
      await this.sessions.move(session.status, started);
      await this.log.append([
        { sessionId, kind: 'started', actorId: person.accountId },
        {
          sessionId,
          kind: 'deadline-set',
          actorId: null,
          facts: {
            after: started.deadline?.toISOString() ?? null,
            ...(started.durationSeconds !== null && { seconds: started.durationSeconds }),
          },
        },
      ]);
      await this.accounts.staySignedIn(person, lastAnswerAt(started));
      this.transaction.afterCommit(() => {
        this.logger.log({ sessionId, accountId: person.accountId }, 'exam_session_started');
      });
      return this.reply.first(started);
    });
  }

  /** Raises the epoch: the former holder may only read. */
  async resume(
    person: Person,
    sessionId: ExamSessionId,
    body: ResumeSession,
    caller: Caller,
  ): Promise<PackedJson> {
    const showedPassword = await this.showsPassword(person, sessionId, body, caller);
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const verdict = resumeSession(session, session.readAt);
      if (!verdict.accepted)
        throw new Problem(verdict.reason, { detail: `The exam session is ${session.status}.` });
      if (!showedPassword) await this.refuseOtherSignIn(session, person);
      const resumed = { ...verdict.session, heldBy: person.referenceId };
      await this.sessions.move(session.status, resumed);
      await this.log.append([{ sessionId, kind: 'taken-over', actorId: person.accountId }]);
      await this.accounts.staySignedIn(person, lastAnswerAt(resumed));
      return this.reply.again(resumed, verdict.epoch);
    });
  }

  /** Another sign-in than the holder's must; asked before the transaction, as checking takes its time. */
  private async showsPassword(
    person: Person,
    sessionId: ExamSessionId,
    { password }: ResumeSession,
    caller: Caller,
  ): Promise<boolean> {
    const session = await this.sessions.find(sessionId);
    if (session?.candidateId !== person.accountId) return false;
    if (session.status !== 'active' && session.status !== 'paused') return false;
    if (session.heldBy === person.referenceId) return false;
    if (password === undefined) return false;
    await this.accounts.confirmPassword(person, password, caller);
    return true;
  }

  /** Decided under the row lock: who held the session a moment ago may not hold it any more. */
  private async refuseOtherSignIn(session: SessionAsRead, person: Person): Promise<void> {
    if (session.heldBy === person.referenceId) return;
    if (await this.accounts.hasFreshPassword(person)) return;
    throw new Problem('password-needed-again', {
      detail: 'This exam was started with another sign-in. Send “password” to continue it here.',
    });
  }
}

function lastAnswerAt({ deadline, graceSeconds }: SessionAsRead): Date | null {
  return deadline === null ? null : new Date(deadline.getTime() + graceSeconds * 1000);
}

/** A repeated start gets the first epoch, so only the one who started may repeat it. */
function refuseOtherHolder(session: SessionAsRead, person: Person): void {
  if (session.heldBy === person.referenceId) return;
  throw new Problem('session-continued-elsewhere', { detail: 'The exam is running already: resume it.' });
}

function refusalOfStart(
  { status, readAt }: SessionAsRead,
  reason: ProblemId,
  window: PersonalWindow,
): Problem {
  const notOpen = reason === 'exam-not-open' ? whyNotOpen(window, readAt) : null;
  if (notOpen !== null) return examNotOpen(notOpen);
  const isUnderWay = status === 'active' || status === 'paused';
  const detail = isUnderWay ? 'Its time is over.' : `The exam session is ${status}; it can be started once.`;
  return new Problem(reason, { detail });
}
