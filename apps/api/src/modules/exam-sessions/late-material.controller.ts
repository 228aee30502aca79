import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExamSessionId, LateMaterial, LateMaterialReceipt } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { TakesUpTo } from '../../platform/http/body-limit.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { HandInLateMaterial } from './hand-in-late-material.ts';
import { Urgent } from '../../platform/http/urgency.ts';

const mostBytes = 1_450_000;

@ApiTags('exam sessions')
@Controller('exam-sessions')
export class LateMaterialController {
  constructor(private readonly lateMaterial: HandInLateMaterial) {}

  @Post(':sessionId/late-material')
  @Urgent('answers')
  @Requires('exam-session:respond')
  @TakesUpTo(mostBytes)
  @Replies(LateMaterialReceipt)
  @Refuses('request-malformed', 'not-found', 'late-material-not-taken', 'body-too-large')
  handInLateMaterial(
    @SignedIn() candidate: Person,
    @Param('sessionId', { schema: ExamSessionId }) id: ExamSessionId,
    @Body({ schema: LateMaterial }) body: LateMaterial,
  ) {
    return this.lateMaterial.handIn(candidate, id, body);
  }
}
