import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayDo } from '@attest/contracts/permissions';
import type { FastifyRequest } from 'fastify';
import { CONFIG } from '../config/config.module.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../http/problem.ts';
import { ACCESS, rememberPerson, type Access, type Person } from './access.ts';
import { AUTHENTICATION, type Authentication } from './authentication.ts';
import { refusalOfForeignSite } from './same-site.ts';

/** Closed by default: a handler that names neither a permission nor `@Public()` answers nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(AUTHENTICATION) private readonly authentication: Authentication,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === undefined) throw new Problem('permission-missing', { detail: 'This address is closed.' });

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const refusal = refusalOfForeignSite(request, access, this.config.http.publicUrl);
    if (refusal !== null) throw new Problem('request-not-from-this-site', { detail: refusal });

    if (access.kind === 'public') {
      if (access.readsSignIn) await this.identify(context, request);
      return true;
    }
    const person = await this.identify(context, request);
    if (person === null) throw new Problem('sign-in-required');
    if (!mayDo(person.roles, access.permission)) {
      throw new Problem('permission-missing', {
        detail: `This needs the permission “${access.permission}”.`,
      });
    }
    return true;
  }

  private async identify(context: ExecutionContext, request: FastifyRequest): Promise<Person | null> {
    const person = await this.authentication.identify(context);
    if (person !== null) rememberPerson(request, person);
    return person;
  }
}
