import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BeginStimulusDraft,
  ChangeStimulusDraft,
  DraftsQuery,
  SavedStimulusVersion,
  SaveStimulusVersion,
  StimulusDraft,
  StimulusDraftComparison,
  StimulusDrafts,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies, RepliesNothing } from '../../../platform/http/replies.ts';
import { SaveStimulusDraft } from './save-stimulus-draft.ts';
import { StimulusDraftsService } from './stimulus-drafts.service.ts';

const draftId = { schema: Uuid };

@ApiTags('authoring')
@Controller('stimulus-drafts')
export class StimulusDraftsController {
  constructor(
    private readonly drafts: StimulusDraftsService,
    private readonly versions: SaveStimulusDraft,
  ) {}

  @Get()
  @Requires('item:write')
  @Replies(StimulusDrafts)
  @Refuses('request-malformed')
  listStimulusDrafts(
    @SignedIn() person: Person,
    @Query({ schema: DraftsQuery }) query: z.infer<typeof DraftsQuery>,
  ) {
    return this.drafts.list(person, query);
  }

  @Post()
  @Requires('item:write')
  @Replies(StimulusDraft, 201)
  @Refuses('request-malformed', 'not-found', 'item-retired', 'drafts-at-limit')
  beginStimulusDraft(
    @SignedIn() person: Person,
    @Body({ schema: BeginStimulusDraft }) body: BeginStimulusDraft,
  ) {
    return this.drafts.begin(person, body);
  }

  @Get(':draftId')
  @Requires('item:write')
  @Replies(StimulusDraft)
  @Refuses('not-found')
  readStimulusDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.read(person, id);
  }

  @Get(':draftId/comparison')
  @Requires('item:write')
  @Replies(StimulusDraftComparison)
  @Refuses('not-found')
  compareStimulusDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.compare(person, id);
  }

  @Put(':draftId')
  @Requires('item:write')
  @Replies(StimulusDraft)
  @Refuses('request-malformed', 'not-found', 'draft-changed-elsewhere')
  changeStimulusDraft(
    @SignedIn() person: Person,
    @Param('draftId', draftId) id: string,
    @Body({ schema: ChangeStimulusDraft }) body: ChangeStimulusDraft,
  ) {
    return this.drafts.change(person, id, body);
  }

  @Delete(':draftId')
  @Requires('item:write')
  @RepliesNothing()
  @Refuses('not-found')
  discardStimulusDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.discard(person, id);
  }

  @Post(':draftId/versions')
  @Requires('item:write')
  @Replies(SavedStimulusVersion, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'draft-changed-elsewhere',
    'item-changed-meanwhile',
    'item-retired',
    'draft-not-finished',
  )
  saveStimulusVersion(
    @SignedIn() person: Person,
    @Param('draftId', draftId) id: string,
    @Body({ schema: SaveStimulusVersion }) body: SaveStimulusVersion,
  ) {
    return this.versions.save(person, id, body);
  }
}
