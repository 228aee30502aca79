import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Gallery, Slug, TriedAnswer, TryAnswer } from '@attest/contracts';
import { Requires } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { GalleryService } from './gallery.service.ts';

@ApiTags('item bank')
@Controller('gallery')
export class GalleryController {
  constructor(private readonly gallery: GalleryService) {}

  @Get()
  @Requires('key:read')
  @Replies(Gallery)
  @Refuses('not-found')
  readGallery() {
    return this.gallery.read();
  }

  @Post(':itemId/score')
  @Requires('key:read')
  @Replies(TriedAnswer)
  @Refuses('not-found', 'request-malformed', 'response-malformed')
  scoreGalleryItem(
    @Param('itemId', { schema: Slug }) itemId: string,
    @Body({ schema: TryAnswer }) body: TryAnswer,
  ) {
    return this.gallery.score(itemId, body);
  }
}
