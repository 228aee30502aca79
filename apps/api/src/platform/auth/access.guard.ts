import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayDo } from '@attest/contracts/permissions';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import { accessOf, personOf } from './access.ts';

/** Closed by default: a handler that names neither a permission nor `@Public()` answers nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(this.reflector, context);
    if (access === null) throw new Problem('permission-missing', { detail: 'This address is closed.' });
    if (access.kind === 'public') return true;
    const person = personOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (person === null) throw new Problem('sign-in-required');
    if (mayDo(person.roles, access.permission)) return true;
    throw new Problem('permission-missing', {
      detail: `This needs the permission “${access.permission}”.`,
    });
  }
}
