import { Body, Controller, Get, Inject, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Account, ChangeAccount, Register, SignIn, SignInTerm, type AccountId } from '@attest/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public, Requires, SignedIn, type Person } from '../../platform/auth/access.ts';
import { CalledBy, type Caller } from '../../platform/http/caller.ts';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { signInCookie } from '../../platform/http/cookies.ts';
import { Refuses, Replies, RepliesNothing } from '../../platform/http/replies.ts';
import { AccountsService } from './accounts.service.ts';
import { ChangeOwnAccount } from './change-account.ts';
import { PasswordGuard } from './passport-authentication.ts';
import { cookieSeconds, SignIns } from './sign-ins.ts';
import { Urgent } from '../../platform/http/urgency.ts';

@ApiTags('accounts')
@Controller()
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly ownAccount: ChangeOwnAccount,
    private readonly signIns: SignIns,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('accounts')
  @Urgent('sign-in')
  @Public()
  @Replies(Account, 201)
  @Refuses(
    'request-malformed',
    'email-already-registered',
    'password-too-weak',
    'too-many-requests',
    'overloaded',
  )
  async register(
    @Body({ schema: Register }) body: Register,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const profile = await this.accounts.register(body, caller);
    return { ...profile, signIn: await this.signIn(profile.id, request, reply) };
  }

  @Post('sign-in')
  @Urgent('sign-in')
  @Public()
  @UseGuards(PasswordGuard)
  @Replies(Account)
  @Refuses('request-malformed', 'sign-in-refused', 'too-many-requests', 'overloaded')
  async signInWithPassword(
    @Body({ schema: SignIn }) _body: SignIn,
    @Req() request: FastifyRequest & { user: AccountId },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const signIn = await this.signIn(request.user, request, reply);
    return { ...(await this.accounts.read(request.user)), signIn };
  }

  @Post('sign-in/extension')
  @Requires('account:own')
  @Replies(SignInTerm)
  extendSignIn(@SignedIn() person: Person): Promise<SignInTerm> {
    return this.accounts.extendSignIn(person);
  }

  @Post('sign-out')
  @Requires('account:own')
  @RepliesNothing()
  async signOut(@SignedIn() person: Person, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (person.signedInBy === 'cookie') await this.signIns.end(person.referenceId);
    const { name, options } = signInCookie(this.config.http.publicUrl);
    reply.clearCookie(name, options).header('Clear-Site-Data', '"cache"');
  }

  @Get('me')
  @Urgent('sign-in')
  @Requires('account:own')
  @Replies(Account)
  me(@SignedIn() person: Person): Promise<Account> {
    return this.accounts.me(person);
  }

  @Patch('me')
  @Requires('account:own')
  @Replies(Account)
  @Refuses(
    'request-malformed',
    'password-needed-again',
    'sign-in-refused',
    'password-too-weak',
    'too-many-requests',
    'overloaded',
  )
  async changeMe(
    @SignedIn() person: Person,
    @Body({ schema: ChangeAccount }) change: ChangeAccount,
    @CalledBy() caller: Caller,
  ): Promise<Account> {
    await this.ownAccount.change(person, change, caller);
    return this.accounts.me(person);
  }

  /** Whoever this browser was signed in as before is signed out: nobody could do it later. */
  private async signIn(
    accountId: AccountId,
    { cookies }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignInTerm> {
    const { name, options } = signInCookie(this.config.http.publicUrl);
    const replaced = cookies[name];
    if (replaced !== undefined) await this.signIns.endReplaced(replaced);
    const { secret, term } = await this.signIns.begin(accountId);
    reply.setCookie(name, secret, { ...options, maxAge: cookieSeconds });
    return term;
  }
}
