import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ExamSessionId } from '@attest/contracts';
import { canonicalJson } from '@attest/item-bank';
import { makeOutcome } from '@attest/scoring';
import { Transaction } from '../../platform/database/transaction.ts';
import { OutboxWorker } from '../../platform/outbox/outbox-worker.ts';
import { ExamSessionsRepository } from '../exam-sessions/index.ts';
import { BankOfKeys } from './bank-of-keys.ts';
import { OutcomesRepository } from './outcomes.repository.ts';
import { outcomeInput, ScoringInputs } from './scoring-inputs.ts';

/** Scores closed sessions. Running twice, or in two processes, leaves one outcome with the same bytes. */
@Injectable()
export class ScoreSession implements OnModuleInit {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: ExamSessionsRepository,
    private readonly inputs: ScoringInputs,
    private readonly bank: BankOfKeys,
    private readonly outcomes: OutcomesRepository,
    private readonly outbox: OutboxWorker,
  ) {}

  onModuleInit(): void {
    this.outbox.handle('exam-session-closed', ({ sessionId }) => this.score(sessionId));
  }

  async score(sessionId: ExamSessionId): Promise<void> {
    await this.transaction.run(async () => {
      // Held until the outcome is stored: it must be that of the responses which are read here.
      await this.inputs.hold(sessionId);
      const closed = await this.inputs.load(sessionId, null);
      const { status, closing } = closed.session;
      if (status !== 'submitted' && status !== 'expired') return;
      const frame = await this.bank.frame(closed);
      const outcome = makeOutcome(
        outcomeInput(closed, frame, await this.inputs.receiptDigest(closed.session), 1),
      );
      await this.outcomes.insert(closing, outcome, canonicalJson(outcome), frame);
      await this.outcomes.markScored(sessionId);
      if (closed.exam.definition.release === 'at-once') await this.outcomes.markReleased(sessionId);
    });
  }

  /**
   * The present outcome computed once more from what is stored; equal to the stored bytes, always.
   * Whoever doubts an outcome checks it with this; so does the check of invariant I6.
   */
  async recompute(sessionId: ExamSessionId): Promise<string> {
    const session = await this.sessions.find(sessionId);
    const stored = session === null ? null : await this.outcomes.current(session);
    if (stored === null) throw new Error(`session ${sessionId} has no outcome`);
    const closed = await this.inputs.load(sessionId, stored.frame.keys);
    const digest = await this.inputs.receiptDigest(closed.session);
    return canonicalJson(makeOutcome(outcomeInput(closed, stored.frame, digest, stored.revision)));
  }
}
