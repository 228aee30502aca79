import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecideProposal,
  EndIncident,
  ExamSessionId,
  Incident,
  Incidents as IncidentList,
  IncidentsQuery,
  MonitoredSession,
  OpenIncident,
  SessionProposals,
  SessionProposalsQuery,
  StaffAction,
  StaffActionDone,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { Incidents } from './incidents.ts';
import { Proposals } from './proposals.ts';
import { StaffActions } from './staff-actions.ts';

@ApiTags('proctoring')
@Controller('sessions-monitor')
export class StaffActionsController {
  constructor(
    private readonly actions: StaffActions,
    private readonly proposals: Proposals,
    private readonly incidents: Incidents,
  ) {}

  /** `end`, `void` and `reopen` need `exam-session:overrule` as well. */
  @Post(':sessionId/actions')
  @Requires('exam-session:proctor')
  @Replies(StaffActionDone)
  @Refuses(
    'request-malformed',
    'not-found',
    'permission-missing',
    'second-person-needed',
    'session-state-conflict',
    'exam-stopped',
  )
  actOnSession(
    @SignedIn() person: Person,
    @Param('sessionId', { schema: ExamSessionId }) sessionId: ExamSessionId,
    @Body({ schema: StaffAction }) body: StaffAction,
  ) {
    return this.actions.act(person, sessionId, body);
  }

  @Get('proposals')
  @Requires('exam-session:watch')
  @Replies(SessionProposals)
  @Refuses('request-malformed')
  listProposals(
    @SignedIn() person: Person,
    @Query({ schema: SessionProposalsQuery }) query: z.infer<typeof SessionProposalsQuery>,
  ) {
    return this.proposals.list(person, query);
  }

  @Post('proposals/:proposalId/decisions')
  @Requires('exam-session:overrule')
  @Replies(MonitoredSession)
  @Refuses(
    'request-malformed',
    'not-found',
    'second-person-needed',
    'decision-taken-already',
    'session-state-conflict',
  )
  decideProposal(
    @SignedIn() person: Person,
    @Param('proposalId', { schema: Uuid }) proposalId: string,
    @Body({ schema: DecideProposal }) body: DecideProposal,
  ) {
    return this.actions.decide(person, proposalId, body);
  }

  @Get('incidents')
  @Requires('exam-session:watch')
  @Replies(IncidentList)
  @Refuses('request-malformed')
  listIncidents(@Query({ schema: IncidentsQuery }) query: z.infer<typeof IncidentsQuery>) {
    return this.incidents.list(query);
  }

  @Post('incidents')
  @Requires('exam-session:proctor')
  @Replies(Incident, 201)
  @Refuses('request-malformed', 'not-found', 'second-person-needed', 'session-state-conflict')
  openIncident(@SignedIn() person: Person, @Body({ schema: OpenIncident }) body: OpenIncident) {
    return this.incidents.open(person, body);
  }

  @Post('incidents/:incidentId/end')
  @Requires('exam-session:proctor')
  @Replies(Incident)
  @Refuses('request-malformed', 'not-found', 'second-person-needed', 'decision-taken-already')
  endIncident(
    @SignedIn() person: Person,
    @Param('incidentId', { schema: Uuid }) incidentId: string,
    @Body({ schema: EndIncident }) body: EndIncident,
  ) {
    return this.incidents.end(person, incidentId, body);
  }
}
