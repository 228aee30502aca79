import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { SignIn, type AccountId } from '@attest/contracts';
import type { FastifyRequest } from 'fastify';
import passport, { type Strategy } from 'passport';
import type { Person } from '../../platform/auth/access.ts';
import type { Authentication } from '../../platform/auth/authentication.ts';
import { malformedRequest } from '../../platform/http/malformed-request.ts';
import { Problem } from '../../platform/http/problem.ts';
import { SignIns } from './sign-ins.ts';
import { AccessTokenStrategy, PasswordStrategy, SignInCookieStrategy } from './strategies.ts';

/** Asks passport who is there; nobody is an answer, not a refusal. */
@Injectable()
export class PassportAuthentication implements Authentication {
  private readonly ask: Ask<Person>;

  constructor(
    accessToken: AccessTokenStrategy,
    signInCookie: SignInCookieStrategy,
    private readonly signIns: SignIns,
  ) {
    this.ask = asking([accessToken, signInCookie]);
  }

  identify(context: ExecutionContext): Promise<Person | null> {
    return this.ask(context);
  }

  recall(cookie: string): Promise<Person | null> {
    return this.signIns.recall(cookie);
  }
}

/** Runs before the body is validated, so it looks at the body's form itself. */
@Injectable()
export class PasswordGuard implements CanActivate {
  private readonly ask: Ask<AccountId>;

  constructor(password: PasswordStrategy) {
    this.ask = asking([password]);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: AccountId }>();
    const parsed = SignIn.safeParse(request.body);
    if (!parsed.success) throw malformedRequest(parsed.error.issues);
    const accountId = await this.ask(context);
    if (accountId === null) throw new Problem('sign-in-refused');
    request.user = accountId;
    return true;
  }
}

type Ask<Found> = (context: ExecutionContext) => Promise<Found | null>;

/**
 * Asks the strategies one after another until one finds somebody. They live in a passport of their
 * own: the library's shared one would hand the strategies of one application to the next.
 */
function asking<Found>(strategies: readonly Strategy[]): Ask<Found> {
  const own = new passport.Passport();
  const names = strategies.map((strategy, at) => {
    own.use(String(at), strategy);
    return String(at);
  });
  return (context) =>
    new Promise((resolve, reject) => {
      const http = context.switchToHttp();
      const answer = (error: unknown, found: Found | false | null | undefined) => {
        if (error instanceof Error) reject(error);
        else resolve(found === false ? null : (found ?? null));
      };
      const middleware: unknown = own.authenticate(names, { session: false }, answer);
      if (typeof middleware !== 'function') throw new Error('passport made no middleware');
      Reflect.apply(middleware, undefined, [http.getRequest(), http.getResponse(), reject]);
    });
}
