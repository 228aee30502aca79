import { v7 } from 'uuid';

/**
 * UUIDv7: ordered by time, made by the application. An address, never a secret.
 * Where an id is made is where it gets its brand: `newId<ExamSessionId>()`.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function newId<Id extends string = string>(): Id {
  return v7() as Id;
}
