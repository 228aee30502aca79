import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { AccountId } from '@attest/contracts';
import type { Permission, Role } from '@attest/contracts/permissions';
import type { FastifyRequest } from 'fastify';

/** Whoever is signed in, by cookie or by access token. */
export interface Person {
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly signedInBy: 'cookie' | 'access-token';
  /** Of the sign-in or the access token; never the secret. */
  readonly referenceId: string;
}

export const ACCESS = Symbol('access');

export type Access =
  | { readonly kind: 'permission'; readonly permission: Permission }
  | { readonly kind: 'public'; readonly readsSignIn: boolean; readonly isForPrograms: boolean };

/** What the handler says about who may call it; null when it says nothing. */
export function accessOf(reflector: Reflector, context: ExecutionContext): Access | null {
  const said = reflector.getAllAndOverride<Access | undefined>(ACCESS, [
    context.getHandler(),
    context.getClass(),
  ]);
  return said ?? null;
}

/** Only people with this permission may call the handler. */
export function Requires(permission: Permission): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);
}

/**
 * Anyone may call the handler.
 *
 * @param options.readsSignIn the handler also looks at who is signed in, if anyone
 * @param options.isForPrograms callable without the browser's header as long as no cookie is sent
 */
export function Public(
  options: { readsSignIn?: boolean; isForPrograms?: boolean } = {},
): MethodDecorator & ClassDecorator {
  const { readsSignIn = false, isForPrograms = false } = options;
  return SetMetadata(ACCESS, { kind: 'public', readsSignIn, isForPrograms } satisfies Access);
}

const people = new WeakMap<FastifyRequest, Person>();

export function rememberPerson(request: FastifyRequest, person: Person): void {
  people.set(request, person);
}

export function personOf(request: FastifyRequest): Person | null {
  return people.get(request) ?? null;
}

/** The signed-in person; the guard has made sure there is one. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const person = personOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (person === null) throw new Error('a handler that takes the signed-in person must not be public');
  return person;
});

/** The signed-in person or null, for `@Public({ readsSignIn: true })`. */
export const PerhapsSignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Person | null =>
  personOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
