import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * RFC 8785 JSON of a value: the order of keys does not matter.
 *
 * @throws Error for what JSON cannot hold (undefined, lone surrogates, NaN)
 */
export function canonicalJson(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new Error('The value has no JSON form');
  return json;
}

/** SHA-256 over the canonical JSON of a value, 64 lower-case hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}
