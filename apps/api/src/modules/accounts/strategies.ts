import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { AccountId } from '@attest/contracts';
import type { FastifyRequest } from 'fastify';
import { Strategy as CustomStrategy } from 'passport-custom';
import { Strategy as LocalPassport } from 'passport-local';
import type { Person } from '../../platform/auth/access.ts';
import { bearerToken } from '../../platform/auth/bearer.ts';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { callerOf } from '../../platform/http/caller.ts';
import { signInCookie } from '../../platform/http/cookies.ts';
import { Problem } from '../../platform/http/problem.ts';
import { sourceOf } from '../../platform/http/source.ts';
import { AccessTokens } from './access-tokens.ts';
import { AccountsService } from './accounts.service.ts';
import { SignIns } from './sign-ins.ts';

/** E-mail address and password, once, at the sign-in. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalPassport, 'password') {
  constructor(private readonly accounts: AccountsService) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  validate(request: FastifyRequest, email: string, password: string): Promise<AccountId> {
    return this.accounts.checkPassword(email.toLowerCase(), password, callerOf(request));
  }
}

/** The cookie of a signed-in browser. `false` lets the next strategy try. */
@Injectable()
export class SignInCookieStrategy extends PassportStrategy(CustomStrategy, 'sign-in-cookie') {
  constructor(
    private readonly signIns: SignIns,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Person | false> {
    const secret = request.cookies[signInCookie(this.config.http.publicUrl).name];
    return secret === undefined ? false : ((await this.signIns.find(secret, sourceOf(request.ip))) ?? false);
  }
}

/** `Authorization: Bearer …` of a program. A token that is sent must be good. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(CustomStrategy, 'access-token') {
  constructor(private readonly accessTokens: AccessTokens) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Person | false> {
    const token = bearerToken(request);
    if (token === null) return false;
    const person = await this.accessTokens.find(token, sourceOf(request.ip));
    if (person === null) throw new Problem('access-token-refused');
    return person;
  }
}
