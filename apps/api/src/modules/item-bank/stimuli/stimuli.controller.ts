import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BankStimuli, Slug, StimuliQuery, StimulusWithItems } from '@attest/contracts';
import { Requires } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { StimuliService } from './stimuli.service.ts';

@ApiTags('item bank')
@Controller('stimuli')
export class StimuliController {
  constructor(private readonly stimuli: StimuliService) {}

  @Get()
  @Requires('item:read')
  @Replies(BankStimuli)
  @Refuses('request-malformed')
  listStimuli(@Query({ schema: StimuliQuery }) query: StimuliQuery) {
    return this.stimuli.list(query);
  }

  @Get(':stimulusId')
  @Requires('item:read')
  @Replies(StimulusWithItems)
  @Refuses('not-found')
  readStimulus(@Param('stimulusId', { schema: Slug }) stimulusId: string) {
    return this.stimuli.read(stimulusId);
  }
}
