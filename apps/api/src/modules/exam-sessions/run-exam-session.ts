import { Injectable, Logger } from '@nestjs/common';
import type { ExamSessionId, ResumeSession, StoredResponse } from '@attest/contracts';
import { resumeSession, startSession } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsService } from '../accounts/index.ts';
import { ExamStops } from './exam-stops.ts';
import { ExamSessionsRepository, pauseOf, type SessionAsRead } from './exam-sessions.repository.ts';
import { SealingKeys } from './sealing-keys.ts';
import { SessionLog } from './session-log.ts';
import { SessionNotices } from './session-notices.ts';
import { StoredResponses } from './stored-responses.ts';

/** Start and resume: who holds the session, and everything the player needs to go on. */
@Injectable()
export class RunExamSession {
  private readonly logger = new Logger(RunExamSession.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly responses: StoredResponses,
    private readonly accounts: AccountsService,
    private readonly sealingKeys: SealingKeys,
    private readonly notices: SessionNotices,
    private readonly log: SessionLog,
    private readonly stops: ExamStops,
  ) {}

  /** Idempotent: a lost reply costs the candidate nothing but the retry. @returns JSON, sent as it is */
  start(person: Person, sessionId: ExamSessionId): Promise<string> {
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const verdict = startSession(session, session.readAt);
      if (!verdict.accepted) throw new Problem(verdict.reason, { detail: notStartable(session) });
      if (verdict.isRepeat) {
        refuseOtherHolder(session, person);
        return this.reply(session, verdict.epoch);
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
          facts: { after: started.deadline?.toISOString() ?? null },
        },
      ]);
      await this.accounts.staySignedIn(person, lastAnswerAt(started));
      this.transaction.afterCommit(() => {
        this.logger.log({ sessionId, accountId: person.accountId }, 'exam_session_started');
      });
      return this.reply(started, verdict.epoch);
    });
  }

  /** Raises the epoch: the former holder may only read. @returns JSON, sent as it is */
  async resume(
    person: Person,
    sessionId: ExamSessionId,
    body: ResumeSession,
    caller: Caller,
  ): Promise<string> {
    const showedPassword = await this.showsPassword(person, sessionId, body, caller);
    return this.transaction.run(async () => {
      const session = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      const verdict = resumeSession(session, session.readAt);
      if (!verdict.accepted)
        throw new Problem(verdict.reason, { detail: `The exam session is ${session.status}.` });
      if (!showedPassword) refuseOtherSignIn(session, person);
      const resumed = { ...verdict.session, heldBy: person.referenceId };
      await this.sessions.move(session.status, resumed);
      await this.log.append([{ sessionId, kind: 'taken-over', actorId: person.accountId }]);
      await this.accounts.staySignedIn(person, lastAnswerAt(resumed));
      return this.reply(resumed, verdict.epoch);
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
    if (password === undefined) return this.accounts.hasFreshPassword(person);
    await this.accounts.confirmPassword(person, password, caller);
    return true;
  }

  /** Built around the stored bytes of the form, which are not read again. */
  private async reply(session: SessionAsRead, epoch: number): Promise<string> {
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

function lastAnswerAt({ deadline, graceSeconds }: SessionAsRead): Date | null {
  return deadline === null ? null : new Date(deadline.getTime() + graceSeconds * 1000);
}

/** A repeated start gets the first epoch, so only the one who started may repeat it. */
function refuseOtherHolder(session: SessionAsRead, person: Person): void {
  if (session.heldBy === person.referenceId) return;
  throw new Problem('session-continued-elsewhere', { detail: 'The exam is running already: resume it.' });
}

/** Decided under the row lock: who held the session a moment ago may not hold it any more. */
function refuseOtherSignIn(session: SessionAsRead, person: Person): void {
  if (session.heldBy === person.referenceId) return;
  throw new Problem('password-needed-again', {
    detail: 'This exam was started with another sign-in. Send “password” to continue it here.',
  });
}

function notStartable({ status }: SessionAsRead): string {
  return status === 'active' || status === 'paused'
    ? 'Its time is over.'
    : `The exam session is ${status}; it can be started once.`;
}
