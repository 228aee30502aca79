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
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { BlindReviews } from '../reviews/blind-reviews.ts';
import { ItemRevisionsService } from './item-revisions.service.ts';

const item = { schema: Slug };

@ApiTags('authoring')
@Controller('items/:itemId')
export class ItemRevisionsController {
  constructor(
    private readonly revisions: ItemRevisionsService,
    private readonly blindness: BlindReviews,
  ) {}

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
  @Refuses('request-malformed', 'not-found', 'answer-it-first')
  async readRevision(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Param('revision', { schema: RevisionNumber }) revision: number,
  ) {
    await this.blindness.seen(person, itemId);
    return this.revisions.read(itemId, revision);
  }

  @Get('comparison')
  @Requires('key:read')
  @Replies(ItemComparison)
  @Refuses('request-malformed', 'not-found', 'answer-it-first')
  async compareRevisions(
    @SignedIn() person: Person,
    @Param('itemId', item) itemId: string,
    @Query({ schema: ComparisonQuery }) query: z.infer<typeof ComparisonQuery>,
  ) {
    await this.blindness.seen(person, itemId);
    return this.revisions.compare(itemId, query);
  }
}
