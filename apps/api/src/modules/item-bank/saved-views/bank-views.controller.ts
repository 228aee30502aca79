import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BankView, BankViews, SaveBankView, Uuid } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies, RepliesNothing } from '../../../platform/http/replies.ts';
import { BankViewsService } from './bank-views.service.ts';

const view = { schema: Uuid };

@ApiTags('item bank')
@Controller('bank-views')
export class BankViewsController {
  constructor(private readonly views: BankViewsService) {}

  @Get()
  @Requires('item:read')
  @Replies(BankViews)
  listBankViews(@SignedIn() person: Person) {
    return this.views.list(person);
  }

  @Post()
  @Requires('item:read')
  @Replies(BankView, 201)
  @Refuses('request-malformed', 'bank-views-at-limit', 'bank-view-name-taken')
  addBankView(@SignedIn() person: Person, @Body({ schema: SaveBankView }) body: SaveBankView) {
    return this.views.add(person, body);
  }

  @Put(':viewId')
  @Requires('item:read')
  @Replies(BankView)
  @Refuses('request-malformed', 'not-found', 'bank-view-name-taken')
  changeBankView(
    @SignedIn() person: Person,
    @Param('viewId', view) id: string,
    @Body({ schema: SaveBankView }) body: SaveBankView,
  ) {
    return this.views.change(person, id, body);
  }

  @Delete(':viewId')
  @Requires('item:read')
  @RepliesNothing()
  @Refuses('not-found')
  removeBankView(@SignedIn() person: Person, @Param('viewId', view) id: string) {
    return this.views.remove(person, id);
  }
}
