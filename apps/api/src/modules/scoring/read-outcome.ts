import { Injectable } from '@nestjs/common';
import { Outcome, type AccountId, type ExamSessionId } from '@attest/contracts';
import { OutcomesRepository } from './outcomes.repository.ts';

/** A candidate's released outcome, as it was computed. */
@Injectable()
export class ReadOutcome {
  constructor(private readonly outcomes: OutcomesRepository) {}

  async read(candidateId: AccountId, sessionId: ExamSessionId): Promise<Outcome> {
    const { outcome } = await this.outcomes.released(sessionId, candidateId);
    return Outcome.parse(JSON.parse(outcome.body));
  }
}
