import { hash, randomBytes } from 'node:crypto';

/** 256 random bits as text for a cookie or an access token. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: it has full entropy, so a plain hash suffices. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
