import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExamsModule } from '../exams/index.ts';
import { ExamSessionsModule } from '../exam-sessions/index.ts';
import { MonitoredExams } from './monitored-exams.ts';
import { MonitoredSessions } from './monitored-sessions.ts';
import { SessionProposalRow } from './proctoring.entity.ts';
import { SessionMonitorController } from './session-monitor.controller.ts';
import { SessionMonitor } from './session-monitor.ts';

/** Watching live sessions and acting on them, always by a named person and for a reason. */
@Module({
  imports: [ExamsModule, ExamSessionsModule, TypeOrmModule.forFeature([SessionProposalRow])],
  controllers: [SessionMonitorController],
  providers: [MonitoredExams, MonitoredSessions, SessionMonitor],
})
export class ProctoringModule {}
