import { Injectable } from '@nestjs/common';
import type {
  DecideProposal,
  ExamSessionId,
  MonitoredSession,
  StaffAction,
  StaffActionDone,
} from '@attest/contracts';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { SteerExamSession, type SessionAsRead } from '../exam-sessions/index.ts';
import { AnothersSession, mayOverrule } from './anothers-session.ts';
import { MonitoredSessions } from './monitored-sessions.ts';
import { Proposals } from './proposals.ts';
import { StaffWords } from './staff-words.ts';

const overruling: readonly StaffAction['action'][] = ['end', 'void', 'reopen'];

/** One action of a person on one session, done at once or proposed to a second person. */
@Injectable()
export class StaffActions {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: AnothersSession,
    private readonly steer: SteerExamSession,
    private readonly words: StaffWords,
    private readonly proposals: Proposals,
    private readonly monitored: MonitoredSessions,
  ) {}

  async act(person: Person, sessionId: ExamSessionId, action: StaffAction): Promise<StaffActionDone> {
    const session = await this.sessions.find(person, sessionId);
    if (overruling.includes(action.action) && !mayOverrule(person)) {
      throw new Problem('permission-missing', {
        detail: 'This needs the permission “exam-session:overrule”.',
      });
    }
    const proposalId = await this.transaction.run(() => this.do(person, session, action));
    return { isDone: proposalId === null, proposalId, session: await this.monitored.one(sessionId) };
  }

  /** Of a second person, on what the first one proposed. @returns the session as it is then */
  async decide(person: Person, proposalId: string, decided: DecideProposal): Promise<MonitoredSession> {
    return this.monitored.one(await this.proposals.decide(person, proposalId, decided));
  }

  /** @returns the proposal that waits now; null when all is done */
  private async do(person: Person, session: SessionAsRead, action: StaffAction): Promise<string | null> {
    const { accountId: actorId } = person;
    const { sessionId } = session;
    switch (action.action) {
      case 'add-time':
        await this.steer.addTime(sessionId, action.seconds, { actorId, reason: action.reason });
        return null;
      case 'pause':
      case 'continue':
      case 'end':
        await this.steer[action.action](sessionId, { actorId, reason: action.reason });
        return null;
      case 'message':
        await this.words.tell(session, action.text, actorId);
        return null;
      case 'note':
        await this.words.note(session, action.text, actorId);
        return null;
      case 'void':
        return this.proposals.propose(person, sessionId, { action: 'void', body: {}, reason: action.reason });
      case 'reopen': {
        const { secondsLeft, reason } = action;
        return this.proposals.propose(person, sessionId, { action: 'reopen', body: { secondsLeft }, reason });
      }
    }
  }
}
