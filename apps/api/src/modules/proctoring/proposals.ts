import { Injectable } from '@nestjs/common';
import {
  Uuid,
  type DecideProposal,
  type ExamSessionId,
  type SessionProposal,
  type SessionProposalsQuery,
} from '@attest/contracts';
import type * as z from 'zod';
import { AuditLog } from '../../platform/audit/audit-log.ts';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { newId } from '../../platform/ids/new-id.ts';
import { SessionLog, SteerExamSession } from '../exam-sessions/index.ts';
import { AnothersSession, mayOverrule } from './anothers-session.ts';
import type { SessionProposalRow } from './proctoring.entity.ts';
import { ProposalsRepository, type WaitingProposal } from './proposals.repository.ts';

type GraveAction = Pick<SessionProposalRow, 'action' | 'body' | 'reason'>;

/** Grave changes to a session: one person proposes, another decides, and both are on record. */
@Injectable()
export class Proposals {
  constructor(
    private readonly transaction: Transaction,
    private readonly proposals: ProposalsRepository,
    private readonly sessions: AnothersSession,
    private readonly steer: SteerExamSession,
    private readonly log: SessionLog,
    private readonly audit: AuditLog,
  ) {}

  /** In the transaction of the action. @throws Problem `session-state-conflict` */
  async propose(person: Person, sessionId: ExamSessionId, action: GraveAction): Promise<string> {
    await this.steer.refuseImpossible(sessionId, action.action);
    const proposal = { id: newId(), sessionId, ...action, proposedBy: person.accountId };
    if (!(await this.proposals.insert(proposal))) {
      throw new Problem('session-state-conflict', {
        detail: 'A proposal for this exam session waits for a second person already.',
      });
    }
    await this.write(proposal, person, 'proposed', action.reason);
    return proposal.id;
  }

  async list(
    person: Person,
    { limit, after }: z.infer<typeof SessionProposalsQuery>,
  ): Promise<{ proposals: SessionProposal[]; next: string | null }> {
    const place = Uuid.nullable().safeParse(readCursor(after)?.[0] ?? null);
    if (!place.success) throw foreignCursor();
    const found = await this.proposals.list(place.data, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      proposals: page.map((proposal) => asRead(proposal, person)),
      next: found.length > limit && last !== undefined ? writeCursor([last.id]) : null,
    };
  }

  /**
   * @returns the session that it was about
   * @throws Problem `not-found`, `decision-taken-already`, `second-person-needed`, `session-state-conflict`;
   * then nothing is decided
   */
  decide(person: Person, id: string, decided: DecideProposal): Promise<ExamSessionId> {
    return this.transaction.run(async () => {
      const sessionId = await this.proposals.sessionOf(id);
      if (sessionId === null) throw new Problem('not-found', { detail: 'There is no such proposal.' });
      await this.sessions.lock(person, sessionId);
      const proposal = await this.proposals.get(id);
      if (proposal.decision !== null) throw new Problem('decision-taken-already');
      refuseWrongPerson(proposal, person, decided);
      await this.proposals.decide(id, decided, person.accountId);
      await this.write(proposal, person, decided.decision, decided.reason);
      if (decided.decision === 'confirmed') await this.carryOut(proposal, person);
      return sessionId;
    });
  }

  /** For the reason that was proposed; that of the confirmation is on record beside it. */
  private async carryOut(proposal: SessionProposalRow, { accountId }: Person): Promise<void> {
    const by = { actorId: accountId, reason: proposal.reason };
    if (proposal.action === 'void') await this.steer.void(proposal.sessionId, by);
    else await this.steer.reopen(proposal.sessionId, proposal.body.secondsLeft ?? 0, by);
  }

  private async write(
    proposal: Pick<SessionProposalRow, 'id' | 'sessionId' | 'action' | 'body'>,
    { accountId: actorId }: Person,
    what: 'proposed' | DecideProposal['decision'],
    reason: string,
  ): Promise<void> {
    const { id, sessionId, action, body } = proposal;
    const { secondsLeft: seconds } = body;
    const facts = { cause: action, reason, ...(seconds !== undefined && { seconds }) };
    // What follows from a confirmation has an event of its own.
    if (what !== 'confirmed') {
      const kind = what === 'proposed' ? 'proposed' : 'proposal-refused';
      await this.log.append([{ sessionId, kind, actorId, facts }]);
    }
    await this.audit.record({
      kind: `exam-session.${action}-${what}`,
      actorId,
      subject: { kind: 'exam-session', id: sessionId },
      reason,
      after: { proposalId: id, ...body },
    });
  }
}

function refuseWrongPerson(
  { proposedBy }: SessionProposalRow,
  { accountId }: Person,
  { decision }: DecideProposal,
): void {
  const isProposer = proposedBy === accountId;
  if (isProposer === (decision === 'withdrawn')) return;
  const detail = isProposer
    ? 'Whoever proposed it can withdraw it; another person confirms or refuses it.'
    : 'Only whoever proposed it withdraws it; you may refuse it.';
  throw new Problem('second-person-needed', { detail });
}

function asRead(proposal: WaitingProposal, person: Person): SessionProposal {
  const { candidateId, proposedBy, proposerName, proposedAt, ...rest } = proposal;
  const isOthers = candidateId !== person.accountId && proposedBy !== person.accountId;
  return {
    ...rest,
    proposedBy: proposerName,
    proposedAt: proposedAt.toISOString(),
    mayDecide: isOthers && mayOverrule(person),
    mayWithdraw: proposedBy === person.accountId,
  };
}
