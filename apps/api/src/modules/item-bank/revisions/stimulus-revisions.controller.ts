import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ComparisonQuery,
  RevisionNumber,
  RevisionsQuery,
  Slug,
  StimulusComparison,
  StimulusRevisions,
  WrittenStimulusRevision,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { StimulusRevisionsService } from './stimulus-revisions.service.ts';

const stimulus = { schema: Slug };

@ApiTags('authoring')
@Controller('stimuli/:stimulusId')
export class StimulusRevisionsController {
  constructor(private readonly revisions: StimulusRevisionsService) {}

  @Get('revisions')
  @Requires('key:read')
  @Replies(StimulusRevisions)
  @Refuses('request-malformed', 'not-found')
  listStimulusRevisions(
    @Param('stimulusId', stimulus) stimulusId: string,
    @Query({ schema: RevisionsQuery }) query: z.infer<typeof RevisionsQuery>,
  ) {
    return this.revisions.list(stimulusId, query);
  }

  @Get('revisions/:revision')
  @Requires('key:read')
  @Replies(WrittenStimulusRevision)
  @Refuses('request-malformed', 'not-found')
  readStimulusRevision(
    @Param('stimulusId', stimulus) stimulusId: string,
    @Param('revision', { schema: RevisionNumber }) revision: number,
  ) {
    return this.revisions.read(stimulusId, revision);
  }

  @Get('comparison')
  @Requires('key:read')
  @Replies(StimulusComparison)
  @Refuses('request-malformed', 'not-found')
  compareStimulusRevisions(
    @Param('stimulusId', stimulus) stimulusId: string,
    @Query({ schema: ComparisonQuery }) query: z.infer<typeof ComparisonQuery>,
  ) {
    return this.revisions.compare(stimulusId, query);
  }
}
