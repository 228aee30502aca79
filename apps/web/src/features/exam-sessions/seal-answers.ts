import type { SavedResponse, SealingKey } from '@attest/contracts';

/** What came too late, as the person who decides will read it. */
export interface LateAnswers {
  readonly sessionId: string;
  readonly responses: readonly SavedResponse[];
  /** When input was locked, as this page knew the server's time. */
  readonly lockedAt: string;
}

const contentKeyBits = 256;
const encryption = 'A256GCM';

/**
 * Encrypts answers to the key of their session, so that only the service can read them.
 *
 * @returns JWE in compact serialisation, ECDH-ES with A256GCM
 * @see RFC 7516 §5.1 and RFC 7518 §4.6: direct key agreement, so the encrypted key is empty
 */
export async function sealAnswers(to: SealingKey, answers: LateAnswers): Promise<string> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const [own, theirs] = await Promise.all([
    crypto.subtle.generateKey(curve, true, ['deriveBits']),
    crypto.subtle.importKey('jwk', to, curve, false, []),
  ]);
  const agreed = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: theirs },
    own.privateKey,
    contentKeyBits,
  );
  const key = await crypto.subtle.importKey('raw', await contentKeyFrom(agreed), 'AES-GCM', false, [
    'encrypt',
  ]);

  const { x, y } = await crypto.subtle.exportKey('jwk', own.publicKey);
  const epk = { kty: 'EC', crv: 'P-256', x, y };
  const header = base64url(utf8(JSON.stringify({ alg: 'ECDH-ES', enc: encryption, epk })));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(header) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, utf8(JSON.stringify(answers))));
  const tagAt = sealed.length - 16;
  return [header, '', base64url(iv), base64url(sealed.slice(0, tagAt)), base64url(sealed.slice(tagAt))].join(
    '.',
  );
}

/** Concat KDF of NIST SP 800-56A with SHA-256: one round gives the 256 bits, the parties have no names. */
function contentKeyFrom(agreed: ArrayBuffer): Promise<ArrayBuffer> {
  const name = utf8(encryption);
  const parts = [number(1), new Uint8Array(agreed), number(name.length), name, number(0), number(0)];
  const input = [...parts, number(contentKeyBits)].flatMap((part) => [...part]);
  return crypto.subtle.digest('SHA-256', new Uint8Array(input));
}

/** 32 bits, the most significant first. */
function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
