import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExamsModule } from '../exams/index.ts';
import { ExamSessionsModule } from '../exam-sessions/index.ts';
import { AnothersSession } from './anothers-session.ts';
import { IncidentFollowUp } from './incident-follow-up.ts';
import { IncidentsRepository } from './incidents.repository.ts';
import { Incidents } from './incidents.ts';
import { LateMaterialDecisionsController } from './late-material.controller.ts';
import { LateMaterialRepository } from './late-material.repository.ts';
import { LateMaterialDecisions } from './late-material.ts';
import { MonitoredExams } from './monitored-exams.ts';
import { MonitoredSessions } from './monitored-sessions.ts';
import { SessionProposalRow } from './proctoring.entity.ts';
import { ProposalsRepository } from './proposals.repository.ts';
import { Proposals } from './proposals.ts';
import { SessionMonitorController } from './session-monitor.controller.ts';
import { SessionMonitor } from './session-monitor.ts';
import { StaffActionsController } from './staff-actions.controller.ts';
import { StaffActions } from './staff-actions.ts';
import { StaffWords } from './staff-words.ts';

/** Watching live sessions and acting on them, always by a named person and for a reason. */
@Module({
  imports: [ExamsModule, ExamSessionsModule, TypeOrmModule.forFeature([SessionProposalRow])],
  controllers: [LateMaterialDecisionsController, SessionMonitorController, StaffActionsController],
  providers: [
    AnothersSession,
    IncidentFollowUp,
    Incidents,
    IncidentsRepository,
    LateMaterialDecisions,
    LateMaterialRepository,
    MonitoredExams,
    MonitoredSessions,
    Proposals,
    ProposalsRepository,
    SessionMonitor,
    StaffActions,
    StaffWords,
  ],
})
export class ProctoringModule {}
