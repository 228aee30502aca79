import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecideLateMaterial,
  ExamSessionId,
  LateMaterialList,
  LateMaterialQuery,
  ListedLateMaterial,
  OpenedLateMaterial,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { LateMaterialDecisions } from './late-material.ts';

const sessionId = { schema: ExamSessionId };

@ApiTags('proctoring')
@Controller('sessions-monitor')
export class LateMaterialDecisionsController {
  constructor(private readonly lateMaterial: LateMaterialDecisions) {}

  @Get('late-material')
  @Requires('exam-session:watch')
  @Replies(LateMaterialList)
  @Refuses('request-malformed')
  listLateMaterial(@Query({ schema: LateMaterialQuery }) query: z.infer<typeof LateMaterialQuery>) {
    return this.lateMaterial.list(query);
  }

  @Get(':sessionId/late-material')
  @Requires('exam-session:overrule')
  @Replies(OpenedLateMaterial)
  @Refuses('not-found', 'second-person-needed')
  openLateMaterial(@SignedIn() person: Person, @Param('sessionId', sessionId) id: ExamSessionId) {
    return this.lateMaterial.open(person, id);
  }

  @Post(':sessionId/late-material/decision')
  @Requires('exam-session:overrule')
  @Replies(ListedLateMaterial)
  @Refuses(
    'request-malformed',
    'not-found',
    'second-person-needed',
    'decision-taken-already',
    'session-state-conflict',
  )
  decideLateMaterial(
    @SignedIn() person: Person,
    @Param('sessionId', sessionId) id: ExamSessionId,
    @Body({ schema: DecideLateMaterial }) body: DecideLateMaterial,
  ) {
    return this.lateMaterial.decide(person, id, body);
  }
}
