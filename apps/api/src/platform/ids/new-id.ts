import { v7 } from 'uuid';

/** UUIDv7: ordered by time, made by the application. An address, never a secret. */
export function newId(): string {
  return v7();
}
