import { Injectable } from '@nestjs/common';
import type { AccountId, DecideProposal, ExamSessionId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';
import { SessionProposalRow } from './proctoring.entity.ts';

export interface WaitingProposal {
  readonly id: string;
  readonly sessionId: ExamSessionId;
  readonly candidateId: AccountId;
  readonly candidateName: string;
  readonly examTitle: string;
  readonly action: SessionProposalRow['action'];
  readonly secondsLeft: number | null;
  readonly reason: string;
  readonly proposedBy: AccountId;
  readonly proposerName: string;
  readonly proposedAt: Date;
}

export type NewProposal = Pick<
  SessionProposalRow,
  'id' | 'sessionId' | 'action' | 'body' | 'reason' | 'proposedBy'
>;

@Injectable()
export class ProposalsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** @returns false where another one waits for this session: the index allows one */
  async insert({ id, sessionId, action, body, reason, proposedBy }: NewProposal): Promise<boolean> {
    const inserted = await this.transaction.rows(
      `INSERT INTO session_proposals (id, session_id, action, body, reason, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, attest_now()) ON CONFLICT DO NOTHING RETURNING id`,
      [id, sessionId, action, JSON.stringify(body), reason, proposedBy],
    );
    return inserted.length > 0;
  }

  /** Those that wait, oldest first. */
  list(afterId: string | null, limit: number): Promise<WaitingProposal[]> {
    return this.transaction.rows<WaitingProposal>(
      `SELECT p.id, p.session_id AS "sessionId", s.candidate_id AS "candidateId",
         c.display_name AS "candidateName", v.definition->>'title' AS "examTitle", p.action,
         (p.body->>'secondsLeft')::int AS "secondsLeft", p.reason, p.proposed_by AS "proposedBy",
         a.display_name AS "proposerName", p.proposed_at AS "proposedAt"
       FROM session_proposals p JOIN exam_sessions s ON s.session_id = p.session_id
       JOIN accounts c ON c.id = s.candidate_id JOIN accounts a ON a.id = p.proposed_by
       JOIN exam_versions v ON v.id = s.exam_version_id
       WHERE p.decision IS NULL AND ($1::uuid IS NULL OR p.id > $1) ORDER BY p.id LIMIT $2`,
      [afterId, limit],
    );
  }

  async sessionOf(id: string): Promise<ExamSessionId | null> {
    const found = await this.transaction.manager.findOneBy(SessionProposalRow, { id });
    return found?.sessionId ?? null;
  }

  /** Once the row of its session is taken, where two who decide at once queue. */
  get(id: string): Promise<SessionProposalRow> {
    return this.transaction.manager.findOneByOrFail(SessionProposalRow, { id });
  }

  async decide(id: string, { decision, reason }: DecideProposal, decidedBy: AccountId): Promise<void> {
    await this.transaction.rows(
      `UPDATE session_proposals SET decision = $2, decision_reason = $3, decided_by = $4,
         decided_at = attest_now()
       WHERE id = $1`,
      [id, decision, reason, decidedBy],
    );
  }
}
