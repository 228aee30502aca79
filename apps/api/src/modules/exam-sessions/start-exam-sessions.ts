import { Injectable, Logger } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import type { ProblemId } from '@attest/contracts/problems';
import { startSession, whyNotOpen, type PersonalWindow } from '@attest/exam-engine';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { PackedJson } from '../../platform/http/packed-json.ts';
import { Problem } from '../../platform/http/problem.ts';
import { ExamStops } from './exam-stops.ts';
import { ExamSessionsRepository, type SessionAsRead } from './exam-sessions.repository.ts';
import { RunningSessionReply } from './running-session-reply.ts';
import { SessionLedger, type StartedSession } from './session-ledger.ts';
import { examNotOpen, SessionTiming, type Settled } from './session-timing.ts';

export interface AskedStart {
  readonly person: Person;
  readonly sessionId: ExamSessionId;
}

export type StartAnswers = ReadonlyMap<ExamSessionId, PackedJson | Problem>;

/** Starts several sessions in one transaction, with as many statements as one. */
@Injectable()
export class StartExamSessions {
  private readonly logger = new Logger(StartExamSessions.name);

  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly timing: SessionTiming,
    private readonly stops: ExamStops,
    private readonly ledger: SessionLedger,
    private readonly reply: RunningSessionReply,
  ) {}

  /**
   * Waits until another transaction gives the row free. Idempotent: a lost reply costs the candidate nothing
   * but the retry.
   *
   * @throws Problem
   */
  async start(asked: AskedStart): Promise<PackedJson> {
    const answer = await this.transaction.run(async () => {
      const { person, sessionId } = asked;
      const taken = await this.sessions.lock(sessionId, { ownedBy: person.accountId });
      return (await this.decide([asked], [taken])).get(sessionId);
    });
    if (answer === undefined) throw new Error(`nothing was decided on the start of ${asked.sessionId}`);
    if (answer instanceof Problem) throw answer;
    return answer;
  }

  /**
   * Each is decided by itself.
   *
   * @param asked no session twice
   * @returns nothing for those whose row another transaction has, or that are not theirs: ask with `start`
   */
  startTogether(asked: readonly AskedStart[]): Promise<StartAnswers> {
    return this.transaction.run(async () => {
      const taken = await this.sessions.lockOwnFree(
        asked.map(({ person, sessionId }) => ({ sessionId, ownedBy: person.accountId })),
      );
      return this.decide(asked, taken);
    });
  }

  private async decide(asked: readonly AskedStart[], taken: readonly SessionAsRead[]): Promise<StartAnswers> {
    const people = new Map(asked.map(({ person, sessionId }) => [sessionId, person]));
    const stopped = await this.stops.among(taken);
    const answers = new Map<ExamSessionId, PackedJson | Problem>();
    const started: StartedSession[] = [];
    for (const settled of await this.timing.settle(taken)) {
      const { sessionId } = settled.session;
      const person = people.get(sessionId);
      if (person === undefined) continue;
      const decided = await this.decideOne(settled, person, stopped);
      if ('started' in decided) started.push(decided.started);
      else answers.set(sessionId, decided.answer);
    }
    await this.write(started, answers);
    return answers;
  }

  private async decideOne(
    { session, window }: Settled,
    person: Person,
    stopped: ReadonlySet<string>,
  ): Promise<{ started: StartedSession } | { answer: PackedJson | Problem }> {
    const verdict = startSession(session, session.readAt, window);
    if (!verdict.accepted) return { answer: refusalOfStart(session, verdict.reason, window) };
    if (verdict.isRepeat) {
      // A repeated start gets the first epoch, so only the one who started may repeat it.
      if (session.heldBy !== person.referenceId) return { answer: heldElsewhere() };
      return { answer: await this.reply.again(session, verdict.epoch) };
    }
    if (stopped.has(session.examVersionId) && session.mode === 'exam')
      return { answer: new Problem('exam-stopped') };
    return { started: { ...verdict.session, heldBy: person.referenceId } };
  }

  private async write(
    started: readonly StartedSession[],
    answers: Map<ExamSessionId, PackedJson | Problem>,
  ): Promise<void> {
    if (started.length === 0) return;
    await this.ledger.writeStarts(started);
    for (const [sessionId, reply] of await this.reply.first(started)) answers.set(sessionId, reply);
    this.transaction.afterCommit(() => {
      for (const { sessionId, candidateId } of started)
        this.logger.log({ sessionId, accountId: candidateId }, 'exam_session_started');
    });
  }
}

function heldElsewhere(): Problem {
  return new Problem('session-continued-elsewhere', { detail: 'The exam is running already: resume it.' });
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
