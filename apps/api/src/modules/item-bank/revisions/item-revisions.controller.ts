import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ComparisonQuery,
  ItemComparison,
  ItemRevisions,
  RevisionNumber,
  RevisionsQuery,
  Slug,
  WrittenRevision,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { ItemRevisionsService } from './item-revisions.service.ts';

const item = { schema: Slug };

@ApiTags('authoring')
@Controller('items/:itemId')
export class ItemRevisionsController {
  constructor(private readonly revisions: ItemRevisionsService) {}

  @Get('revisions')
  @Requires('key:read')
  @Replies(ItemRevisions)
  @Refuses('request-malformed', 'not-found')
  listRevisions(
    @Param('itemId', item) itemId: string,
    @Query({ schema: RevisionsQuery }) query: z.infer<typeof RevisionsQuery>,
  ) {
    return this.revisions.list(itemId, query);
  }

  @Get('revisions/:revision')
  @Requires('key:read')
  @Replies(WrittenRevision)
  @Refuses('request-malformed', 'not-found')
  readRevision(
    @Param('itemId', item) itemId: string,
    @Param('revision', { schema: RevisionNumber }) revision: number,
  ) {
    return this.revisions.read(itemId, revision);
  }

  @Get('comparison')
  @Requires('key:read')
  @Replies(ItemComparison)
  @Refuses('request-malformed', 'not-found')
  compareRevisions(
    @Param('itemId', item) itemId: string,
    @Query({ schema: ComparisonQuery }) query: z.infer<typeof ComparisonQuery>,
  ) {
    return this.revisions.compare(itemId, query);
  }
}
