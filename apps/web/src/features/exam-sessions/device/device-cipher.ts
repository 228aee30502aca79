import type { KeptKey, SealedRecord } from './device-database.ts';

const algorithm = 'AES-GCM';
const nonceBytes = 12;

/** A key that this browser can use and nobody can read, not even this page. */
export async function makeKey(madeAtMs: number): Promise<KeptKey> {
  const key = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return { key, madeAtMs };
}

/** @param place session and part: a record moved to another place does not open */
export async function seal(key: CryptoKey, place: string, content: unknown): Promise<SealedRecord> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const text = new TextEncoder().encode(JSON.stringify(content));
  return { nonce, sealed: await crypto.subtle.encrypt(parametersOf(nonce, place), key, text) };
}

/** @throws where the record is not what this key sealed for this place */
export async function open(key: CryptoKey, place: string, { nonce, sealed }: SealedRecord): Promise<unknown> {
  const text = await crypto.subtle.decrypt(parametersOf(nonce, place), key, sealed);
  return JSON.parse(new TextDecoder().decode(text));
}

function parametersOf(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: algorithm, iv, additionalData: new TextEncoder().encode(place) };
}
