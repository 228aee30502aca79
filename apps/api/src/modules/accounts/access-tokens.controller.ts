import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessTokens as AccessTokenList, CreateAccessToken, NewAccessToken, Uuid } from '@attest/contracts';
import { PerhapsSignedIn, Public, Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { CalledBy, type Caller } from '../../platform/http/caller.ts';
import { Refuses, Replies, RepliesNothing } from '../../platform/http/replies.ts';
import { AccessTokens } from './access-tokens.ts';
import { AccountsService } from './accounts.service.ts';

@ApiTags('access tokens')
@Controller('access-tokens')
export class AccessTokensController {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly accounts: AccountsService,
  ) {}

  @Post()
  @Public({ readsSignIn: true, isForPrograms: true })
  @Replies(NewAccessToken, 201)
  @Refuses(
    'request-malformed',
    'sign-in-required',
    'sign-in-refused',
    'access-tokens-at-limit',
    'too-many-requests',
    'overloaded',
  )
  async createAccessToken(
    @PerhapsSignedIn() person: Person | null,
    @Body({ schema: CreateAccessToken }) body: CreateAccessToken,
    @CalledBy() caller: Caller,
  ) {
    return this.accessTokens.create(await this.accounts.ownerOfNewToken(person, body, caller), body);
  }

  @Get()
  @Requires('access-token:own')
  @Replies(AccessTokenList)
  listAccessTokens(@SignedIn() person: Person) {
    return this.accessTokens.list(person.accountId);
  }

  @Delete(':accessTokenId')
  @Requires('access-token:own')
  @RepliesNothing()
  @Refuses('not-found')
  revokeAccessToken(
    @SignedIn() person: Person,
    @Param('accessTokenId', { schema: Uuid }) accessTokenId: string,
  ): Promise<void> {
    return this.accessTokens.revoke(person.accountId, accessTokenId);
  }
}
