import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AuthoredItem,
  BankItems,
  ItemFacets,
  ItemFacetsQuery,
  ItemIds,
  ItemIdsQuery,
  ItemsQuery,
  Slug,
} from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ItemsService } from './items.service.ts';
import { BlindReviews } from './reviews/blind-reviews.ts';

@ApiTags('item bank')
@Controller('items')
export class ItemsController {
  constructor(
    private readonly items: ItemsService,
    private readonly blindness: BlindReviews,
  ) {}

  @Get()
  @Requires('item:read')
  @Replies(BankItems)
  @Refuses('request-malformed')
  listItems(@Query({ schema: ItemsQuery }) query: ItemsQuery) {
    return this.items.list(query);
  }

  @Get('facets')
  @Requires('item:read')
  @Replies(ItemFacets)
  @Refuses('request-malformed')
  countFacets(@Query({ schema: ItemFacetsQuery }) query: ItemFacetsQuery) {
    return this.items.facets(query);
  }

  @Get('ids')
  @Requires('item:read')
  @Replies(ItemIds)
  @Refuses('request-malformed')
  listItemIds(@Query({ schema: ItemIdsQuery }) query: ItemIdsQuery) {
    return this.items.ids(query);
  }

  @Get(':itemId')
  @Requires('key:read')
  @Replies(AuthoredItem)
  @Refuses('not-found', 'answer-it-first')
  async readItem(@SignedIn() person: Person, @Param('itemId', { schema: Slug }) itemId: string) {
    await this.blindness.seen(person, itemId);
    return this.items.read(itemId);
  }
}
