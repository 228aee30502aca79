import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, lower-case hex, over the RFC 8785 JSON of a value: the order of keys does not matter. */
export function hashOf(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new Error('only a JSON value has a hash');
  return createHash('sha256').update(json, 'utf8').digest('hex');
}
