import { Body, Controller, Delete, Get, Ip, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessTokens as AccessTokenList, CreateAccessToken, NewAccessToken, Uuid } from '@attest/contracts';
import { PerhapsSignedIn, Public, Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { Problem } from '../../platform/http/problem.ts';
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
  )
  async createAccessToken(
    @PerhapsSignedIn() person: Person | null,
    @Body({ schema: CreateAccessToken }) body: CreateAccessToken,
    @Ip() source: string,
  ) {
    return this.accessTokens.create(await this.ownerOf(person, body, source), body);
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

  /** An access token cannot make further ones: that takes the person. */
  private async ownerOf(person: Person | null, body: CreateAccessToken, source: string): Promise<string> {
    const { email, password } = body;
    if (email !== undefined && password !== undefined)
      return this.accounts.checkPassword(email, password, source);
    if (person?.signedInBy === 'cookie') return person.accountId;
    throw new Problem('sign-in-required', { detail: 'Sign in, or send “email” and “password”.' });
  }
}
