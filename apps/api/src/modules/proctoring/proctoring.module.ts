import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExamSessionsModule } from '../exam-sessions/index.ts';
import { MonitoredSessions } from './monitored-sessions.ts';
import { ExamIncidentRow, SessionProposalRow } from './proctoring.entity.ts';

/** Watching live sessions and acting on them, always by a named person and for a reason. */
@Module({
  imports: [ExamSessionsModule, TypeOrmModule.forFeature([ExamIncidentRow, SessionProposalRow])],
  providers: [MonitoredSessions],
})
export class ProctoringModule {}
