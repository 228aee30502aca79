import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExamSessionsModule } from '../exam-sessions/index.ts';
import { ExamsModule } from '../exams/index.ts';
import { ItemBankModule } from '../item-bank/index.ts';
import { BankOfKeys } from './bank-of-keys.ts';
import { OutcomeRow } from './outcome.entity.ts';
import { OutcomesRepository } from './outcomes.repository.ts';
import { ReadOutcome } from './read-outcome.ts';
import { ReviewSession } from './review-session.ts';
import { ScoreSession } from './score-session.ts';
import { ScoringController } from './scoring.controller.ts';
import { ScoringInputs } from './scoring-inputs.ts';

@Module({
  imports: [ExamSessionsModule, ExamsModule, ItemBankModule, TypeOrmModule.forFeature([OutcomeRow])],
  controllers: [ScoringController],
  providers: [BankOfKeys, OutcomesRepository, ReadOutcome, ReviewSession, ScoreSession, ScoringInputs],
})
export class ScoringModule {}
