import type { ExecutionContext } from '@nestjs/common';
import type { Person } from './access.ts';

/** The edge between the guard and the module that knows sign-ins and access tokens. */
export interface Authentication {
  /** @returns null when nobody is signed in; a wrong access token is a problem */
  identify(context: ExecutionContext): Promise<Person | null>;

  /**
   * The person behind the value of a sign-in cookie, if it was good before in this process. Null says nothing:
   * `identify` then tells who it is, and counts those that nobody has.
   */
  recall(cookie: string): Promise<Person | null>;
}

export const AUTHENTICATION = Symbol('authentication');
