import { createHash } from 'node:crypto';

const lowerBase32 = 'abcdefghijklmnopqrstuvwxyz234567';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** SHA-256 over a list of parts. The parts travel as JSON, so that no two lists run together. */
export function hashOf(parts: readonly (string | number)[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest();
}

/** The first `length` characters of the base-32 form of a digest, lower case (RFC 4648 alphabet). */
export function lowerBase32Of(digest: Uint8Array, length: number): string {
  return base32(digest, length, lowerBase32);
}

/** The same in Crockford's alphabet, which people can read aloud: no I, L, O or U. */
export function crockfordOf(digest: Uint8Array, length: number): string {
  return base32(digest, length, crockford);
}

function base32(digest: Uint8Array, length: number, alphabet: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of digest) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
