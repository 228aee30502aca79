import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BulkChange,
  BulkPreview,
  BulkUndo,
  ItemFiles,
  ItemFilesQuery,
  MakeBulkChange,
  PreviewBulkChange,
  Reviewers,
  ReviewersQuery,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { ChangeItems } from './change-items.ts';
import { ItemFilesService } from './item-files.service.ts';
import { ReviewersRepository } from './reviewers.repository.ts';
import { UndoChanges } from './undo-changes.ts';

@ApiTags('authoring')
@Controller()
export class ItemBulkController {
  constructor(
    private readonly changing: ChangeItems,
    private readonly undoing: UndoChanges,
    private readonly reviewers: ReviewersRepository,
    private readonly files: ItemFilesService,
  ) {}

  @Post('item-changes/preview')
  @Requires('item:read')
  @Replies(BulkPreview)
  @Refuses('request-malformed', 'permission-missing', 'not-found')
  previewBulkChange(
    @SignedIn() person: Person,
    @Body({ schema: PreviewBulkChange }) body: PreviewBulkChange,
  ) {
    return this.changing.preview(person, body);
  }

  @Post('item-changes')
  @Requires('item:read')
  @Replies(BulkChange, 201)
  @Refuses('request-malformed', 'permission-missing', 'not-found')
  makeBulkChange(@SignedIn() person: Person, @Body({ schema: MakeBulkChange }) body: MakeBulkChange) {
    return this.changing.make(person, body);
  }

  @Post('item-changes/:changeId/undo')
  @Requires('item:read')
  @Replies(BulkUndo)
  @Refuses('not-found', 'undo-time-over')
  undoBulkChange(@SignedIn() person: Person, @Param('changeId', { schema: Uuid }) changeId: string) {
    return this.undoing.undo(person, changeId);
  }

  @Get('reviewers')
  @Requires('item:write')
  @Replies(Reviewers)
  @Refuses('request-malformed')
  listReviewers(@Query({ schema: ReviewersQuery }) query: z.infer<typeof ReviewersQuery>) {
    return this.reviewers.list(query);
  }

  @Get('item-files')
  @Requires('key:read')
  @Replies(ItemFiles)
  @Refuses('request-malformed')
  writeItemFiles(@SignedIn() person: Person, @Query({ schema: ItemFilesQuery }) query: ItemFilesQuery) {
    return this.files.write(person, query);
  }
}
