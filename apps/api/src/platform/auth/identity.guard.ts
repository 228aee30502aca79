import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CONFIG } from '../config/config.module.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../http/problem.ts';
import { accessOf, rememberPerson } from './access.ts';
import { AUTHENTICATION, type Authentication } from './authentication.ts';
import { refusalOfForeignSite } from './same-site.ts';

/**
 * Finds out who asks, and that no other site asks in their name. Whether they may is for the
 * `AccessGuard`, after the limits: so those count refused requests too.
 */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(AUTHENTICATION) private readonly authentication: Authentication,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    if (access === null) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const refusal = refusalOfForeignSite(request, access, this.config.http.publicUrl);
    if (refusal !== null) throw new Problem('request-not-from-this-site', { detail: refusal });
    if (access.kind === 'public' && !access.readsSignIn) return true;

    const person = await this.authentication.identify(context);
    if (person !== null) rememberPerson(request, person);
    return true;
  }
}
