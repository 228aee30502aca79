import { Injectable } from '@nestjs/common';
import type { ExamSessionId, ResumeSession } from '@attest/contracts';
import { resumeSession } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { PackedJson } from '../../platform/http/packed-json.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsService } from '../accounts/index.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { RunningSessionReply } from './running-session-reply.ts';
import { SessionLedger } from './session-ledger.ts';

/** Hands a running session to whoever asks, with everything the player needs to go on. */
@Injectable()
export class ResumeExamSession {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly accounts: AccountsService,
    private readonly ledger: SessionLedger,
    private readonly reply: RunningSessionReply,
  ) {}

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
      await this.ledger.write({
        before: session,
        after: resumed,
        by: { actorId: person.accountId, reason: null },
        events: [{ kind: 'taken-over' }],
        notice: null,
        audit: null,
      });
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
