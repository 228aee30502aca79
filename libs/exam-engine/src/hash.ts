import { hash } from 'node:crypto';

const lowerBase32 = 'abcdefghijklmnopqrstuvwxyz234567';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * SHA-256 over a list of parts, as hex: a third of the cost of a buffer, and a form needs thousands. The
 * parts travel as JSON, so that no two lists run together.
 */
export function hashOf(parts: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/** The first `length` characters of the base-32 form of a hex digest, lower case (RFC 4648 alphabet). */
export function lowerBase32Of(digest: string, length: number): string {
  return base32(digest, length, lowerBase32);
}

/** The same in Crockford's alphabet, which people can read aloud: no I, L, O or U. */
export function crockfordOf(digest: string, length: number): string {
  return base32(digest, length, crockford);
}

/** Twenty bits at a time: five digits of hex are four characters. */
function base32(digest: string, length: number, alphabet: string): string {
  let text = '';
  for (let at = 0; text.length < length; at += 5) {
    const bits = Number.parseInt(digest.slice(at, at + 5), 16);
    text +=
      alphabet.charAt(bits >>> 15) +
      alphabet.charAt((bits >>> 10) & 31) +
      alphabet.charAt((bits >>> 5) & 31) +
      alphabet.charAt(bits & 31);
  }
  return text.slice(0, length);
}
