import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Deeper values are left to `canonicalize`, which needs no call stack and notices circles. */
const deepest = 50;

/**
 * RFC 8785 JSON of a value: the order of keys does not matter.
 *
 * @throws Error for what JSON cannot hold (undefined, lone surrogates, NaN)
 */
export function canonicalJson(value: unknown): string {
  // Strings and numbers are JavaScript's own in RFC 8785: where the keys are in order already, so is the rest.
  if (isInOrder(value, deepest)) return JSON.stringify(value);
  const json = canonicalize(value);
  if (json === undefined) throw new Error('The value has no JSON form');
  return json;
}

/** SHA-256 over the canonical JSON of a value, 64 lower-case hexadecimal digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

/** Plain JSON with the keys of each object in order of their UTF-16 code units; false when in doubt. */
function isInOrder(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      if (depth === 0) return false;
      return Array.isArray(value) ? isListInOrder(value, depth - 1) : isObjectInOrder(value, depth - 1);
    default:
      return false;
  }
}

function isListInOrder(list: readonly unknown[], depth: number): boolean {
  for (const value of list) if (!isInOrder(value, depth)) return false;
  return !('toJSON' in list);
}

function isObjectInOrder(object: object, depth: number): boolean {
  // Anything else may be written otherwise than it looks, as instants are.
  const prototype: unknown = Object.getPrototypeOf(object);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in object) return false;
  let before = '';
  for (const key of Object.keys(object)) {
    if (key < before || !key.isWellFormed() || !isInOrder(Reflect.get(object, key), depth)) return false;
    before = key;
  }
  return true;
}
