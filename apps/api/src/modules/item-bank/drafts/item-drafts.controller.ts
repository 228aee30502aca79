import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BeginDraft,
  ChangeDraft,
  DraftComparison,
  DraftsQuery,
  ItemDraft,
  ItemDrafts,
  SavedVersion,
  SaveVersion,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies, RepliesNothing } from '../../../platform/http/replies.ts';
import { ItemDraftsService } from './item-drafts.service.ts';
import { SaveItemVersion } from './save-version.ts';

const draftId = { schema: Uuid };

@ApiTags('authoring')
@Controller('item-drafts')
export class ItemDraftsController {
  constructor(
    private readonly drafts: ItemDraftsService,
    private readonly versions: SaveItemVersion,
  ) {}

  @Get()
  @Requires('item:write')
  @Replies(ItemDrafts)
  @Refuses('request-malformed')
  listDrafts(@SignedIn() person: Person, @Query({ schema: DraftsQuery }) query: z.infer<typeof DraftsQuery>) {
    return this.drafts.list(person, query);
  }

  @Post()
  @Requires('item:write')
  @Replies(ItemDraft, 201)
  @Refuses('request-malformed', 'not-found', 'answer-it-first', 'item-retired', 'drafts-at-limit')
  beginDraft(@SignedIn() person: Person, @Body({ schema: BeginDraft }) body: BeginDraft) {
    return this.drafts.begin(person, body);
  }

  @Get(':draftId')
  @Requires('item:write')
  @Replies(ItemDraft)
  @Refuses('not-found')
  readDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.read(person, id);
  }

  @Get(':draftId/comparison')
  @Requires('item:write')
  @Replies(DraftComparison)
  @Refuses('not-found')
  compareDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.compare(person, id);
  }

  @Put(':draftId')
  @Requires('item:write')
  @Replies(ItemDraft)
  @Refuses('request-malformed', 'not-found', 'draft-changed-elsewhere')
  changeDraft(
    @SignedIn() person: Person,
    @Param('draftId', draftId) id: string,
    @Body({ schema: ChangeDraft }) body: ChangeDraft,
  ) {
    return this.drafts.change(person, id, body);
  }

  @Delete(':draftId')
  @Requires('item:write')
  @RepliesNothing()
  @Refuses('not-found')
  discardDraft(@SignedIn() person: Person, @Param('draftId', draftId) id: string) {
    return this.drafts.discard(person, id);
  }

  @Post(':draftId/versions')
  @Requires('item:write')
  @Replies(SavedVersion, 201)
  @Refuses(
    'request-malformed',
    'not-found',
    'draft-changed-elsewhere',
    'item-changed-meanwhile',
    'item-retired',
    'draft-not-finished',
  )
  saveVersion(
    @SignedIn() person: Person,
    @Param('draftId', draftId) id: string,
    @Body({ schema: SaveVersion }) body: SaveVersion,
  ) {
    return this.versions.save(person, id, body);
  }
}
