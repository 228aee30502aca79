import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuthoredItem, BankItems, ItemsQuery, Slug } from '@attest/contracts';
import { Requires } from '../../platform/auth/access.ts';
import { Refuses, Replies } from '../../platform/http/replies.ts';
import { ItemsService } from './items.service.ts';

@ApiTags('item bank')
@Controller('items')
export class ItemsController {
  constructor(private readonly items: ItemsService) {}

  @Get()
  @Requires('item:read')
  @Replies(BankItems)
  @Refuses('request-malformed')
  listItems(@Query({ schema: ItemsQuery }) query: ItemsQuery) {
    return this.items.list(query);
  }

  @Get(':itemId')
  @Requires('key:read')
  @Replies(AuthoredItem)
  @Refuses('not-found')
  readItem(@Param('itemId', { schema: Slug }) itemId: string) {
    return this.items.read(itemId);
  }
}
